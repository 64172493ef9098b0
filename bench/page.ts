/*! The page in a real browser: first picture, at the plain address and of a link, beside an empty React page; bytes; and what a
gliding packet costs. */
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium } from '@playwright/test'
import { build } from 'vite'
import { findBrowser, launchArgs } from '../scripts/browser.mjs'

export interface PageFigures {
  /** Median first contentful paint, ms, of the page (it is the picture), of a link, and of an empty React page. */
  readonly firstPictureMs: number
  readonly linkPictureMs: number
  readonly emptyPageMs: number
  /** gzip -9, kB of 1000 bytes. */
  readonly beforePictureKb: number
  readonly beforeLinkPictureKb: number
  readonly firstViewKb: number
  readonly frames: { readonly perSecond: number; readonly mainThreadMs: number; readonly rendersWhileGliding: number }
}

const ROUNDS = 11
/** ms. A new window's own interface loads beside the first page and would be measured with it. */
const WINDOW_SETTLES = 600

/** null: there is no browser. Builds what is missing. */
export async function benchPage(): Promise<PageFigures | null> {
  const browserOptions = findBrowser()
  if (browserOptions === undefined) return null
  const floor = 'node_modules/.cache/eniscope/empty'
  await build({
    root: 'bench/empty',
    logLevel: 'error',
    base: './',
    build: { outDir: join(process.cwd(), floor), emptyOutDir: true },
  })
  await build({ logLevel: 'error' })
  const [page, empty] = [await serve('dist'), await serve(floor)]
  const launch = () => chromium.launch({ ...browserOptions, args: launchArgs })
  const browser = await launch()
  try {
    const paints: { page: number[]; link: number[]; empty: number[] } = { page: [], link: [], empty: [] }
    // In turns, so that a busy machine slows both alike.
    for (let round = 0; round < ROUNDS; round++) {
      paints.empty.push(await firstPaint(launch, empty.url))
      paints.page.push(await firstPaint(launch, page.url))
      paints.link.push(await firstPaint(launch, `${page.url}#1.s6`))
    }
    return {
      firstPictureMs: median(paints.page),
      linkPictureMs: median(paints.link),
      emptyPageMs: median(paints.empty),
      ...bytes(),
      frames: await glide(browser, page.url),
    }
  } finally {
    await browser.close()
    page.close()
    empty.close()
  }
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

async function serve(folder: string): Promise<{ readonly url: string; close: () => void }> {
  // Compressed once, as a server keeps it: else compressing is part of what is measured.
  const compressed = new Map<string, Buffer>()
  const server = createServer((request, response) => {
    const path = join(folder, new URL(request.url ?? '/', 'http://x').pathname.replace(/\/$/, '/index.html'))
    if (!existsSync(path)) {
      response.writeHead(404).end()
      return
    }
    const type = TYPES[extname(path)] ?? 'application/octet-stream'
    const body = compressed.get(path) ?? gzipSync(readFileSync(path), { level: 9 })
    compressed.set(path, body)
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}/`, close: () => void server.close() }
}

/** First contentful paint in a browser of its own, as the goal was set: nothing is cached, nothing was drawn or compiled before. */
async function firstPaint(launch: () => Promise<Browser>, url: string): Promise<number> {
  const browser = await launch()
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.waitForTimeout(WINDOW_SETTLES)
  await page.goto(url)
  const ms = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const paint = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime
        const look = () => {
          const at = paint()
          if (at === undefined) setTimeout(look, 20)
          else resolve(at)
        }
        look()
      }),
  )
  await browser.close()
  return ms
}

interface Chunk {
  readonly file: string
  readonly name?: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}

/** The chunks by their names in vite.config.ts, as test/budget.test.ts counts them. */
function bytes(): Pick<PageFigures, 'beforePictureKb' | 'beforeLinkPictureKb' | 'firstViewKb'> {
  const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8')) as Record<string, Chunk>
  const files = new Set(['index.html'])
  const add = (key: string): void => {
    const chunk = manifest[key]
    if (chunk === undefined || files.has(chunk.file)) return
    files.add(chunk.file)
    for (const css of chunk.css ?? []) files.add(css)
    for (const next of chunk.imports ?? []) add(next)
  }
  const addNamed = (...names: readonly string[]): void => {
    for (const [key, { name }] of Object.entries(manifest)) if (name !== undefined && names.includes(name)) add(key)
  }
  const size = (): number =>
    [...files].reduce((n, file) => n + gzipSync(readFileSync(join('dist', file)), { level: 9 }).length, 0) / 1000
  addNamed('first-picture')
  const beforePictureKb = size()
  addNamed('first-start')
  const beforeLinkPictureKb = size()
  addNamed('page', 'cytoscape')
  return { beforePictureKb, beforeLinkPictureKb, firstViewKb: size() }
}

/** Scenario 5 played for four seconds once Cytoscape has taken over: frames, main-thread time of the renderer, renders in glides. */
async function glide(browser: Browser, url: string): Promise<PageFigures['frames']> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(`${url}#1.s5`)
  await page.locator('[data-picture="canvas"]').waitFor()
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busy = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  }
  await page.keyboard.press(' ')
  const before = await busy()
  const seen = await page.evaluate(
    () =>
      new Promise<{ frames: number; ms: number; renders: number }>((resolve) => {
        const start = performance.now()
        let frames = 0
        let renders = 0
        let last: number | null = null
        const look = (now: number) => {
          frames++
          const phase = document.querySelector<HTMLElement>('[data-overlay]')?.dataset['phase']
          const count = Number(document.querySelector<HTMLElement>('[data-picture]')?.dataset['renders'])
          if (phase === 'glide' && last !== null) renders += count - last
          last = phase === 'glide' ? count : null
          if (now - start < 4000) requestAnimationFrame(look)
          else resolve({ frames, ms: now - start, renders })
        }
        requestAnimationFrame(look)
      }),
  )
  const mainThreadMs = ((await busy()) - before) * 1000
  await page.close()
  return {
    perSecond: (seen.frames * 1000) / seen.ms,
    mainThreadMs: mainThreadMs / seen.frames,
    rendersWhileGliding: seen.renders,
  }
}
