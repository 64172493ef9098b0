/*! Links: what is shared opens at the very hop; what is broken says so and breaks nothing (attacks by id). */
import { expect, test } from '@playwright/test'
import { Eniscope } from './page'

test('a shared link opened in a fresh context restores the very hop', async ({ page, browser, baseURL, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const app = await new Eniscope(page).open('1.s6')
  await app.choose('Policy', 'Cluster')
  await app.seek(11)
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog', { name: 'A link to this very hop' })
  await dialog.getByRole('button', { name: /^Copy link/ }).click()
  await expect(dialog.getByRole('button', { name: /^Copied/ })).toBeVisible()
  const link = await page.evaluate(() => navigator.clipboard.readText())
  expect(link).toBe(`${baseURL}#1.s6.cluster.h11`)
  await expect(dialog).toContainText(`${link.length} characters`)

  const fresh = await browser.newContext()
  const other = new Eniscope(await fresh.newPage())
  await other.page.goto(link)
  await other.ready()
  await other.expectHop(11)
  await expect(other.pill).toHaveText('Delivered')
  await expect(other.inspector.getByRole('heading', { level: 2 })).toHaveText('The source becomes the node')
  await fresh.close()
})

test('where the clipboard is refused, the link is selected', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('no')) } })
  })
  await new Eniscope(page).open('1.s5.h3')
  await page.keyboard.press('s')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Copy link/ }).click()
  await expect(dialog.getByRole('textbox')).toBeFocused()
  expect(await page.evaluate(() => getSelection()?.toString() ?? '')).toContain('#1.s5.h3')
})

test('back and forward walk scenarios, variants and legs, not hops', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await app.scenario('s6').click()
  await app.choose('Policy', 'Cluster')
  await app.seek(9)
  await expect.poll(() => app.hash()).toBe('#1.s6.cluster.h9')
  await page.goBack()
  await expect.poll(() => app.hash()).toBe('#1.s6')
  await expect(app.pill).toHaveText('Dropped')
  await page.goBack()
  await expect(app.scenario('s5')).toHaveAttribute('aria-current', 'true')
  await page.goForward()
  await page.goForward()
  await app.expectHop(9)
  await page.keyboard.press('r')
  await expect.poll(() => app.hash()).toMatch(/^#1\.s6\.cluster\.(h\d+|r)$/)
  await page.goBack()
  await app.expectHop(9)
})

const hostile = [
  ['L7', '1.__proto__', 'does not belong there'],
  ['L7', '1.constructor.prototype', 'No scenario is called'],
  ['L7', '1.s5.__proto__', ''],
  ['L9', `1.s5.${'a'.repeat(200_000)}`, 'characters long'],
  ['L10', '1.', 'cut off after character 2'],
  ['L10', '1.s5.', 'cut off'],
  ['L10', '1.s5.h', 'cut off'],
  ['L10', '1.s5)', ''],
  ['L10', '%', 'version'],
  ['L10', '1.s5%2Eh3', ''],
  ['L10', '9.s5', 'newer than this page'],
  ['L10', 'garbage', 'version'],
  ['L10', '1.s5.h9999', 'hops'],
  ['L10', '1.s5.h0', 'not the number of a hop'],
  ['L13', '1.s5.\u202Ecluster', 'does not belong there'],
  ['L13', '1.\u0455\u0035', ''],
  ['L5', 'javascript:alert(1)', 'version'],
  ['L5', '1.<img src=x onerror=alert(1)>', ''],
] as const
for (const [id, hash, words] of hostile) {
  const name = hash.length > 40 ? `${hash.slice(0, 12)}… (${hash.length})` : JSON.stringify(hash)
  test(`${id} ${name}: a clear message, the last good state, and the page lives`, async ({ page }) => {
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    page.on('dialog', (dialog) => errors.push(dialog.message()))
    const app = await new Eniscope(page).open('1.s4.h5')
    await app.go(hash)
    await expect(app.banner).toContainText('What you had is still open below')
    if (words !== '') await expect(app.banner).toContainText(words)
    // Invisible characters are spelled out, markup stays text.
    expect(await app.banner.textContent()).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\u200b\ufeff]/)
    await expect(app.banner.locator('img')).toHaveCount(0)
    await expect(app.scenario('s4')).toHaveAttribute('aria-current', 'true')
    await app.expectHop(5)
    await page.keyboard.press('ArrowRight')
    await app.expectHop(6)
    await app.banner.getByRole('button', { name: 'Dismiss' }).click()
    await expect(app.banner).toBeEmpty()
    expect(errors).toEqual([])
  })
}

test('L10 a broken link at the start opens the default scenario, never a blank page', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5.cl')
  await expect(app.banner).toContainText('cut off')
  await expect(app.scenario('s5')).toHaveAttribute('aria-current', 'true')
  await app.expectHop(1)
})

test('L21 a link opened over what was changed replaces nothing for good: Back brings it back', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s6')
  await app.choose('Policy', 'Cluster')
  await app.go('1.s1')
  await expect(app.scenario('s1')).toHaveAttribute('aria-current', 'true')
  await page.goBack()
  await expect(app.scenario('s6')).toHaveAttribute('aria-current', 'true')
  await expect(app.pill).toHaveText('Delivered')
})

test('L7 the prototype of all objects is as it was, whatever was opened', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  for (const hash of ['1.__proto__', '1.s5.constructor', '1.s5.__proto__.h3']) await app.go(hash)
  await expect(app.banner).not.toBeEmpty()
  expect(await page.evaluate(() => Object.keys(Object.prototype))).toEqual([])
})

test('L25 no request after the page has fetched its own parts, whatever panel is used', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => new Promise<void>((done) => requestIdleCallback(() => done())))
  await page.waitForLoadState('networkidle')
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  for (const tab of ['Tables', 'Capture', 'Commands', 'Hop'] as const) await app.tab(tab)
  for (const id of ['s1', 's2', 's7']) await app.scenario(id).click()
  await page.keyboard.press('s')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.keyboard.press('Escape')
  await page.keyboard.press('l')
  expect(requests).toEqual([])
})
