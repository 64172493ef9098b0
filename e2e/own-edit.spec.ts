/*! The editor by form: a cluster built from nothing by keyboard alone, undone to nothing, kept; what is wrong is said at its field. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { scenarioById } from '../src/scenarios'
import { encodeLink } from '../src/share/topology-link'
import { Eniscope } from './page'

/** Walks the page with Tab until the focus is there; the list of scenarios and clusters, one stop of it, with arrows. */
async function tabTo(page: Page, to: Locator): Promise<void> {
  await expect(to).toBeVisible()
  for (let presses = 0; presses < 300; presses++) {
    const key = await to.evaluate((element) => {
      if (element === document.activeElement) return null
      return element.closest('nav')?.contains(document.activeElement) === true ? 'ArrowDown' : 'Tab'
    })
    if (key === null) return
    await page.keyboard.press(key)
  }
  throw new Error('the focus never came there')
}
const press = async (page: Page, name: string | RegExp) => {
  await tabTo(page, page.getByRole('button', { name, exact: true }))
  await page.keyboard.press('Enter')
}
const title = (page: Page, text: string) => page.getByRole('heading', { level: 2, name: text, exact: true })

async function emptyCluster(page: Page): Promise<Eniscope> {
  const app = await new Eniscope(page).open('1.s5')
  await press(page, 'New cluster')
  await expect(page.getByRole('menuitem', { name: 'Empty cluster' })).toBeVisible()
  await page.keyboard.press('e')
  await page.keyboard.press('Enter')
  await expect(app.pill).toHaveText('Empty')
  return app
}

test('three nodes, pods and a Service from nothing by keyboard alone; asked, undone to nothing, done again, kept, shared', async ({
  page,
  browser,
}) => {
  // Some three hundred keys, one by one.
  test.setTimeout(180_000)
  const app = await emptyCluster(page)
  for (const [what, made] of [
    ['node', 'node node-1'],
    ['node', 'node node-2'],
    ['node', 'node node-3'],
    ['pod', 'pod pod-1'],
    ['pod', 'pod pod-2'],
    ['Service', 'Service svc-1'],
  ] as const) {
    await press(page, `Add ${what}`)
    await expect(title(page, made)).toBeFocused()
    await press(page, 'All objects')
  }
  // A node asks a node since there were two, and nobody listens there.
  await expect(app.pill).toHaveText('Refused')

  // Another name, typed.
  await press(page, 'pod pod-1')
  await tabTo(page, page.getByRole('textbox', { name: 'Name', exact: true }))
  await page.keyboard.press('Control+A')
  await page.keyboard.type('web')
  await page.keyboard.press('Enter')
  await expect(title(page, 'pod web')).toBeVisible()
  await press(page, 'All objects')

  // Asked: the Service, by the third node.
  await page.keyboard.press('f')
  await page.keyboard.type('node-3')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-field="from"]')).toContainText('node-3')
  await page.keyboard.press('t')
  await page.keyboard.type('svc-1')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-field="to"]')).toContainText('svc-1')
  await expect(app.pill).toHaveText('Delivered')
  await page.reload()
  // The verdict alone would be the same of scenario 5.
  await expect(page.locator('[data-field="to"]')).toContainText('svc-1')
  await expect(app.pill).toHaveText('Delivered')

  const undo = page.getByRole('button', { name: /^Undo/ }).first()
  for (let left = 7; left > 0; left--) {
    await expect(undo).toHaveAttribute('aria-disabled', 'false')
    await page.keyboard.press('Control+Z')
  }
  await expect(undo).toHaveAttribute('aria-disabled', 'true')
  await expect(app.pill).toHaveText('Empty')
  await page.reload()
  await expect(app.pill).toHaveText('Empty')
  for (let left = 7; left > 0; left--) await page.keyboard.press('Control+Shift+Z')
  // What was asked is asked again.
  await expect(app.pill).toHaveText('Delivered')
  await expect(page.getByRole('button', { name: /^Redo/ }).first()).toHaveAttribute('aria-disabled', 'true')

  await page.keyboard.press('s')
  const link = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue()
  const fresh = await browser.newContext()
  const other = await fresh.newPage()
  await other.goto(link)
  await expect(other.locator('[data-field="to"]')).toContainText('svc-1')
  await expect(new Eniscope(other).pill).toHaveText('Delivered')
  await fresh.close()
})

test('a bad value stays with its reason; a value that does not fit is a problem that leads back to its object', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s5')
  await page.getByRole('button', { name: 'New cluster' }).click()
  await page.getByRole('menuitem', { name: /wizard/ }).click()
  await page.getByRole('textbox', { name: 'Replicas' }).fill('900')
  await page.getByRole('button', { name: 'Make the cluster' }).click()
  await expect(page.getByRole('dialog')).toContainText('900 pods do not fit')
  await page.getByRole('textbox', { name: 'Replicas' }).fill('4')
  await page.getByRole('button', { name: 'Make the cluster' }).click()
  await expect(app.pill).toHaveText('Delivered')

  await page.getByRole('tab', { name: 'Edit' }).click()
  await page.getByRole('button', { name: 'pod web-1', exact: true }).click()
  const address = page.getByRole('textbox', { name: 'Address', exact: true })
  await address.fill('10.0')
  await address.press('Enter')
  await expect(address).toHaveValue('10.0')
  await expect(app.inspector).toContainText('"10.0" is not an IPv4 address')
  await expect(app.pill).toHaveText('Delivered')
  await address.fill('192.168.7.7')
  await address.press('Enter')
  await expect(app.pill).toHaveText('Not yet')
  await expect(app.verdict).toContainText('pod web-1: 192.168.7.7 lies outside')
  await page.getByRole('button', { name: 'All objects' }).click()
  await app.inspector.getByRole('button', { name: /192\.168\.7\.7 lies outside/ }).click()
  await expect(title(page, 'pod web-1')).toBeVisible()
  await expect(address).toBeFocused()
  await expect(address).toHaveAccessibleDescription(/^192\.168\.7\.7 lies outside/)
  // The sentence in place of the verdict leads there too.
  await page.getByRole('button', { name: 'All objects' }).click()
  await app.verdict.getByRole('button', { name: /192\.168\.7\.7 lies outside/ }).click()
  await expect(address).toBeFocused()
  await page
    .getByRole('button', { name: /^Undo: / })
    .first()
    .click()
  await expect(app.pill).toHaveText('Delivered')

  await page.getByRole('button', { name: 'All objects' }).click()
  await page.getByRole('button', { name: 'node node-1', exact: true }).click()
  await expect(app.inspector).toContainText('pod web-1 goes too')
  await page.getByRole('button', { name: 'Delete node node-1' }).click()
  await expect(page.getByRole('button', { name: 'node node-1', exact: true })).toHaveCount(0)
})

