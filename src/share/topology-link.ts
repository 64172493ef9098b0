/*! Whole topologies in a link, version 2 (docs/link.md):

  2.<payload>          base64url: a topology and a flow, then a 16-bit check
  2.<payload>.h12      at hop 12
  2.<payload>.r        at the first hop of the reply

The same topology gives the same link in every browser. What `resolve` would derive is not in it. Decoding is total and bounded:
any text gives a topology or one problem with its place, and never an exception. Loaded only where a link of version 2 is made or
opened. */
import { err, ok, type Result } from '../base/result'
import { type Flow, type Problem, problemsOf, type Topology, withoutDerived } from '../sim'
import { check16, fromBase64url, toBase64url } from './codec/bytes'
import type { CodecFault } from './codec/coder'
import { LIMITS } from './codec/limits'
import { primed } from './codec/primer'
import { RangeReader, RangeWriter } from './codec/range'
import { tell } from './codec/topology'

/** Where on the walk the reader of a link begins; both as in a link of version 1. */
export interface LinkPlace {
  /** From 1 over the whole trace; null: the first hop, of the request or (`reply`) of the reply. */
  readonly hop: number | null
  readonly reply: boolean
}

/** What a link of version 2 opens as. It never replaces what the person has: it opens beside it (L21). */
export interface OpenedLink extends LinkPlace {
  readonly topology: Topology
  /** null: the link asks nothing, or starts at something that the topology does not have. */
  readonly flow: Flow | null
  /** What the gate of files and editor finds wrong with the topology. Not empty: to be mended before it can be simulated. */
  readonly problems: readonly Problem[]
}

/** Why a link cannot be opened. Characters count from 1, without the `#`. */
export type TopologyLinkProblem =
  | { readonly code: 'too-long'; readonly length: number; readonly limit: number }
  | { readonly code: 'version'; readonly found: string }
  | { readonly code: 'newer-version'; readonly found: string }
  | { readonly code: 'character'; readonly at: number; readonly found: string }
  | { readonly code: 'cut'; readonly at: number }
  /** The check does not fit: something was cut off, or changed on the way. `at`: where the payload ends. */
  | { readonly code: 'damaged'; readonly at: number }
  /** The check fits, and yet there is more than a topology. */
  | { readonly code: 'more'; readonly at: number }
  | { readonly code: 'hop'; readonly at: number; readonly found: string }
  | { readonly code: 'order'; readonly at: number; readonly found: string }
  | { readonly code: 'unpacking'; readonly at: number; readonly fault: CodecFault }

/** Why a topology fits in no link. */
export type NoLinkProblem =
  | CodecFault
  | { readonly code: 'link-length'; readonly length: number; readonly limit: number }

const VERSION = '2'
const MOST_HOPS = 9_999
const START: LinkPlace = { hop: null, reply: false }

/** Whether a hash (with or without `#`) is for `decodeLink`. Links of version 1 are for `decodeHash`. */
export const isTopologyLink = (hash: string): boolean => /^#?2(\.|$)/.test(hash.slice(0, 3))

/**
 * The hash of a topology, a flow and a place, without `#`. `flow` null: nothing is asked yet. Fails for what is too large for a
 * link or has texts that no link may have; a topology with problems of other kinds is written as it is.
 */
export function encodeLink(
  topology: Topology,
  flow: Flow | null,
  { hop, reply }: LinkPlace = START,
): Result<string, NoLinkProblem> {
  // Counted before anything is derived from them: a file may hold more than a link.
  for (const key of ['vswitches', 'nodes', 'pods', 'services', 'clients'] as const) {
    const { length } = topology[key]
    if (length > LIMITS[key]) return err({ path: [key], code: 'count', count: length, limit: LIMITS[key] })
  }
  const bits = new RangeWriter()
  const coder = primed(bits, true)
  tell(coder, inOrder({ topology: withoutDerived(topology), flow }))
  if (coder.fault !== null) return err(coder.fault)
  const bytes = bits.finish()
  const check = check16(bytes)
  const payload = toBase64url([...bytes, check >> 8, check & 255])
  const place = hop === null ? (reply ? ['r'] : []) : hop > 1 ? [`h${hop}`] : []
  const hash = [VERSION, payload, ...place].join('.')
  const { characters: limit } = LIMITS
  return hash.length > limit ? err({ code: 'link-length', length: hash.length, limit }) : ok(hash)
}

