/*! Every object of a cluster, every verb, every input: in the picture, where what has no box has a tag in the row at its foot, and in
the form. A table: one page for each group of rows and input. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { Hand, INPUTS } from './hands'
import { Eniscope } from './page'

const NODE = 'node:cn-hongkong.10.0.3.49'
const OTHER = 'cn-hongkong.10.0.1.47'
const POD = 'nginx-7d6877d777-kxwdb'
const LISTENER = '10.0.3.62:80/TCP'

/** A copy of scenario 7, its picture ready to be edited. */
async function copy(page: Page): Promise<void> {
  await new Eniscope(page).open('1.s7')
  const phone = (page.viewportSize()?.width ?? 0) < 900
  if (phone) await page.getByRole('banner').getByRole('button').first().click()
  await page.getByRole('button', { name: 'New cluster' }).click()
  await page.getByRole('menuitem', { name: /Copy/ }).click()
  await expect(page.locator(`[data-thing="${NODE}"]`)).toBeAttached()
  await expect(page.locator('[data-picture="canvas"]')).toBeVisible()
}

/** Verb, object, its menu's items (null: the Delete key where there is one), the name that is asked for, what is said of it. */
type Cell = readonly [
  verb: 'add' | 'rename' | 'move' | 'edit' | 'delete',
  box: string,
  path: readonly (string | RegExp)[] | null,
  name: string | null,
  said: string | RegExp,
]

