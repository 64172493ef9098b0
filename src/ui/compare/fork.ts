/*! The forked list of hops as geometry: a column a hop, the trunk in the middle where both do the same, A above and B below where they
do not. Pure.

            PRE ─ route ─ INPUT ─ ✕             A
  curl ─ … ┤
            PRE ─ route ─ INPUT ─ ◆ ─ route …   B                                                        */
import type { ComparedColumn } from '../../sim'
import { type Point, point, roundedPath, simplify } from '../graph/geometry'

export type Lane = 'a' | 'both' | 'b'

export interface ForkColumn {
  /** In the comparison, from 0. */
  readonly index: number
  readonly x: number
  readonly column: ComparedColumn
  /** Where its stations stand. */
  readonly lanes: readonly Lane[]
}

/** From the station of one hop to that of the next one. */
export interface ForkLine {
  readonly id: string
  readonly side: 'a' | 'b'
  readonly leg: ComparedColumn['leg']
  readonly d: string
}

/** Where a leg of one of them, or of both alike, ends. */
export interface ForkEnd {
  readonly lane: Lane
  readonly leg: ComparedColumn['leg']
  readonly x: number
  /** Its lane goes on empty beside the other's: there is room for a word. */
  readonly roomy: boolean
  /** The last step; `a` and `b` where both end there alike. */
  readonly column: ComparedColumn
}

export interface Fork {
  readonly columns: readonly ForkColumn[]
  readonly lines: readonly ForkLine[]
  readonly ends: readonly ForkEnd[]
  /** Where the reply begins; null: nothing comes back. */
  readonly replyAt: number | null
  readonly width: number
}

export const SLOT = 50
/** y of the lanes in the strip. */
export const LANES: Readonly<Record<Lane, number>> = { a: 34, both: 74, b: 114 }
const FIRST = 30
/** Before the reply. */
const TURN = 26
const RADIUS = 9
/** Both do the same for so few hops between two differences: they stay apart in the picture, so that the lines keep calm. */
const SHORT = 3

export function forkOf(columns: readonly ComparedColumn[]): Fork {
  const apart = apartOf(columns)
  const turn = columns.findIndex(({ leg }) => leg === 'reply')
  const placed = columns.map((column, index): ForkColumn => {
    const x = FIRST + index * SLOT + (turn >= 0 && index >= turn ? TURN : 0)
    const lanes: readonly Lane[] = !apart[index]
      ? ['both']
      : [...(column.a === null ? [] : (['a'] as const)), ...(column.b === null ? [] : (['b'] as const))]
    return { index, x, column, lanes }
  })
  const last = placed[placed.length - 1]
  return {
    columns: placed,
    lines: (['a', 'b'] as const).flatMap((side) => linesOf(placed, side)),
    ends: (['request', 'reply'] as const).flatMap((leg) => endsOf(placed, leg)),
    replyAt: turn < 0 ? null : (placed[turn]?.x ?? 0) - SLOT / 2,
    width: (last?.x ?? 0) + FIRST,
  }
}

/** Which columns stand in two lanes. */
function apartOf(columns: readonly ComparedColumn[]): readonly boolean[] {
  const apart = columns.map(({ same }) => !same)
  columns.forEach(({ leg }, index) => {
    const before = apart.lastIndexOf(true, index)
    const after = columns.findIndex((column, at) => at > index && !column.same)
    const between = before >= 0 && after >= 0 && after - before <= SHORT
    if (between && columns[before]?.leg === leg && columns[after]?.leg === leg) apart[index] = true
  })
  return apart
}

function endsOf(columns: readonly ForkColumn[], leg: ComparedColumn['leg']): readonly ForkEnd[] {
  const [a, b] = (['a', 'b'] as const).map((side) =>
    columns.findLast(({ column }) => column.leg === leg && column[side] !== null),
  )
  if (a && a === b && a.lanes.includes('both')) return [{ lane: 'both', leg, x: a.x, roomy: false, column: a.column }]
  const end = (at: ForkColumn | undefined, side: 'a' | 'b'): readonly ForkEnd[] => {
    if (!at) return []
    const lane = at.lanes.includes('both') ? 'both' : side
    const behind = columns.filter(({ column, index }) => column.leg === leg && index > at.index).length
    const column = { ...at.column, [other(side)]: null }
    return [{ lane, leg, x: at.x, roomy: lane !== 'both' && behind >= ROOM, column }]
  }
  return [...end(a, 'a'), ...end(b, 'b')]
}
/** So many slots for a word behind a last station. */
const ROOM = 2
const other = (side: 'a' | 'b') => (side === 'a' ? 'b' : 'a')

/** The trunk is drawn once, as A's. */
function linesOf(columns: readonly ForkColumn[], side: 'a' | 'b'): readonly ForkLine[] {
  const own = columns.filter(({ column }) => column[side] !== null)
  return own.slice(1).flatMap((to, at): readonly ForkLine[] => {
    const from = own[at]
    if (!from || from.column.leg !== to.column.leg) return []
    const trunk = (one: ForkColumn) => one.lanes.includes('both')
    if (side === 'b' && trunk(from) && trunk(to) && from.index + 1 === to.index) return []
    const [start, end] = [stationOf(from, side), stationOf(to, side)]
    return [{ id: `${side}/${to.index}`, side, leg: to.column.leg, d: roundedPath(between(start, end, side), RADIUS) }]
  })
}

/** A hop that one of them does not have is passed in that one's own lane. */
function between(start: Point, end: Point, side: 'a' | 'b'): readonly Point[] {
  const near = SLOT / 2
  if (end.x - start.x <= SLOT + TURN) {
    if (start.y === end.y) return [start, end]
    const x = end.x - near
    return [start, point(x, start.y), point(x, end.y), end]
  }
  const y = LANES[side]
  const [x1, x2] = [start.x + near, end.x - near]
  return simplify([start, point(x1, start.y), point(x1, y), point(x2, y), point(x2, end.y), end])
}

const stationOf = ({ x, lanes }: ForkColumn, side: 'a' | 'b'): Point =>
  point(x, LANES[lanes.includes('both') ? 'both' : side])
