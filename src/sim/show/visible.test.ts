import { describe, expect, it } from 'vitest'
import { heading } from './line'
import { visible } from './visible'

describe('visible', () => {
  it('L13 spells out all twelve characters that reorder text', () => {
    const bidi = [0x61c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069]
    for (const code of bidi) expect(visible(String.fromCodePoint(code))).toBe(`\\u{${code.toString(16)}}`)
  })
  it('L13 spells out what nobody sees', () => {
    expect(visible('a\u200bb\ufeffc\u2028d')).toBe('a\\u{200b}b\\u{feff}c\\u{2028}d')
  })
  it('keeps tabs and letters of every script', () => {
    expect(visible('0:\tfrom all, 北京')).toBe('0:\tfrom all, 北京')
  })
  it('L14 a name with a newline cannot start a line of its own', () => {
    expect(heading('a\nCOMMIT').text).toBe('a\\u{a}COMMIT')
  })
})
