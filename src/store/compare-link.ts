/*! What is fetched before it is opened, in the address bar: a cluster of one's own, and a comparison.

  1.s6.vs.cluster.h8            A is scenario 6, B its variant; hop 8 of the forked list
  own.k3x9….vs.own.k3x9….was-2  a cluster, and what it was after its first two edits; only in this browser
  own.k3x9….vs.own.k3x9….newer  a cluster, and the same with newer releases (`article`: with the article's)
  2.<payload>.vs.2.<payload>    two clusters, for everybody                                          */
import { must } from '../base/assert'
import { err, ok, type Result } from '../base/result'
import { hashOfSides, isComparison, sidesOf } from '../share/comparison-link'
import { encodeLink, isTopologyLink, type LinkPlace, type NoLinkProblem } from '../share/topology-link'
import { type Question, redactor, sliceOf } from '../sim'
import { alongside, comparisonOf, earlier, openSide, RELEASES, releasesOf, type Side, startOf } from './compare'
import { initialDocument, type Versus } from './document'
import { hashOf, type HashProblem, type Linkable, linkedBy, type LinkedState } from './link-state'
import { ownHash, ownSide, ownState } from './own/hash'
import { withBackend } from './named-backend'
import { type Asked, questionOf, runOf, walks } from './select'

/** The hash of a state with a cluster of one's own or a comparison, without `#`. */
export function hashLater({ versus, step, ...asked }: Linkable): string {
  const side = sideOf(asked)
  if (!versus) return ownHash(must(side.own, 'a cluster of one’s own'), step)
  return hashOfSides(sideHash(side), sideHash(versus.other, side)) + placeOf(side, versus)
}

/** The same for everybody: clusters are in it, whole, or what their walks asked for; `redacted`: with other names, the same in both. */
export function sharedComparison(
  asked: Asked,
  versus: Versus,
  held: 'address' | 'slice' | 'whole',
  redacted = false,
): Result<string, NoLinkProblem> {
  const side = sideOf(asked)
  if (held === 'address') return ok(hashLater({ ...asked, versus, step: 0 }))
  const given = (one: Side): Question => {
    const { topology, flow } = questionOf(one)
    const run = runOf(one)
    return {
      topology: held === 'slice' ? sliceOf(topology, flow, run.trace) : topology,
      flow: redacted ? withBackend(flow, run) : flow,
    }
  }
  const [a, b] = [given(side), given(versus.other)]
  const shown = redacted ? redactor([a.topology, b.topology]) : (one: Question) => one
  const link = (one: Question) => encodeLink(one.topology, one.flow)
  // A's names are numbered first.
  const [left, right] = [link(shown(a)), link(shown(b))]
  if (!left.ok || !right.ok) return left.ok ? right : left
  return ok(hashOfSides(left.value, right.value) + placeOf(side, versus))
}

/** Nothing where a comparison begins by itself. */
const placeOf = (open: Side, { other, column }: Versus): string =>
  column === startOf(open, other) ? '' : `.h${column + 1}`

const sideOf = ({ scenario, variant, flow = null, edits = [], own = null }: Asked): Side => ({
  scenario,
  variant,
  flow,
  edits,
  own,
})

/** Without a place. `open`: the side that it stands beside. */
function sideHash(side: Side, open?: Side): string {
  const { own } = side
  if (!own) return hashOf({ ...side, step: 0 })
  const hash = ownHash(own, 0)
  const word =
    releasesOf(side) ?? (open?.own?.id === own.id && isTopologyLink(hash) === false && wasWord(own, open.own))
  return word ? `${hash}.${word}` : hash
}

const wasWord = (own: NonNullable<Side['own']>, open: NonNullable<Side['own']>): string | null =>
  own.done.length < open.done.length ? `was-${own.done.length}` : null

/** The state of a hash that comes later, checked as every other. */
export function stateLater(hash: string): Result<LinkedState, HashProblem> {
  return isComparison(hash) ? compared(hash) : ownState(hash)
}

function compared(hash: string): Result<LinkedState, HashProblem> {
  const sides = sidesOf(hash)
  if (!sides.ok) return sides
  const { left, right, shift, at } = sides.value
  const a = read(left, null)
  if (!a.ok) return a
  if (a.value.hop !== null || a.value.reply) return err({ code: 'order', at, found: 'vs' })
  const b = read(right, a.value.side)
  if (!b.ok) return err(moved(b.error, shift))
  if (!walks(a.value.side)) return err({ code: 'no-walk', at: 1 })
  if (!walks(b.value.side)) return err({ code: 'no-walk', at: at + 3 })
  const { columns } = comparisonOf(runOf(a.value.side), runOf(b.value.side))
  const column = columnOf(b.value, a.value.side)
  const found = columns[column]
  if (!found) return err({ code: 'hop-beyond', hop: column + 1, hops: columns.length })
  const step = columns.slice(0, column + 1).findLast((each) => each.a !== null)?.a ?? 0
  return ok({ ...initialDocument, ...a.value.side, step, versus: { other: b.value.side, column } })
}

interface Read extends LinkPlace {
  readonly side: Side
}

/** One side; `open`: the side that it stands beside. */
function read(hash: string, open: Side | null): Result<Read, HashProblem> {
  const [, stem, word, place = ''] = /^(own\.[a-z0-9]{1,20})\.(was-\d{1,6}|newer|article)((?:\..*)?)$/.exec(hash) ?? []
  if (stem !== undefined && word !== undefined) {
    const own = ownSide(stem + place)
    if (!own.ok) return own
    const side = lookedAt(own.value.own, word)
    return side ? ok({ ...own.value, side }) : err({ code: 'not-here' })
  }
  if (/^(?:own|2)(?:\.|$)/.test(hash)) {
    const own = ownSide(hash)
    if (!own.ok) return own
    const side: Side = { ...BARE, own: own.value.own }
    return ok({ ...own.value, side: open && !isTopologyLink(hash) ? alongside(own.value.own, open) : side })
  }
  const linked = linkedBy(hash)
  if (!linked.ok) return linked
  const { hop, reply, ...asked } = linked.value
  return ok({ side: sideOf(asked), hop, reply })
}

const BARE = openSide(initialDocument)

function lookedAt(own: NonNullable<Side['own']>, word: string): Side | null {
  if (word === 'newer' || word === 'article') return { ...BARE, own, edits: RELEASES[word] }
  const before = earlier(own, Number(word.slice('was-'.length)))
  return before && { ...BARE, own: before }
}

/** What the link names, else where the two first differ. */
function columnOf({ side, hop, reply }: Read, open: Side): number {
  if (hop !== null) return hop - 1
  if (!reply) return startOf(open, side)
  const { columns } = comparisonOf(runOf(open), runOf(side))
  return Math.max(
    0,
    columns.findIndex(({ leg }) => leg === 'reply'),
  )
}

/** The right side's characters, counted in the whole link. */
function moved(problem: HashProblem, shift: number): HashProblem {
  if (problem.code === 'topology') {
    const { problem: inner } = problem
    return 'at' in inner ? { ...problem, problem: { ...inner, at: inner.at + shift } } : problem
  }
  return 'at' in problem ? { ...problem, at: problem.at + shift } : problem
}
