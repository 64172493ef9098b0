/*! Short words for one step: the label under its tick, its breadcrumb, the name of a rewrite. */
import { assertNever } from '../base/assert'
import { machineOf, type LegKind, type Place, type Run, type Step } from '../sim'
import { linkAt } from './facts'
import type { Messages } from './messages'
import { namesOf } from './names'

export type Rewrite = 'snat' | 'dnat' | 'un-snat' | 'un-dnat'

/** The address rewrite of a step, if it is one: the yellow diamond. */
export function rewriteOf({ event }: Step): Rewrite | null {
  if ('nat' in event) return event.nat
  if (event.kind === 'ipvs-dnat' || event.kind === 'slb-dnat') return 'dnat'
  return event.kind === 'ipvs-un-dnat' || event.kind === 'slb-un-dnat' ? 'un-dnat' : null
}

/** SNAT, DNAT, un-SNAT, un-DNAT. */
export function rewriteWord(rewrite: Rewrite, { tick }: Messages): string {
  switch (rewrite) {
    case 'snat':
      return tick.snat
    case 'dnat':
      return tick.dnat
    case 'un-snat':
      return tick.unSnat
    case 'un-dnat':
      return tick.unDnat
    default:
      return assertNever(rewrite)
  }
}

/** `cali` for the host's end of a veth pair, else the interface's own name. */
const linkTick = (run: Run, place: Place, { tick }: Messages): string => {
  if (place.kind !== 'link') return ''
  const onHost = run.world.netns.get(place.netns)?.type === 'host'
  return onHost && linkAt(run, place)?.type.kind === 'veth' ? tick.cali : place.dev
}

const placeTick = (run: Run, place: Place, language: Messages): string => {
  switch (place.kind) {
    case 'process':
      return namesOf(run, language).of(place.netns).short
    case 'stage':
      return language.tick.stage[place.stage]
    case 'link':
      return linkTick(run, place, language)
    case 'vpc':
      return language.machine.vpc
    case 'slb':
      return language.machine.slb
    case 'gateway':
      return language.machine.gateway
    default:
      return assertNever(place)
  }
}

/** The word under a tick: curl, route, eth0, cali, PRE, DNAT, VPC, nginx. */
export function tickLabel(run: Run, step: Step, leg: LegKind, language: Messages): string {
  const { event, place } = step
  const names = namesOf(run, language)
  const rewrite = rewriteOf(step)
  if (rewrite) return rewriteWord(rewrite, language)
  switch (event.kind) {
    case 'send':
    case 'error':
      return names.client
    case 'answer':
      return names.server
    case 'deliver':
      return leg === 'request' ? event.process : names.client
    case 'route-output':
    case 'route-input':
    case 'ipvs-route':
      return language.tick.route
    case 'kernel-answer':
      return event.what === 'rst' ? language.tick.rst : language.tick.icmp
    case 'transmit':
    case 'receive':
    case 'prerouting':
    case 'input':
    case 'ipvs-dnat':
    case 'output':
    case 'forward':
    case 'postrouting':
    case 'ipvs-un-dnat':
    case 'vpc-deliver':
    case 'vpc-out':
    case 'slb-receive':
    case 'slb-dnat':
    case 'slb-un-dnat':
    case 'slb-send':
    case 'vpc-to-gateway':
    case 'gateway-snat':
    case 'gateway-un-snat':
    case 'eip-out':
    case 'eip-in':
    case 'drop':
      return placeTick(run, place, language)
    default:
      return assertNever(event)
  }
}

/** Where a packet stands, in full: "PREROUTING", "cali44ae9fbceeb", "curl". */
export function placeWord(run: Run, step: Step, leg: LegKind, language: Messages): string {
  const { place } = step
  switch (place.kind) {
    case 'stage':
      return language.stage[place.stage]
    case 'link':
      return place.dev
    case 'process':
      return tickLabel(run, step, leg, language)
    case 'vpc':
      return language.machine.vpc
    case 'slb':
      return language.machine.slb
    case 'gateway':
      return language.machine.gateway
    default:
      return assertNever(place)
  }
}

/** "Request › ECS1 kernel › POSTROUTING". */
export function breadcrumbOf(run: Run, step: Step, leg: LegKind, language: Messages): readonly string[] {
  const { kind, short } = namesOf(run, language).of(machineOf(step.place))
  const place = placeWord(run, step, leg, language)
  if (kind === 'vpc' || kind === 'slb' || kind === 'gateway') return [language.leg[leg], short]
  const atProgram = ['send', 'answer', 'deliver', 'error'].includes(step.event.kind)
  // A client outside is machine and program in one.
  if (place === short) return [language.leg[leg], short]
  return [language.leg[leg], kind === 'node' && !atProgram ? language.machine.kernel(short) : short, place]
}
