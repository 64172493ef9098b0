/*! The routing look-ups of a step: destination, source, input device and mark as fib_lookup had them (datapath.md §4.2, §4.4).
Rebuilt from the trace, and believed only if the look-up says again what the step says. */
import type { FibResult } from '../kernel/fib'
import { fibLookup } from '../kernel/netns'
import type { Ipv4 } from '../net/ip'
import { isError, type Packet } from '../net/packet'
import type { Step } from '../trace/trace'
import type { DropReason } from '../trace/verdict'
import type { Visit } from './visit'

export interface LookUp {
  readonly dst: Ipv4
  /** 0: none known yet. */
  readonly src: Ipv4
  /** `lo` for what this host sends. */
  readonly iif: string
  readonly mark: number
  readonly found: FibResult | null
}

const NO_SOURCE = 0 as Ipv4

type Asked = Omit<LookUp, 'found'>
const asOwn = (dst: Ipv4, src: Ipv4, mark = 0): Asked => ({ dst, src, iif: 'lo', mark })

/** What the step asked the routing tables; null: nothing. */
export function lookUpOf(visit: Visit): LookUp | null {
  for (const asked of questions(visit)) {
    const found = fibLookup(visit.ns, asked.dst, asked.src, asked.iif, asked.mark)
    if (agrees(visit.step, found)) return { ...asked, found }
  }
  return null
}

/** The rows of the step name the same rule and route; where nothing was found, the step says so. */
function agrees({ event, because }: Step, found: FibResult | null): boolean {
  if (found === null) {
    return event.kind === 'drop' && ['no-route', 'forwarding-off', 'rp-filter'].includes(event.reason.kind)
  }
  return because.includes(found.rule) && because.includes(found.route)
}

/** The question that it may have been; the one that fits better first. */
function questions(visit: Visit): readonly Asked[] {
  const { step, iif } = visit
  const { event, before, after } = step
  if (event.kind === 'route-output') return [asOwn(before.dst, bound(visit, before))]
  if (event.kind === 'kernel-answer') return [asOwn(after.dst, answersFrom(after))]
  if (event.kind === 'route-input') return [incoming(before, iif)]
  if (event.kind === 'ipvs-route') return [asOwn(before.dst, NO_SOURCE)]
  if (event.kind === 'output' || event.kind === 'forward') {
    // Asked again for a new destination, or for the source that IPVS put back.
    return [asOwn(after.dst, after.src, after.mark), asOwn(after.dst, before.src, before.mark)]
  }
  return event.kind === 'drop' ? ofDrop(visit, event.reason) : []
}

function ofDrop(visit: Visit, reason: DropReason): readonly Asked[] {
  const { step, ns, iif } = visit
  const { before, place } = step
  if (reason.kind === 'no-route') {
    if (place.kind === 'stage' && place.stage === 'ipvs') return [asOwn(reason.dst, NO_SOURCE)]
    return [iif === null ? asOwn(before.dst, bound(visit, before)) : incoming(before, iif)]
  }
  if (reason.kind === 'forwarding-off') return [incoming(before, iif)]
  if (reason.kind !== 'rp-filter' && reason.kind !== 'martian-source') return []
  // The reverse look-up: no mark, and the way out stands for the way in (§4.4).
  const there = fibLookup(ns, before.dst, before.src, iif ?? 'lo', before.mark)
  const out = there === null || there.route.type === 'local' ? 'lo' : there.route.dev
  return [{ dst: before.src, src: before.dst, iif: out, mark: 0 }]
}

const incoming = ({ dst, src, mark }: Packet, iif: string | null): Asked => ({ dst, src, iif: iif ?? 'lo', mark })

/** A client's process has bound no address; an answer speaks for the address that was asked. */
const bound = ({ leg }: Visit, { src }: Packet): Ipv4 => (leg === 'request' ? NO_SOURCE : src)

/** A RST and an error about this host's own address have their source; else the route chooses it (icmp_route_lookup). */
function answersFrom({ src, l4 }: Packet): Ipv4 {
  return isError(l4) && l4.inner.dst !== src ? NO_SOURCE : src
}
