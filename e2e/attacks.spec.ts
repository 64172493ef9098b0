/*! Attacks by id that need a real browser: markup in names, files, frames, requests, caches. */
import { readFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { Eniscope } from './page'

const MARKUP = '<img src=x onerror=alert(1)>'

/** What must never happen: a script of a stranger, an exception. */
function listen(page: Page): readonly string[] {
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(error.message))
  page.on('dialog', (dialog) => {
    heard.push(dialog.message())
    void dialog.dismiss()
  })
  return heard
}
const copied = async (page: Page, name: string) => {
  const app = await new Eniscope(page).open('1.s5')
  await page.getByRole('button', { name: 'New cluster' }).click()
  await page.getByRole('menuitem', { name: /Copy/ }).click()
  await expect.poll(() => app.hash()).toMatch(/^#own\./)
  await page.getByRole('button', { name: /^Actions for Copy of/ }).click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await page.getByRole('textbox', { name: 'Name of the cluster' }).fill(name)
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-cluster]')).toContainText(name)
  return app
}
const give = (page: Page, name: string, text: string | Buffer) =>
  page
    .locator('input[type="file"]')
    .setInputFiles({ name, mimeType: 'application/json', buffer: typeof text === 'string' ? Buffer.from(text) : text })

test('L1 L3 markup as the name of a cluster is text in list, title, menu, dialog, toast and after a reload', async ({
  page,
}) => {
  const heard = listen(page)
  await copied(page, MARKUP)
  await expect(page).toHaveTitle(new RegExp(MARKUP.replace(/[()]/g, '\\$&')))
  await page.reload()
  await expect(page.locator('[data-cluster]')).toContainText(MARKUP)
  const menu = page.getByRole('button', { name: `Actions for ${MARKUP}` })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Rename…' }).click()
  await expect(page.getByRole('textbox', { name: 'Name of the cluster' })).toHaveValue(MARKUP)
  await page.keyboard.press('Escape')
  await menu.click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await expect(page.getByText(`${MARKUP} deleted`)).toBeVisible()
  await expect(page.locator('img')).toHaveCount(0)
  expect(heard).toEqual([])
})

test('L1 L13 a file whose labels and name are markup and unseen characters: text, and what is unseen is spelled out', async ({
  page,
}) => {
  const heard = listen(page)
  const app = await copied(page, 'lab')
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Actions for lab' }).click()
  await page.getByRole('menuitem', { name: 'Save as file' }).click()
  const text = readFileSync(await (await download).path(), 'utf8')
  await give(page, `${MARKUP}.json`, text.replace('"app": "centos"', `"app": ${JSON.stringify(MARKUP)}`))
  await expect(page.locator('[data-cluster][aria-current]')).toContainText(MARKUP)
  await expect(app.pill).toHaveText('Delivered')
  await give(page, 'evil\u202enosj.exe', '{')
  await expect(page.getByText('evil\\u{202e}nosj.exe is not JSON: line 1, column 2.')).toBeVisible()
  await expect(page.locator('img')).toHaveCount(0)
  expect(heard).toEqual([])
})

const strangers = [
  ['L16', 'cluster.yaml', 'a: &a [x]\nb: &b [*a, *a]\n', 'cluster.yaml is not JSON: line 1, column 1.'],
  [
    'L16',
    'twice.json',
    '{"vpc": "10.0.0.0/16",\n "vpc": "10.1.0.0/16"}',
    'twice.json: "vpc" stands twice in one object: line 2, column 2.',
  ],
  ['L17', 'deep.json', '['.repeat(300_000), 'deep.json is not JSON: line 1, column 300001.'],
  [
    'L19',
    'dump.pcap',
    Buffer.from([0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 255, 255, 255, 255]),
    'dump.pcap is not JSON: line 1, column 1.',
  ],
] as const
test('L16 L17 L19 files that are no clusters: a sentence with the place, and what was open stays', async ({ page }) => {
  const heard = listen(page)
  const app = await copied(page, 'lab')
  for (const [, name, text, sentence] of strangers) {
    await give(page, name, text)
    await expect(page.getByText(sentence)).toBeVisible()
    await expect(page.locator('[data-cluster]')).toHaveCount(1)
    await expect(app.pill).toHaveText('Delivered')
  }
  expect(heard).toEqual([])
})

