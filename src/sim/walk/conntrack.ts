/*! Connection tracking and the address translation that lives in its entries (nf_conntrack_core.c, nf_nat_core.c; §4.3, §4.8). */
import { appended } from '../../base/appended'
import type { Netns } from '../kernel/netns'
import {
  hasPorts,
  isError,
  type L4,
  makePacket,
  makeTuple,
  type Packet,
  reverse,
  sameTuple,
  type Tuple,
} from '../net/packet'
import type { Effect } from '../trace/effect'
import { type Ct, entryOf, type Skb, type Walker } from './walker'

/** The tuple of a packet; for an ICMP error the one that it quotes. */
export function tupleOf(packet: Packet): Tuple {
  const { l4 } = packet
  if (isError(l4)) return l4.inner
  return l4.proto === 'ICMP'
    ? makeTuple('ICMP', packet.src, packet.dst, l4.id, l4.id)
    : makeTuple(l4.proto, packet.src, packet.dst, l4.sport, l4.dport)
}

/** The same for looking up, in the walker's own tuple: good until another packet is asked about. */
export function headOf(walker: Walker, packet: Packet): Tuple {
  const { l4 } = packet
  if (isError(l4)) return l4.inner
  const { head } = walker
  if (walker.headed === packet) return head
  walker.headed = packet
  head.proto = l4.proto
  head.src = packet.src
  head.dst = packet.dst
  head.sport = hasPorts(l4) ? l4.sport : l4.id
  head.dport = hasPorts(l4) ? l4.dport : l4.id
  return head
}

/**
 * nf_conntrack_in at −200: finds the packet's connection or begins one. Returns how it went. A RST that is the first answer
 * kills the entry, but still has it for its own translation.
 */
export function trackIncoming(walker: Walker, ns: Netns, skb: Skb, effects: Effect[] | null): 'new' | 'known' | 'none' {
  // Loopback: seen on its way out already.
  if (skb.ct !== null) return 'known'
  const { l4 } = skb.packet
  // An error about a packet travels the other way: its connection is the one whose answer it would be (nf_conntrack_inet_error).
  const error = isError(l4)
  const tuple = error ? reverse(l4.inner) : headOf(walker, skb.packet)
  const { id } = ns
  for (const ct of walker.cts) {
    if (ct.netns !== id || !ct.confirmed) continue
    const dir = directionOf(ct, tuple, l4)
    if (dir === null) continue
    skb.ct = ct
    skb.dir = dir
    skb.related = error
    if (dir === 'reply' && !skb.related && !ct.replied)
      seeReply(walker, ct, l4.proto === 'TCP' && l4.flags === 'RA', effects)
    return 'known'
  }
  // Only a SYN, a datagram or an echo request begins a connection; a stray SYN-ACK, RST, echo reply or error is INVALID.
  if (!begins(l4)) return 'none'
  const orig = tupleOf(skb.packet)
  const ct: Ct = {
    id: walker.cts.length + 1,
    netns: ns.id,
    orig,
    reply: reverse(orig),
    snat: false,
    dnat: false,
    dstDone: false,
    srcDone: false,
    confirmed: false,
    mark: 0,
    replied: false,
  }
  walker.cts = appended(walker.cts, ct)
  skb.ct = ct
  return 'new'
}

/** An echo to one of the host's own addresses has the same tuple both ways: its type tells them apart. */
function directionOf(ct: Ct, tuple: Tuple, l4: L4): 'orig' | 'reply' | null {
  const isReply = l4.proto === 'ICMP' && l4.type === 0
  if (!isReply && sameTuple(ct.orig, tuple)) return 'orig'
  return sameTuple(ct.reply, tuple) ? 'reply' : null
}

function begins(l4: L4): boolean {
  switch (l4.proto) {
    case 'TCP':
      return l4.flags === 'S'
    case 'UDP':
      return true
    case 'ICMP':
      return l4.type === 8
  }
}

function seeReply(walker: Walker, ct: Ct, rst: boolean, effects: Effect[] | null): void {
  if (rst) {
    ct.confirmed = false
    effects?.push({ kind: 'conntrack-gone', id: ct.id })
    return
  }
  ct.replied = true
  if (walker.steps !== null) effects?.push({ kind: 'conntrack', entry: entryOf(ct) })
}

