/*! Nothing of a cluster is lost: not by a reload in the very task of an edit, not by a tab that is closed at once, not by a text that
cannot be read. */
import { expect, type Page, test } from '@playwright/test'
import { Eniscope } from './page'

async function empty(page: Page): Promise<Eniscope> {
  const app = await new Eniscope(page).open('1.s5')
  await page.getByRole('button', { name: 'New cluster' }).click()
  await page.getByRole('menuitem', { name: 'Empty cluster' }).click()
  await expect(app.pill).toHaveText('Empty')
  return app
}
/** In the page itself, so that what follows is the same task. */
const addNode = `[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === 'Add node').click();`
const nodes = (page: Page) => page.getByRole('button', { name: /^node node-\d$/ })

test('an edit and a reload in one task: the edit is there, and can be undone; so is an undo', async ({ page }) => {
  const app = await empty(page)
  await page.getByRole('button', { name: 'Add node', exact: true }).click()
  await page.getByRole('button', { name: 'All objects' }).click()
  const undo = page.getByRole('button', { name: /^Undo/ }).first()

  await page.evaluate(`${addNode} location.reload()`)
  await expect(undo).toHaveAttribute('aria-label', /node-2/)
  await page.getByRole('tab', { name: 'Edit' }).click()
  await expect(nodes(page)).toHaveCount(2)

  await page.evaluate(() => {
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }))
    location.reload()
  })
  await expect(undo).toHaveAttribute('aria-label', /node-1/)
  await expect(page.getByRole('button', { name: /^Redo/ }).first()).toHaveAttribute('aria-label', /node-2/)
  await page.getByRole('tab', { name: 'Edit' }).click()
  await expect(nodes(page)).toHaveCount(1)
  await expect(app.pill).not.toHaveText('Delivered')
})

test('a tab that is closed in the task of an edit: another one has it', async ({ page, context }) => {
  const app = await empty(page)
  const hash = await app.hash()
  await expect(page.getByRole('button', { name: 'Add node', exact: true })).toBeVisible()
  await page.evaluate(addNode)
  const closed = page.waitForEvent('close')
  await page.close({ runBeforeUnload: true })
  await closed
  const other = await context.newPage()
  await other.goto(`./${hash}`)
  await expect(other.getByRole('button', { name: /^Undo/ }).first()).toHaveAttribute('aria-label', /node-1/)
})

test('a page that is killed outright right after an edit: it was kept already', async ({ page, context }) => {
  const app = await empty(page)
  const hash = await app.hash()
  await expect(page.getByRole('button', { name: 'Add node', exact: true })).toBeVisible()
  const session = await context.newCDPSession(page)
  const crashed = page.waitForEvent('crash')
  await page.evaluate(addNode)
  // Never answers: nobody is left to.
  session.send('Page.crash').catch(() => undefined)
  await crashed
  const other = await context.newPage()
  await other.goto(`./${hash}`)
  await expect(other.getByRole('button', { name: /^Undo/ }).first()).toHaveAttribute('aria-label', /node-1/)
})

test('what is kept and cannot be read is not said to be elsewhere, is left as it is, and its text can be saved', async ({
  page,
}) => {
  const app = await empty(page)
  const hash = await app.hash()
  const key = `eniscope.cluster.${hash.slice('#own.'.length)}`
  const put = (text: string) =>
    page.evaluate(([at, value]) => localStorage.setItem(at ?? '', value ?? ''), [key, text] as const)
  const kept = () => page.evaluate((at) => localStorage.getItem(at), key)
  await page.goto('./#1.s6')
  for (const [text, said] of [
    ['{"version":1,"name":"lab","base":7}', 'what is kept cannot be read'],
    ['{"version":2,"name":"lab","else":1}', 'A newer release of this page keeps this cluster'],
  ] as const) {
    await put(text)
    await page.goto('about:blank')
    await page.goto(`./${hash}`)
    await expect(app.banner.first()).toContainText(said)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: /^Actions for lab/ }).click()
    await page.getByRole('menuitem', { name: 'Save its text as a file' }).click()
    const file = await (await download).path()
    const { readFile } = await import('node:fs/promises')
    expect(await readFile(file, 'utf8')).toBe(text)
    expect(await kept()).toBe(text)
  }
})

test('code that does not arrive is said, the cluster stays where it is, and a reload opens it', async ({ page }) => {
  const app = await empty(page)
  await page.getByRole('button', { name: 'Add node', exact: true }).click()
  await page.route('**/assets/later-*.js', (route) => route.abort())
  await page.reload()
  await expect(app.banner.first()).toContainText('did not arrive')
  await page.unroute('**/assets/later-*.js')
  await page.reload()
  await expect(page.getByRole('button', { name: /^Undo/ }).first()).toHaveAttribute('aria-label', /node-1/)
})
