/*! What the page as a whole gives nobody: markup out of text, a door for other windows, code of strangers, an old copy. And that every
attack of the list has its test. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { describe, expect, it } from 'vitest'
import { headerPolicy, metaPolicy } from '../../scripts/csp.mjs'
import { sources } from './sources'

const root = fileURLToPath(new URL('../..', import.meta.url))
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
/** Files of the page in which something stands. */
const holding = (what: RegExp, ...endings: readonly string[]): readonly string[] =>
  sources(...endings).flatMap(([file, source]) => (what.test(source) ? [file] : []))

describe('attacks on the page', () => {
  it('L2 a mend is not lost again: each of the 28 attacks has a test of its name', () => {
    const named = ['test/attacks', 'e2e', 'src', 'test/export']
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
      )
      .filter((file) => /\.(?:test|spec)\.ts$/.test(file))
      .flatMap((file) =>
        [...read(file).matchAll(/['"`]((?:L\d+[ '"`])+)/g)].flatMap(([, ids = '']) => ids.match(/L\d+/g) ?? []),
      )
    const all = Array.from({ length: 28 }, (_, at) => `L${at + 1}`)
    expect(all.filter((id) => !named.includes(id))).toEqual([])
  })

  it('L3 nothing is made of markup: no formatter, no component, no library of the page that is ours to call', () => {
    const markup =
      /\.(?:inner|outer)HTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML|createContextualFragment|DOMParser|setHTML/
    expect(holding(markup, '.ts', '.tsx')).toEqual([])
    expect(read('.oxlintrc.json')).toContain('"react/no-danger": "error"')
    expect(metaPolicy).toContain("require-trusted-types-for 'script'")
  })

  it('L24 no other window is listened to, none is opened, and none frames the page', () => {
    const doors = /\(\s*['"`]message['"`]|\.onmessage|\bpostMessage\(|\.opener\b|window\.open\b|BroadcastChannel|_blank/
    expect(holding(doors, '.ts', '.tsx')).toEqual([])
    expect(headerPolicy).toContain("frame-ancestors 'none'")
    expect(read('scripts/serve.mjs')).toContain("'Cross-Origin-Opener-Policy': 'same-origin'")
  })

  it('L26 no code but ours runs: the policy trusts no inline script, no eval and no other host', () => {
    expect(metaPolicy).not.toMatch(/unsafe|https?:|\*/)
    expect(metaPolicy).toMatch(/(?:^|; )script-src 'self'(?:;|$)/)
    expect(holding(/\beval\(|new Function\b|setTimeout\(\s*['"`]|import\(\s*[^'"`\s)]/, '.ts', '.tsx')).toEqual([])
  })

  it('L26 every package is one version with its hash, and none runs a script when it is installed', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
    for (const version of Object.values({ ...dependencies, ...devDependencies }))
      expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { integrity?: string; hasInstallScript?: boolean; link?: boolean }>
    }
    for (const [path, { integrity, hasInstallScript }] of Object.entries(packages)) {
      if (path === '') continue
      expect({ path, hash: integrity?.slice(0, 7) }).toEqual({ path, hash: 'sha512-' })
      expect({ path, script: hasInstallScript ?? false }).toEqual({ path, script: false })
    }
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m)
  })

  it.skipIf(!existsSync(join(root, 'dist/assets')))(
    'L26 what is built evaluates no text (skipped without a build)',
    () => {
      const found = readdirSync(join(root, 'dist/assets'))
        .filter((file) => file.endsWith('.js'))
        .flatMap((file) =>
          [...read(`dist/assets/${file}`).matchAll(/\beval\(|\bFunction\([^)]*\)/g)].map(([call]) => call),
        )
      // lodash looks for the global object; in a browser `self` is found before.
      expect(found.filter((call) => call !== 'Function(`return this`)')).toEqual([])
      expect(found.length).toBeLessThanOrEqual(1)
    },
  )

  it('L27 no service worker and no cache of its own can hold an old page; the document is asked for anew', () => {
    expect(holding(/serviceWorker|\bcaches\b/, '.ts', '.tsx')).toEqual([])
    expect(read('index.html')).not.toMatch(/manifest/)
    const serve = read('scripts/serve.mjs')
    expect(serve).toContain("address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'")
  })

  it('L18 no regular expression repeats without end what repeats without end itself', () => {
    expect(starHeight('(a+)+')).toBe(2)
    expect(starHeight('(?:a|b[+*]c*)*')).toBe(2)
    expect(starHeight('(a+)?b{2,}(\\(*)')).toBe(1)
    const found = sources('.ts', '.tsx').flatMap(([file, source]) =>
      regexps(file, source).flatMap((pattern) => (starHeight(pattern) > 1 ? [`${file}: ${pattern}`] : [])),
    )
    expect(found).toEqual([])
  })
})

/** The patterns of a file. */
function regexps(file: string, source: string): readonly string[] {
  const found: string[] = []
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('regex' in value) found.push((value.regex as { pattern: string }).pattern)
    for (const inner of Object.values(value)) look(inner)
  }
  look(parseSync(file, source).program)
  return found
}

/** How deep unbounded repeats stand in each other: 2 and more may take exponential time. */
function starHeight(pattern: string): number {
  const plain = pattern
    .replace(/\\./gs, 'x')
    .replace(/\[[^\]]*\]/g, 'x')
    .replace(/\(\?(?:[:=!]|<[=!]|<\w+>)/g, '(')
  const heights: number[] = [0]
  for (let at = 0; at < plain.length; at++) {
    const char = plain.charAt(at)
    if (char === '(') {
      heights.push(0)
      continue
    }
    const inner = char === ')' ? (heights.pop() ?? 0) : 0
    const repeat = /^(?:[*+]|\{\d+,\})/.exec(plain.slice(at + 1))
    if ('|?*+{}^$'.includes(char)) continue
    heights[heights.length - 1] = Math.max(heights.at(-1) ?? 0, inner + (repeat ? 1 : 0))
  }
  return heights[0] ?? 0
}
