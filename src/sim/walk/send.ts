/*! A packet begins: a process sends it, a socket answers, or a kernel answers by itself with a RST or an ICMP error. */
import { NO_DEVICE } from '../kernel/device'
import type { Netns } from '../kernel/netns'
import { type Ipv4, isMulticast, isMulticastOrBroadcast } from '../net/ip'
import { isError, type L4, makePacket } from '../net/packet'
import type { Place } from '../trace/place'
import { NO_ROWS, type StepEvent } from '../trace/trace'
import { tupleOf } from './conntrack'
import { localOut } from './output'
import { laterStages } from './optional'
import { placesOf } from './places'
import { routeOutput, rowsOf } from './route'
import { type Answer, type Ct, drop, type Next, note, type Probe, takeUp, type Walker } from './walker'

/** net.ipv4.ip_default_ttl. */
const DEFAULT_TTL = 64

/** IP_MULTICAST_TTL where no program sets it (ip(7)). */
const MULTICAST_TTL = 1

const SEND: StepEvent = { kind: 'send' }
const ANSWER: StepEvent = { kind: 'answer' }
const RESET: StepEvent = { kind: 'kernel-answer', what: 'rst' }
const ICMP: StepEvent = { kind: 'kernel-answer', what: 'icmp' }

/** The client's first packet. The process has bound no address, so the route chooses the source. */
export function sendRequest(walker: Walker, ns: Netns): Next {
  const { proto, sport, dport, dst, ttl } = walker.probe
  const l4 = firstOf(proto, sport, dport)
  return send(walker, ns, dst, null, l4, null, SEND, ttl ?? (isMulticast(dst) ? MULTICAST_TTL : DEFAULT_TTL), null)
}

function firstOf(proto: Probe['proto'], sport: number, dport: number): L4 {
  switch (proto) {
    case 'TCP':
      return { proto, sport, dport, flags: 'S' }
    case 'UDP':
      return { proto, sport, dport }
    case 'ICMP':
      return { proto, type: 8, code: 0, id: sport, seq: 1 }
  }
}

/** The answer starts from what the receiver saw, not from what the sender meant. */
export function sendAnswer(walker: Walker, answer: Answer): Next {
  switch (answer.kind) {
    case 'socket': {
      const { ns, to } = answer
      // A UDP server bound to no address lets the route choose its source, whatever address was asked (udp.c: udp_sendmsg), unless
      // it says IP_PKTINFO; TCP and echo answer from the asked one.
      const src = to.l4.proto === 'UDP' ? null : to.dst
      return send(walker, ns, to.src, src, answering(to.l4, 'SA'), null, ANSWER, DEFAULT_TTL, null)
    }
    case 'rst': {
      const { ns, to, place } = answer
      return send(walker, ns, to.src, to.dst, answering(to.l4, 'RA'), place, RESET, DEFAULT_TTL, null)
    }
    case 'icmp': {
      const { ns, about, type, code, src, place, ct } = answer
      const l4: L4 = { proto: 'ICMP', type, code, inner: tupleOf(about) }
      return send(walker, ns, about.src, src, l4, place, ICMP, DEFAULT_TTL, ct)
    }
  }
}

function answering(l4: L4, flags: 'SA' | 'RA'): L4 {
  switch (l4.proto) {
    case 'TCP':
      return { proto: 'TCP', sport: l4.dport, dport: l4.sport, flags }
    case 'UDP':
      return { proto: 'UDP', sport: l4.dport, dport: l4.sport }
    case 'ICMP':
      return isError(l4) ? l4 : { proto: 'ICMP', type: 0, code: 0, id: l4.id, seq: l4.seq }
  }
}

/**
 * Route first, as it may choose the source; then LOCAL_OUT. A process's look-up is a step of its own, a kernel's is not. `from`: where the
 * kernel answers; null: in a process.
 */
function send(
  walker: Walker,
  ns: Netns,
  dst: Ipv4,
  src: Ipv4 | null,
  l4: L4,
  from: Place | null,
  event: StepEvent,
  ttl: number,
  about: Ct | null,
): Next {
  const route = routeOutput(ns, dst, src)
  const packet = makePacket(route?.src ?? src ?? (0 as Ipv4), dst, ttl, 0, null, null, l4)
  if (walker.steps !== null) {
    const rows = route === null || from === null ? NO_ROWS : rowsOf(route.found)
    note(walker, from ?? placesOf(ns).process, event, packet, packet, rows)
  }
  if (route === null)
    return drop(walker, from ?? placesOf(ns).process, packet, { kind: 'no-route', dst }, NO_ROWS, null)
  if (walker.steps !== null && from === null) {
    const place = placesOf(ns).process
    const routed = {
      kind: 'route-output',
      dev: route.dev.name,
      nextHop: isMulticast(dst) ? dst : route.nextHop,
    } as const
    note(walker, place, routed, packet, packet, rowsOf(route.found))
  }
  const { skb } = walker
  takeUp(skb, packet, NO_DEVICE)
  skb.dev = route.dev
  // No gateway for a group: __mkroute_output forgets a route of fewer than four bits.
  skb.nextHop = isMulticast(dst) ? dst : route.nextHop
  const row = route.found.type === 'broadcast' ? route.found.route : null
  // No row makes 255.255.255.255 one, and TCP connects to no group of hosts either (route.c: __mkroute_output).
  if (row !== null || (isMulticastOrBroadcast(dst) && (l4.proto === 'TCP' || dst >>> 28 === 15))) {
    return laterStages().sendBroadcast(walker, ns, skb, row)
  }
  if (about !== null) {
    skb.ct = about
    skb.dir = 'reply'
    skb.related = true
  }
  return localOut(walker, ns, skb)
}
