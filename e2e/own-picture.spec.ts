/*! Editing in the picture of a cluster of one's own: menus by mouse, by keyboard and by a held finger; a pod dragged to the other node. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import { Eniscope } from './page'

const CENTOS = 'pod:default/centos-67756b6dc8-h5wnp'
const thing = (page: Page, box: string): Locator => page.locator(`[data-thing="${box}"]`)
/** What has the focus for it: the place of its hop, else itself. */
const stopAt = async (page: Page, box: string): Promise<Locator> => {
  const place = page.locator(`[data-place="${box}"]`)
  return (await place.count()) > 0 ? place : thing(page, box)
}
const boxOf = async (target: Locator) => (await target.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }

/** A copy of the seed cluster, its picture ready to be edited. */
async function copy(page: Page): Promise<Eniscope> {
  const app = await new Eniscope(page).open('1.s5')
  await page.getByRole('button', { name: 'New cluster' }).click()
  await page.getByRole('menuitem', { name: /Copy/ }).click()
  await expect(thing(page, CENTOS)).toBeAttached()
  await expect(page.locator('[data-picture="canvas"]')).toBeVisible()
  return app
}

test('by mouse: the menu at a pod moves it, the trace changes at once, and Ctrl+Z names what it takes back', async ({
  page,
}) => {
  const app = await copy(page)
  const { x, y } = await boxOf(thing(page, CENTOS))
  await page.mouse.click(x + 20, y + 20, { button: 'right' })
  await expect(page.getByRole('menu', { name: /^Pod centos/ })).toBeVisible()
  await page.getByRole('menuitem', { name: 'Move to' }).click()
  await page.getByRole('menuitem', { name: /10\.0\.3\.49, eth1/ }).click()
  await expect(app.verdict).toContainText('no ENI on the way')
  await expect(page.getByRole('status').filter({ hasText: 'move h5wnp to' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('status').filter({ hasText: 'Undone: move h5wnp to' })).toBeVisible()
  await expect(app.verdict).toContainText('4 kernel stacks')
})

test('a pod is dragged to the other node; Esc and a drop elsewhere change nothing; a click is still a click', async ({
  page,
}) => {
  const app = await copy(page)
  const { x, y } = await boxOf(thing(page, CENTOS))
  const node = await boxOf(thing(page, 'node:cn-hongkong.10.0.3.49'))
  const left = await boxOf(thing(page, 'node:cn-hongkong.10.0.1.82'))
  const start = async () => {
    await page.mouse.move(x + 20, y + 20)
    await page.mouse.down()
    await page.mouse.move(x + 60, y + 40)
  }
  const over = () => page.mouse.move(node.x + node.width / 2, node.y + node.height / 2, { steps: 3 })

  await start()
  await over()
  await expect(thing(page, 'node:cn-hongkong.10.0.3.49')).toHaveAttribute('data-drop', 'over')
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-drop="over"]')).toHaveCount(0)
  await page.mouse.up()
  await start()
  await page.mouse.up()
  await expect(app.verdict).toContainText('4 kernel stacks')
  expect(await thing(page, CENTOS).getAttribute('aria-label')).toContain('10.0.1.82')

  await app.seek(20)
  await page.mouse.click(x + 20, y + 20)
  await app.expectHop(39)

  await start()
  await over()
  await page.mouse.up()
  await expect(app.verdict).toContainText('no ENI on the way')
  await expect(thing(page, CENTOS)).toHaveAccessibleName(/on cn-hongkong\.10\.0\.3\.49, eth1$/)
  await expect(await stopAt(page, CENTOS)).toBeFocused()
  // The rest stays where it is, the host that is idle now as well.
  expect(await boxOf(thing(page, 'node:cn-hongkong.10.0.3.49'))).toEqual(node)
  expect(await boxOf(thing(page, 'node:cn-hongkong.10.0.1.82'))).toEqual(left)
})

test('by keyboard alone: walk the objects, rename, add a pod, delete, undo; axe finds nothing serious', async ({
  page,
}) => {
  const app = await copy(page)
  const node = thing(page, 'node:cn-hongkong.10.0.1.82')
  // One tab stop for places and objects together.
  await expect(page.locator('[data-picture] :is([data-thing], [data-place])[tabindex="0"]')).toHaveCount(1)
  await page.locator('[data-picture] :is([data-thing], [data-place])[tabindex="0"]').focus()
  await page.keyboard.press('ArrowUp')
  await expect(node).toBeFocused()
  await expect(page.locator('[data-picture] :is([data-thing], [data-place])[tabindex="0"]')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await expect(await stopAt(page, CENTOS)).toBeFocused()
  await page.keyboard.press('Shift+F10')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([])

  await page.keyboard.press('Enter')
  const name = page.getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await page.keyboard.type('No Name')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('No Name is no name')
  await name.fill('asker')
  await page.keyboard.press('Enter')
  const asker = thing(page, 'pod:default/asker')
  await expect(asker).toBeAttached()
  await expect(await stopAt(page, 'pod:default/asker')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(node).toBeFocused()

  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Add pod here…' }).press('Enter')
  await expect(name).toBeFocused()
  await page.keyboard.type('second')
  await page.keyboard.press('Enter')
  const second = thing(page, 'pod:default/second')
  await expect(second).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(second).toHaveCount(0)
  await expect(node).toBeFocused()

  await node.press('Delete')
  await expect(page.getByRole('status').filter({ hasText: 'pod asker goes too' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(app.pill).toHaveText('Delivered')
  await expect(asker).toBeAttached()
})

test('a finger that stays opens the menu, and is no tap', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...(baseURL && { baseURL }), hasTouch: true })
  const page = await context.newPage()
  const app = await copy(page)
  await app.seek(20)
  const { x, y } = await boxOf(thing(page, CENTOS))
  const finger = await context.newCDPSession(page)
  await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x: x + 20, y: y + 20 }] })
  await expect(thing(page, CENTOS)).toHaveAttribute('data-held', 'true')
  await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  await expect(page.getByRole('menu', { name: /^Pod centos/ })).toBeVisible()
  await app.expectHop(20)
  await context.close()
})

