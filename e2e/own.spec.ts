/*! Clusters of a person's own: copied, kept, opened again, renamed, deleted and brought back, saved and opened as a file, sent whole. */
import { expect, type Page, test } from '@playwright/test'
import { scenarioById } from '../src/scenarios'
import { topologyToJson } from '../src/sim'
import { Eniscope } from './page'

const add = async (page: Page, way: RegExp) => {
  await page.getByRole('button', { name: 'New cluster' }).click()
  await page.getByRole('menuitem', { name: way }).click()
}
const act = async (page: Page, name: string, what: string) => {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: what }).click()
}
const entry = (page: Page, name: string) => page.locator('[data-cluster]').filter({ hasText: name })

test('a copy of a scenario is kept, comes back after a reload, and gives way to Back', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s6')
  await add(page, /Copy/)
  await expect.poll(() => app.hash()).toMatch(/^#own\.[a-z0-9]+$/)
  await expect(app.pill).toHaveText('Dropped')
  await expect(app.scenario('s6')).not.toHaveAttribute('aria-current')
  await expect(page.locator('[data-cluster]')).toHaveAttribute('aria-current', 'true')
  await expect(page.locator('[data-cluster]')).toBeInViewport({ ratio: 1 })
  await page.reload()
  await expect(app.pill).toHaveText('Dropped')
  await expect(page.locator('[data-cluster]')).toContainText('Copy of')
  await page.goBack()
  await expect.poll(() => app.hash()).toBe('#1.s6')
  await page.locator('[data-cluster]').click()
  await expect(page).toHaveTitle(/^Copy of/)
})

test('rename, duplicate, delete and undo', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await add(page, /Copy/)
  await act(page, 'Copy of Pod → ExternalIP, policy Cluster', 'Rename…')
  await page.getByRole('textbox', { name: 'Name of the cluster' }).fill('lab')
  await page.keyboard.press('Enter')
  await act(page, 'lab', 'Duplicate')
  await expect(entry(page, 'lab 2')).toHaveAttribute('aria-current', 'true')
  await act(page, 'lab 2', 'Delete')
  await expect(entry(page, 'lab 2')).toHaveCount(0)
  await expect.poll(() => app.hash()).toBe('#1.s5')
  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect(entry(page, 'lab 2')).toHaveAttribute('aria-current', 'true')
  await expect(page.locator('[data-cluster]')).toHaveCount(2)
})

test('saved as a file and opened from it; a broken file says what is wrong and changes nothing', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s5')
  await add(page, /Copy/)
  const download = page.waitForEvent('download')
  await act(page, 'Copy of Pod → ExternalIP, policy Cluster', 'Save as file')
  const file = await (await download).path()
  const { readFile } = await import('node:fs/promises')
  const topology = await readFile(file, 'utf8')
  const open = (name: string, text: string) =>
    page.locator('input[type="file"]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  await open('seed.json', topology)
  await expect(entry(page, 'seed')).toHaveAttribute('aria-current', 'true')
  await expect(app.pill).toHaveText('Delivered')

  await open('cut.json', topology.slice(0, -30))
  await expect(page.getByText(/cut.json is not JSON: line \d+, column \d+\./)).toBeVisible()
  await open('odd.json', topology.replace('"ipvs"', '"magic"'))
  await expect(page.getByText(/odd.json is no cluster. kubeProxy.mode/)).toBeVisible()
  await expect(page.locator('[data-cluster]')).toHaveCount(2)

  // Two pods with one address: that is a cluster, which can be opened and mended.
  await open('twice.json', topology.replace('10.0.3.58', '10.0.1.91'))
  await expect(app.pill).toHaveText('Not yet')
  await expect(app.verdict).toContainText(/pod nginx-\S+: "10\.0\.1\.91" is already taken by pod centos-/)
  await expect(entry(page, 'twice')).toContainText('problem')
})

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test.describe(`at ${viewport.width} × ${viewport.height}`, () => {
    test.use({ viewport })
    test('a file that is no cluster is mended in the page: each fault leads to its place in the text, then it opens', async ({
      page,
    }) => {
      const app = await new Eniscope(page).open('1.s5')
      const { topology } = scenarioById('s5')!.question
      const written = JSON.stringify(topologyToJson(topology), null, 2)
        .replace('"10.0.3.58"', '"10.0.3.580"')
        .replace('"ipvs"', '"magic"')
      if (viewport.width < 900) await page.getByRole('button', { name: /Pod → ExternalIP, policy Cluster/ }).click()
      const file = { name: 'odd.json', mimeType: 'application/json', buffer: Buffer.from(`${written}}`) }
      await page.locator('input[type="file"]').setInputFiles(file)
      await page.getByRole('button', { name: 'Mend it here' }).click()
      const dialog = page.getByRole('dialog', { name: 'Mend odd.json' })
      const text = dialog.getByRole('textbox', { name: 'Text of the file' })
      const selected = () =>
        text.evaluate((area: HTMLTextAreaElement) => area.value.slice(area.selectionStart, area.selectionEnd))
      await expect(dialog.getByRole('button', { name: 'Open' })).toBeDisabled()
      await dialog.getByRole('button', { name: /is not JSON: line/ }).click()
      await expect(text).toBeFocused()
      expect(await selected()).toBe('}')
      await page.keyboard.press('Delete')

      await dialog.getByRole('button', { name: /"10\.0\.3\.580" is not an IPv4 address/ }).click()
      expect(await selected()).toBe('"10.0.3.580"')
      await page.keyboard.type('"10.0.3.58"')
      await dialog.getByRole('button', { name: /^kubeProxy\.mode: should be one of/ }).click()
      expect(await selected()).toBe('"magic"')
      await page.keyboard.type('"iptables"')
      await expect(dialog).toContainText('Nothing is wrong with it any more.')
      await dialog.getByRole('button', { name: 'Open' }).click()
      await expect(app.pill).toHaveText('Delivered')
      await expect(page).toHaveTitle(/odd/)
    })
  })
}

test('Share holds the whole cluster: it opens in a browser that has never seen it, beside what is there', async ({
  page,
  browser,
}) => {
  await new Eniscope(page).open('1.s6')
  await add(page, /Copy/)
  await page.keyboard.press('s')
  const link = await page.getByRole('textbox', { name: 'Link', exact: true }).inputValue()
  expect(link).toMatch(/#2\.[\w-]+$/)
  const fresh = await browser.newContext()
  const other = await fresh.newPage()
  await other.goto(link)
  const there = new Eniscope(other)
  await expect(there.pill).toHaveText('Dropped')
  await expect(other.locator('[data-cluster]')).toHaveCount(0)
  await other.goto(`${link.slice(0, -3)}`)
  await other.reload()
  await expect(there.banner).toContainText('This link')
  await fresh.close()
})

test('the address of a cluster of another browser says so', async ({ page }) => {
  const app = await new Eniscope(page).open('own.abcdefgh')
  await expect(app.banner).toContainText('kept in one browser, and not in this one')
})
