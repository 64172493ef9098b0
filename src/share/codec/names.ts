/*! Names, taken apart from their end: `nginx-7d6877d777-zp5jg` is five letters of Kubernetes' alphabet behind a stem that the last pod
had too; `node-7` is the number after the last; `cn-hongkong.10.0.1.82` ends with the node's own address. What is left is a word,
said before or spelled. */
import { formatIpv4, type Ipv4 } from '../../sim'
import type { Coder } from './coder'
import { choose, type Field, naturals } from './fields'
import { slots } from './model'
import type { Numbered } from './seen'
import { letters, text } from './text'

/** What `rand.SafeEncodeString` of Kubernetes makes suffixes of: no vowels, none of 0, 1, 3 (apimachinery pkg/util/rand/rand.go). */
const SAFE = 'bcdfghjklmnpqrstvwxz2456789'
const ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789'
const DIGITS_LIMIT = 999_999_999
const NAME_LIMIT = 253

/** How a part ends. `word`: not taken apart any further. */
const TAILS = ['word', 'five', 'dash', 'hash', 'number', 'address', 'id', 'phrase'] as const
type Tail = (typeof TAILS)[number]
const DEPTH = 5
const LONGEST_LAST = 20

interface Split {
  readonly tail: Tail
  readonly stem: string
}

// Written here and not where they are asked: a pattern in a function is an object more at each of its calls, some 30,000 in a long link.
const FIVE = /-[bcdfghjklmnpqrstvwxz2456789]{5}$/
const HASH = /-[bcdfghjklmnpqrstvwxz2456789]{8,10}$/
const ID = /-[a-z0-9]{16,22}$/
const NUMBER = /^(.*\D)(?:0|[1-9]\d{0,8})$/
const PHRASE = /^(.+)-[a-z]{2,20}$/
const DASH = /.-$/

function splitOf(part: string, address: string | null): Split {
  if (address !== null && part.endsWith(address)) return { tail: 'address', stem: part.slice(0, -address.length) }
  if (FIVE.test(part)) return { tail: 'five', stem: part.slice(0, -5) }
  const hash = HASH.exec(part)
  if (hash) return { tail: 'hash', stem: part.slice(0, hash.index + 1) }
  const id = ID.exec(part)
  if (id) return { tail: 'id', stem: part.slice(0, id.index + 1) }
  const beforeNumber = NUMBER.exec(part)?.[1]
  if (beforeNumber !== undefined) return { tail: 'number', stem: beforeNumber }
  const phrase = PHRASE.exec(part)?.[1]
  if (phrase !== undefined) return { tail: 'phrase', stem: phrase }
  return DASH.test(part) ? { tail: 'dash', stem: part.slice(0, -1) } : { tail: 'word', stem: part }
}

/** The part of a pod's name that its replicas share. Asked several times of one pod: the last answer is kept. */
export function stemOf(name: string): string {
  if (name !== lastName) {
    lastName = name
    lastStem = splitOf(name, null).stem
  }
  return lastStem
}
let lastName = ''
let lastStem = ''

/** What a workload's pods are called after: `nginx` of `nginx-7d6877d777-zp5jg`, `web` of `web-3`. */
export function workloadOf(podName: string): string {
  let stem = podName
  for (;;) {
    const next = splitOf(stem, null)
    const replica = next.tail === 'number' && stem === podName && next.stem.endsWith('-')
    if (!replica && next.tail !== 'five' && next.tail !== 'hash' && next.tail !== 'dash') return stem
    stem = next.stem.replace(/-$/, '')
  }
}

