/*! Exports: each file is downloaded and looked into. */
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { expect, test } from '@playwright/test'
import { Eniscope } from './page'

const files = [
  [
    'Picture, SVG',
    'eniscope-s5-h11.svg',
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[\s\S]*POSTROUTING[\s\S]*<\/svg>$/,
  ],
  ['Storyboard, to print', 'eniscope-s5-storyboard.html', /^<!doctype html>[^§]*39 of 39 hops/],
  ['Storyboard, plays by itself', 'eniscope-s5-storyboard.svg', /^<svg[^>]*><style>@keyframes/],
  ['Trace, Markdown', 'eniscope-s5.md', /^# Pod centos-67756b6dc8-h5wnp to 10\.0\.3\.63:80, TCP\n/],
  ['Trace, Mermaid', 'eniscope-s5.mmd', /^sequenceDiagram\n/],
  ['Cluster, JSON', 'eniscope-s5-cluster.json', /^\{\n[\s\S]*"kubeProxy"/],
  ['Lab script', 'eniscope-s5-lab.sh', /^#!\/usr\/bin\/env bash\nset -euo pipefail\n/],
] as const

test('every file says what the page says', async ({ page }) => {
  await new Eniscope(page).open('1.s5.h11')
  await page.keyboard.press('s')
  const list = page.getByRole('dialog').getByRole('region', { name: 'Export' })
  for (const [name, file, content] of files) {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      list.getByRole('button', { name: `Download: ${name}` }).click(),
    ])
    expect(download.suggestedFilename()).toBe(file)
    expect(readFileSync(await download.path(), 'utf8'), name).toMatch(content)
  }
})

test('opened as files: the storyboard prints a page a hop, and the other one plays by itself, from hop to hop', async ({
  page,
  browser,
}, info) => {
  await new Eniscope(page).open('1.s6')
  await page.keyboard.press('s')
  const list = page.getByRole('dialog').getByRole('region', { name: 'Export' })
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 }, javaScriptEnabled: false })
  const opened = async (name: string) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      list.getByRole('button', { name: `Download: ${name}` }).click(),
    ])
    const file = info.outputPath(download.suggestedFilename())
    await download.saveAs(file)
    const reader = await context.newPage()
    await reader.goto(pathToFileURL(file).href)
    return reader
  }
  const paper = await opened('Storyboard, to print')
  const pdf = (await paper.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type \/Page\b(?!s)/g)).toHaveLength(14)
  // A4, landscape, in points.
  expect(pdf).toMatch(/\/MediaBox \[0 0 841\.\d+ 59[45]\.\d+\]/)

  const film = await opened('Storyboard, plays by itself')
  const seen = () =>
    film.evaluate(() =>
      [...document.querySelectorAll('text')]
        .filter((each) => getComputedStyle(each).visibility === 'visible' && / of 14 hops/.test(each.textContent ?? ''))
        .map((each) => Number.parseInt(each.textContent ?? '', 10)),
    )
  const at = (seconds: number) =>
    film.evaluate((ms) => {
      for (const each of document.getAnimations()) each.currentTime = ms
    }, 1_000 * seconds)
  expect(await film.evaluate(() => document.getAnimations().every(({ playState }) => playState === 'running'))).toBe(
    true,
  )
  await at(1)
  expect(await seen()).toEqual([1])
  await at(4 * 7 + 1)
  expect(await seen()).toEqual([8])
  await expect(film.getByText('Dropped here')).toBeVisible()
  // Nobody touches it any more.
  await expect.poll(seen).toEqual([9])
  await context.close()
})

test('a cluster of one’s own gives its name to its files, not its place in this browser', async ({ page }) => {
  const app = await new Eniscope(page).open('1.s6.h8')
  await page.getByRole('button', { name: 'New cluster' }).click()
  await page.getByRole('menuitem', { name: /Copy/ }).click()
  await expect.poll(() => app.hash()).toMatch(/^#own\./)
  await page.keyboard.press('s')
  const list = page.getByRole('dialog').getByRole('region', { name: 'Export' })
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    list.getByRole('button', { name: 'Download: Trace, Mermaid' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('eniscope-Copy-of-Pod-ExternalIP-policy-Local.mmd')
})

test('the PNG is the picture at twice its size, by keyboard', async ({ page }) => {
  await new Eniscope(page).open('1.s6.h8')
  await page.keyboard.press('s')
  const button = page.getByRole('dialog').getByRole('button', { name: 'Download: Picture, PNG' })
  await button.focus()
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toBe('eniscope-s6-h8.png')
  const png = readFileSync(await download.path())
  expect(png.subarray(1, 4).toString()).toBe('PNG')
  expect(png.readUInt32BE(16)).toBeGreaterThan(1500)
  await expect(button).toBeEnabled()
})

test('Markdown and Mermaid are copied as the file has them, by keyboard; where the browser refuses, the button says so', async ({
  page,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await new Eniscope(page).open('1.s5.h11')
  await page.keyboard.press('s')
  const list = page.getByRole('dialog').getByRole('region', { name: 'Export' })
  for (const name of ['Trace, Markdown', 'Trace, Mermaid']) {
    await list.getByRole('button', { name: `Copy: ${name}` }).focus()
    await page.keyboard.press('Enter')
    await expect(list.getByRole('button', { name: `Copied: ${name}` })).toBeFocused()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      list.getByRole('button', { name: `Download: ${name}` }).click(),
    ])
    expect(copied).toBe(readFileSync(await download.path(), 'utf8'))
  }
  await page.evaluate(() => {
    for (const method of ['write', 'writeText'] as const) {
      navigator.clipboard[method] = () => Promise.reject(new Error('refused'))
    }
  })
  await list.getByRole('button', { name: 'Copy: Trace, Markdown' }).press('Enter')
  await expect(list.getByRole('button', { name: 'Not copied: download it: Trace, Markdown' })).toBeFocused()
})
