/*! The end of the way: a listening socket takes the request, the client's own socket takes the answer, or nobody does. */
import { type Netns, socketOn } from '../kernel/netns'
import { isError } from '../net/packet'
import type { Effect } from '../trace/effect'
import { NO_ROWS } from '../trace/trace'
import { drop, type End, icmpError, type Next, note, type Skb, type Walker } from './walker'

/** Local delivery. `effects`: what the way up has confirmed. */
export function deliver(walker: Walker, ns: Netns, skb: Skb, effects: readonly Effect[]): Next {
  return walker.leg === 'reply' && ns.id === walker.probe.from
    ? toClient(walker, ns, skb, effects)
    : toListener(walker, ns, skb, effects)
}

function toListener(walker: Walker, ns: Netns, skb: Skb, effects: readonly Effect[]): End {
  const { packet } = skb
  const { l4 } = packet
  const place = skb.at.process
  if (l4.proto === 'ICMP' && !isError(l4)) {
    if (l4.type !== 8) return drop(walker, place, packet, { kind: 'no-socket', port: 0 }, NO_ROWS, null)
    // icmp_echo: no process is asked, the kernel answers for any address of its own, whatever the TTL.
    note(walker, place, { kind: 'deliver', process: KERNEL }, packet, packet, NO_ROWS, effects)
    return { kind: 'delivered', answer: { kind: 'socket', ns, to: packet } }
  }
  if (l4.proto === 'ICMP') {
    // An error that reaches a host which sent nothing: ignored.
    return drop(walker, place, packet, { kind: 'no-socket', port: 0 }, NO_ROWS, null)
  }
  const socket = socketOn(ns, l4.proto, l4.dport)
  if (socket !== null && (l4.proto === 'UDP' || l4.flags === 'S')) {
    note(walker, place, { kind: 'deliver', process: socket.process }, packet, packet, [socket], effects)
    return { kind: 'delivered', answer: { kind: 'socket', ns, to: packet } }
  }
  // tcp_v4_rcv, udp_rcv: nobody listens (NO_SOCKET). TCP answers with a RST, UDP with port unreachable.
  const answer =
    l4.proto === 'TCP' ? ({ kind: 'rst', ns, to: packet, place } as const) : icmpError(ns, skb, 3, 3, packet.dst, place)
  note(walker, place, { kind: 'drop', reason: { kind: 'no-socket', port: l4.dport } }, packet, packet, NO_ROWS, effects)
  return { kind: 'drop', reason: { kind: 'no-socket', port: l4.dport }, place, answer }
}

/** The client's socket is connected: it takes answers from the address that it asked, and errors that quote its packet. */
function toClient(walker: Walker, ns: Netns, skb: Skb, effects: readonly Effect[]): End {
  const { packet } = skb
  const { probe } = walker
  const { l4 } = packet
  const place = skb.at.process
  if (isError(l4)) {
    const { inner } = l4
    const mine =
      inner.dst === probe.dst && inner.sport === probe.sport && (inner.proto === 'ICMP' || inner.dport === probe.dport)
    if (!mine) return drop(walker, place, packet, { kind: 'not-asked', expected: probe.dst }, NO_ROWS, null)
    note(walker, place, { kind: 'error', what: 'icmp' }, packet, packet, NO_ROWS, effects)
    return { kind: 'error', type: l4.type, code: l4.code }
  }
  const asked =
    packet.src === probe.dst &&
    (l4.proto === 'ICMP'
      ? l4.type === 0 && l4.id === probe.sport
      : l4.sport === probe.dport && l4.dport === probe.sport)
  if (!asked) return drop(walker, place, packet, { kind: 'not-asked', expected: probe.dst }, NO_ROWS, null)
  if (l4.proto === 'TCP' && l4.flags === 'RA') {
    note(walker, place, { kind: 'error', what: 'rst' }, packet, packet, NO_ROWS, effects)
    return { kind: 'error', type: 'rst', code: 0 }
  }
  note(walker, place, { kind: 'deliver', process: CLIENT_PROCESS }, packet, packet, NO_ROWS, effects)
  return { kind: 'delivered', answer: null }
}

/** The program that asks. A topology does not name it: any client connects in the same way. */
const CLIENT_PROCESS = 'curl'
/** What answers an echo request. */
const KERNEL = 'kernel'