const ADD = 'add'
const PICTURE: Readonly<Record<string, readonly Cell[]>> = {
  'pods, nodes, ENIs, vSwitches': [
    ['add', NODE, ['Add pod here…'], 'web', 'add pod web'],
    ['rename', 'pod:default/web', ['Rename…'], 'api', 'rename web to api'],
    ['move', 'pod:default/api', ['Move to', /10\.0\.1\.47, eth1/], null, 'move api to'],
    ['delete', 'pod:default/api', null, null, 'remove pod api'],
    ['add', NODE, ['Add ENI'], null, 'add eth2 to'],
    ['rename', `${NODE}/eni/eth2`, ['Rename…'], 'eth5', 'rename eth2 on'],
    ['delete', `${NODE}/eni/eth5`, null, null, 'remove eth5 from'],
    ['add', ADD, ['Add node'], null, 'add node node-1'],
    ['rename', 'node:node-1', ['Rename…'], 'spare', 'rename node node-1 to spare'],
    ['delete', 'node:spare', null, null, 'remove node spare'],
    ['add', ADD, ['Add vSwitch'], null, 'add vSwitch vsw-2'],
    ['rename', 'vsw:vsw-2', ['Rename…'], 'edge', 'rename vSwitch vsw-2 to edge'],
    ['delete', 'vsw:edge', null, null, 'remove vSwitch edge'],
  ],
  'Services, clients, listeners': [
    ['add', ADD, ['Add Service'], null, 'add Service'],
    ['rename', 'tag:service svc-1', ['Rename…'], 'shop', 'rename Service svc-1 to shop'],
    ['move', 'tag:service shop', ['Endpoints', `Take off ${POD}`], null, 'change the endpoints of Service shop'],
    ['delete', 'tag:service shop', null, null, 'remove Service shop'],
    ['add', ADD, ['Add client'], null, 'add client client-1'],
    ['rename', 'client:client-1', ['Rename…'], 'office', 'rename client client-1 to office'],
    ['delete', 'client:office', null, null, 'remove client office'],
    ['move', `tag:listener ${LISTENER}`, ['Backends', `Take off ${POD}`], null, 'change the listener at port 80'],
    ['delete', `tag:listener ${LISTENER}`, null, null, 'remove listener no. 1'],
    ['add', ADD, ['Add SLB listener'], null, 'add a listener at port 80'],
  ],
  'network policies': [
    [
      'add',
      `pod:default/${POD}`,
      ['Network policies', 'Add network policy for it'],
      null,
      'add network policy policy-1',
    ],
    ['rename', 'tag:network-policy policy-1', ['Rename…'], 'deny', 'rename network policy policy-1 to deny'],
    ['edit', 'tag:network-policy deny', ['Add an egress rule'], null, 'change the egress rules of network policy deny'],
    ['edit', 'tag:network-policy deny', ['Egress rules', 'To everybody', 'Delete'], null, 'change the egress rules'],
    [
      'move',
      'tag:network-policy deny',
      ['Selects', /^Select .*h4jtf$/],
      null,
      'change the pods of network policy deny',
    ],
    ['move', `pod:default/${POD}`, ['Network policies', 'Take deny off here'], null, 'change the pods of network'],
    ['delete', 'tag:network-policy deny', null, null, 'remove network policy deny'],
  ],
  'security groups and their rules': [
    ['add', ADD, ['Add security group'], null, 'add security group sg-1'],
    ['rename', 'tag:security-group sg-1', ['Rename…'], 'web', 'rename security group sg-1 to web'],
    ['move', `${NODE}/eni/eth1`, ['Security groups', 'Apply web here'], null, 'change the security groups of eth1'],
    [
      'move',
      'tag:security-group web',
      ['Applies to', `Take off ${NODE.slice(5)}/eth1`],
      null,
      'change the security groups',
    ],
    ['add', 'tag:security-group web', ['Add a rule'], null, 'add a rule to web: accept in'],
    ['add', ADD, ['Add security group'], null, 'add security group sg-1'],
    [
      'move',
      'tag:security-group web',
      ['Rules', /^In: accept/, 'Move to sg-1'],
      null,
      'move rule no. 1 of web to sg-1',
    ],
    ['delete', 'tag:security-group sg-1', ['Rules', /^In: accept/, 'Delete'], null, 'remove rule no. 1 of sg-1'],
    ['delete', 'tag:security-group sg-1', null, null, 'remove security group sg-1'],
  ],
  'network ACLs and routes': [
    ['add', 'vsw:vsw-3', ['Network ACL', 'Add network ACL'], null, 'add network ACL acl-1'],
    ['rename', 'tag:network-acl acl-1', ['Rename…'], 'edge', 'rename network ACL acl-1 to edge'],
    [
      'edit',
      'tag:network-acl edge',
      ['Rules', /^In: accept/, 'Ask it later'],
      null,
      'make rule no. 1 of edge its no. 2',
    ],
    ['move', 'tag:network-acl edge', ['Applies to', 'Add vsw-1'], null, 'change the vSwitches of edge'],
    ['delete', 'tag:network-acl edge', null, null, 'remove network ACL edge'],
    ['add', 'vsw:vsw-3', ['Routes', 'Add route'], null, 'add a route to 192.168.0.0/16'],
    ['move', 'tag:route 192.168.0.0/16', ['Next hop', `Move to ${OTHER}`], null, 'change the route to 192.168.0.0/16'],
    ['move', 'vsw:vsw-3', ['Routes', /^Use a route table of its own/], null, 'change the route table of vsw-3'],
    ['move', 'tag:route 192.168.0.0/16', ['Move to route table rtb-1'], null, 'change the route to 192.168.0.0/16'],
    ['delete', 'tag:route rtb-1 192.168.0.0/16', null, null, 'remove route no. 1'],
  ],
  'kube-proxy and Terway': [
    [
      'edit',
      NODE,
      ['kube-proxy and Terway', /^kube-proxy mode: /, 'iptables'],
      null,
      'run kube-proxy in iptables mode',
    ],
    ['edit', ADD, ['kube-proxy and Terway', /^kube-proxy release: /, '1.34'], null, 'run kube-proxy 1.34'],
    ['edit', 'vpc', ['kube-proxy and Terway', /^Terway: /, /^1\.4\.\d$/], null, 'run Terway'],
    [
      'edit',
      'tag:service nginx',
      [/^Set externalTrafficPolicy to /],
      null,
      'change externalTrafficPolicy of Service nginx',
    ],
  ],
}

