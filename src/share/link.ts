/*! The link: the URL's hash is the state of the page.

  1.s2.nginx1-clusterip.two-enis.h12        version . scenario . choices that differ from its own … . hop
  1.s5.r                                    the first hop of the reply
  1.s5.iptables.f-p0-s1l-80.h3              an own flow on the scenario's cluster (flow-word.ts)
  1.s5.local.e-rp1-1-eth0.h12               … with an edit of one's own: a word as any other (store/edit-words.ts)

The version stands first, so that every later form can be told apart; each version has its own decoder, which knows its own
limits. Decoding is total: any text gives a state or one problem with the character where it lies. Characters count from 1,
without the `#`. */
import { err, ok, type Result } from '../base/result'
import type { FlowWordProblem } from './flow-word'

/** What a link says. Hops count from 1 over the whole trace: the request's, then the reply's. */
export interface LinkState {
  readonly scenario: string
  /** Words of choices, at most one a group. */
  readonly choices: readonly string[]
  /** The word of an own flow, or null: the scenario's. */
  readonly flow: string | null
  /** null: the first hop, of the request or (`reply`) of the reply. */
  readonly hop: number | null
  /** Begin at the reply. Where a hop is given, the leg follows from it. */
  readonly reply: boolean
}

export type LinkProblem =
  | { readonly code: 'too-long'; readonly length: number; readonly limit: number }
  | { readonly code: 'version'; readonly found: string }
  | { readonly code: 'newer-version'; readonly found: string }
  | { readonly code: 'character'; readonly at: number; readonly found: string }
  | { readonly code: 'scenario'; readonly at: number; readonly found: string }
  | { readonly code: 'word'; readonly at: number; readonly found: string; readonly scenario: string }
  | { readonly code: 'twice'; readonly at: number; readonly found: string }
  | { readonly code: 'hop'; readonly at: number; readonly found: string }
  | { readonly code: 'order'; readonly at: number; readonly found: string }
  | { readonly code: 'cut'; readonly at: number }
  | { readonly code: 'flow'; readonly at: number; readonly found: string }
  | { readonly code: 'flow-end'; readonly at: number; readonly found: string; readonly scenario: string }
  | { readonly code: 'needs'; readonly at: number; readonly found: string; readonly needs: string }
  | { readonly code: 'hop-beyond'; readonly hop: number; readonly hops: number }
  /** One side of a comparison has mistakes, so that nothing can be walked there. */
  | { readonly code: 'no-walk'; readonly at: number }
  /** It names a cluster that another browser keeps, or none does. */
  | { readonly code: 'not-here' }
  /** It is in this browser, and cannot be read: broken, or kept by a newer release of the page. */
  | { readonly code: 'kept-broken' }
  | { readonly code: 'kept-newer' }
  /** What opens it did not arrive. */
  | { readonly code: 'not-loaded' }

/** What a link may say about one scenario. */
export interface ScenarioWords {
  /** Word of a choice → its group, and the word that it makes no sense without. */
  readonly choices: ReadonlyMap<string, { readonly group: string; readonly needs: string | null }>
  /** Whether a word may be the beginning of one that no list of choices holds. */
  readonly mayGoOn?: (word: string) => boolean
  /** What is wrong with the word of a flow, or null. */
  readonly flowProblem: (word: string) => FlowWordProblem | null
}
/** By scenario; undefined: there is none of that name. Given by the caller: links know no scenarios. */
export type Vocabulary = (scenario: string) => ScenarioWords | undefined

/** Looked at before anything else, whatever the version: a browser hands over millions of characters (L9). */
const LIMIT = 100_000
/** 60 with a variant, and 25 more for each edit of one's own. */
const LIMIT_V1 = 480
const MOST_HOPS = 9_999

type Decoder = (payload: string, offset: number, vocabulary: Vocabulary) => Result<LinkState, LinkProblem>
const decoders: ReadonlyMap<string, Decoder> = new Map([['1', decodeV1]])

/** The hash of a state, without `#`. */
export function encodeHash({ scenario, choices, flow, hop, reply }: LinkState): string {
  const at = hop === null ? (reply ? ['r'] : []) : hop > 1 ? [`h${hop}`] : []
  return ['1', scenario, ...choices, ...(flow === null ? [] : [flow]), ...at].join('.')
}