/** The state that `-m conntrack --ctstate` asks for. */
export const ctStateOf = (skb: Skb): 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' =>
  skb.ct === null ? 'INVALID' : skb.related ? 'RELATED' : skb.dir === 'reply' || skb.ct.replied ? 'ESTABLISHED' : 'NEW'

/**
 * nf_nat_packet: what an earlier decision does to this packet at a hook that may change its `end`. In the reply direction
 * the ends change places: an SNAT shows as a new destination, a DNAT as a new source. Returns true if it changed.
 */
export function translate(skb: Skb, end: 'src' | 'dst'): boolean {
  const { ct } = skb
  if (ct === null) return false
  const wanted = (end === 'src') === (skb.dir === 'orig') ? ct.snat : ct.dnat
  if (!wanted) return false
  const other = skb.dir === 'orig' ? ct.reply : ct.orig
  skb.packet = skb.related ? translateError(skb.packet, end, other) : rewrite(skb.packet, end, other)
  return true
}

/** nf_nat_setup_info for DNAT: a new destination, and the answer will come from there. */
export function setDestination(skb: Skb, ip: Packet['dst'], port: number): void {
  const { ct } = skb
  if (ct === null) return
  ct.reply = makeTuple(ct.reply.proto, ip, ct.reply.dst, port, ct.reply.dport)
  ct.dnat = true
  skb.packet = withDestination(skb.packet, ip, port)
}

/** The tuple of the other direction, turned round, is what the packet must look like. */
const rewrite = (packet: Packet, end: 'src' | 'dst', other: Tuple): Packet =>
  end === 'src' ? withSource(packet, other.dst, other.dport) : withDestination(packet, other.src, other.sport)

/** nf_nat_icmp_reply_translation: the quoted packet changes at its other end, and the error's own address with it. */
function translateError(packet: Packet, end: 'src' | 'dst', other: Tuple): Packet {
  const { l4 } = packet
  if (!isError(l4)) return packet
  const { inner } = l4
  const quoted =
    end === 'dst'
      ? makeTuple(inner.proto, other.src, inner.dst, other.sport, inner.dport)
      : makeTuple(inner.proto, inner.src, other.dst, inner.sport, other.dport)
  const error = { ...l4, inner: quoted }
  return end === 'dst'
    ? makePacket(packet.src, other.src, packet.ttl, packet.mark, packet.smac, packet.dmac, error)
    : makePacket(other.dst, packet.dst, packet.ttl, packet.mark, packet.smac, packet.dmac, error)
}

export function withSource(packet: Packet, src: Packet['src'], sport: number): Packet {
  const { l4 } = packet
  switch (l4.proto) {
    case 'TCP':
      return makePacket(src, packet.dst, packet.ttl, packet.mark, packet.smac, packet.dmac, {
        proto: 'TCP',
        sport,
        dport: l4.dport,
        flags: l4.flags,
      })
    case 'UDP':
      return makePacket(src, packet.dst, packet.ttl, packet.mark, packet.smac, packet.dmac, {
        proto: 'UDP',
        sport,
        dport: l4.dport,
      })
    case 'ICMP':
      return makePacket(src, packet.dst, packet.ttl, packet.mark, packet.smac, packet.dmac, l4)
  }
}

export function withDestination(packet: Packet, dst: Packet['dst'], dport: number): Packet {
  const { l4 } = packet
  switch (l4.proto) {
    case 'TCP':
      return makePacket(packet.src, dst, packet.ttl, packet.mark, packet.smac, packet.dmac, {
        proto: 'TCP',
        sport: l4.sport,
        dport,
        flags: l4.flags,
      })
    case 'UDP':
      return makePacket(packet.src, dst, packet.ttl, packet.mark, packet.smac, packet.dmac, {
        proto: 'UDP',
        sport: l4.sport,
        dport,
      })
    case 'ICMP':
      return makePacket(packet.src, dst, packet.ttl, packet.mark, packet.smac, packet.dmac, l4)
  }
}

/** nf_conntrack_confirm at MAX: from here on the entry is in the table. */
export function confirm(skb: Skb, effects: Effect[] | null): void {
  const { ct } = skb
  if (ct === null || ct.confirmed || skb.related || skb.dir === 'reply') return
  ct.confirmed = true
  effects?.push({ kind: 'conntrack', entry: entryOf(ct) })
}
