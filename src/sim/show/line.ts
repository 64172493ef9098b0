/*! A printed line and the rows it stands for, so that a page can mark a deciding row by identity. */
import { visible } from './visible'
import type { Row } from '../trace/trace'

export interface Line {
  readonly text: string
  /** The row that the line prints; null for a heading. */
  readonly row: Row | null
  /** All rows that it prints, `row` first: `ip -br addr` has an interface and its addresses in one line. */
  readonly rows: readonly Row[]
}

/** One table as a tool prints it. */
export interface Table {
  /** Unique on its machine: `route-1003`. */
  readonly id: string
  /** What to type on that machine to see it. */
  readonly command: string
  readonly lines: readonly Line[]
  /** What the tool says on stderr besides (`conntrack -L` counts its entries there); null: nothing. */
  readonly note: string | null
}

const NONE: readonly Row[] = []

/**
 * A line without a row. Names come from people, so control characters and the invisible ones that reorder text are
 * spelled out here, in one place (attacks L13, L14): no name can start a line of its own.
 */
export const heading = (text: string): Line => ({ text: visible(text).trimEnd(), row: null, rows: NONE })

/** A line that prints a row, and perhaps more rows that belong to it. */
export const line = (text: string, row: Row, more: readonly Row[] = NONE): Line => ({
  text: visible(text).trimEnd(),
  row,
  rows: [row, ...more],
})

/** What Copy puts on the clipboard and a golden file holds. */
export const tableText = (lines: readonly Line[]): string => lines.map((l) => l.text).join('\n')

export const table = (id: string, command: string, lines: readonly Line[], note: string | null = null): Table => ({
  id,
  command,
  lines,
  note,
})
