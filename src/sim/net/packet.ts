/*! What travels: one IPv4 packet with the frame it is in.

A packet is never changed: a rewrite makes a new one, so a step's `before` and `after` differ exactly where it was rewritten. */

import type { Ipv4 } from './ip'
import type { Mac } from './mac'

export type Protocol = 'TCP' | 'UDP' | 'ICMP'

/** TCP flags that this model meets, letters as tcpdump's order S F R P A: SYN, SYN-ACK, RST-ACK. */
export type TcpFlags = 'S' | 'SA' | 'RA'

export interface Tcp {
  readonly proto: 'TCP'
  readonly sport: number
  readonly dport: number
  readonly flags: TcpFlags
}
export interface Udp {
  readonly proto: 'UDP'
  readonly sport: number
  readonly dport: number
}
/** An ICMP error. `inner` is the quoted packet (RFC 792): the one that could not be delivered, as its sender's host saw it. */
export interface IcmpError {
  readonly proto: 'ICMP'
  readonly type: 3 | 11
  readonly code: number
  readonly inner: Tuple
}
/** ping: echo request (8) and reply (0). */
export interface IcmpEcho {
  readonly proto: 'ICMP'
  readonly type: 8 | 0
  readonly code: 0
  readonly id: number
  readonly seq: number
}
export type L4 = Tcp | Udp | IcmpEcho | IcmpError

export const isError = (l4: L4): l4 is IcmpError => l4.proto === 'ICMP' && 'inner' in l4

/** TCP and UDP have ports, ICMP has none. */
export const hasPorts = (l4: L4): l4 is Tcp | Udp => l4.proto !== 'ICMP'

export interface Packet {
  readonly src: Ipv4
  readonly dst: Ipv4
  readonly ttl: number
  /** skb->mark. Lives only inside one host. */
  readonly mark: number
  /** null while the packet has no frame yet (made by a process, not transmitted). */
  readonly smac: Mac | null
  readonly dmac: Mac | null
  readonly l4: L4
}

/** The five-tuple that conntrack, IPVS and a quoted packet use. Ports as 0 … 65535; an echo has its id in place of both. */
export interface Tuple {
  readonly proto: Protocol
  readonly src: Ipv4
  readonly dst: Ipv4
  readonly sport: number
  readonly dport: number
}

/** One constructor for all packets: one shape, all fields (performance.md §3: never spread). */
export const makePacket = (
  src: Ipv4,
  dst: Ipv4,
  ttl: number,
  mark: number,
  smac: Mac | null,
  dmac: Mac | null,
  l4: L4,
): Packet => ({ src, dst, ttl, mark, smac, dmac, l4 })

export const makeTuple = (proto: Protocol, src: Ipv4, dst: Ipv4, sport: number, dport: number): Tuple => ({
  proto,
  src,
  dst,
  sport,
  dport,
})

/** The tuple of the answer. */
export const reverse = (t: Tuple): Tuple => makeTuple(t.proto, t.dst, t.src, t.dport, t.sport)

export const sameTuple = (a: Tuple, b: Tuple): boolean =>
  a.src === b.src && a.dst === b.dst && a.sport === b.sport && a.dport === b.dport && a.proto === b.proto

/** Is `b` the tuple of the answer to `a`? */
export const isAnswer = (a: Tuple, b: Tuple): boolean =>
  a.src === b.dst && a.dst === b.src && a.sport === b.dport && a.dport === b.sport && a.proto === b.proto