test('the wizard makes several workloads, each with Services of its own; one that is too much is taken out again', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s5')
  await page.getByRole('button', { name: 'New cluster' }).click()
  await page.getByRole('menuitem', { name: /wizard/ }).click()
  const line = (at: number) => page.getByRole('group', { name: `Workload ${at}` })
  await page.getByRole('button', { name: 'Another workload' }).click()
  await page.getByRole('button', { name: 'Another workload' }).click()
  await expect(line(2).getByRole('textbox', { name: 'Workload' })).toHaveValue('api')
  await line(2).getByRole('textbox', { name: 'Replicas' }).fill('2')
  await line(2).getByRole('textbox', { name: 'Services' }).fill('2')
  await line(3).getByRole('textbox', { name: 'Workload' }).fill('web')
  await page.getByRole('button', { name: 'Make the cluster' }).click()
  await expect(page.getByRole('dialog')).toContainText('"web" cannot be a name here')
  const { violations } = await new AxeBuilder({ page }).include('dialog').analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await line(3).getByRole('button', { name: 'Without web' }).click()
  await page.getByRole('button', { name: 'Make the cluster' }).click()
  await expect(app.pill).toHaveText('Delivered')
  await page.getByRole('tab', { name: 'Edit' }).click()
  for (const name of ['pod web-3', 'pod api-2', 'Service web', 'Service api', 'Service api-2'])
    await expect(app.inspector.getByRole('button', { name, exact: true })).toBeVisible()
})

/** The seed of a link that holds two pods of one address, a port that nobody can have, and a rule of a group that is not there. */
const wrongLink = () => {
  const { topology } = scenarioById('s5')!.question
  const [first] = topology.pods
  const hash = encodeLink(
    {
      ...topology,
      pods: topology.pods.map((pod) => ({ ...pod, ip: first!.ip })),
      securityGroups: [
        {
          id: 'sg-1',
          type: 'basic',
          rules: [
            { ...ALLOW, peer: { cidr: topology.vpc } },
            { ...ALLOW, peer: { group: 'sg-9' } },
          ],
        },
      ],
    },
    null,
  )
  if (!hash.ok) throw new Error(JSON.stringify(hash.error))
  return hash.value
}
const ALLOW = { direction: 'in', policy: 'accept', priority: 1, protocol: 'ALL' } as const

for (const [where, viewport] of [
  ['a desktop', { width: 1440, height: 900 }],
  ['a phone', { width: 390, height: 844 }],
] as const) {
  test.describe(`on ${where}`, () => {
    test.use({ viewport, hasTouch: viewport.width < 500 })
    test('a cluster with mistakes opens from a link, each leads to its field, and mended it is walked', async ({
      page,
    }) => {
      const app = await new Eniscope(page).open(wrongLink())
      await expect(app.pill).toHaveText('Not yet')
      await page.getByRole('tab', { name: 'Edit' }).click()
      await page.getByRole('button', { name: /there is no security group called "sg-9"/ }).click()
      const peer = page.getByRole('group', { name: 'Rules, line 2' }).getByRole('textbox', { name: 'Prefix or group' })
      await expect(peer).toBeFocused()
      await expect(peer).toBeInViewport({ ratio: 1 })
      await expect(peer).toHaveAccessibleDescription('There is no security group called "sg-9".')
      await peer.fill('10.0.0.0/8')
      await peer.press('Enter')
      await expect(page.getByRole('button', { name: /sg-9/ })).toHaveCount(0)

      const problems = page.getByRole('region', { name: /^\d problems?$/ })
      await problems.getByRole('button', { name: /is already taken by pod/ }).click()
      const address = page.getByRole('textbox', { name: 'Address', exact: true })
      await expect(address).toBeFocused()
      await expect(address).toBeInViewport({ ratio: 1 })
      await address.fill('10.0.3.58')
      await address.press('Enter')
      await expect(problems).toHaveCount(0)
      await expect(app.pill).not.toHaveText('Not yet')
    })
  })
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the form: ${colorScheme}`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({ colorScheme, ...(baseURL ? { baseURL } : {}) })
    const page = await context.newPage()
    await emptyCluster(page)
    const audit = async () => {
      const { violations } = await new AxeBuilder({ page }).include('[data-inspector]').analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([])
    }
    await audit()
    for (const what of ['node', 'pod', 'Service', 'security group', 'network policy', 'NAT gateway', 'EIP', 'route']) {
      await page.getByRole('button', { name: `Add ${what}`, exact: true }).click()
      const line = page.getByRole('button', { name: /^Add a line/ }).first()
      if ((await line.count()) > 0) await line.click()
      await audit()
      await page.getByRole('button', { name: 'All objects' }).click()
    }
    await context.close()
  })
}
