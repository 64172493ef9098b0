/*! Two runs of one flow side by side: where they first differ, where their fates part, which rows differ. */
import { showRow } from '../../show/row'
import type { Run } from '../../simulate'
import type { LegKind } from '../../trace/verdict'
import type { Leg, Step } from '../../trace/trace'
import { align, type Column, differingField, type Field, sameEvent, samePlace } from './align'
import { differingRows, type RowDifference } from './rows'

/** A column of the whole trace; indices count over both legs, as the page counts hops. */
export interface ComparedColumn extends Column {
  readonly leg: LegKind
}

export interface Comparison {
  /** The request's columns, then the reply's. */
  readonly columns: readonly ComparedColumn[]
  /** null: both go the same way and wear the same. */
  readonly first: FirstDifference | null
  /** The column from which on another thing happens to them: another way, an end. null: their fates never part. */
  readonly parts: number | null
  readonly rows: readonly RowDifference[]
}

export interface FirstDifference {
  readonly column: number
  /** What differs: a field of the packet, what happens, the row that decides, or that they are at different places. */
  readonly what: Field | 'event' | 'row' | 'place'
}

/** Both runs stay as they are: A is at the left, B at the right. */
export function compareRuns(a: Run, b: Run): Comparison {
  const request = columnsOf(a.trace.request, b.trace.request, 'request', 0, 0)
  const [lengthA, lengthB] = [a.trace.request.steps.length, b.trace.request.steps.length]
  const columns = [...request, ...columnsOf(a.trace.reply, b.trace.reply, 'reply', lengthA, lengthB)]
  const stepsIn = ({ trace }: Run): readonly Step[] => [...trace.request.steps, ...(trace.reply?.steps ?? [])]
  const [stepsA, stepsB] = [stepsIn(a), stepsIn(b)]
  const pairOf = ({ a: i, b: j }: ComparedColumn) => ({
    left: i === null ? null : (stepsA[i] ?? null),
    right: j === null ? null : (stepsB[j] ?? null),
  })
  return {
    columns,
    first: firstDifference(columns.map(pairOf)),
    parts: indexOrNull(
      columns.findIndex((column) => {
        const { left, right } = pairOf(column)
        return left === null || right === null || !sameEvent(left, right)
      }),
    ),
    rows: differingRows(a, b),
  }
}

const indexOrNull = (index: number): number | null => (index < 0 ? null : index)

const columnsOf = (
  a: Leg | null,
  b: Leg | null,
  leg: LegKind,
  fromA: number,
  fromB: number,
): readonly ComparedColumn[] =>
  align(a, b).map((column) => ({
    a: column.a === null ? null : column.a + fromA,
    b: column.b === null ? null : column.b + fromB,
    same: column.same,
    leg,
  }))

interface Pair {
  readonly left: Step | null
  readonly right: Step | null
}

/** What shows on the packet or in what happens goes first; a row that decides otherwise to no effect only where nothing else differs. */
function firstDifference(pairs: readonly Pair[]): FirstDifference | null {
  return found(pairs, effectOf) ?? found(pairs, rowOf)
}

function found(
  pairs: readonly Pair[],
  differs: (pair: Pair) => FirstDifference['what'] | null,
): FirstDifference | null {
  for (const [column, pair] of pairs.entries()) {
    const what = differs(pair)
    if (what !== null) return { column, what }
  }
  return null
}

function effectOf({ left, right }: Pair): FirstDifference['what'] | null {
  if (left === null || right === null || !samePlace(left, right)) return 'place'
  return differingField(left.after, right.after) ?? (sameEvent(left, right) ? null : 'event')
}

function rowOf({ left, right }: Pair): 'row' | null {
  const [a, b] = [left?.because[0], right?.because[0]]
  return a && b && showRow(a) !== showRow(b) ? 'row' : null
}
