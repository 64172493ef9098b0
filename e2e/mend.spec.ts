/*! Why not? What would let a flow through, one click, undo; what would break one that works. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { Eniscope } from './page'

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
}

test('scenario 6 is mended by one click, and unmended by undo, beside it and in the toast', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s6.h8')
  const mends = app.inspector.getByRole('region', { name: 'What would let it through' })
  await expect(mends.locator('[data-mends] > ul > li h4')).toHaveText([
    'Call the ClusterIP instead',
    'Run an nginx pod on ECS1',
    'Use a newer kube-proxy (1.24)',
    'Set the policy of nginx to Cluster',
  ])
  const cluster = mends.getByRole('listitem').filter({ hasText: 'Set the policy' })
  await expect(cluster).toContainText('nginx sees 10.0.1.82; pod IP lost')
  await expect(mends).toContainText('Tried and still dropped: scheduler, proxy mode')
  // All of it without scrolling (the look, question 9).
  await expect(mends.getByText('Tried and still dropped')).toBeInViewport()
  expect(await serious(page)).toEqual([])

  // A switch that the scenario has is what the click turns.
  await cluster.getByRole('button', { name: 'Apply' }).click()
  await expect(app.pill).toHaveText('Delivered')
  await expect(cluster).toContainText('Applied')
  expect(await app.hash()).toBe('#1.s6.cluster.h8')
  expect(await serious(page)).toEqual([])
  await cluster.getByRole('button', { name: 'Undo' }).click()
  await expect(app.pill).toHaveText('Dropped')
  expect(await app.hash()).toBe('#1.s6.h8')

  await mends.getByRole('button', { name: 'Apply: Run an nginx pod on ECS1' }).click()
  await expect(app.pill).toHaveText('Delivered')
  expect(await app.hash()).toBe('#1.s6.e-rb-1-1.h8')
  // The list of clusters has a status of its own.
  const toast = page.getByRole('status').last()
  await expect(toast).toContainText('Run an nginx pod on ECS1: delivered')
  await toast.getByRole('button', { name: 'Undo' }).click()
  await expect(app.pill).toHaveText('Dropped')
  await expect(toast).toBeEmpty()

  // Another address is another flow, and undo asks the old one again, at the same hop.
  await mends.getByRole('button', { name: 'Apply: Call the ClusterIP instead' }).click()
  await expect(app.pill).toHaveText('Delivered')
  expect(await app.hash()).toMatch(/^#1\.s6\.f-p0-s0-80/)
  await toast.getByRole('button', { name: 'Undo' }).click()
  await expect(app.pill).toHaveText('Dropped')
  await app.expectHop(8)
})

test('what was tried and did not help says its own reason', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s6.h8')
  await app.inspector.getByText('Tried and still dropped').click()
  await expect(app.inspector.getByRole('listitem').filter({ hasText: 'iptables mode' })).toContainText(
    'Dropped in the VPC: no ENI owns 10.0.3.62',
  )
})

test('a mend opens from its link in a fresh page', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s6.e-rb-1-1')
  await expect(app.pill).toHaveText('Delivered')
  await expect(app.verdict).toContainText('no ENI on the way')
  await app.go('1.m18.e-lt-p2-81')
  await expect(app.pill).toHaveText('Delivered')
  await app.go('1.s6.e-kr-129')
  await expect(app.banner).toBeVisible()
})

test('what single change would break a flow that works, by keyboard; it is tried by a click', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await page.getByRole('button', { name: 'Break it' }).focus()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('region', { name: 'What single change would break it' })
  await expect(panel.locator('li h4')).toHaveText([
    'Set the policy of nginx1 to Local',
    'Take its pod out of the endpoints of nginx1',
    'Set rp_filter of eth0 on ECS1 to 1',
    /^Let a network policy allow nobody in to nginx/,
  ])
  expect(await serious(page)).toEqual([])
  await panel.getByRole('button', { name: 'Apply: Set rp_filter' }).focus()
  await page.keyboard.press('Enter')
  await expect(app.pill).toHaveText('Dropped')
  expect(await app.hash()).toMatch(/^#1\.s5\.e-rp1-1-eth0/)
  await expect(panel).toContainText('Applied')
  await panel.getByRole('button', { name: 'Undo' }).focus()
  await page.keyboard.press('Enter')
  await expect(app.pill).toHaveText('Delivered')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(page.getByRole('button', { name: 'Break it' })).toBeFocused()
})

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test.describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport })
    test('what was applied stays in sight with its Undo, which has the focus; undone, Apply has it again', async ({
      page,
    }) => {
      const app = await new Eniscope(page).open('1.s6.h8')
      if (viewport.width < 900) await page.getByRole('tab', { name: 'Hop' }).click()
      const mends = page.getByRole('region', { name: 'What would let it through' })
      const apply = mends.getByRole('button', { name: 'Apply: Set the policy' })
      await apply.focus()
      await page.keyboard.press('Enter')
      await expect(app.pill).toHaveText('Delivered')
      const undo = mends.getByRole('button', { name: 'Undo' })
      await expect(undo).toBeFocused()
      await expect(undo).toBeInViewport({ ratio: 1 })
      // Nothing lies over it: no toast, no bar.
      expect(
        await undo.evaluate((button) => {
          const { left, top, width, height } = button.getBoundingClientRect()
          return button.contains(document.elementFromPoint(left + width / 2, top + height / 2))
        }),
      ).toBe(true)
      await page.keyboard.press('Enter')
      await expect(app.pill).toHaveText('Dropped')
      await expect(apply).toBeFocused()
    })
  })
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })
  test('the mends stand in Hop where the packet ends, what breaks a flow at every hop', async ({ page }) => {
    const app = await new Eniscope(page).open('1.s6.h8')
    await page.getByRole('tab', { name: 'Hop' }).tap()
    await page.getByRole('button', { name: 'Apply: Set the policy' }).tap()
    await expect(app.pill).toHaveText('Delivered')
    await page.getByRole('region', { name: 'What would let it through' }).getByRole('button', { name: 'Undo' }).tap()
    await expect(app.pill).toHaveText('Dropped')
    await app.go('1.s5')
    await page.getByText('What single change would break it').tap()
    await expect(page.getByRole('listitem').filter({ hasText: 'Set rp_filter of eth0' })).toContainText('Dropped')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    expect(await serious(page)).toEqual([])
  })
})

test('a cluster of one’s own is mended by one click; its undo and redo know the mend by name', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s6.h8')
  await page.getByRole('button', { name: 'New cluster' }).click()
  await page.getByRole('menuitem', { name: /Copy/ }).click()
  await expect(page).toHaveTitle(/^Copy of/)
  await expect(app.pill).toHaveText('Dropped')
  await app.seek(8)
  await app.tab('Hop')
  const mends = app.inspector.getByRole('region', { name: 'What would let it through' })
  await mends.getByRole('button', { name: 'Apply: Set the policy' }).click()
  await expect(app.pill).toHaveText('Delivered')
  const undo = page.getByRole('button', { name: /^Undo: set externalTrafficPolicy of nginx1? to Cluster/ })
  await expect(undo).toHaveAttribute('aria-disabled', 'false')
  await page.keyboard.press('Control+z')
  await expect(app.pill).toHaveText('Dropped')
  await expect(page.getByRole('button', { name: 'Undo', exact: true }).first()).toHaveAttribute('aria-disabled', 'true')
  await page.keyboard.press('Control+Shift+z')
  await expect(app.pill).toHaveText('Delivered')
})
