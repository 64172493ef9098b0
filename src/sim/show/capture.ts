/*! Where a capture would see the flow: every crossing of an interface, in both legs (datapath.md §4.11).

The tap for what comes in stands before netfilter, so before any NAT; the tap for what goes out stands after POSTROUTING. */
import type { NetnsId } from '../kernel/row'
import type { Packet } from '../net/packet'
import { stepsOf, type Trace } from '../trace/trace'
import type { LegKind } from '../trace/verdict'
import type { World } from '../world'

export interface Crossing {
  readonly netns: NetnsId
  readonly dev: string
  readonly dir: 'in' | 'out'
  readonly packet: Packet
  readonly leg: LegKind
  /** Index of the step in `stepsOf(trace)`. */
  readonly step: number
}

/** All crossings in time order: a transmit step goes out by its interface, a receive step comes in. */
export function crossings(trace: Trace): readonly Crossing[] {
  const found: Crossing[] = []
  stepsOf(trace).forEach(({ place, event, before, after }, step) => {
    if (place.kind !== 'link') return
    const leg: LegKind = step < trace.request.steps.length ? 'request' : 'reply'
    const { netns, dev } = place
    if (event.kind === 'transmit') found.push({ netns, dev, dir: 'out', packet: after, leg, step })
    if (event.kind === 'receive') found.push({ netns, dev, dir: 'in', packet: before, leg, step })
  })
  return found
}

/** What a capture on one interface has seen up to a step, that step included. */
export const captureOf = (trace: Trace, netns: NetnsId, dev: string, upToStep: number): readonly Crossing[] =>
  crossings(trace).filter((c) => c.netns === netns && c.dev === dev && c.step <= upToStep)

/** An interface that one could listen on. */
export interface Tap {
  readonly netns: NetnsId
  readonly type: 'host' | 'pod' | 'client'
  /** Node, pod or client. */
  readonly name: string
  readonly dev: string
  /** An ENI in the host: what it shows left or entered the machine (O5). */
  readonly eni: boolean
  /** Packets seen. */
  readonly count: number
}

/**
 * Every interface with the number of packets seen up to a step (not given: in the whole trace). kube-ipvs0 is left out,
 * it never carries one; lo stands only where something crossed it.
 */
export function interfacesOf(world: World, trace: Trace, upToStep = Number.POSITIVE_INFINITY): readonly Tap[] {
  const seen = crossings(trace).filter((c) => c.step <= upToStep)
  return [...world.netns.values()].flatMap((netns) =>
    netns.links
      .filter((link) => link.type.kind !== 'dummy')
      .map((link) => ({
        netns: netns.id,
        type: netns.type,
        name: netns.name,
        dev: link.name,
        eni: link.type.kind === 'eni',
        count: seen.filter((c) => c.netns === netns.id && c.dev === link.name).length,
      }))
      .filter((tap) => tap.dev !== 'lo' || tap.count > 0),
  )
}
