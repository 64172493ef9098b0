/*! The keyboard alone does it all: one tab stop a region, arrows within, letters everywhere but in a field. */
import { expect, test } from '@playwright/test'
import { Eniscope } from './page'

test('hops, stacks, ends, legs, rewrites', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  const press = (key: string) => page.keyboard.press(key)
  await press('ArrowRight')
  await app.expectHop(2)
  await press('ArrowLeft')
  await app.expectHop(1)
  await press('Shift+ArrowRight')
  await app.expectHop(4)
  await press('Shift+ArrowRight')
  await app.expectHop(13)
  await press('Shift+ArrowLeft')
  await app.expectHop(4)
  await press('d')
  await app.expectHop(8)
  await press('d')
  await app.expectHop(11)
  await press('r')
  await app.expectHop(22)
  await press('r')
  await app.expectHop(1)
  await press('End')
  await app.expectHop(39)
  await press('Home')
  await app.expectHop(1)
  await press('b')
  await expect(page.getByRole('button', { name: 'Both legs' })).toHaveAttribute('aria-pressed', 'true')
  await press('6')
  await expect(app.scenario('s6')).toHaveAttribute('aria-current', 'true')
})

test('Space plays and pauses, also right after a scenario was chosen', async ({ page }) => {
  await page.clock.install()
  const app = await new Eniscope(page).open('1.s5')
  await page.keyboard.press(' ')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
  await page.clock.runFor(3000)
  expect(await app.hop()).toBeGreaterThan(1)
  await page.keyboard.press(' ')
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
  await app.scenario('s3').focus()
  await page.keyboard.press('Enter')
  await expect(app.scenario('s3')).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press(' ')
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible()
})

test('Tab goes from region to region; everything can be reached', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  const seen: string[] = []
  while (seen.at(-1) !== 'BODY' && seen.length < 20) {
    await page.keyboard.press('Tab')
    seen.push(
      await page.evaluate(() => {
        const at = document.activeElement
        const regions = ['[role=toolbar]', 'nav', '[role=tablist]', '[role=tabpanel]', 'section', '[role=group]']
        const region = regions.map((selector) => at?.closest(selector)).find((found) => found)
        return region?.getAttribute('aria-label') ?? region?.getAttribute('role') ?? at?.tagName ?? ''
      }),
    )
  }
  for (const region of ['Flow', 'Scenarios', 'Verdict', 'Inspector', 'tabpanel', 'Player', 'Timeline'])
    expect(seen).toContain(region)
  // One stop each.
  for (const region of ['Flow', 'Scenarios', 'Verdict', 'Inspector', 'Player', 'Timeline']) {
    expect(
      seen.filter((found) => found === region),
      region,
    ).toHaveLength(1)
  }

  await app.scenario('s5').focus()
  await page.keyboard.press('ArrowDown')
  await expect(app.scenario('s6')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(app.pill).toHaveText('Dropped')
})

test('in the inspector h t p m choose the tab; elsewhere they do not', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5.h8')
  await page.keyboard.press('p')
  await page.keyboard.press('m')
  await page.keyboard.press('t')
  await expect(page.getByRole('combobox', { name: 'To' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(app.inspector.getByRole('tab', { name: 'Hop' })).toHaveAttribute('aria-selected', 'true')
  await app.inspector.getByRole('tab', { name: 'Hop' }).focus()
  for (const [key, tab] of [
    ['t', 'Tables'],
    ['p', 'Capture'],
    ['m', 'Commands'],
    ['h', 'Hop'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(app.inspector.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true')
  }
})

test('a tick that has the focus takes it along', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await app.hops('Request').first().focus()
  await page.keyboard.press('ArrowRight')
  await expect(app.hops('Request').nth(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(app.hops('Reply').last()).toBeFocused()
})

test('letters do nothing while a field has the focus', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s2')
  await page.getByRole('combobox', { name: 'Ask for' }).focus()
  await page.keyboard.press('r')
  await page.keyboard.press('6')
  await app.expectHop(1)
  await expect(app.scenario('s2')).toHaveAttribute('aria-current', 'true')
})

test('? lists the keys that work, and only those; Esc closes; the focus comes back', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await app.scenario('s5').focus()
  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keys and legend' })
  await expect(help).toBeVisible()
  await expect(help).toContainText('next rewrite or drop')
  await expect(help).not.toContainText('Compare')
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await expect(app.scenario('s5')).toBeFocused()
})

test('l changes the theme', async ({ page }) => {
  await new Eniscope(page).open('1.s5')
  await page.keyboard.press('l')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.keyboard.press('l')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
})

test('a drag along the timeline scrubs', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  const from = await app.hops('Request').nth(2).boundingBox()
  const to = await app.hops('Request').nth(9).boundingBox()
  if (!from || !to) throw new Error('no ticks')
  await page.mouse.move(from.x + from.width / 2, from.y + 20)
  await page.mouse.down()
  await app.expectHop(3)
  await page.mouse.move(to.x + to.width / 2, to.y + 20, { steps: 12 })
  await app.expectHop(10)
  await page.mouse.up()
  // Where the pointer rests, the tick says what it is.
  await expect(app.timeline).toContainText('OUTPUT')
})

test('a key pressed in the moment that the page stands is not lost', async ({ page }) => {
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector('[data-testid="pill"]')) return
      seen.disconnect()
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 's', bubbles: true, cancelable: true }))
    })
    seen.observe(document, { childList: true, subtree: true })
  })
  await new Eniscope(page).open('1.s5')
  await expect(page.getByRole('dialog')).toBeVisible()
})