for (const input of INPUTS) {
  test.describe(`in the picture, by ${input}`, () => {
    test.use({ hasTouch: input === 'touch' })
    for (const [group, cells] of Object.entries(PICTURE)) {
      test(group, async ({ page }) => {
        test.setTimeout(120_000)
        await copy(page)
        const hand = new Hand(page, input)
        for (const [verb, box, path, name, said] of cells) {
          await test.step(`${verb} ${box}`, async () => {
            if (path === null) await hand.remove(box)
            else {
              await hand.open(box)
              await hand.choose(...path)
            }
            if (name !== null) await hand.name(name)
            await hand.said(said)
          })
        }
        // The last one is named when it is taken back.
        await page.keyboard.press('Control+z')
        await hand.said(/^Undone: /)
      })
    }
  })
}

/** Verb, the object whose form is open (null: the list of all), what is done there, what is said of it. */
type FormCell = readonly [
  verb: Cell[0],
  object: string | null,
  act: readonly ['press', string] | readonly ['type' | 'pick', string, string],
  said: string,
]

const FORM: Readonly<Record<string, readonly FormCell[]>> = {
  'what has a box': [
    ['add', null, ['press', 'Add node'], 'add node node-1'],
    ['rename', 'node node-1', ['type', 'Name', 'n1'], 'rename node node-1 to n1'],
    ['add', 'node n1', ['press', 'Add ENI'], 'add eth2 to n1'],
    ['rename', 'ENI n1/eth2', ['type', 'Name', 'eth5'], 'rename eth2 on n1 to eth5'],
    ['delete', 'ENI n1/eth5', ['press', 'Delete ENI n1/eth5'], 'remove eth5 from n1'],
    ['add', null, ['press', 'Add pod'], 'add pod pod-1'],
    ['rename', 'pod pod-1', ['type', 'Name', 'web'], 'rename pod-1 to web'],
    ['move', 'pod web', ['pick', 'On node', OTHER], 'move web to'],
    ['delete', 'pod web', ['press', 'Delete pod web'], 'remove pod web'],
    ['delete', 'node n1', ['press', 'Delete node n1'], 'remove node n1'],
    ['add', null, ['press', 'Add vSwitch'], 'add vSwitch vsw-2'],
    ['rename', 'vSwitch vsw-2', ['type', 'Name', 'edge'], 'rename vSwitch vsw-2 to edge'],
    ['delete', 'vSwitch edge', ['press', 'Delete vSwitch edge'], 'remove vSwitch edge'],
    ['add', null, ['press', 'Add client'], 'add client client-1'],
    ['rename', 'client client-1', ['type', 'Name', 'office'], 'rename client client-1 to office'],
    ['delete', 'client office', ['press', 'Delete client office'], 'remove client office'],
  ],
  'Services, listeners, policies': [
    ['add', null, ['press', 'Add Service'], 'add Service svc-1'],
    ['rename', 'Service svc-1', ['type', 'Name', 'shop'], 'rename Service svc-1 to shop'],
    ['move', 'Service shop', ['type', 'Endpoints: pods by name', POD], 'change the endpoints of Service shop'],
    ['delete', 'Service shop', ['press', 'Delete Service shop'], 'remove Service shop'],
    ['move', `listener ${LISTENER}`, ['press', 'Remove line 1 of Backends'], 'change the listener at port 80'],
    ['delete', `listener ${LISTENER}`, ['press', `Delete listener ${LISTENER}`], 'remove listener no. 1'],
    ['add', null, ['press', 'Add listener'], 'add a listener at port 80'],
    ['add', null, ['press', 'Add network policy'], 'add network policy policy-1'],
    ['rename', 'network policy policy-1', ['type', 'Name', 'deny'], 'rename network policy policy-1 to deny'],
    ['edit', 'network policy deny', ['press', 'Add a line to Ingress rules'], 'change the ingress rules'],
    ['move', 'network policy deny', ['type', 'Pods that it selects', POD], 'change the pods of network policy deny'],
    ['delete', 'network policy deny', ['press', 'Delete network policy deny'], 'remove network policy deny'],
  ],
  'security groups, ACLs, routes': [
    ['add', null, ['press', 'Add security group'], 'add security group sg-1'],
    ['rename', 'security group sg-1', ['type', 'Name', 'web'], 'rename security group sg-1 to web'],
    ['move', `ENI ${OTHER}/eth1`, ['type', 'Security groups, by id', 'web'], 'change the security groups of eth1'],
    ['add', 'security group web', ['press', 'Add a line to Rules'], 'add a rule to web'],
    ['edit', 'security group web', ['type', 'Priority', '7'], 'change rule no. 1 of web'],
    ['add', null, ['press', 'Add security group'], 'add security group sg-1'],
    ['move', 'security group web', ['pick', 'In group', 'sg-1'], 'move rule no. 1 of web to sg-1'],
    ['delete', 'security group sg-1', ['press', 'Remove line 1 of Rules'], 'remove rule no. 1 of sg-1'],
    ['delete', 'security group sg-1', ['press', 'Delete security group sg-1'], 'remove security group sg-1'],
    ['add', null, ['press', 'Add network ACL'], 'add network ACL acl-1'],
    ['rename', 'network ACL acl-1', ['type', 'Name', 'edge'], 'rename network ACL acl-1 to edge'],
    [
      'edit',
      'network ACL edge',
      ['press', 'Line 2 of Rules, the first that fits decides one earlier'],
      'make rule no. 2 of edge its no. 1',
    ],
    ['move', 'network ACL edge', ['type', 'vSwitches, by name', 'vsw-3'], 'change the vSwitches of edge'],
    ['delete', 'network ACL edge', ['press', 'Delete network ACL edge'], 'remove network ACL edge'],
    ['add', null, ['press', 'Add route'], 'add a route to 192.168.0.0/16'],
    ['move', 'route to 192.168.0.0/16', ['pick', 'Next hop', OTHER], 'change the route to 192.168.0.0/16'],
    ['delete', 'route to 192.168.0.0/16', ['press', 'Delete route to 192.168.0.0/16'], 'remove route no. 1'],
  ],
}

