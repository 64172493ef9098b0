/*! Text of the 95 characters that ASCII prints, letter by letter, each guessed from the two before it. Nothing else can be said:
no control character, nothing that turns text round (L13, L14). */
import type { Coder } from './coder'
import { slots } from './model'

/** Code 0 ends a text, code k is the character 31 + k. */
const CODES = 96
const TREE = 128
const PAIRS = 512
const alone = slots(TREE, 0.5, 0)
const afterOne = slots(TREE * CODES, 0.5, 0)
const afterTwo = slots(TREE * PAIRS, 0.5, 0)

const codeOf = (text: string, at: number): number => (at < text.length ? text.charCodeAt(at) - 31 : 0)

/** A text of at most `limit` characters. */
export function text(c: Coder, value: string | undefined, limit: number): string {
  if (value !== undefined && value.length > limit) c.fail({ code: 'text-length', length: value.length, limit })
  const stranger = value === undefined ? null : /[^\x20-\x7e]/u.exec(value)
  if (stranger) c.fail({ code: 'text-character', found: stranger[0] })
  let out = ''
  let before = 0
  let last = 0
  while (c.fault === null) {
    const code = letter(c, before, last, value === undefined ? undefined : codeOf(value, out.length))
    if (code === 0) return out
    if (out.length === limit) {
      c.fail({ code: 'text-length', length: limit + 1, limit })
      break
    }
    out += String.fromCharCode(31 + code)
    before = last
    last = code
  }
  return out
}

function letter(c: Coder, before: number, last: number, code: number | undefined): number {
  const one = afterOne + TREE * last
  const two = afterTwo + TREE * ((before * 61 + last) % PAIRS)
  let low = 0
  let high = CODES
  let node = 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    const up = c.blended(alone + node, one + node, two + node, code === undefined ? undefined : code >= middle)
    if (up) low = middle
    else high = middle
    node = 2 * node + (up ? 1 : 0)
  }
  return low
}

/** Characters of an alphabet, all alike. */
export function letters(c: Coder, alphabet: string, length: number, value: string | undefined): string {
  let out = ''
  for (let i = 0; i < length; i++) {
    out +=
      alphabet[c.uniform(alphabet.length, value === undefined ? undefined : alphabet.indexOf(value[i] ?? ''))] ?? ''
  }
  return out
}