/** A kind of name, with what is learnt of such names. `address`: the address that its owner has. */
export function name<Owner>(
  kind: string,
  address: (owner: Readonly<Partial<Owner>>) => Ipv4 | undefined = () => undefined,
  limit = NAME_LIMIT,
  guess?: (c: Coder, owner: Readonly<Partial<Owner>>) => string | undefined,
): Field<string, Owner> {
  const same = slots(DEPTH, 0.5, 1)
  const known = slots(8 * DEPTH, 0.5, 1)
  const tails = slots(8 * DEPTH)
  const successor = slots(DEPTH, 0.8, 2)
  const number = naturals()
  const hashLength = slots(4)
  const idLength = slots(8)
  const keys = Array.from({ length: DEPTH }, (_, depth) => `${kind}${depth}`)

  const tail = (c: Coder, kindOfTail: Tail, depth: number, stem: string, own: string | null, rest?: string): string => {
    switch (kindOfTail) {
      case 'word':
        return ''
      case 'dash':
        return '-'
      case 'address':
        return own ?? ''
      case 'phrase':
        return `-${lastWord(c, rest?.slice(1))}`
      case 'five':
        return letters(c, SAFE, 5, rest)
      case 'hash':
        return letters(c, SAFE, 8 + choose(c, hashLength, 3, rest === undefined ? undefined : rest.length - 8), rest)
      case 'id':
        return letters(
          c,
          ALPHANUMERIC,
          16 + choose(c, idLength, 7, rest === undefined ? undefined : rest.length - 16),
          rest,
        )
      case 'number': {
        const next = (c.seen.numbers.get(stem) ?? 0) + 1
        const given = rest === undefined ? undefined : Number(rest)
        const is = c.bit(successor + depth, given === undefined ? undefined : given === next)
        const value = is ? next : number(c, given, DIGITS_LIMIT)
        c.seen.numbers.set(stem, value)
        return String(value)
      }
    }
  }

  const part = (c: Coder, value: string | undefined, depth: number, own: string | null): string => {
    const key = keys[depth] ?? kind
    const last = c.seen.lastPart.get(key)
    if (last !== undefined && c.bit(same + depth, value === undefined ? undefined : value === last)) return last
    const before = saidBefore(c, known + 8 * depth, value)
    const found = before ?? fresh(c, value, depth, own)
    c.seen.lastPart.set(key, found)
    return found
  }

  const fresh = (c: Coder, value: string | undefined, depth: number, own: string | null): string => {
    const split = value === undefined ? undefined : splitOf(value, own)
    const deepest = depth === DEPTH - 1
    const tailNumber = split === undefined ? undefined : TAILS.indexOf(split.tail)
    const how: Tail = deepest ? 'word' : (TAILS[choose(c, tails + 8 * depth, TAILS.length, tailNumber)] ?? 'word')
    if (how === 'word') {
      const word = text(c, value, limit)
      c.seen.words.add('word', word)
      return word
    }
    const stem = part(c, split?.stem, depth + 1, own)
    const found = stem + tail(c, how, depth, stem, own, split === undefined ? undefined : value?.slice(stem.length))
    if (found.length > limit) c.fail({ code: 'text-length', length: found.length, limit })
    // Whole names of replicas are never said again; their stems are.
    if (depth > 0 && how !== 'hash') c.seen.words.add(how === 'dash' ? 'stem' : 'phrase', found)
    return found
  }

  const guessed = slots(1, 0.6, 2)
  return (c, value, owner) => {
    if (value !== undefined && value.length > limit) c.fail({ code: 'text-length', length: value.length, limit })
    const likely = guess?.(c, owner)
    if (likely !== undefined && likely !== '' && c.bit(guessed, value === likely)) return likely
    const ip = address(owner)
    return part(c, value, 0, ip === undefined ? null : formatIpv4(ip))
  }
}

/** A part that was said before, by its number; null: it is a new one. */
function saidBefore(c: Coder, slot: number, value: string | undefined): string | null {
  const { words } = c.seen
  return (
    oneSaid(c, slot, words.of('stem'), value) ??
    oneSaid(c, slot + 1, words.of('phrase'), value) ??
    oneSaid(c, slot + 2, words.of('word'), value) ??
    oneSaid(c, slot + 3, words.given, value)
  )
}

function oneSaid(c: Coder, slot: number, { list, numberOf }: Numbered, value: string | undefined): string | null {
  const at = value === undefined ? undefined : numberOf(value)
  return list.length > 0 && c.bit(slot, at !== undefined) ? (list[c.uniform(list.length, at)] ?? '') : null
}

const lastKnown = slots(2, 0.5, 1)
/** The last word of a phrase: `api` of `order-api`. */
function lastWord(c: Coder, value: string | undefined): string {
  const { words } = c.seen
  const before = oneSaid(c, lastKnown, words.of('last'), value) ?? oneSaid(c, lastKnown + 1, words.given, value)
  const found = before ?? text(c, value, LONGEST_LAST)
  words.of('last').add(found)
  return found
}
