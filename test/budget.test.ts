/*! How many bytes a visitor waits for, gzipped: before the first picture, and for the whole first view. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { Manifest } from 'vite'
import { describe, expect, it } from 'vitest'

const firstPictureLimit = 135_000
/** The picture that the build made waits for neither simulator nor layout. */
const madePictureLimit = 20_000
const firstViewLimit = 270_000

/** Chunks by the names that vite.config.ts gives them, each with what it imports statically and their styles. */
const madePicture = ['first-picture']
/** Of a link. */
const firstPicture = [...madePicture, 'first-start']
/** All that is on the screen of a large window before anybody touches it, the open tab included. */
const firstView = [...firstPicture, 'page', 'cytoscape']

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')
const manifestPath = join(dist, '.vite/manifest.json')

/** Sizes when they were last looked at, to name what grew: `UPDATE_BUDGET=1 npx vitest run test/budget.test.ts`. */
const rememberedPath = join(root, 'test/budget.json')

/** Every file that loading a chunk brings: itself, what it imports statically, their styles. */
function filesOf(manifest: Manifest, key: string, seen = new Set<string>()): Set<string> {
  const files = new Set<string>()
  const chunk = manifest[key]
  if (!chunk || seen.has(key)) return files
  seen.add(key)
  for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
  for (const imported of chunk.imports ?? []) for (const file of filesOf(manifest, imported, seen)) files.add(file)
  return files
}

const gzipped = (file: string) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length
const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + gzipped(file), 0)
/** "assets/index-DfhoZKXY.js" → "index.js": the hash changes with every build. */
const nameOf = (file: string) => file.replace(/^assets\//, '').replace(/-[\w-]{8}(?=\.\w+$)/, '')

function account(files: Iterable<string>, remembered: Record<string, number>): string {
  return [...files]
    .map((file) => ({ name: nameOf(file), size: gzipped(file) }))
    .toSorted((a, b) => b.size - a.size)
    .map(({ name, size }) => {
      const before = remembered[name]
      const grown = before === undefined ? 'new' : size > before ? `grew by ${size - before}` : 'not grown'
      return `${String(size).padStart(8)}  ${name}  (${grown})`
    })
    .join('\n')
}

describe.skipIf(!existsSync(manifestPath))('bytes, gzipped (skipped when there is no build in dist)', () => {
  const manifest = existsSync(manifestPath) ? (JSON.parse(readFileSync(manifestPath, 'utf8')) as Manifest) : {}
  const remembered = existsSync(rememberedPath)
    ? (JSON.parse(readFileSync(rememberedPath, 'utf8')) as Record<string, number>)
    : {}
  const keysOf = (name: string) => Object.keys(manifest).filter((key) => manifest[key]?.name === name)
  const filesNamed = (names: readonly string[]) =>
    new Set(['index.html', ...names.flatMap(keysOf).flatMap((key) => [...filesOf(manifest, key)])])
  const made = filesNamed(madePicture)
  const picture = filesNamed(firstPicture)
  const view = filesNamed(firstView)
  if (process.env.UPDATE_BUDGET) {
    const sizes = Object.fromEntries([...view].toSorted().map((file) => [nameOf(file), gzipped(file)]))
    writeFileSync(rememberedPath, `${JSON.stringify(sizes, null, 2)}\n`)
  }

  it(`at most ${madePictureLimit} before the first picture at the plain address`, () => {
    const total = sum(made)
    expect(total, `${total} bytes:\n${account(made, remembered)}\n`).toBeLessThanOrEqual(madePictureLimit)
  })

  it(`at most ${firstPictureLimit} before the first picture of a link`, () => {
    const total = sum(picture)
    expect(total, `${total} bytes:\n${account(picture, remembered)}\n`).toBeLessThanOrEqual(firstPictureLimit)
  })

  it(`at most ${firstViewLimit} for the whole first view`, () => {
    const total = sum(view)
    expect(total, `${total} bytes:\n${account(view, remembered)}\n`).toBeLessThanOrEqual(firstViewLimit)
  })

  it('Cytoscape is not among what the first picture waits for', () => {
    // The id that Cytoscape looks for is a string that no minifier changes.
    const holding = [...picture].filter(
      (file) => file.endsWith('.js') && readFileSync(join(dist, file), 'utf8').includes('cytoscape_stylesheet'),
    )
    expect(holding).toEqual([])
  })

  it('every chunk that is counted exists', () => {
    expect(firstView.filter((name) => keysOf(name).length !== 1)).toEqual([])
  })

  it('the document asks for nothing that is not counted before the first picture', () => {
    const asked = [...readFileSync(join(dist, 'index.html'), 'utf8').matchAll(/(?:src|href)="\.\/([^"]+)"/g)]
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.map(([, file]) => file).filter((file) => !made.has(file ?? ''))).toEqual([])
  })
})
