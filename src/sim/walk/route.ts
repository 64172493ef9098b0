/*! Routing decisions: ip_route_output, ip_route_input with its source check, and the look-up that nat repeats (§4.2, §4.4). */
import type { Device } from '../kernel/device'
import type { FibResult } from '../kernel/fib'
import { fibLookup, type Netns, selectAddress } from '../kernel/netns'
import { TABLE_LOCAL, TABLE_MAIN } from '../kernel/rule'
import { type Ipv4, isLoopback, isMulticast, isMulticastOrBroadcast } from '../net/ip'
import { makePacket } from '../net/packet'
import { NO_ROWS, type Row } from '../trace/trace'
import { routingPlace } from './places'
import { drop, type End, icmpError, note, type Skb, type Walker } from './walker'

const NO_SOURCE = 0 as Ipv4

/** The rows of a look-up, the one that says more first: a rule that leads to a table of its own, else the route. */
export const rowsOf = (found: FibResult): Row[] =>
  found.rule.table === TABLE_MAIN || found.rule.table === TABLE_LOCAL
    ? [found.route, found.rule]
    : [found.rule, found.route]

/** ip_route_output_key: what this host sends; `src` 0 lets the route choose. */
export interface OutputRoute {
  readonly found: FibResult
  readonly dev: Device
  readonly nextHop: Ipv4
  readonly src: Ipv4
}

export function routeOutput(ns: Netns, dst: Ipv4, src: Ipv4 | null): OutputRoute | null {
  const found = fibLookup(ns, dst, src ?? NO_SOURCE, 'lo')
  if (found === null) return null
  const local = found.type === 'local'
  return {
    found,
    // To an address of its own a host talks by lo, whatever link carries the address.
    dev: local ? ns.index.lo : found.dev,
    nextHop: found.via ?? dst,
    src: src ?? found.src ?? selectAddress(ns, found.dev, found.via)?.address ?? (local ? dst : NO_SOURCE),
  }
}

/** ip_route_me_harder: the same packet asks again, now with its source, as if it were this host's own (iif lo; §4.2 step 6). */
export function reroute(ns: Netns, skb: Skb): FibResult | null {
  const found = fibLookup(ns, skb.packet.dst, skb.packet.src, 'lo', skb.packet.mark)
  if (found === null) return null
  skb.dev = found.type === 'local' ? ns.index.lo : found.dev
  skb.nextHop = found.via ?? skb.packet.dst
  return found
}

/** ip_route_input: for this host, onwards, or the end. Sets the route of the packet in hand. */
export function routeInput(walker: Walker, ns: Netns, skb: Skb): 'this-host' | 'broadcast' | 'forward' | End {
  const { packet } = skb
  // A loopback packet still has the route that it left with.
  if (skb.iif === ns.index.lo) return 'this-host'
  const iif = skb.iif.name
  if (isLoopback(packet.src) || isMulticastOrBroadcast(packet.src) || packet.src === 0) {
    const reason = { kind: 'martian-source', dev: iif, src: packet.src, row: null } as const
    return drop(walker, routingPlace(ns, skb), packet, reason, NO_ROWS, null)
  }
  const found = fibLookup(ns, packet.dst, packet.src, iif, packet.mark)
  if (found?.type === 'broadcast' || isMulticast(packet.dst)) return 'broadcast'
  // Asked of the input device, and before the route is told missing: ip_error says nothing on a device that does not forward.
  const forwards = skb.iif.forwarding !== null && skb.iif.forwarding.value === 1
  if (!forwards && (found === null || found.type !== 'local')) return notForwarded(walker, ns, skb, found)
  if (found === null) {
    const place = routingPlace(ns, skb)
    const error = icmpError(ns, skb, 3, 0, null, place)
    return drop(walker, place, packet, { kind: 'no-route', dst: packet.dst }, NO_ROWS, error)
  }
  if (found.type === 'local') {
    const bad = validateSource(walker, ns, skb, null)
    if (bad !== null) return bad
    if (walker.steps !== null && ns.index.tracks) {
      const event = { kind: 'route-input', to: 'this-host', dev: found.dev.name } as const
      note(walker, routingPlace(ns, skb), event, packet, packet, rowsOf(found))
    }
    skb.dev = found.dev
    return 'this-host'
  }
  const bad = validateSource(walker, ns, skb, found.dev.name)
  if (bad !== null) return bad
  skb.dev = found.dev
  skb.nextHop = found.via ?? packet.dst
  if (walker.steps !== null) {
    const event = { kind: 'route-input', to: 'forward', dev: found.dev.name } as const
    note(walker, routingPlace(ns, skb), event, packet, packet, rowsOf(found))
  }
  return 'forward'
}

/** ip_route_input_slow without IN_DEV_FORWARD: EHOSTUNREACH, of which ip_error only counts IpInAddrErrors (route.c; D15). */
function notForwarded(walker: Walker, ns: Netns, skb: Skb, found: FibResult | null): End {
  const { name: dev, forwarding: sysctl } = skb.iif
  const rows: Row[] = found === null ? [] : rowsOf(found)
  if (sysctl?.value === 0) rows.unshift(sysctl)
  return drop(walker, routingPlace(ns, skb), skb.packet, { kind: 'forwarding-off', dev, sysctl }, rows, null)
}

/**
 * fib_validate_source: would an answer go back the way this packet came? The reverse look-up carries no mark and takes the output device as its
 * input device when the packet is forwarded, else lo (§4.4). With policy rules the full check runs even with rp_filter 0, and
 * then only a source that is one of our own addresses can fail.
 */
export function validateSource(
  walker: Walker,
  ns: Netns,
  skb: Skb,
  oif: string | null,
  dst = skb.packet.dst,
): End | null {
  const { packet } = skb
  const { name: iif, rpFilter: sysctl, addrs } = skb.iif
  const mode = sysctl === null ? 0 : sysctl.value
  if (mode === 0 && !ns.index.customRules) {
    if (!ns.index.isLocal(packet.src)) return null
    const row = fibLookup(ns, packet.src, dst, 'lo')?.route ?? null
    const reason = { kind: 'martian-source', dev: iif, src: packet.src, row } as const
    return drop(walker, routingPlace(ns, skb), packet, reason, row ? [row] : NO_ROWS, null)
  }
  const back = fibLookup(ns, packet.src, dst, oif ?? 'lo')
  if (back !== null && back.type !== 'unicast') {
    const reason = { kind: 'martian-source', dev: iif, src: packet.src, row: back.route } as const
    return drop(walker, routingPlace(ns, skb), packet, reason, rowsOf(back), null)
  }
  if (back !== null && back.dev === skb.iif) return null
  if (mode === 0 || sysctl === null) return null
  // Loose: any route will do, unless this device has no address to compare with.
  if (mode === 2 && back !== null && addrs.length > 0) return null
  const wouldUse = back?.route.dev ?? null
  const rows = back === null ? [sysctl] : [sysctl, ...rowsOf(back)]
  return drop(walker, routingPlace(ns, skb), packet, { kind: 'rp-filter', dev: iif, wouldUse, sysctl }, rows, null)
}

/** One less: RFC 791. */
export function decrementTtl(skb: Skb): void {
  const { packet } = skb
  skb.packet = makePacket(packet.src, packet.dst, packet.ttl - 1, packet.mark, packet.smac, packet.dmac, packet.l4)
}
