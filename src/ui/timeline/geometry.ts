/*! Where columns and ticks of the timeline stand, in px. Pure; the room for names is counted, not measured. */
import type { Column, Tick, Timeline } from './model'

/** Left of the columns stand the names of the rows, right of them the line turns. */
export const GUTTER_LEFT = 86
const GUTTER_RIGHT = 54
const GAP = 10
const MIN_SLOT = 26
/** A slot grows no wider: a short trace need not fill a wide screen. */
const MAX_SLOT = 140
/** From this width on every tick has room for its word. */
const WORD_SLOT = 39

export const ROW_REQUEST = 59
export const ROW_REPLY = 127
export const COLUMN_TOP = 8
export const COLUMN_BOTTOM = 157
/** Bottom of a column that only the request row needs. */
export const COLUMN_SHORT = 92

export interface PlacedTick {
  readonly tick: Tick
  readonly x: number
  readonly y: number
  /** Width of its hit area. */
  readonly slot: number
}
export interface PlacedColumn {
  readonly column: Column
  readonly x: number
  readonly width: number
  readonly short: boolean
  readonly ticks: readonly PlacedTick[]
}
export interface Geometry {
  readonly columns: readonly PlacedColumn[]
  readonly ticks: readonly PlacedTick[]
  readonly width: number
  readonly slot: number
  /** Whether plain ticks have room for their words. */
  readonly words: boolean
}

/** `roomOf` gives the width that a column's name needs. */
export function geometryOf(timeline: Timeline, width: number, roomOf: (column: Column) => number): Geometry {
  const { columns } = timeline
  const free = width - GUTTER_LEFT - GUTTER_RIGHT - GAP * (columns.length - 1)
  const counts = columns.map(({ request, reply }) => Math.max(request.length, reply.length))
  const slot = slotOf(columns, counts, free, roomOf)
  let x = GUTTER_LEFT
  const placed = columns.map((column, index): PlacedColumn => {
    const columnWidth = Math.max(slot * (counts[index] ?? 0), roomOf(column))
    const short = timeline.ended === 'request' && column.reply.length === 0
    const ticks = [
      ...spread(column.request, x, columnWidth, ROW_REQUEST),
      ...replyOf(timeline, column, index, x, columnWidth),
    ]
    const result = { column, x, width: columnWidth, short, ticks }
    x += columnWidth + GAP
    return result
  })
  const ticks = placed.flatMap((column) => column.ticks)
  return { columns: placed, ticks, width: x - GAP + GUTTER_RIGHT, slot, words: slot >= WORD_SLOT }
}

/** Free width / ticks. A column that needs more for its name than its ticks would get leaves less for the others. */
function slotOf(
  columns: readonly Column[],
  counts: readonly number[],
  free: number,
  roomOf: (column: Column) => number,
): number {
  let wide = new Set<number>()
  for (;;) {
    const taken = [...wide].reduce((sum, index) => sum + roomOf(columns[index] as Column), 0)
    const ticks = counts.reduce((sum, count, index) => (wide.has(index) ? sum : sum + count), 0)
    const slot = ticks === 0 ? MAX_SLOT : Math.min(MAX_SLOT, Math.max(MIN_SLOT, (free - taken) / ticks))
    const next = new Set(
      columns.flatMap((column, index) => (roomOf(column) > slot * (counts[index] ?? 0) ? [index] : [])),
    )
    for (const index of wide) next.add(index)
    if (next.size === wide.size) return slot
    wide = next
  }
}

const spread = (ticks: readonly Tick[], x: number, width: number, y: number): PlacedTick[] =>
  ticks.map((tick, index) => {
    const slot = width / ticks.length
    return { tick, x: x + slot * (index + 0.5), y, slot }
  })

/** The reply runs to the left. One that starts on the way starts under the tick where the request ended. */
function replyOf(timeline: Timeline, column: Column, index: number, x: number, width: number): PlacedTick[] {
  const leftwards = column.reply.toReversed()
  const ended = column.request.findIndex((tick) => tick.kind === 'drop')
  if (timeline.turnsAt === index && ended >= 0) {
    const slot = width / column.request.length
    return spread(leftwards, x, Math.max(slot * (ended + 0.5), 0) + slot / 2, ROW_REPLY)
  }
  return spread(leftwards, x, width, ROW_REPLY)
}
