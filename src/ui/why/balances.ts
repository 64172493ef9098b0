/*! Where the way could have gone to another backend. */
import { choiceOf, type Run } from '../../sim'

const known = new WeakMap<Run, number | null>()

/** Index of the step that chose one of several; null: there is none. */
export function balancesAt(run: Run): number | null {
  const before = known.get(run)
  if (before !== undefined) return before
  const choice = choiceOf(run)
  const index = choice !== null && choice.candidates.length > 1 ? choice.index : null
  known.set(run, index)
  return index
}
