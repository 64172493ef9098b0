/*! Share: the address, the part that the trace asked, the whole cluster; each opened by somebody who has none of it. */
import { readFile } from 'node:fs/promises'
import { expect, type Page, test } from '@playwright/test'
import { encodeLink } from '../src/share/topology-link'
import { generate, SEED, SIZES } from '../test/generate-cluster'
import { Eniscope } from './page'

const dialog = (page: Page) => page.getByRole('dialog')
const linkIn = (page: Page) => dialog(page).getByRole('textbox').inputValue()
const verdict = (page: Page) => page.locator('[data-picture]').getAttribute('aria-label')

for (const [holds, longest] of [
  ['This trace only', 160],
  ['Whole cluster', 290],
] as const) {
  test(`"${holds}": the same verdict and hop in a fresh browser`, async ({ page, browser }) => {
    await new Eniscope(page).open('1.s6.h8')
    const [before, title] = [await verdict(page), await page.locator('h2').first().textContent()]
    await page.keyboard.press('s')
    await dialog(page).getByRole('button', { name: holds }).click()
    const link = await linkIn(page)
    expect(link.split('#')[1]).toMatch(/^2\./)
    expect(link.split('#')[1]!.length).toBeLessThanOrEqual(longest)
    const other = await (await browser.newContext()).newPage()
    await other.goto(link)
    await expect(other.locator('[data-picture="canvas"]')).toBeVisible()
    expect(await verdict(other)).toBe(before)
    expect(await other.locator('h2').first().textContent()).toBe(title)
    await other.context().close()
  })
}

test('replaced names and addresses: none of the cluster’s own is in what opens, by keyboard', async ({
  page,
  browser,
}) => {
  await new Eniscope(page).open('1.s6.h8')
  await page.keyboard.press('s')
  await dialog(page).getByRole('button', { name: 'This trace only' }).press('Enter')
  await dialog(page)
    .getByRole('checkbox', { name: /Replace names and addresses/ })
    .press(' ')
  const link = await linkIn(page)
  const other = await (await browser.newContext()).newPage()
  await other.goto(link)
  await expect(other.locator('[data-picture="canvas"]')).toBeVisible()
  const said = (await other.locator('body').textContent()) ?? ''
  expect(said).toContain('Dropped')
  const network = (await other.locator('main').textContent()) ?? ''
  expect(network).not.toContain('centos-67756b6dc8')
  expect(network).not.toContain('10.0.3.62')
  await other.context().close()
})

test('a long link: its length, every chat that would cut it, and the file instead; of a cluster with mistakes too', async ({
  page,
}) => {
  const { topology, flow } = generate(SIZES.middle, 'real', SEED)
  const [pod, ...pods] = topology.pods
  for (const [cluster, cut] of [
    [topology, 'too long for Discord (2,000 at most): send the file “Cluster, JSON” there'],
    [{ ...topology, pods: [{ ...pod!, node: 'nowhere' }, ...pods] }, 'too long for Discord'],
  ] as const) {
    const hash = encodeLink(cluster, flow)
    await page.goto('about:blank')
    await new Eniscope(page).open(hash.ok ? hash.value : '')
    await page.keyboard.press('s')
    const length = (await linkIn(page)).length
    await expect(dialog(page)).toContainText(`${length} characters`)
    await expect(dialog(page)).toContainText(cut)
    const download = page.waitForEvent('download')
    await dialog(page).getByRole('button', { name: 'Download: Cluster, JSON' }).click()
    expect(JSON.parse(await readFile(await (await download).path(), 'utf8'))).toMatchObject({ vpc: '10.0.0.0/8' })
  }
})
