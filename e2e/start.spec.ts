/*! How the page starts: a picture at once, made when the page was built where nobody asks for another one, then the living page. */
import { expect, type Page, test } from '@playwright/test'

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]
/** The same state as without a hash, written so that its picture is computed. */
const COMPUTED = './#1.s5.h1'

const firstPicture = (page: Page) => page.locator('[data-picture="first"]')

/** The first picture alone: the page that takes its place never comes. */
async function markupAt(page: Page, address: string): Promise<string> {
  await page.route(/\/assets\/page-.*\.js$/, (route) => route.abort())
  await page.goto('about:blank')
  await page.goto(address)
  await expect(firstPicture(page).locator('svg')).toBeVisible()
  return firstPicture(page).evaluate((pane) => pane.innerHTML)
}

const remember = (page: Page, habits: Record<string, unknown>) =>
  page.addInitScript((text) => localStorage.setItem('eniscope.view', text), JSON.stringify(habits))

for (const viewport of SIZES) {
  test.describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport })

    test('the picture that the build made is the computed one, to the letter', async ({ page }) => {
      expect(await markupAt(page, './')).toBe(await markupAt(page, COMPUTED))
    })

    test('it stands before any code of the simulator has come, also where the address is written out', async ({
      page,
    }) => {
      await page.route(/\/assets\/(?!first-picture)/, (route) => route.abort())
      for (const address of ['./', './#1.s5']) {
        await page.goto('about:blank')
        await page.goto(address)
        await expect(firstPicture(page).getByText('cn-hongkong.10.0.3.49')).toBeVisible()
      }
    })

    test('both legs, once remembered, are in the first picture', async ({ page }) => {
      const made = await markupAt(page, './')
      await remember(page, { bothLegs: true })
      const remembered = await markupAt(page, './')
      expect(remembered).not.toBe(made)
      expect(remembered).toBe(await markupAt(page, COMPUTED))
    })

    test('nothing in it moves when the living picture takes its place', async ({ page }) => {
      let release = () => {}
      const held = new Promise<void>((resolve) => {
        release = resolve
      })
      await page.route(/\/assets\/page-.*\.js$/, async (route) => {
        await held
        await route.continue()
      })
      await page.route(/cytoscape-.*\.js$/, (route) => route.abort())
      await page.goto('./')
      await expect(firstPicture(page).locator('svg')).toBeVisible()
      const first = await placesOf(page)
      release()
      await expect(page.locator('[data-picture="svg"]')).toBeVisible()
      expect(Object.keys(first).length).toBeGreaterThan(50)
      await expect.poll(async () => farthest(first, await placesOf(page))).toBeLessThan(0.5)
    })
  })
}

/** Where the pane and each part of its picture is on the screen, px. */
const placesOf = (page: Page): Promise<Record<string, readonly number[]>> =>
  page.locator('[data-picture]').evaluate((pane) =>
    Object.fromEntries(
      [pane, ...pane.querySelectorAll('[data-id]')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect()
        return [
          element === pane ? 'pane' : `${element.tagName} ${element.getAttribute('data-id')}`,
          [x, y, width, height],
        ]
      }),
    ),
  )

/** How far anything of the first is from its place in the second, px; what is not there is out of reach. */
const farthest = (first: Record<string, readonly number[]>, second: Record<string, readonly number[]>): number =>
  Math.max(
    ...Object.entries(first).flatMap(([id, place]) =>
      place.map((at, which) => Math.abs(at - (second[id]?.[which] ?? Number.POSITIVE_INFINITY))),
    ),
  )

test('a remembered theme colours the first picture too', async ({ page }) => {
  await remember(page, { theme: 'dark' })
  await markupAt(page, './')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('a picture of a link stands before the page has come', async ({ page }) => {
  await page.route(/\/assets\/page-.*\.js$/, (route) => route.abort())
  await page.goto('./#1.s6.h8')
  await expect(firstPicture(page).locator('[data-id="node:cn-hongkong.10.0.1.82"]').first()).toBeVisible()
})
