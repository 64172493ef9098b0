/*! A table with ` | ` between its columns, as terway-cli and the cloud's command line print theirs. */
import { heading, type Line, line } from './line'
import type { Row } from '../trace/trace'

export interface ColumnRow {
  readonly cells: readonly string[]
  readonly rows: readonly [Row, ...Row[]]
}

/** Every column as wide as its widest cell. `rule`: a line of dashes under the heading. */
export function columns(titles: readonly string[], body: readonly ColumnRow[], rule: boolean): readonly Line[] {
  const widths = titles.map((title, i) => Math.max(title.length, ...body.map(({ cells }) => (cells[i] ?? '').length)))
  const join = (cells: readonly string[]) => cells.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')
  return [
    heading(join(titles)),
    ...(rule ? [heading(join(titles.map((title) => '-'.repeat(title.length))))] : []),
    ...body.map(({ cells, rows: [row, ...more] }) => line(join(cells), row, more)),
  ]
}
