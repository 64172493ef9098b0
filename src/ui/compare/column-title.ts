/*! What a column of the comparison is called on a side. */
import type { Comparison, Run } from '../../sim'
import { compareEn } from '../../text/compare-en'
import { hopName } from '../parts/hop-name'
import type { Text } from '../use-app'

/** "They part here · hop 5"; `step`: the side's own hop there. */
export function titleAt({ first, parts }: Comparison, column: number, step: number | null): string {
  const differs = first?.what === 'row' ? compareEn.rowHere : compareEn.firstHere
  const what = parts === column ? compareEn.partHere : first?.column === column ? differs : null
  const hop = compareEn.atHop((step ?? column) + 1)
  return what === null ? hop.charAt(0).toUpperCase() + hop.slice(1) : `${what} · ${hop}`
}

/** "Hop 5 of both. A: Hop 5, ECS1 kernel, PREROUTING. … B: …". */
export function columnName(a: Run, b: Run, column: Comparison['columns'][number], index: number, text: Text): string {
  const words = (run: Run, step: number | null) => (step === null ? `${compareEn.notThere}.` : hopName(run, step, text))
  if (column.same) return compareEn.columnBoth({ n: index + 1, words: words(a, column.a) })
  return compareEn.column({ n: index + 1, a: words(a, column.a), b: words(b, column.b) })
}
