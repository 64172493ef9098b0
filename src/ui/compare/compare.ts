/*! Compare, in one piece: fetched when somebody asks for it, by a button, a key or a link. */
import { compareWith } from '../../store/compare'
import { firstOther } from '../../store/compare-offers'
import { walks } from '../../store/select'
import type { AppStore } from '../../store/store'

export { Compare } from './Compare'

/** Opens it with what tells most; where nothing walks there is nothing to compare. */
export function startComparing(store: AppStore): void {
  const state = store.getState()
  if (state.versus || !walks(state)) return
  const other = firstOther(state)
  if (other) compareWith(store, other)
}
