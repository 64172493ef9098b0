/*! The end of the way: a listening socket takes the request, the client's own socket takes the answer, or nobody does. */
import { type Netns, socketOn } from '../kernel/netns'
import { hasPorts, isError } from '../net/packet'
import type { Effect } from '../trace/effect'
import { NO_ROWS, type Row, type StepEvent } from '../trace/trace'
import { placesAt } from './places'
import { type Answer, drop, type End, icmpError, type Next, note, type Skb, type Walker } from './walker'

/** Local delivery. `effects`: what the way up has confirmed. */
export function deliver(walker: Walker, ns: Netns, skb: Skb, effects: readonly Effect[] | null): Next {
  return walker.leg === 'reply' && ns.id === walker.probe.from
    ? toClient(walker, ns, skb, effects)
    : toListener(walker, ns, skb, effects)
}

function toListener(walker: Walker, ns: Netns, skb: Skb, effects: readonly Effect[] | null): End {
  const { packet } = skb
  const { l4 } = packet
  if (!hasPorts(l4)) {
    // An error that reaches a host which sent nothing is ignored, as is an answer.
    if (l4.type !== 8) return nobody(walker, ns, skb, 0, null, null)
    // icmp_echo: no process is asked, the kernel answers for any address of its own, whatever the TTL.
    noteEnd(walker, ns, skb, KERNEL, NO_ROWS, effects)
    return { kind: 'delivered', answer: { kind: 'socket', ns, to: packet } }
  }
  const socket = socketOn(ns, l4.proto, l4.dport)
  if (socket !== null && (l4.proto === 'UDP' || l4.flags === 'S')) {
    if (walker.steps !== null) {
      noteEnd(walker, ns, skb, { kind: 'deliver', process: socket.process }, [socket], effects)
    }
    return { kind: 'delivered', answer: { kind: 'socket', ns, to: packet } }
  }
  // tcp_v4_rcv, udp_rcv: nobody listens (NO_SOCKET). TCP answers with a RST, UDP with port unreachable.
  const place = placesAt(ns, skb).process
  const answer: Answer =
    l4.proto === 'TCP' ? { kind: 'rst', ns, to: packet, place } : icmpError(ns, skb, 3, 3, packet.dst, place)
  return nobody(walker, ns, skb, l4.dport, answer, effects)
}

const nobody = (
  walker: Walker,
  ns: Netns,
  skb: Skb,
  port: number,
  answer: Answer | null,
  effects: readonly Effect[] | null,
): End => drop(walker, placesAt(ns, skb).process, skb.packet, { kind: 'no-socket', port }, NO_ROWS, answer, effects)

/** The client's socket is connected: it takes answers from the address that it asked, and errors that quote its packet. */
function toClient(walker: Walker, ns: Netns, skb: Skb, effects: readonly Effect[] | null): End {
  const { packet } = skb
  const { probe } = walker
  const { l4 } = packet
  if (isError(l4)) {
    const { inner } = l4
    const mine =
      inner.dst === probe.dst && inner.sport === probe.sport && (inner.proto === 'ICMP' || inner.dport === probe.dport)
    if (!mine) return notAsked(walker, ns, skb)
    noteEnd(walker, ns, skb, ICMP, NO_ROWS, effects)
    return { kind: 'error', type: l4.type, code: l4.code }
  }
  const asked =
    packet.src === probe.dst &&
    (l4.proto === 'ICMP'
      ? l4.type === 0 && l4.id === probe.sport
      : l4.sport === probe.dport && l4.dport === probe.sport)
  if (!asked) return notAsked(walker, ns, skb)
  if (l4.proto === 'TCP' && l4.flags === 'RA') {
    noteEnd(walker, ns, skb, RESET, NO_ROWS, effects)
    return { kind: 'error', type: 'rst', code: 0 }
  }
  noteEnd(walker, ns, skb, CLIENT, NO_ROWS, effects)
  return { kind: 'delivered', answer: null }
}

const notAsked = (walker: Walker, ns: Netns, skb: Skb): End =>
  drop(walker, placesAt(ns, skb).process, skb.packet, { kind: 'not-asked', expected: walker.probe.dst }, NO_ROWS, null)

function noteEnd(
  walker: Walker,
  ns: Netns,
  skb: Skb,
  event: StepEvent,
  rows: readonly Row[],
  effects: readonly Effect[] | null,
): void {
  if (walker.steps !== null) note(walker, placesAt(ns, skb).process, event, skb.packet, skb.packet, rows, effects)
}

/** The program that asks. A topology does not name it: any client connects in the same way. */
const CLIENT: StepEvent = { kind: 'deliver', process: 'curl' }
/** What answers an echo request. */
const KERNEL: StepEvent = { kind: 'deliver', process: 'kernel' }
const RESET: StepEvent = { kind: 'error', what: 'rst' }
const ICMP: StepEvent = { kind: 'error', what: 'icmp' }
