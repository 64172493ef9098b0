/*! For everybody: axe finds nothing serious, the page reads as a list, playing is announced, motion can be switched off. */
import AxeBuilder from '@axe-core/playwright'
import { expect, type Page, test } from '@playwright/test'
import { Eniscope } from './page'

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
}

const windows = [
  ['desktop', { width: 1440, height: 900 }],
  ['a drawer', { width: 1000, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
] as const
for (const colorScheme of ['light', 'dark'] as const) {
  for (const [name, viewport] of windows) {
    test(`axe finds nothing serious: ${name}, ${colorScheme}`, async ({ browser, baseURL }) => {
      // Five analyses of a whole page, each some seconds of work on a slow machine.
      test.setTimeout(120_000)
      const context = await browser.newContext({ ...(baseURL && { baseURL }), colorScheme, viewport })
      const page = await context.newPage()
      await new Eniscope(page).open('1.s6.h8')
      expect(await serious(page)).toEqual([])
      for (const tab of ['Tables', 'Capture', 'Commands']) {
        await page.getByRole('tab', { name: tab }).click()
        await expect(page.getByRole('tabpanel')).toBeVisible()
        expect(await serious(page), tab).toEqual([])
      }
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await serious(page), 'help').toEqual([])
      await context.close()
    })
  }
}

test('the timeline reads as two lists with whole sentences', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  for (const list of ['Request, 21 hops', 'Reply, 18 hops']) {
    await expect(app.timeline.getByRole('list', { name: list })).toHaveCount(1)
  }
  const snat = app.hops('Request').nth(10)
  await expect(snat).toHaveAccessibleName(/^Hop 11, ECS1 kernel, POSTROUTING\. .*10\.0\.1\.91.*10\.0\.1\.82/)
  await expect(page.getByRole('group', { name: /^Delivered through 4 kernel stacks/ })).toBeVisible()
})

test('while playing only rewrites, the turn and the verdict are announced', async ({ page }) => {
  await page.clock.install()
  const app = await new Eniscope(page).open('1.s5')
  const announcer = page.getByTestId('announcer')
  await app.seek(5)
  await expect(announcer).toBeEmpty()
  const said = await page.evaluateHandle(() => {
    const words: string[] = []
    const region = document.querySelector('[data-testid=announcer]')
    if (region) {
      new MutationObserver(() => words.push(region.textContent ?? '')).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      })
    }
    return words
  })
  await page.getByRole('button', { name: '4×' }).click()
  await page.keyboard.press('Home')
  await page.getByRole('button', { name: 'Play', exact: true }).click()
  await page.clock.runFor(12_000)
  await app.expectHop(39)
  await expect(announcer).toContainText('Delivered')
  const words = await said.evaluate((list) => list)
  expect(words).toHaveLength(6)
  expect(words[0]).toContain('Hop 8')
  expect(words[1]).toContain('Hop 11')
  expect(words[2]).toContain('The reply starts')
})

test('with reduced motion play steps, and nothing glides', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...(baseURL && { baseURL }), reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.clock.install({ time: 0 })
  const app = await new Eniscope(page).open('1.s5')
  await page.clock.pauseAt(60_000)
  await page.keyboard.press(' ')
  // The first hop has been seen already; each of the next ones stays for 1.2 seconds.
  await page.clock.runFor(100)
  await app.expectHop(2)
  await page.clock.runFor(1000)
  await app.expectHop(2)
  await page.clock.runFor(200)
  await app.expectHop(3)
  await context.close()
})

test('200 % zoom is the phone', async ({ browser, baseURL }) => {
  // A window of 1440 at 200 % has 720 CSS pixels.
  const context = await browser.newContext({ ...(baseURL && { baseURL }), viewport: { width: 720, height: 450 } })
  const page = await context.newPage()
  await new Eniscope(page).open('1.s5.h11')
  await expect(page.getByRole('slider')).toBeVisible()
  await context.close()
})

test('on paper: light, the question, both legs to their end and as a list, no controls', async ({ page }) => {
  await new Eniscope(page).open('1.s4.h3')
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.getByText('Hop 39, Pod1', { exact: false })).toBeVisible()
  await expect(page.getByText('Pod centos-67756b6dc8-h5wnp to 192.168.2.115:80, TCP')).toBeVisible()
  await expect(page.getByText('▴ back by eth1').last()).toBeVisible()
  await expect(page.getByRole('toolbar', { name: 'Flow' })).toBeHidden()
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe('rgb(245, 246, 248)')
})

test('in forced colours the boxes keep their borders', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ ...(baseURL && { baseURL }), forcedColors: 'active' })
  const page = await context.newPage()
  const app = await new Eniscope(page).open('1.s6.h8')
  const border = await app.pill.evaluate((pill) => getComputedStyle(pill).borderTopWidth)
  expect(border).toBe('2px')
  await context.close()
})