/** The state that a hash describes (with or without `#`), or what is wrong with it. Never throws. */
export function decodeHash(hash: string, vocabulary: Vocabulary): Result<LinkState, LinkProblem> {
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  if (text.length > LIMIT) return err({ code: 'too-long', length: text.length, limit: LIMIT })
  const dot = text.indexOf('.')
  const version = dot < 0 ? text : text.slice(0, dot)
  const decode = decoders.get(version)
  if (!decode) {
    const newer = /^[1-9]\d{0,2}$/.test(version)
    return err({ code: newer ? 'newer-version' : 'version', found: shown(version) })
  }
  if (dot < 0) return err({ code: 'cut', at: text.length })
  return decode(text.slice(dot + 1), dot + 1, vocabulary)
}

function decodeV1(payload: string, offset: number, vocabulary: Vocabulary): Result<LinkState, LinkProblem> {
  const length = offset + payload.length
  if (length > LIMIT_V1) return err({ code: 'too-long', length, limit: LIMIT_V1 })
  const stranger = /[^a-z0-9.-]/u.exec(payload)
  if (stranger) return err({ code: 'character', at: offset + stranger.index + 1, found: shown(stranger[0]) })
  if (payload === '' || payload.endsWith('.')) return err({ code: 'cut', at: length })

  const [scenario = '', ...words] = payload.split('.')
  const known = vocabulary(scenario)
  if (!known) return err({ code: 'scenario', at: offset + 1, found: scenario })

  const choices: string[] = []
  const groups = new Set<string>()
  const needs: Extract<LinkProblem, { code: 'needs' }>[] = []
  let flow: string | null = null
  let reply = false
  let hop: number | null = null
  let at = offset + scenario.length + 2
  for (const [index, found] of words.entries()) {
    const last = index === words.length - 1
    if (hop !== null || (reply && !/^h\d/.test(found))) return err({ code: 'order', at, found })
    const choice = known.choices.get(found)
    if (choice !== undefined) {
      if (groups.has(choice.group)) return err({ code: 'twice', at, found })
      groups.add(choice.group)
      choices.push(found)
      if (choice.needs !== null) needs.push({ code: 'needs', at, found, needs: choice.needs })
    } else if (found.startsWith('f-')) {
      if (flow !== null) return err({ code: 'twice', at, found })
      const wrong = known.flowProblem(found)
      if (wrong !== null) return err(flowProblem(wrong, at, length, last, scenario))
      flow = found
    } else if (found === 'r') {
      reply = true
    } else if (/^h\d/.test(found)) {
      hop = Number(found.slice(1))
      if (!/^h[1-9]\d*$/.test(found) || hop > MOST_HOPS) return err({ code: 'hop', at, found })
    } else if (
      last &&
      (found === 'h' ||
        found === 'f' ||
        known.mayGoOn?.(found) ||
        [...known.choices.keys()].some((word) => word.startsWith(found)))
    ) {
      return err({ code: 'cut', at: length })
    } else {
      return err({ code: 'word', at, found, scenario })
    }
    at += found.length + 1
  }
  const lacking = needs.find((need) => !choices.includes(need.needs))
  return lacking ? err(lacking) : ok({ scenario, choices, flow, hop, reply })
}

/** A flow that may go on is cut only at the end of the link. */
function flowProblem(wrong: FlowWordProblem, at: number, length: number, last: boolean, scenario: string): LinkProblem {
  if (wrong.code === 'cut' && last) return { code: 'cut', at: length }
  if (wrong.code === 'end') return { code: 'flow-end', at: at + wrong.at, found: wrong.found, scenario }
  return wrong.code === 'cut'
    ? { code: 'flow', at, found: wrong.found }
    : { code: 'flow', at: at + wrong.at, found: shown(wrong.found) }
}

/** A stranger's text for a message: short, and every character that is not plain ASCII spelled out (L13). */
function shown(text: string): string {
  const short = text.length > 20 ? `${text.slice(0, 20)}…` : text
  return short.replace(/[^\x21-\x7e…]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
}
