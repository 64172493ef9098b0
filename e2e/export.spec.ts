/*! Exports: each file is downloaded and looked into. */
import { readFileSync } from 'node:fs'
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
