/*! Single edits that could mend a flow that fails: derived from the topology and from where and why the packet ended, the nearest at
hand first. */
import { type Ask, type Candidate, MOST_CANDIDATES } from './ask'
import { filterCandidates } from './filters'
import { proxyCandidates } from './proxy'
import { serviceCandidates } from './service'
import { wayCandidates } from './way'

export function candidatesOf(ask: Ask): readonly Candidate[] {
  const all = [...wayCandidates(ask), ...filterCandidates(ask), ...serviceCandidates(ask), ...proxyCandidates(ask)]
  const seen = new Set<string>()
  const distinct = all.filter(({ edit }) => {
    const key = JSON.stringify(edit)
    const first = !seen.has(key)
    seen.add(key)
    return first
  })
  return distinct.slice(0, MOST_CANDIDATES)
}