/** The same value with the keys of every object sorted: what is equal is then equal as JSON, which the coder relies on. */
function inOrder<T>(value: T): T {
  // The shape is kept, item by item and key by key.
  if (Array.isArray(value)) return value.map(inOrder) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, inner]) => [key, inOrder(inner)] as const)
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1))) as T
}

/** What a hash of version 2 (with or without `#`) holds, or what is wrong with it. Total, and bounded in time and memory. */
export function decodeLink(hash: string): Result<OpenedLink, TopologyLinkProblem> {
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  const { characters: limit } = LIMITS
  if (text.length > limit) return err({ code: 'too-long', length: text.length, limit })
  const [version = '', payload = '', ...words] = text.split('.')
  if (version !== VERSION) {
    const newer = /^[1-9]\d{0,2}$/.test(version) && Number(version) > Number(VERSION)
    return err({ code: newer ? 'newer-version' : 'version', found: shown(version) })
  }
  const start = VERSION.length + 1
  const end = start + payload.length
  if (payload === '') return err({ code: 'cut', at: text.length })
  const place = placeOf(words, end + 2, text.length)
  const packed = fromBase64url(payload)
  if ('at' in packed) {
    return err({ code: 'character', at: start + packed.at + 1, found: shown(characterAt(payload, packed.at)) })
  }
  const bytes = packed.bytes.subarray(0, -2)
  const [high = 0, low = 0] = packed.bytes.subarray(-2)
  if (!packed.whole || packed.bytes.length < 3 || check16(bytes) !== high * 256 + low)
    return err({ code: 'damaged', at: end })
  return place.ok ? unpacked(bytes, place.value, start) : place
}

function unpacked(bytes: Uint8Array, place: LinkPlace, start: number): Result<OpenedLink, TopologyLinkProblem> {
  const bits = new RangeReader(bytes)
  const coder = primed(bits, false)
  const { topology, flow } = tell(coder, undefined)
  const at = start + Math.ceil((bits.position * 4) / 3)
  if (coder.fault !== null) return err({ code: 'unpacking', at, fault: coder.fault })
  if (!bits.done) return err({ code: 'more', at })
  const starts = flow !== null && hasSource(topology, flow)
  return ok({ topology, flow: starts ? flow : null, problems: problemsOf(topology), ...place })
}

const hasSource = (topology: Topology, { from }: Flow): boolean =>
  ({ pod: topology.pods, node: topology.nodes, client: topology.clients })[from.kind].some(
    ({ name }) => name === from.name,
  )

/** The words behind the payload. */
function placeOf(words: readonly string[], start: number, length: number): Result<LinkPlace, TopologyLinkProblem> {
  let place = START
  let at = start
  for (const [index, found] of words.entries()) {
    const last = index === words.length - 1
    if (last && (found === '' || found === 'h')) return err({ code: 'cut', at: length })
    if (place.hop !== null || (place.reply && !found.startsWith('h'))) {
      return err({ code: 'order', at, found: shown(found) })
    }
    if (found === 'r') place = { ...place, reply: true }
    else {
      const hop = Number(/^h([1-9]\d{0,4})$/.exec(found)?.[1] ?? 0)
      if (hop < 1 || hop > MOST_HOPS) return err({ code: 'hop', at, found: shown(found) })
      place = { ...place, hop }
    }
    at += found.length + 1
  }
  return ok(place)
}

const characterAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at) ?? 0)

/** A stranger's text for a message: short, and every character that is not plain ASCII spelled out (L13). */
function shown(text: string): string {
  const short = text.length > 20 ? `${text.slice(0, 20)}…` : text
  return short.replace(/[^\x21-\x7e…]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}
