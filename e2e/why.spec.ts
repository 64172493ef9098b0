/*! What explains an answer: rows that lost, who wrote a row, what the verdict rests on, all backends at once. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { Eniscope } from './page'

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
}

test("why this row and not that: at S4's OUTPUT rule 2048 wants iif cali, the look-up has iif lo", async ({ page }) => {
  const app = await new Eniscope(page).open('1.s4.h10')
  const why = app.inspector.locator('details', { hasText: 'Why this row and not that' }).first()
  await why.getByText('Why this row and not that').click()
  const rule = why.getByRole('listitem').filter({ hasText: '2048:' })
  await expect(rule).toContainText('from 10.0.1.91 iif cali44ae9fbceeb lookup 1003')
  await expect(rule).toContainText('wants iif cali44ae9fbceeb, the look-up has iif lo')
  await expect(why).toContainText('instead of 32766:')
  expect(await serious(page)).toEqual([])
  // It stays open on the way, with the rows of each hop.
  await page.keyboard.press('ArrowLeft')
  await expect(why).toContainText('wants from 10.0.1.91, the look-up has no source yet')
})

test('the one that would win next stands first', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s3.h6')
  const why = app.inspector.locator('details', { hasText: 'Why this row and not that' }).first()
  await why.getByText('Why this row and not that').click()
  await expect(why.getByRole('listitem').first()).toContainText('Next in line')
})

test('any row in Tables tells who wrote it, by pointing, by a click, by the arrow keys', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s4.h10')
  await app.tab('Tables')
  const rules = app.inspector.locator('[data-table="rule"]').first()
  const rule = rules.locator('p', { hasText: '2048:' }).first()
  await expect(rule).toHaveAttribute('title', /^Terway wrote it for pod default\/centos-67756b6dc8-h5wnp/)
  await rule.click()
  await expect(rules.locator('[data-wrote]')).toHaveText(/Terway wrote it for pod/)
  await page.keyboard.press('ArrowDown')
  await expect(rule).not.toBeFocused()
  await expect(rules.locator('[data-wrote]')).not.toBeEmpty()
  await page.keyboard.press('ArrowUp')
  await expect(rule).toBeFocused()
  expect(await serious(page)).toEqual([])
})

test('what the verdict rests on: the decisive one first; a flip turns the verdict at once and stands in the link', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s5')
  await page.getByRole('button', { name: 'Rests on' }).click()
  const panel = page.getByRole('region', { name: 'What this verdict rests on' })
  const first = panel.getByRole('listitem').first()
  await expect(first).toContainText('if rp_filter of eth0 on ECS1 is 0 or 2')
  await expect(first).toContainText('decisive')
  expect(await serious(page)).toEqual([])
  await first.getByRole('button', { name: '1', exact: true }).click()
  await expect(app.pill).toHaveText('Dropped')
  await expect(first).toContainText('rp_filter of eth0 on ECS1 is 1')
  await expect(first).toContainText('changed; assumed: 0')
  // Undo, from the toast.
  // The list of clusters has a status of its own.
  const toast = page.getByRole('status').last()
  await expect(toast).toContainText('rp_filter of eth0 on ECS1 is 1: dropped')
  // As long as it is pointed at, it stays.
  await toast.getByRole('button', { name: 'Undo' }).hover()
  expect(await app.hash()).toMatch(/^#1\.s5\.e-rp1-1-eth0/)
  expect(await serious(page)).toEqual([])
  await toast.getByRole('button', { name: 'Undo' }).click()
  await expect(app.pill).toHaveText('Delivered')
  await expect(toast).toBeEmpty()
  await expect(first).toContainText('if rp_filter of eth0 on ECS1 is 0 or 2')
  expect(await app.hash()).toBe('#1.s5')

  // By keyboard, and Esc gives the focus back.
  await first.getByRole('button', { name: '0', exact: true }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(app.pill).toHaveText('Dropped')
  await panel.getByRole('button', { name: 'As assumed' }).click()
  await expect(app.pill).toHaveText('Delivered')
  await page.keyboard.press('Escape')
  await expect(panel).toBeHidden()
  await expect(page.getByRole('button', { name: 'Rests on' })).toBeFocused()
})

test('forwarding stands in one line: off and on for all at once, and each by itself when it is opened', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s3')
  await page.getByRole('button', { name: 'Rests on' }).click()
  const panel = page.getByRole('region', { name: 'What this verdict rests on' })
  const all = panel.locator('[data-assumption="set-forwarding"]')
  await expect(all).toContainText('net.ipv4.conf.*.forwarding of 4 devices and ip_forward of 2 hosts is 1')
  await all.getByRole('button', { name: '0', exact: true }).click()
  await expect(app.pill).toHaveText('Dropped')
  await expect(all).toContainText('of 2 hosts is 0')
  await expect(all).toContainText('changed; assumed: 1')
  await expect(page.getByRole('status').last()).toContainText('ip_forward of 2 hosts is 0: dropped')
  await expect.poll(() => app.hash()).toMatch(/e-if0-1/)
  await page.getByRole('status').last().getByRole('button', { name: 'Undo' }).click()
  await expect(app.pill).toHaveText('Delivered')
  await expect.poll(() => app.hash()).toBe('#1.s3')

  const opens = all.getByRole('button', { name: 'Each of the 6' })
  await opens.focus()
  await page.keyboard.press('Enter')
  await expect(opens).toHaveAttribute('aria-expanded', 'true')
  const one = all.locator('[data-assumption="set-ip-forward cn-hongkong.10.0.3.49"]')
  await one.getByRole('button', { name: '0', exact: true }).click()
  await expect(app.pill).toHaveText('Dropped')
  await expect(one).toContainText('ip_forward on ECS2 is 0')
  await expect(all).toContainText(/1 of \d changed/)
  expect(await serious(page)).toEqual([])
})

test('of a cluster of one’s own it lists that cluster’s values, and a choice is an edit of it', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await page.getByRole('button', { name: 'New cluster' }).click()
  await page.getByRole('menuitem', { name: /Copy/ }).click()
  await expect(page).toHaveTitle(/^Copy of/)
  await expect(app.pill).toHaveText('Delivered')
  await page.getByRole('button', { name: 'Rests on' }).click()
  const first = page.getByRole('region', { name: 'What this verdict rests on' }).getByRole('listitem').first()
  await expect(first).toContainText('if rp_filter of eth0 on ECS1 is 0 or 2')
  await first.getByRole('button', { name: '1', exact: true }).click()
  await expect(app.pill).toHaveText('Dropped')
  await expect(first).toContainText('rp_filter of eth0 on ECS1 is 1')
  await first.getByRole('button', { name: '0', exact: true }).click()
  await expect(app.pill).toHaveText('Delivered')
  await expect(first).toContainText('rp_filter of eth0 on ECS1 is 0')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect(app.pill).toHaveText('Dropped')
})

test('an edited link opens edited, Back leads out of the edit, reset takes it away', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5.e-rp1-1-eth0')
  await expect(app.pill).toHaveText('Dropped')
  await page.getByRole('toolbar', { name: 'Flow' }).getByRole('button', { name: 'reset' }).click()
  await expect(app.pill).toHaveText('Delivered')
  await page.goBack()
  await expect(app.pill).toHaveText('Dropped')
  await app.go('1.s5.e-rp1-1-eth')
  await expect(app.banner).toContainText('cut off')
  await expect(app.pill).toHaveText('Dropped')
})

test('the toast goes after six seconds, and stays while it is pointed at', async ({ page }) => {
  await page.clock.install()
  await new Eniscope(page).open('1.s5')
  await page.getByRole('button', { name: 'Rests on' }).click()
  const panel = page.getByRole('region', { name: 'What this verdict rests on' })
  await panel.getByRole('listitem').first().getByRole('button', { name: '1', exact: true }).click()
  // The list of clusters has a status of its own.
  const toast = page.getByRole('status').last()
  await expect(toast).toContainText('dropped')
  await toast.getByRole('button', { name: 'Undo' }).hover()
  await page.clock.runFor(10_000)
  await expect(toast).toContainText('dropped')
  await page.mouse.move(5, 5)
  await page.clock.runFor(6_100)
  await expect(toast).toBeEmpty()
})

test('all backends beside the picture of one host; a pick opens one and stands in the link', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s2.nginx-clusterip')
  const card = page.getByRole('region', { name: 'All backends of 192.168.2.115:80' })
  await expect(card).toContainText('Both backends are reached.')
  const backends = card.getByRole('listitem').getByRole('button')
  await expect(backends).toHaveCount(2)
  await expect(backends.filter({ hasText: '10.0.1.104:80' })).toHaveAttribute('aria-pressed', 'true')
  await expect(backends.filter({ hasText: '10.0.3.58:80' })).toContainText('1 in 2')
  await backends.filter({ hasText: '10.0.3.58:80' }).click()
  await expect(backends.filter({ hasText: '10.0.3.58:80' })).toHaveAttribute('aria-pressed', 'true')
  expect(await app.hash()).toMatch(/^#1\.s2\.nginx-clusterip\.e-b-h4jtf/)
  expect((await app.way('Request')).join(' ')).toContain('ECS2')
  expect(await serious(page)).toEqual([])
})

test('without room beside the picture the backends stand in Hop, where the SLB picks', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s7.h5')
  const card = app.inspector.getByRole('region', { name: 'All backends of 10.0.3.62:80' })
  await expect(card).toContainText('Both backends are reached.')
  await card.getByRole('button', { name: /10\.0\.1\.29/ }).click()
  // The scenario has a switch of its own for it.
  expect(await app.hash()).toMatch(/^#1\.s7\.kxwdb/)
  await expect(page.getByRole('group', { name: 'Backend' }).getByRole('button', { name: '.1.29' })).toHaveAttribute(
    'aria-pressed',
    'true',
  )
})

test('a flow to a Service says all its backends at once, at its first hop; affinity makes one of them the only one', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.m33')
  const card = app.inspector.getByRole('region', { name: 'All backends of 192.168.2.92:80' })
  await expect(card).toContainText('Both backends are reached.')
  await expect(card.getByRole('button', { name: /1 in 2/ })).toHaveCount(2)
  await card.getByRole('button', { name: /10\.0\.1\.104/ }).click()
  await expect(card.getByRole('button', { name: /10\.0\.1\.104/ })).toHaveAttribute('aria-pressed', 'true')
  await app.open('1.m34')
  await expect(app.inspector.getByRole('region', { name: 'All backends of 192.168.2.93:80' })).toContainText(
    'Always 10.0.3.58',
  )
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`Hop has all of it, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      const app = await new Eniscope(page).open('1.s7.h5')
      await page.getByRole('tab', { name: 'Hop' }).tap()
      await expect(page.getByRole('region', { name: 'All backends of 10.0.3.62:80' })).toBeVisible()
      await page.getByText('Why this row and not that').tap()
      await expect(page.getByText('could be taken as well')).toBeVisible()
      await page.getByText('What this verdict rests on').tap()
      const first = page.locator('[data-assumption]').first()
      await expect(first).toContainText('decisive')
      await first.getByRole('button', { name: 'one basic group without rules' }).tap()
      await expect(app.pill).not.toHaveText('Delivered')
      await expect(page.getByRole('status')).toContainText('Undo')
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      expect(await serious(page)).toEqual([])
    })
  }
})

test('where the article and the kernel differ, the hop says so and cites both', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s4.h12')
  const differ = app.inspector.getByRole('region', { name: 'Where the article and the kernel differ' })
  await expect(differ).toHaveCount(1)
  await expect(differ).toContainText('says that the request passes through the ENI allocated by the pod')
  await expect(differ).toContainText('Scenarios 4 and 5, Data Link Forwarding Diagram')
  await expect(differ).toContainText('net/ipv4/netfilter.c: ip_route_me_harder')
  expect(await serious(page)).toEqual([])
  // The hop before has none.
  await page.keyboard.press('ArrowLeft')
  await expect(differ).toHaveCount(0)
})

test('on a time-out the hop that ends the packet says when the SYN is sent again', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5.e-rp1-1-eth0')
  await page.keyboard.press('End')
  const retries = app.inspector.locator('[data-retries]')
  await expect(retries).toContainText('sends the SYN at 0, 1, 3, 7, 15, 31 and 63 s and gives up after 127 s')
  await app.go('1.s6')
  await page.keyboard.press('End')
  await expect(retries).toHaveCount(0)
})

test('traceroute by TTL: a row for each probe opens it, its word is in the link, the last row leads back', async ({
  page,
}) => {
  const app = await new Eniscope(page).open('1.s3.f-p0-p1-ping')
  await app.inspector.getByText('Traceroute: who answers, by TTL').click()
  const rows = app.inspector.locator('[data-traceroute]').getByRole('button')
  await expect(rows).toHaveText([
    /TTL 1 10\.0\.1\.82 ECS1/,
    /TTL 2 10\.0\.3\.49 ECS2/,
    /TTL 3 10\.0\.3\.58 Pod2 reached/,
    /TTL 64 the whole way/,
  ])
  await expect(rows.last()).toHaveAttribute('aria-pressed', 'true')
  expect(await serious(page)).toEqual([])
  // By keyboard.
  await rows.nth(1).focus()
  await page.keyboard.press('Enter')
  await expect(app.pill).toHaveText('Dropped')
  expect(await app.hash()).toBe('#1.s3.f-p0-p1-ping-t2')
  await expect(rows.nth(1)).toHaveAttribute('aria-pressed', 'true')
  await rows.last().click()
  await expect(app.pill).toHaveText('Delivered')
  expect(await app.hash()).toBe('#1.s3.f-p0-p1-ping')
  await app.go('1.s3.f-p0-p1-ping-t1')
  await expect(app.pill).toHaveText('Dropped')
})
