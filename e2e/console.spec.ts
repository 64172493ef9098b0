/*! The page is quiet: it says nothing on the console, talks to nobody but its own server, and once it has fetched its
own parts it talks to nobody at all. */

import { expect, type Page, test } from '@playwright/test'

/** Everything a page says and asks for from now on. */
function listen(page: Page, own: string) {
  const noise: string[] = []
  const requests: string[] = []
  page.on('console', (message) => noise.push(`console.${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => noise.push(`uncaught: ${error.message}`))
  page.on('requestfailed', (request) => noise.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ''}`))
  page.on('response', (response) => {
    if (response.status() >= 400) noise.push(`${response.status()}: ${response.url()}`)
  })
  page.on('request', (request) => {
    requests.push(request.url())
    const { protocol, origin } = new URL(request.url())
    if (protocol !== 'data:' && protocol !== 'blob:' && origin !== own) noise.push(`another origin: ${request.url()}`)
  })
  return { noise, requests }
}

/** The page's own lazy parts are fetched when it has nothing else to do. */
async function untilIdle(page: Page) {
  const idle = () => new Promise<void>((resolve) => requestIdleCallback(() => resolve()))
  await page.waitForLoadState('networkidle')
  await page.evaluate(idle)
  await page.evaluate(idle)
  await page.waitForLoadState('networkidle')
}

test('opens and is used without a console message, an error or a request to another origin', async ({
  page,
  baseURL,
}) => {
  const { noise, requests } = listen(page, new URL(baseURL ?? '').origin)
  await page.goto('./')
  await expect(page.locator('#root > *').first()).toBeVisible()
  await untilIdle(page)

  // From here on not a single request: what can be pressed is pressed.
  const fetched = requests.length
  for (const key of ['1', '2', '3', '4', '5', '6', '7', ' ', 'ArrowRight', 'End', 'Home', 'Escape']) {
    await page.keyboard.press(key)
  }
  for (const tab of await page.getByRole('tab').all()) await tab.click()
  await untilIdle(page)
  expect(requests.slice(fetched)).toEqual([])
  expect(noise).toEqual([])
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`is quiet in the ${colorScheme} theme, on a phone and with reduced motion`, async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      ...(baseURL && { baseURL }),
      colorScheme,
      reducedMotion: 'reduce',
      viewport: { width: 390, height: 844 },
    })
    const page = await context.newPage()
    const { noise } = listen(page, new URL(baseURL ?? '').origin)
    await page.goto('./')
    await untilIdle(page)
    expect(noise).toEqual([])
    await context.close()
  })
}

test('the policy stands in the page and in the header, and a seeded violation is refused and heard', async ({
  page,
  baseURL,
}) => {
  const { noise } = listen(page, new URL(baseURL ?? '').origin)
  const response = await page.goto('./')
  const header = response?.headers()['content-security-policy'] ?? ''
  const meta = (await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content')) ?? ''
  expect(header).toBe(`${meta}; frame-ancestors 'none'`)
  expect(meta).toContain("default-src 'none'")
  expect(meta).toContain("connect-src 'none'")
  expect(meta).not.toContain('unsafe')
  expect(response?.headers()['x-content-type-options']).toBe('nosniff')

  await untilIdle(page)
  expect(noise).toEqual([])
  await page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = 'body { display: none }'
    document.head.append(style)
  })
  await expect.poll(() => noise.join()).toContain('Content Security Policy')
  expect(await page.evaluate(() => getComputedStyle(document.body).display)).not.toBe('none')
})
