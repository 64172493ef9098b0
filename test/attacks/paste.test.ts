/*! What a line may try that a person pastes into the bar: a flow, an address, a port. */
import { describe, expect, it } from 'vitest'
import { scenarioById } from '../../src/scenarios'
import { isWholeFlow, parseCidr, parseEndpoint, parseFlow, parseIpv4, parsePort } from '../../src/sim'
import { pickerEn } from '../../src/text/picker-en'

const { topology } = scenarioById('s5')!.question
/** What the bar says of a line; "" where it is a flow. */
const said = (line: string): string => {
  const parsed = parseFlow(line, topology)
  return parsed.ok ? '' : pickerEn.problem(parsed.error)
}
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

describe('attacks by what is pasted', () => {
  it.each(['<img src=x onerror=alert(1)>', 'h5wnp <b>x</b> 80', 'javascript:alert(1) x 80'])(
    'L1 L5 %s is no flow, in words',
    (line) => {
      expect(said(line)).toMatch(/^\S.*\.$/)
    },
  )

  it.each(['__proto__', 'constructor', 'toString', 'valueOf'])('L7 nobody is called %s', (word) => {
    expect(said(`${word} nginx1 80`)).toContain(word)
    expect(said(`h5wnp ${word} 80`)).toContain(word)
    expect(said(`${word}=1 ${word} 80`)).not.toBe('')
  })

  it.each(['0', '65536', '70000', '-1', '1e3', '0x50', '8 0 8', 'NaN', 'Infinity'])('L11 the port %s', (port) => {
    expect(said(`h5wnp nginx1 ${port}`)).not.toBe('')
  })

  it.each(['010.0.3.63', '10.0.3', '0x0a00033f', '167772991', '::ffff:10.0.3.63', '10.0.3.256', '10..3.63'])(
    'L12 %s has another spelling, and is no target',
    (address) => {
      expect(said(`h5wnp ${address} 80`)).not.toBe('')
    },
  )

  it.each([
    0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069, 0x200e, 0x200f, 0x061c, 0x200b, 0xfeff, 0,
    0x1b,
  ])('L13 L14 the character %i in a pasted name is spelled out', (code) => {
    const character = String.fromCodePoint(code)
    for (const line of [
      `h5${character}wnp nginx1 80`,
      `h5wnp ngi${character}nx1 80`,
      `h5wnp nginx1 8${character}0`,
      `${character}`,
    ]) {
      expect(INVISIBLE.test(said(line)), JSON.stringify(line)).toBe(false)
      expect(INVISIBLE.test(pickerEn.asTyped(line) + pickerEn.nothing(line))).toBe(false)
    }
  })

  it('L18 a line of a megabyte is refused by its length, whatever it is made of', () => {
    for (const part of ['src=', '10.', 'a:', '/', '.1', '> ', '\u3000', '80 ', 'ﷺ', '(', '\\', '1.1.1.1.1.1 ']) {
      const line = part.repeat(1_000_000 / part.length)
      expect(parseFlow(line, topology)).toEqual({
        ok: false,
        error: { code: 'too-long', length: line.length, limit: 1_000 },
      })
      expect(said(line).length).toBeLessThan(200)
      isWholeFlow(line)
      for (const read of [parseEndpoint, parsePort, parseIpv4, parseCidr]) expect(read(line)?.ok ?? false).toBe(false)
    }
  })

  it.each(['- pod: &a [*a, *a]', '{"from": {"name": "h5wnp"}}', '\ud4c3\ub2a1'])(
    'L16 L19 %j is no flow either',
    (line) => {
      expect(said(line)).not.toBe('')
    },
  )
})
