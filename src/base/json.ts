/*! A text that should be JSON, read, or the place where it is none. Engines word that place each their own way, or not at all; and
where a key stands twice in one object they keep the last and say nothing (RFC 8259 §4: unpredictable). */
import { err, ok, type Result } from './result'

/** Both from 1. `twice`: a key that its object has already; null: from here on it is no JSON. */
export interface JsonFault {
  readonly line: number
  readonly column: number
  readonly twice: string | null
}

/** The value of a text. Never throws, and stacks nothing however deep the text is nested. */
export function readJson(text: string): Result<unknown, JsonFault> {
  const fault = faultIn(text)
  if (fault === null) return ok(JSON.parse(text))
  const before = text.slice(0, fault.at)
  const line = before.split('\n').length
  return err({ line, column: fault.at - before.lastIndexOf('\n'), twice: fault.twice })
}

/** Where a text has what a path leads to; `to` is behind its last character. */
export interface JsonSpan {
  readonly from: number
  readonly to: number
}

/**
 * Where a text that is JSON has the value of a path of keys and list positions: what is missing is shown at what should have it, and a key
 * that stands there with its value.
 */
export function spanOf(text: string, path: readonly (string | number)[]): JsonSpan {
  let span: JsonSpan = { from: behindSpace(text, 0), to: behindValue(text, behindSpace(text, 0)) }
  for (const key of path) {
    const inner = memberAt(text, span.from, key)
    if (inner === null) return span
    span = inner
  }
  return span
}

/** The member of the object or list that begins there; null: it has none of that key. */
function memberAt(text: string, from: number, wanted: string | number): JsonSpan | null {
  const isList = text[from] === '['
  if (!isList && text[from] !== '{') return null
  let at = behindSpace(text, from + 1)
  for (let index = 0; at < text.length && text[at] !== ']' && text[at] !== '}'; index++) {
    let found = isList && index === wanted
    if (!isList) {
      const end = behindString(text, at)
      if (end < 0) return null
      found = String(JSON.parse(text.slice(at, end))) === String(wanted)
      at = behindSpace(text, behindSpace(text, end) + 1)
    }
    const to = behindValue(text, at)
    if (found) return { from: at, to }
    at = behindSpace(text, to)
    if (text[at] === ',') at = behindSpace(text, at + 1)
  }
  return null
}

/** Behind a value of JSON that begins there. */
function behindValue(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; ) {
    const char = text.charAt(at)
    if (char === '"') at = Math.max(behindString(text, at), at + 1)
    else if (char === '{' || char === '[') {
      depth++
      at++
    } else if (char === '}' || char === ']') {
      depth--
      at++
    } else if (depth === 0) at = Math.max(behindWord(text, at), at + 1)
    else at++
    if (depth <= 0) return at
  }
  return text.length
}

interface Fault {
  readonly at: number
  readonly twice: string | null
}

/** What has to come next. `…-or-end`: a bracket was opened just now, and may be closed at once. */
type Wanted = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'after'

/** The first fault (RFC 8259); null: the text is JSON, and every key stands once. */
function faultIn(text: string): Fault | null {
  /** The keys of each open object; null: a list. */
  const open: (Set<string> | null)[] = []
  let wanted: Wanted = 'value'
  let at = 0
  const wrong = (place: number): Fault => ({ at: place, twice: null })
  for (;;) {
    at = behindSpace(text, at)
    const char = text[at]
    const inside = open.at(-1)
    if (wanted === 'after') {
      if (inside === undefined) return at === text.length ? null : wrong(at)
      if (char === ',') wanted = inside === null ? 'value' : 'key'
      else if (char === (inside === null ? ']' : '}')) open.pop()
      else return wrong(at)
      at++
    } else if ((wanted === 'value-or-end' && char === ']') || (wanted === 'key-or-end' && char === '}')) {
      open.pop()
      wanted = 'after'
      at++
    } else if (wanted === 'key' || wanted === 'key-or-end') {
      const end = behindString(text, at)
      if (end < 0) return wrong(~end)
      const key = String(JSON.parse(text.slice(at, end)))
      if (inside?.has(key)) return { at, twice: key }
      inside?.add(key)
      at = behindSpace(text, end)
      if (text[at] !== ':') return wrong(at)
      wanted = 'value'
      at++
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? new Set() : null)
      wanted = char === '{' ? 'key-or-end' : 'value-or-end'
      at++
    } else {
      const end = char === '"' ? behindString(text, at) : behindWord(text, at)
      if (end < 0) return wrong(~end)
      wanted = 'after'
      at = end
    }
  }
}

const SPACE = ' \t\r\n'
function behindSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && SPACE.includes(text.charAt(at))) at++
  return at
}

/** Behind a string that begins here; −1 − the place where it is none. */
function behindString(text: string, from: number): number {
  if (text[from] !== '"') return ~from
  for (let at = from + 1; at < text.length; at++) {
    const char = text.charAt(at)
    if (char === '"') return at + 1
    if (char < ' ') return ~at
    if (char === '\\') {
      if (!/^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(text.slice(at + 1, at + 6))) return ~at
      at++
    }
  }
  return ~text.length
}

/** A number or one of the three words. It ends where none of its letters stands, so no look-ahead is long. */
function behindWord(text: string, from: number): number {
  let end = from
  while (end < text.length && /[\w.+-]/.test(text.charAt(end))) end++
  const word = text.slice(from, end)
  if (word === 'true' || word === 'false' || word === 'null') return end
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word) ? end : ~from
}