test('L11 a file that is larger than any cluster is not read', async ({ page }) => {
  const app = await copied(page, 'lab')
  await page.locator('input[type="file"]').evaluate((input: HTMLInputElement) => {
    const files = new DataTransfer()
    files.items.add(new File([new Uint8Array(21_000_000)], 'huge.json'))
    input.files = files.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await expect(page.getByText('huge.json is larger than a cluster can be (20 MB).')).toBeVisible()
  await expect(app.pill).toHaveText('Delivered')
})

test('L22 a cluster that a newer release keeps: it says so, its text can be saved, and it stays as it is', async ({
  page,
}) => {
  await copied(page, 'lab')
  const change = () =>
    page.evaluate(() => {
      const key = Object.keys(localStorage).find((one) => one.startsWith('eniscope.cluster.')) ?? ''
      localStorage.setItem(key, (localStorage.getItem(key) ?? '').replace('"version":1', '"version":2'))
      return localStorage.getItem(key)
    })
  await page.goto('./#1.s5')
  const kept = await change()
  await page.reload()
  await page.locator('[data-cluster]').click()
  await expect(page.getByText('A newer release of this page keeps this cluster')).toBeVisible()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save its text as a file' }).click(),
  ])
  expect(readFileSync(await download.path(), 'utf8')).toBe(kept)
  expect(await change()).toBe(kept)
})

test('L24 no other page frames this one, and an opener has no hold on it', async ({ page, baseURL }) => {
  const response = await page.goto('./')
  expect(response?.headers()['cross-origin-opener-policy']).toBe('same-origin')
  await page.goto('about:blank')
  await page.setContent(`<iframe src="${baseURL}"></iframe>`)
  await expect.poll(() => page.frames()[1]?.url() ?? '').toMatch(/^chrome-error:/)
  expect(await page.frames()[1]?.locator('#root').count()).toBe(0)
})

test('L4 L25 every export is made without asking anybody, and puts no picture of data into the page', async ({
  page,
}) => {
  await new Eniscope(page).open('1.s6.h8')
  await page.keyboard.press('s')
  const list = page.getByRole('dialog').getByRole('region', { name: 'Export' })
  const files = list.getByRole('button', { name: /^Download: / })
  // The first one brings the code that makes them.
  const save = async (button: number) => {
    await Promise.all([page.waitForEvent('download'), files.nth(button).click()])
    await expect(files.nth(button)).toBeEnabled()
  }
  await save(0)
  await page.waitForLoadState('networkidle')
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).protocol))
  for (let button = 0; button < (await files.count()); button++) await save(button)
  expect(asked.filter((protocol) => protocol !== 'blob:')).toEqual([])
  await expect(page.locator('img, object, embed, iframe')).toHaveCount(0)
})

test('L27 nothing keeps an old page: no service worker, no cache, and the document is asked for anew', async ({
  page,
}) => {
  const response = await page.goto('./')
  expect(response?.headers()['cache-control']).toBe('no-cache')
  await new Eniscope(page).ready()
  const kept = await page.evaluate(async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: (await caches.keys()).length,
  }))
  expect(kept).toEqual({ workers: 0, caches: 0 })
})

test('L28 a cluster with a path as its name is saved under a plain one', async ({ page }) => {
  await copied(page, '../../.bashrc')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    (async () => {
      await page.getByRole('button', { name: 'Actions for ../../.bashrc' }).click()
      await page.getByRole('menuitem', { name: 'Save as file' }).click()
    })(),
  ])
  expect(download.suggestedFilename()).toBe('bashrc.json')
})
