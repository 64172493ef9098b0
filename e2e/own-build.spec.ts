/*! A cluster of three nodes from the empty page to a traced flow, in the picture: by mouse alone, and by touch on a phone (by keyboard
alone: own-edit.spec.ts). Sent as a link it says the same in a browser that has never seen it. */
import { expect, type Locator, type Page, test } from '@playwright/test'
import { Eniscope } from './page'

const thing = (page: Page, box: string): Locator => page.locator(`[data-thing="${box}"]`)
const item = (page: Page, name: string | RegExp) =>
  page.getByRole('menuitem', { name, exact: typeof name === 'string' })

/** Where nothing else lies over a thing: a corner of it. */
async function corner(target: Locator): Promise<{ x: number; y: number }> {
  await expect(target).toBeAttached()
  const { x, y } = (await target.boundingBox()) ?? { x: 0, y: 0 }
  return { x: x + 12, y: y + 12 }
}

/** The open link of a cluster, opened by somebody else: the same verdict. */
async function expectShared(page: Page, verdict: string): Promise<void> {
  const link = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue()
  const fresh = await page.context().browser()?.newContext()
  if (!fresh) throw new Error('no browser')
  const other = await fresh.newPage()
  await other.goto(link)
  const there = new Eniscope(other)
  await expect(there.pill).toHaveText('Delivered')
  await expect(there.verdict).toHaveText(verdict)
  await expect(other).toHaveTitle(/^From a link/)
  await fresh.close()
}

test('by mouse alone', async ({ page }) => {
  test.slow()
  const app = await new Eniscope(page).open()
  const menu = async (box: string) => {
    const { x, y } = await corner(thing(page, box))
    await page.mouse.click(x, y, { button: 'right' })
    await expect(page.getByRole('menu')).toBeVisible()
  }
  const addPod = async (node: string, name: string) => {
    await menu(`node:${node}`)
    await item(page, 'Add pod here…').click()
    await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
    // The name that is offered: another one takes keys.
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(thing(page, `pod:default/${name}`)).toBeAttached()
  }
  await page.getByRole('button', { name: 'New cluster' }).click()
  await item(page, 'Empty cluster').click()
  await page.getByRole('button', { name: 'Add a node' }).click()
  for (const node of ['node-2', 'node-3']) {
    await menu('vsw:vsw-1')
    await item(page, 'Add node').click()
    await expect(thing(page, `node:${node}`)).toBeAttached()
  }
  await addPod('node-1', 'pod-1')
  await addPod('node-2', 'pod-2')
  await menu('pod:default/pod-2')
  await item(page, 'Services').click()
  await item(page, 'Add Service for it').click()
  await expect(page.getByRole('heading', { name: 'Service svc-1' })).toBeVisible()
  await menu('pod:default/pod-1')
  await item(page, 'Services').click()
  await item(page, 'Take out of svc-1').click()
  await menu('pod:default/pod-1')
  await item(page, 'Services').click()
  await item(page, 'Ask svc-1 from here').click()

  await expect(app.pill).toHaveText('Delivered')
  await expect(app.verdict).toContainText('4 kernel stacks')
  await page.getByRole('button', { name: 'Last hop' }).click()
  await expect(app.timeline.locator('[aria-current="step"]')).toBeVisible()
  const verdict = (await app.verdict.textContent()) ?? ''

  await page.reload()
  await expect(app.pill).toHaveText('Delivered')
  await page.getByRole('button', { name: 'Share' }).click()
  await expectShared(page, verdict)
  await page.keyboard.press('Escape')

  const undo = page.getByRole('button', { name: /^Undo/ }).first()
  for (let left = 7; left > 0; left--) {
    await expect(undo).toHaveAttribute('aria-disabled', 'false')
    await undo.click()
  }
  await expect(undo).toHaveAttribute('aria-disabled', 'true')
  await expect(app.pill).toHaveText('Empty')
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('by touch', async ({ page }) => {
    test.slow()
    const app = await new Eniscope(page).open()
    const finger = await page.context().newCDPSession(page)
    const hold = async (box: string) => {
      const touchPoints = [await corner(thing(page, box))]
      await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
      await expect(thing(page, box)).toHaveAttribute('data-held', 'true')
      await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
      await expect(page.getByRole('menu')).toBeVisible()
    }
    const tab = (name: string) => page.getByRole('tab', { name, exact: true }).tap()
    await page.getByRole('banner').getByRole('button').first().tap()
    await page.getByRole('button', { name: 'New cluster' }).tap()
    await item(page, 'Empty cluster').tap()
    await tab('Edit')
    for (const node of ['node-1', 'node-2', 'node-3']) {
      await page.getByRole('button', { name: 'Add node', exact: true }).tap()
      await expect(page.getByRole('heading', { name: `node ${node}` })).toBeVisible()
      await page.getByRole('button', { name: 'All objects' }).tap()
    }
    await tab('Path')
    await hold('node:node-1')
    await item(page, 'Add pod here…').tap()
    await page.getByRole('button', { name: 'Add', exact: true }).tap()
    await expect(thing(page, 'pod:default/pod-1')).toBeAttached()
    await tab('Edit')
    await page.getByRole('button', { name: 'Add pod', exact: true }).tap()
    await expect(page.getByRole('heading', { name: 'pod pod-2' })).toBeVisible()
    await page.getByRole('button', { name: 'All objects' }).tap()
    await page.getByRole('button', { name: 'Add Service', exact: true }).tap()
    await expect(page.getByRole('heading', { name: 'Service svc-1' })).toBeVisible()
    const endpoints = page.getByRole('textbox', { name: 'Endpoints: pods by name' })
    await endpoints.fill('pod-2')
    await endpoints.press('Enter')
    await tab('Path')
    await hold('pod:default/pod-1')
    await item(page, 'Services').tap()
    await item(page, 'Ask svc-1 from here').tap()
    await expect(app.pill).toHaveText('Delivered')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