test('a finger that stays and then moves drags a pod to the other node', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...(baseURL && { baseURL }), hasTouch: true })
  const page = await context.newPage()
  const app = await copy(page)
  const { x, y } = await boxOf(thing(page, CENTOS))
  const other = thing(page, 'node:cn-hongkong.10.0.3.49')
  const node = await boxOf(other)
  const finger = await context.newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: { x: number; y: number }[]) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints })
  await touch('touchStart', { x: x + 20, y: y + 20 })
  await expect(thing(page, CENTOS)).toHaveAttribute('data-held', 'true')
  for (const share of [0.3, 0.6, 1]) {
    const to = { x: node.x + node.width / 2, y: node.y + node.height / 2 }
    await touch('touchMove', { x: x + (to.x - x) * share, y: y + (to.y - y) * share })
  }
  await expect(other).toHaveAttribute('data-drop', 'over')
  await touch('touchEnd')
  await expect(thing(page, CENTOS)).toHaveAccessibleName(/on cn-hongkong\.10\.0\.3\.49, eth1$/)
  await expect(page.getByRole('menu')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(app.verdict).toContainText('4 kernel stacks')
  await context.close()
})

test('the SLB, its backends, the primary ENI and the VPC have their menus; what they cannot do they do not offer', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s7')
  await page.getByRole('button', { name: 'New cluster' }).click()
  await page.getByRole('menuitem', { name: /Copy/ }).click()
  const menu = async (box: string, name: RegExp) => {
    await expect(thing(page, box)).toBeAttached()
    await (await stopAt(page, box)).focus()
    await page.keyboard.press('Shift+F10')
    await expect(page.getByRole('menu', { name })).toBeVisible()
    return page.getByRole('menuitem').allTextContents()
  }
  await expect(page.locator('[data-picture="canvas"]')).toBeVisible()
  expect((await menu('slb', /^SLB/)).join()).toMatch(/Rename…,.*Edit….*10\.0\.3\.62:80\/TCP.*Add SLB listener.*Delete/)
  await page.keyboard.press('Escape')
  const primary = (await menu('node:cn-hongkong.10.0.3.49/eni/eth0', /^ENI eth0/)).join()
  expect(primary).toMatch(/Edit….*Security groups/)
  expect(primary).not.toMatch(/Rename|Delete/)
  await page.keyboard.press('Escape')
  expect((await menu('vpc', /^VPC/)).join()).toMatch(/Edit….*Add vSwitch.*Add NAT gateway.*Add route/)
  await page.getByRole('menuitem', { name: 'Add route' }).click()
  await expect(page.getByRole('heading', { level: 2, name: /^route to / })).toBeFocused()

  // A backend less, and undo brings it back.
  const backends = page.locator('[data-thing^="slb/"]')
  const count = await backends.count()
  const { x, y } = await boxOf(backends.first())
  await page.mouse.click(x + 10, y + 10, { button: 'right' })
  await page.getByRole('menuitem', { name: /^Take out of/ }).click()
  await expect(backends).toHaveCount(count - 1)
  await page.keyboard.press('Control+z')
  await expect(backends).toHaveCount(count)
  await expect(app.pill).toHaveText('Delivered')
})

