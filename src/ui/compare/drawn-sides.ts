/*! Both sides of a comparison at one of its hops, ready to be drawn into a file or on paper. */
import { comparisonOf, type Side } from '../../store/compare'
import { ghostOf, runOf } from '../../store/select'
import type { Text } from '../use-app'
import { titleAt } from './column-title'
import { nameLine, sideNames } from './side-names'
import { sideModel } from './side-picture'
import type { DrawnSide } from './two-pictures'

export function drawnSides(open: Side, other: Side, column: number, text: Text): readonly [DrawnSide, DrawnSide] {
  const runs = [runOf(open), runOf(other)] as const
  const comparison = comparisonOf(...runs)
  const names = sideNames(open, other, text)
  const drawn = (at: 0 | 1): DrawnSide => {
    const step = comparison.columns[column]?.[at === 0 ? 'a' : 'b'] ?? null
    return {
      letter: at === 0 ? 'A' : 'B',
      name: nameLine(names[at]),
      model: sideModel(runs[at], runs, ghostOf(at === 0 ? open : other), text),
      step,
      title: titleAt(comparison, column, step),
    }
  }
  return [drawn(0), drawn(1)]
}
