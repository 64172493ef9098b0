/*! Two sides in one link, whatever their versions:

  1.s6.vs.cluster.h8          scenario 6 beside its variant Cluster, at hop 8
  1.s6.cluster.vs.1.s6        a side that begins with a version is a link of its own; here the scenario as it is
  2.<payload>.vs.2.<payload>  two clusters

The left one is open, the right one stands beside it. What follows `vs` is read as if it stood behind the left side's scenario. Only
the right side has a place: hops count in the forked list, where what both do counts once. Loaded only where a link compares. */
import { err, ok, type Result } from '../base/result'
import type { LinkProblem } from './link'

/** Two links, each readable on its own. */
export interface Sides {
  readonly left: string
  readonly right: string
  /** What is character n of the right one is character n + shift of the whole link. */
  readonly shift: number
  /** Where the word between them stands, from 1. */
  readonly at: number
}

const WORD = 'vs'

/** Whether a hash (with or without `#`) compares two things. */
export const isComparison = (hash: string): boolean => new RegExp(`\\.${WORD}(?:\\.|$)`).test(hash)

/** The sides of such a hash; the problem is that it is cut. Total; what each side says is not looked at. */
export function sidesOf(hash: string): Result<Sides, LinkProblem> {
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  const words = text.split('.')
  const between = words.indexOf(WORD)
  const left = words.slice(0, between).join('.')
  const rest = words.slice(between + 1)
  const start = left.length + WORD.length + 2
  if (rest.length === 0 || rest[rest.length - 1] === '') return err({ code: 'cut', at: text.length })
  const behind = rest.join('.')
  // A version, or a cluster of this browser.
  if (/^(?:\d+|own)$/.test(rest[0] ?? '')) return ok({ left, right: behind, shift: start, at: left.length + 2 })
  const before = stemOf(left)
  return ok({ left, right: `${before}.${behind}`, shift: start - before.length - 1, at: left.length + 2 })
}

/** The hash of two: the words alone where both are about one scenario. */
export function hashOfSides(left: string, right: string): string {
  const stem = `${stemOf(left)}.`
  const words = right.startsWith(stem) ? right.slice(stem.length) : ''
  return [left, WORD, words === '' || /^(?:h\d|r(?:\.|$))/.test(words) || !left.startsWith('1.') ? right : words].join(
    '.',
  )
}

/** Version and scenario. */
const stemOf = (hash: string): string => hash.split('.', 2).join('.')
