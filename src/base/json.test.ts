import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJson, spanOf } from './json'

/** "line:column", with the key that stands twice; "" for JSON. */
const fault = (text: string): string => {
  const read = readJson(text)
  return read.ok
    ? ''
    : `${read.error.line}:${read.error.column}${read.error.twice === null ? '' : ` ${read.error.twice}`}`
}
const engine = (text: string): unknown => {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}

describe('JSON', () => {
  it.each([
    ['', '1:1'],
    ['{', '1:2'],
    ['{"a":1,}', '1:8'],
    ['[1 2]', '1:4'],
    ['[1,\n 2,\n oops]', '3:2'],
    ['{"a" 1}', '1:6'],
    ['{a:1}', '1:2'],
    ['"abc', '1:5'],
    ['"a\nb"', '1:3'],
    ['"a\\x"', '1:3'],
    ['"\\N"', '1:2'],
    ['01', '1:1'],
    ['1 2', '1:3'],
    ['vpc: 10.0.0.0/16', '1:1'],
    ['{"a":{"b":1,"c":2,"b":3}}', '1:19 b'],
    ['{"a":1,"\\u0061":2}', '1:8 a'],
    ['[{"a":1},{"a":1}]', ''],
    [' {"__proto__": [ ] , "": {} } \n', ''],
  ])('%j: %s', (text, place) => expect(fault(text)).toBe(place))

  it('takes what the engine takes, unless a key stands twice', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '"a"',
      '"b"',
      '1',
      '-0.5e3',
      '.',
      'null',
      ' ',
      '\\',
      'u',
      '\n',
      '\u2028',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.array(piece, { maxLength: 12 }).map((all) => all.join('')),
        ),
        (text) => {
          const read = readJson(text)
          if (read.ok) expect({ value: read.value }).toEqual(engine(text))
          else if (read.error.twice === null) expect(engine(text)).toBeNull()
        },
      ),
      { numRuns: 3_000 },
    )
  })

  it('cut anywhere, it ends where it is cut, or before', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), (text, at) => {
        const cut = text.slice(0, at % (text.length + 1))
        const read = readJson(cut)
        expect(read.ok).toBe(engine(cut) !== null)
        if (!read.ok) expect(read.error.column).toBeLessThanOrEqual(cut.length + 1)
      }),
    )
  })
})

/** Every place of a value, with what stands there. */
function* placesOf(
  value: unknown,
  path: readonly (string | number)[] = [],
): Generator<readonly [readonly (string | number)[], unknown]> {
  yield [path, value]
  if (Array.isArray(value)) for (const [at, one] of value.entries()) yield* placesOf(one, [...path, at])
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) yield* placesOf(one, [...path, key])
}

it('the span of a path is the text of what stands there, however it is laid out', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(undefined, 1, '\t'), (value, indent) => {
      const text = ` ${JSON.stringify(value, null, indent)}\n`
      for (const [path, there] of placesOf(JSON.parse(text))) {
        const { from, to } = spanOf(text, path)
        expect(JSON.parse(text.slice(from, to))).toEqual(there)
      }
    }),
  )
})

it('what is missing is shown at what should have it', () => {
  const text = '{"pods": [{"name": "web"}, 7]}'
  const at = (...path: readonly (string | number)[]) => {
    const { from, to } = spanOf(text, path)
    return text.slice(from, to)
  }
  expect(at('pods', 0, 'ip')).toBe('{"name": "web"}')
  expect(at('pods', 1, 'ip')).toBe('7')
  expect(at('vpc')).toBe(text)
  expect(at('pods', 9)).toBe('[{"name": "web"}, 7]')
})