for (const input of INPUTS) {
  test.describe(`in the form, by ${input}`, () => {
    test.use({ hasTouch: input === 'touch' })
    for (const [group, cells] of Object.entries(FORM)) {
      test(group, async ({ page }) => {
        test.setTimeout(120_000)
        await copy(page)
        const hand = new Hand(page, input)
        const form = page.getByRole('tabpanel', { name: 'Edit' })
        const button = (name: string) => form.getByRole('button', { name, exact: true })
        const title = form.getByRole('heading', { level: 2 })
        await hand.press(page.getByRole('tab', { name: 'Edit' }))
        for (const [verb, object, [how, name, value = ''], said] of cells) {
          await test.step(`${verb} ${object ?? name}`, async () => {
            if (
              (object === null || (await title.allTextContents())[0] !== object) &&
              (await button('All objects').count()) > 0
            )
              await hand.press(button('All objects'))
            if (object !== null && (await title.allTextContents())[0] !== object) await hand.press(button(object))
            if (how === 'press') await hand.press(button(name))
            else {
              const field = form.getByLabel(name, { exact: true })
              if (how === 'type') await hand.type(field, value)
              else await field.selectOption(value)
            }
            await hand.said(said)
          })
        }
      })
    }
  })
}

test('by Tab and arrows alone: the row is one stop after the picture, its arrows move no packet, Delete gives the focus on', async ({
  page,
}) => {
  await copy(page)
  const app = new Eniscope(page)
  const tag = (name: string) => page.locator(`[data-tag="tag:${name}"]`)
  const hop = await app.hop()
  await page.locator('[data-picture] :is([data-thing], [data-place])[tabindex="0"]').focus()
  await page.keyboard.press('Tab')
  await expect(tag('service nginx')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(tag('service nginx1')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(tag(`listener ${LISTENER}`)).toBeFocused()
  await app.expectHop(hop)
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Delete')
  await expect(tag('service nginx1')).toHaveCount(0)
  await expect(tag('service nginx')).toBeFocused()
  await page.keyboard.press('Control+z')
  await new Hand(page, 'keyboard').said('Undone: remove Service nginx1')
  await expect(tag('service nginx1')).toBeAttached()
})

test('a tag is dragged to what it is to hang at, and lights what it hangs at; Esc calls it off', async ({ page }) => {
  await copy(page)
  const hand = new Hand(page, 'mouse')
  await hand.open(ADD)
  await hand.choose('Add security group')
  const tag = page.locator('[data-tag="tag:security-group sg-1"]')
  const eni = page.locator(`[data-thing="${NODE}/eni/eth1"]`)
  const at = async (target: typeof tag) => {
    const { x, y, width, height } = (await target.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    return [x + width / 2, y + height / 2] as const
  }
  const over = async () => {
    await page.mouse.move(...(await at(tag)))
    await page.mouse.down()
    await page.mouse.move(...(await at(eni)), { steps: 6 })
    await expect(eni).toHaveAttribute('data-drop', 'over')
  }
  await over()
  await page.keyboard.press('Escape')
  await page.mouse.up()
  await expect(page.locator('[data-thing][data-drop]')).toHaveCount(0)
  await over()
  await page.mouse.up()
  await hand.said('change the security groups of eth1')
  await expect(tag).toBeFocused()
  await expect(eni).toHaveAttribute('data-applies', 'true')
  await expect(new Eniscope(page).pill).toHaveText('Dropped')
})

test('a held finger drags a tag; a tap opens its menu', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...(baseURL && { baseURL }), hasTouch: true })
  const page = await context.newPage()
  await copy(page)
  const tag = page.locator('[data-tag="tag:service nginx1"]')
  const pod = page.locator(`[data-thing="pod:default/${POD}"]`)
  await tag.tap()
  await expect(page.getByRole('menu', { name: 'Service nginx1' })).toBeVisible()
  await page.keyboard.press('Escape')
  const menu = new Hand(page, 'touch')
  await menu.open('tag:service nginx1')
  await menu.choose('Endpoints', `Take off ${POD}`)
  await menu.said('change the endpoints of Service nginx1')
  const middle = async (of: typeof tag) => {
    const { x, y, width, height } = (await of.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    return { x: x + width / 2, y: y + height / 2 }
  }
  const [from, to] = [await middle(tag), await middle(pod)]
  const finger = await context.newCDPSession(page)
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] })
  await expect(tag).toHaveAttribute('data-held', 'true')
  for (const share of [0.4, 0.8, 1]) {
    const point = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
    await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] })
  }
  await expect(pod).toHaveAttribute('data-drop', 'over')
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  // The tap that follows such a drag gives no click here.
  await tag.press('Enter')
  await menu.choose('Endpoints')
  await expect(page.getByRole('menuitem', { name: `Take off ${POD}` })).toBeVisible()
  await context.close()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })
  test('one button has them all, and what can be added', async ({ page }) => {
    await copy(page)
    const hand = new Hand(page, 'touch')
    const all = page.locator('[data-tags="all"]')
    const { width, height } = (await all.boundingBox()) ?? { width: 0, height: 0 }
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
    await hand.press(all)
    await hand.choose('Add to the cluster', 'Add network policy')
    await hand.said('add network policy policy-1')
    await hand.press(page.getByRole('tab', { name: 'Path', exact: true }))
    await hand.press(all)
    await hand.choose('Policies 1', 'policy-1', 'Selects', /^Select .*kxwdb$/)
    await hand.said('change the pods of network policy policy-1')
    await hand.press(all)
    await hand.choose('Policies 1', 'policy-1', 'Delete')
    await hand.said('remove network policy policy-1')
  })
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    test('axe finds nothing in the row and its menus', async ({ page }) => {
      await copy(page)
      const audit = async (part: string) => {
        const { violations } = await new AxeBuilder({ page }).include(part).analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
      }
      const hand = new Hand(page, 'keyboard')
      await hand.open(ADD)
      await hand.choose('Add network policy')
      await audit('[data-picture]')
      await hand.open('tag:network-policy policy-1')
      await audit('[role="menu"]')
      await hand.choose('Selects')
      await audit('[role="menu"]')
    })
  })
}
