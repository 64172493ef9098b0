/*! What a verdict rests on: the defaults that the walk read and the topology did not give. Whether one decides is found by trying:
the same question is asked again with each other value. */
import { type Run, simulate } from '../simulate'
import type { Edit, Question } from '../topology/edit'
import type { Flow, Topology } from '../topology/types'
import { type Trace, stepsOf } from '../trace/trace'
import type { Verdict } from '../trace/verdict'
import { alternativesOf, assumedValue, type Default, type DefaultValue, defaultsOf, editFor } from './defaults'
import { runWith } from './flip'
import { isRead, readBy } from './read'

export type { Default, DefaultValue } from './defaults'

/** Another value that it could have. */
export interface Alternative {
  readonly value: DefaultValue
  /** Gives the topology that value; empty: it has no place for it. */
  readonly edits: readonly Edit[]
  readonly verdict: Verdict
  /** The packet takes another way, or looks different on it. */
  readonly changesTrace: boolean
  /** Another fate, or the client sees something else. */
  readonly turnsVerdict: boolean
}

export interface Assumption {
  readonly what: Default
  readonly assumed: DefaultValue
  readonly alternatives: readonly Alternative[]
  /** Some other value would turn the verdict. */
  readonly decisive: boolean
}

/** In the order of the declaration, the decisive ones first. */
export const assumptionsOf = (topology: Topology, flow: Flow): readonly Assumption[] =>
  assumptionsIn({ topology, flow }, simulate(topology, flow))

/** The same for the question's run, where it exists already. */
export function assumptionsIn(question: Question, run: Run): readonly Assumption[] {
  const read = readBy(run)
  const assumptions = defaultsOf(question, run.topology)
    .filter((what) => isRead(what, read))
    .map((what) => tried(question, run, what))
  return assumptions.toSorted((a, b) => weight(a) - weight(b))
}

/** A decisive one that a person can give comes first. */
const weight = ({ decisive, alternatives }: Assumption): number =>
  decisive ? Number(alternatives.every(({ edits }) => edits.length === 0)) : 2

function tried(question: Question, run: Run, what: Default): Assumption {
  const way = wayOf(run.trace)
  const alternatives = alternativesOf(what).map((value): Alternative => {
    const other = runWith(question, run, what, value)
    const edit = editFor(what, value)
    return {
      value,
      edits: edit === null ? [] : [edit],
      verdict: other.trace.verdict,
      changesTrace: wayOf(other.trace) !== way,
      turnsVerdict: !sameVerdict(run.trace.verdict, other.trace.verdict),
    }
  })
  return {
    what,
    assumed: assumedValue(what),
    alternatives,
    decisive: alternatives.some(({ turnsVerdict }) => turnsVerdict),
  }
}

/** Places, events and packets. Rows do not count: another value of a row that decides nothing is the same way. */
const wayOf = (trace: Trace): string =>
  JSON.stringify(
    stepsOf(trace).map(({ place, event, before, after }) => [
      place,
      event.kind,
      'dev' in event ? event.dev : null,
      before,
      after,
    ]),
  )

/** The same fate for the same reason, and the client sees the same. */
export function sameVerdict(a: Verdict, b: Verdict): boolean {
  const reason = ({ fate }: Verdict) => ('reason' in fate ? fate.reason.kind : null)
  return (
    a.fate.kind === b.fate.kind &&
    reason(a) === reason(b) &&
    JSON.stringify(a.clientSees) === JSON.stringify(b.clientSees)
  )
}
