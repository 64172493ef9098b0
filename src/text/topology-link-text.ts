/*! What is wrong with a link of version 2, or why a cluster fits in none, in one sentence that names the spot. Loaded with the
codec, never before. */
import { assertNever } from '../base/assert'
import type { ProblemPath } from '../sim'
import { pathText } from './problem-text'

/** A fault of the codec; its place lies in the topology. */
export type CodecFaultFacts = { readonly path: ProblemPath } & (
  | { readonly code: 'count'; readonly count: number; readonly limit: number }
  | { readonly code: 'text-length'; readonly length: number; readonly limit: number }
  | { readonly code: 'text-character'; readonly found: string }
  | { readonly code: 'number'; readonly found: number }
  | { readonly code: 'too-much'; readonly limit: number }
  | { readonly code: 'newer-field' }
)

/** A problem of a link; its place is a character of it. */
export type TopologyLinkFacts =
  | { readonly code: 'too-long'; readonly length: number; readonly limit: number }
  | { readonly code: 'version' | 'newer-version'; readonly found: string }
  | { readonly code: 'character' | 'hop' | 'order'; readonly at: number; readonly found: string }
  | { readonly code: 'cut' | 'damaged' | 'more'; readonly at: number }
  | { readonly code: 'unpacking'; readonly at: number; readonly fault: CodecFaultFacts }

type Sentence<Facts> = (facts: Facts) => string
type Spot = { readonly at: number }
type Found = Spot & { readonly found: string }
type Where = { readonly where: string }

export interface TopologyLinkMessages {
  readonly 'too-long': Sentence<{ readonly length: number; readonly limit: number }>
  readonly version: Sentence<{ readonly found: string }>
  readonly 'newer-version': Sentence<{ readonly found: string }>
  readonly character: Sentence<Found>
  readonly cut: Sentence<Spot>
  readonly damaged: Sentence<Spot>
  readonly more: Sentence<Spot>
  readonly hop: Sentence<Found>
  readonly order: Sentence<Found>
  readonly unpacking: Sentence<Spot & { readonly what: string }>
  readonly 'link-length': Sentence<{ readonly length: number; readonly limit: number }>
  readonly count: Sentence<Where & { readonly count: number; readonly limit: number }>
  readonly 'text-length': Sentence<Where & { readonly length: number; readonly limit: number }>
  readonly 'text-character': Sentence<Where & { readonly found: string }>
  readonly number: Sentence<Where & { readonly found: number }>
  readonly 'too-much': Sentence<Where & { readonly limit: number }>
  readonly 'newer-field': Sentence<Record<never, never>>
  /** Where a path is empty. */
  readonly whole: string
}

/** "This link is cut off or was changed on its way: the check at its end (character 214) does not fit. …" */
export function topologyLinkText(problem: TopologyLinkFacts, words: TopologyLinkMessages): string {
  switch (problem.code) {
    case 'too-long':
      return words['too-long'](problem)
    case 'version':
      return words.version(problem)
    case 'newer-version':
      return words['newer-version'](problem)
    case 'character':
      return words.character(problem)
    case 'cut':
      return words.cut(problem)
    case 'damaged':
      return words.damaged(problem)
    case 'more':
      return words.more(problem)
    case 'hop':
      return words.hop(problem)
    case 'order':
      return words.order(problem)
    case 'unpacking':
      return words.unpacking({ at: problem.at, what: faultText(problem.fault, words) })
    default:
      return assertNever(problem)
  }
}

/** "pods[3].name: the character \u{202e} cannot be in a link." */
export function noLinkText(
  problem: CodecFaultFacts | { readonly code: 'link-length'; readonly length: number; readonly limit: number },
  words: TopologyLinkMessages,
): string {
  return problem.code === 'link-length' ? words['link-length'](problem) : faultText(problem, words)
}

function faultText(fault: CodecFaultFacts, words: TopologyLinkMessages): string {
  const where = fault.path.length === 0 ? words.whole : pathText(fault.path)
  switch (fault.code) {
    case 'count':
      return words.count({ ...fault, where })
    case 'text-length':
      return words['text-length']({ ...fault, where })
    case 'text-character':
      return words['text-character']({ where, found: spelled(fault.found) })
    case 'number':
      return words.number({ ...fault, where })
    case 'too-much':
      return words['too-much']({ ...fault, where })
    case 'newer-field':
      return words['newer-field'](fault)
    default:
      return assertNever(fault)
  }
}

/** Every character that is not plain ASCII spelled out (L13). */
const spelled = (text: string): string =>
  text.replace(/[^\x21-\x7e]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
