/*! Why this row and not that: for a step of a run, the candidates that did not decide it, each with its reason. Against each row
that won, the loser that would take its place stands first. */
import type { Run } from '../simulate'
import { stepsOf, type Step } from '../trace/trace'
import { type Loser } from './loser'
import { ipvsLosers, slbLosers } from './losers-balance'
import { chainLosers } from './losers-chain'
import { neighLosers, ownerLosers, socketLosers, vpcRouteLosers } from './losers-link'
import { routeLosers } from './losers-route'
import { lookUpOf } from './look-up'
import { visitOf } from './visit'

export type { Loser, LoserReason, Seen } from './loser'

/** Who lost at step `index` of the whole trace (request, then reply). Empty where nothing was chosen. */
export function losersOf(run: Run, index: number): readonly Loser[] {
  const step = stepsOf(run.trace)[index]
  if (step === undefined) return []
  const visit = visitOf(run, index)
  if (visit === null) return inCloud(run, step)
  const asked = lookUpOf(visit)
  const routes = asked === null ? [] : routeLosers(visit.ns, asked)
  return [...routes, ...chainLosers(visit), ...here(visit.ns, step)]
}

function here(ns: Parameters<typeof ipvsLosers>[0], step: Step): readonly Loser[] {
  const { event } = step
  switch (event.kind) {
    case 'ipvs-dnat':
      return ipvsLosers(ns, step, event.virtualServer, event.real)
    case 'transmit':
      return neighLosers(ns, step, event.dev, event.nextHop)
    case 'deliver':
      return socketLosers(ns, step, step.because.find((row) => row.kind === 'socket') ?? null)
    case 'drop':
      switch (event.reason.kind) {
        case 'ipvs-no-server':
          return ipvsLosers(ns, step, event.reason.virtualServer, null)
        case 'neigh-failed':
          return neighLosers(ns, step, event.reason.dev, event.reason.nextHop)
        case 'no-socket':
          return socketLosers(ns, step, null)
        default:
          return []
      }
    default:
      return []
  }
}

function inCloud({ world }: Run, step: Step): readonly Loser[] {
  const { event } = step
  switch (event.kind) {
    case 'vpc-deliver':
      return ownerLosers(world, step)
    case 'vpc-out':
      return vpcRouteLosers(world, step, step.because.find((row) => row.kind === 'vpc-route') ?? null)
    case 'slb-dnat':
      return slbLosers(world, step, event.backend)
    case 'drop':
      return event.reason.kind === 'vpc-no-owner' ? ownerLosers(world, step) : []
    default:
      return []
  }
}
