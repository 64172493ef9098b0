/*! The machines' changing tables at a step: the fold of all effects up to it. */
import { assertNever } from '../../base/assert'
import type { SnatSession } from '../cloud/gateway'
import type { SlbSession } from '../cloud/rows'
import type { GroupSession } from '../cloud/security-group'
import type { ConntrackEntry } from '../kernel/conntrack'
import type { IpvsConn } from '../kernel/ipvs'
import type { Neigh } from '../kernel/neigh'
import { type Step, stepsOf, type Trace } from './trace'

export interface State {
  readonly conntrack: readonly ConntrackEntry[]
  readonly ipvsConns: readonly IpvsConn[]
  readonly neighs: readonly Neigh[]
  readonly slbSessions: readonly SlbSession[]
  readonly snatSessions: readonly SnatSession[]
  readonly groupSessions: readonly GroupSession[]
}

/** State after step `index` (0-based, counted over request then reply); -1 is before the first step. */
export const stateAt = (trace: Trace, index: number): State => stateAfter(stepsOf(trace).slice(0, index + 1))

/** State after these steps, of one trace or of several that followed each other. */
export function stateAfter(steps: readonly Step[]): State {
  const conntrack = new Map<number, ConntrackEntry>()
  const ipvsConns = new Set<IpvsConn>()
  const neighs: Neigh[] = []
  const slbSessions: SlbSession[] = []
  const snatSessions: SnatSession[] = []
  const groupSessions: GroupSession[] = []
  for (const step of steps) {
    for (const effect of step.effects) {
      switch (effect.kind) {
        case 'conntrack':
          conntrack.set(effect.entry.id, effect.entry)
          break
        case 'conntrack-gone':
          conntrack.delete(effect.id)
          break
        case 'ipvs-conn':
          if (effect.replaces !== null) ipvsConns.delete(effect.replaces)
          ipvsConns.add(effect.conn)
          break
        case 'neigh':
          neighs.push(effect.neigh)
          break
        case 'slb-session':
          slbSessions.push(effect.session)
          break
        case 'snat-session':
          snatSessions.push(effect.session)
          break
        case 'group-session':
          groupSessions.push(effect.session)
          break
        default:
          assertNever(effect)
      }
    }
  }
  return {
    conntrack: [...conntrack.values()],
    ipvsConns: [...ipvsConns],
    neighs,
    slbSessions,
    snatSessions,
    groupSessions,
  }
}

/** State when the trace has ended. */
export const finalState = (trace: Trace): State => stateAt(trace, stepsOf(trace).length - 1)
