/*! What a link may hold: the address itself, the part of the cluster that the trace asked for, or all of it; names and addresses as
they are, or replaced. */
import { ok, type Result } from '../../base/result'
import { encodeLink, type NoLinkProblem } from '../../share/topology-link'
import { applyEdits, redact, sliceOf } from '../../sim'
import { sharedComparison } from '../../store/compare-link'
import { hashOf } from '../../store/link-state'
import { withBackend } from '../../store/named-backend'
import { questionOf, runOf, walks } from '../../store/select'
import type { AppState } from '../../store/store'

export type Held = 'address' | 'slice' | 'whole'

/** What can be offered, what is best first: an own cluster's address opens nothing elsewhere. */
export const offered = (state: AppState): readonly Held[] =>
  state.own === null && !state.versus?.other.own
    ? ['address', 'slice', 'whole']
    : walks(state)
      ? ['whole', 'slice']
      : ['whole']

/** The hash, without `#`; the hop that is shown goes with it. */
export function linkHolding(held: Held, redacted: boolean, state: AppState): Result<string, NoLinkProblem> {
  if (state.versus) return sharedComparison(state, state.versus, held, redacted)
  if (held === 'address') return ok(hashOf(state))
  const { topology, flow } = given(held, state)
  const shared =
    redacted && flow !== null
      ? redact({ topology, flow: walks(state) ? withBackend(flow, runOf(state)) : flow })
      : { topology, flow }
  return encodeLink(shared.topology, shared.flow, { hop: state.step + 1, reply: false })
}

function given(held: 'slice' | 'whole', state: AppState) {
  if (!walks(state) && state.own) return applyEdits(state.own, state.edits)
  const { topology, flow } = questionOf(state)
  return { topology: held === 'slice' ? sliceOf(topology, flow, runOf(state).trace) : topology, flow }
}