test('an edit leaves the view where a person moved it', async ({ page }) => {
  await copy(page)
  const node = thing(page, 'node:cn-hongkong.10.0.1.82')
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  const before = await boxOf(node)
  await (await stopAt(page, 'node:cn-hongkong.10.0.3.49')).focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Add ENI' }).click()
  await expect(thing(page, 'node:cn-hongkong.10.0.3.49/eni/eth2')).toBeAttached()
  expect(await boxOf(node)).toEqual(before)
})

test.describe('the picture without a packet', () => {
  const NODE = 'node:node-1'
  async function oneNode(page: Page): Promise<Eniscope> {
    const app = await new Eniscope(page).open('1.s5')
    const phone = (page.viewportSize()?.width ?? 0) < 500
    if (phone) await page.getByRole('banner').getByRole('button').first().click()
    await page.getByRole('button', { name: 'New cluster' }).click()
    await page.getByRole('menuitem', { name: 'Empty cluster' }).click()
    if (phone) await page.getByRole('tab', { name: 'Path', exact: true }).click()
    await page.getByRole('button', { name: 'Add a node' }).click()
    await expect(thing(page, NODE)).toBeAttached()
    await expect(page.locator('[data-picture="plain"]')).toBeVisible()
    return app
  }
  const widthOf = async (page: Page) => (await boxOf(thing(page, NODE))).width

  test('is moved and zoomed by mouse and keys, and an edit leaves it there', async ({ page }) => {
    await oneNode(page)
    const before = await boxOf(thing(page, NODE))
    const [x, y] = [before.x + before.width / 2, before.y + before.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x - 60, y + 40, { steps: 4 })
    await page.mouse.up()
    await expect.poll(async () => (await boxOf(thing(page, NODE))).x).toBeCloseTo(before.x - 60, 0)
    await expect.poll(async () => (await boxOf(thing(page, NODE))).y).toBeCloseTo(before.y + 40, 0)
    await page.mouse.wheel(0, -200)
    await expect.poll(() => widthOf(page)).toBeGreaterThan(before.width * 1.2)
    await page.keyboard.press('-')
    await expect.poll(() => widthOf(page)).toBeLessThan(before.width * 1.15)

    const moved = await boxOf(thing(page, NODE))
    await thing(page, NODE).focus()
    await page.keyboard.press('Shift+F10')
    await page.getByRole('menuitem', { name: 'Add ENI' }).click()
    await expect(thing(page, `${NODE}/eni/eth2`)).toBeAttached()
    expect(await boxOf(thing(page, NODE))).toMatchObject({ x: moved.x, y: moved.y })
    await page.getByRole('tab', { name: 'Edit' }).focus()
    await page.keyboard.press('0')
    await expect.poll(() => widthOf(page)).toBeCloseTo(before.width, 0)
  })

  test.describe('on a phone', () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })
    test('is moved by a finger and zoomed by two', async ({ page }) => {
      await oneNode(page)
      const before = await boxOf(thing(page, NODE))
      const finger = await page.context().newCDPSession(page)
      const touch = (
        type: 'touchStart' | 'touchMove' | 'touchEnd',
        ...touchPoints: { x: number; y: number; id: number }[]
      ) => finger.send('Input.dispatchTouchEvent', { type, touchPoints })
      const [x, y] = [before.x + before.width / 2, before.y + 20]
      await touch('touchStart', { x, y, id: 0 })
      for (const step of [20, 40, 60]) await touch('touchMove', { x: x - step, y: y + step, id: 0 })
      await touch('touchEnd')
      await expect.poll(async () => (await boxOf(thing(page, NODE))).x).toBeLessThan(before.x - 40)
      await touch('touchStart', { x: 150, y: 300, id: 0 })
      await touch('touchStart', { x: 150, y: 300, id: 0 }, { x: 200, y: 300, id: 1 })
      for (const step of [20, 40, 60])
        await touch('touchMove', { x: 150, y: 300, id: 0 }, { x: 200 + step, y: 300, id: 1 })
      await touch('touchEnd')
      await expect.poll(() => widthOf(page)).toBeGreaterThan(before.width * 1.3)
      await expect(page.getByRole('menu')).toHaveCount(0)
    })
  })
})
