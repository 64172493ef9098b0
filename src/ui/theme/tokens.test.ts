import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { fonts, type Role, type Theme, tokens } from './tokens'

/** Relative luminance (WCAG 2). */
function luminance(colour: string): number {
  const channel = (at: number) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
function contrast(a: string, b: string): number {
  const [la, lb] = [luminance(a), luminance(b)]
  return (Math.max(la, lb) + 0.05) / (Math.min(la, lb) + 0.05)
}
/** A colour at some opacity over a ground. */
function over(colour: string, share: number, ground: string): string {
  const channel = (at: number) => {
    const of = (c: string) => Number.parseInt(c.slice(at, at + 2), 16)
    return Math.round(of(colour) * share + of(ground) * (1 - share))
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}

const themes: readonly Theme[] = ['light', 'dark']

/** Every pair in which text stands on a ground. */
const texts: readonly (readonly [Role, readonly Role[]])[] = [
  [
    'ink',
    [
      'canvas',
      'panel',
      'sunken',
      'host',
      'kernel',
      'stage',
      'pod',
      'vpc',
      'vsw',
      'code',
      'req-soft',
      'rep-soft',
      'drop-soft',
    ],
  ],
  ['ink2', ['canvas', 'panel', 'sunken', 'host', 'kernel', 'stage', 'pod', 'vsw', 'code', 'req-soft']],
  ['ink3', ['canvas', 'panel', 'sunken', 'host', 'kernel', 'stage', 'pod', 'vsw', 'code']],
  ['req', ['panel', 'kernel', 'req-soft']],
  ['rep', ['panel', 'kernel', 'rep-soft']],
  ['drop', ['panel', 'drop-soft']],
  ['ok', ['panel', 'ok-soft']],
  ['on-req', ['req']],
  ['on-rep', ['rep']],
  ['on-drop', ['drop']],
  ['on-mark', ['mark']],
  // Numerals.
  ['panel', ['ink']],
]
/** Lines and shapes on their grounds. */
const shapes: readonly (readonly [Role, readonly Role[]])[] = [
  ['req', ['kernel', 'stage', 'host', 'pod', 'vpc', 'vsw', 'canvas']],
  ['rep', ['kernel', 'stage', 'host', 'pod', 'vpc', 'vsw', 'canvas']],
  ['drop', ['kernel', 'stage', 'drop-soft']],
  ['ghost', ['kernel', 'stage', 'host', 'vsw', 'canvas']],
  ['ctl', ['panel']],
  ['mark-line', ['panel']],
]

describe.each(themes)('%s', (theme) => {
  const colours = tokens[theme]
  it('has every text at 4.5:1 or more', () => {
    for (const [text, grounds] of texts) {
      for (const ground of grounds) {
        expect(contrast(colours[text], colours[ground]), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      }
    }
  })
  it('has every line and shape at 3:1 or more', () => {
    for (const [shape, grounds] of shapes) {
      for (const ground of grounds) {
        expect(contrast(colours[shape], colours[ground]), `${shape} on ${ground}`).toBeGreaterThanOrEqual(3)
      }
    }
  })
  it('shows the way ahead (72 %) at 3:1, the leg that stands back (50 %) at 2.1:1', () => {
    for (const leg of ['req', 'rep'] as const) {
      expect(contrast(over(colours[leg], 0.72, colours.kernel), colours.kernel), `${leg} ahead`).toBeGreaterThanOrEqual(
        3,
      )
      expect(contrast(over(colours[leg], 0.5, colours.kernel), colours.kernel), `${leg} other`).toBeGreaterThanOrEqual(
        2,
      )
    }
  })
})

describe('tokens.css', () => {
  const css = readFileSync(fileURLToPath(new URL('./tokens.css', import.meta.url)), 'utf8')
  const declared = new Map(
    [...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value?.replace(/\s+/g, ' ').trim()]),
  )

  it('says the same colours', () => {
    for (const role of Object.keys(tokens.light) as Role[]) {
      const { light, dark } = tokens
      expect(declared.get(role), role).toBe(`light-dark(${light[role].toLowerCase()}, ${dark[role].toLowerCase()})`)
    }
  })
  it('says the same fonts', () => {
    for (const face of ['sans', 'mono'] as const) {
      expect(declared.get(face)?.replaceAll("'", '"')).toBe(fonts[face])
    }
  })
})
