/*! Why this row and not that: for a step of a run, the candidates that did not decide it, each with its reason. Against each row
that won, the loser that would take its place stands first. */
import type { Netns } from '../kernel/netns'
import type { Run } from '../simulate'
import { stepsOf, type Step } from '../trace/trace'
import type { Loser } from './loser'
import { ipvsLosers, slbLosers } from './losers-balance'
import { listenerLosers, snatLosers } from './losers-gateway'
import { chainLosers } from './losers-chain'
import { aclLosers, groupLosers } from './losers-guard'
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

/** What the step's own stage chose from. */
function here(ns: Netns, step: Step): readonly Loser[] {
  const { event, because } = step
  if (event.kind === 'ipvs-dnat') return ipvsLosers(ns, step, event.virtualServer, event.real)
  if (event.kind === 'transmit') return neighLosers(ns, step, event.dev, event.nextHop)
  if (event.kind === 'deliver') return socketLosers(ns, step, because.find((row) => row.kind === 'socket') ?? null)
  if (event.kind !== 'drop') return []
  const { reason } = event
  if (reason.kind === 'ipvs-no-server') return ipvsLosers(ns, step, reason.virtualServer, null)
  if (reason.kind === 'neigh-failed') return neighLosers(ns, step, reason.dev, reason.nextHop)
  return reason.kind === 'no-socket' ? socketLosers(ns, step, null) : []
}

function inCloud({ world }: Run, step: Step): readonly Loser[] {
  const { event, because } = step
  const route = because.find((row) => row.kind === 'vpc-route') ?? null
  const routes = route === null ? [] : vpcRouteLosers(world, step, route)
  if (event.kind === 'slb-dnat') return slbLosers(world, step, event.backend)
  if (event.kind === 'slb-receive') {
    return listenerLosers(world, step, because.find((row) => row.kind === 'slb-listener') ?? null)
  }
  if (event.kind === 'gateway-snat') {
    const entry = because.find((row) => row.kind === 'snat-entry')
    const gateway = world.cloud.gateways.find(({ id }) => id === entry?.gateway)
    return entry && gateway ? snatLosers(gateway, step, entry) : []
  }
  if (event.kind === 'vpc-deliver') return [...ownerLosers(world, step), ...routes]
  if (event.kind === 'drop' && event.reason.kind === 'vpc-no-owner') return [...ownerLosers(world, step), ...routes]
  if (event.kind !== 'drop') return routes
  const { reason } = event
  if (reason.kind === 'security-group') return groupLosers(world, reason.eni, reason.direction, step.before, reason.row)
  if (reason.kind === 'snat-no-entry') return snatLosers(reason.gateway, step, null)
  if (reason.kind === 'slb-no-listener') return listenerLosers(world, step, null)
  if (reason.kind === 'network-acl') return aclLosers(reason.acl, reason.rule, reason.direction, step.before)
  return routes
}
