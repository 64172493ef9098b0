/*! What one walk carries with it: the packet in hand (skb), what the machines have learned so far, and the steps.

The walk sees rows only. It never asks what a person declared. */
import type { BoundEni } from '../cloud/cloud'
import type { SnatSession } from '../cloud/gateway'
import type { SlbSession } from '../cloud/rows'
import type { GroupSession } from '../cloud/security-group'
import type { ConntrackEntry } from '../kernel/conntrack'
import { type Device, NO_DEVICE } from '../kernel/device'
import type { IpvsConn, RealServer, VirtualServer } from '../kernel/ipvs'
import type { Neigh } from '../kernel/neigh'
import type { Netns } from '../kernel/netns'
import type { ChainContext } from '../kernel/netfilter/iptables'
import type { NetnsId } from '../kernel/row'
import type { Ipv4 } from '../net/ip'
import type { Mac } from '../net/mac'
import { makePacket, type Packet, type Tuple } from '../net/packet'
import type { Effect } from '../trace/effect'
import type { Place } from '../trace/place'
import { type Leg, NO_EFFECTS, NO_ROWS, type Row, type Step, type StepEvent } from '../trace/trace'
import type { DropReason } from '../trace/verdict'
import type { World } from '../world'
import type { Places } from './places'

/** One question in the kernel's terms. */
export interface Probe {
  readonly from: NetnsId
  readonly dst: Ipv4
  readonly dport: number
  readonly proto: 'TCP' | 'UDP' | 'ICMP'
  readonly sport: number
  /** TTL of the client's packets; a socket with one of its own asks for every error (IP_RECVERR). null: the default. */
  readonly ttl: number | null
  /** The real server or SLB backend that balancing takes where it has a choice; null: the scheduler's first. */
  readonly pick: Ipv4 | null
  /** The backend that the SLB takes; null: as `pick`, else the first of its group. */
  readonly slbPick: Ipv4 | null
}

/** What the machines remember from one connection to the next. Short lists, replaced when one grows: a trace makes a handful of entries. */
export interface Memory {
  cts: readonly Ct[]
  conns: readonly IpvsConn[]
  /** What the cloud's devices remember. */
  sessions: readonly (SlbSession | SnatSession | GroupSession)[]
  /** What ARP has found; not remembered while only the verdict is wanted, for it would find the same again. */
  neighs: readonly Neigh[]
  /** Sources that rules have put on a list (affinity). */
  seen: readonly string[]
  /** Where each virtual server's scheduler stands: the real server that it took last. */
  taken: readonly { readonly server: VirtualServer; readonly real: RealServer }[]
}

export const makeMemory = (): Memory => ({
  cts: [],
  conns: [],
  sessions: [],
  neighs: [],
  seen: [],
  taken: [],
})

export interface Walker extends Omit<Memory, 'seen'> {
  readonly world: World
  readonly probe: Probe
  /** The packet in hand, and the machine that has it. */
  readonly skb: Skb
  ns: Netns | null
  /** By which it left for the cloud; null: by the line of a host outside, or by an ENI that the cloud does not know. */
  eni: BoundEni | null
  /** The tuple of the packet that was asked about last (conntrack.ts: headOf). */
  readonly head: Writable<Tuple>
  headed: Packet | null
  /** What rules are asked with, written anew for each chain (chains.ts). */
  readonly context: Writable<ChainContext>
  leg: Leg['kind']
  /** null while only the verdict is wanted: the same walk with its recorder off. */
  steps: Step[] | null
  /** Interfaces that the leg has crossed. */
  crossings: number
  /** Steps left before the walk gives up: no set of rows may hang it. */
  budget: number
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** A connection while it is being tracked: struct nf_conn. */
export interface Ct {
  readonly id: number
  readonly netns: NetnsId
  readonly orig: Tuple
  reply: Tuple
  /** IPS_SRC_NAT, IPS_DST_NAT: which ends nf_nat translates. IPVS sets neither (§4.3). */
  snat: boolean
  dnat: boolean
  /** IPS_DST_NAT_DONE, IPS_SRC_NAT_DONE: the chains have been asked. */
  dstDone: boolean
  srcDone: boolean
  confirmed: boolean
  mark: number
  replied: boolean
}

/** A packet in one host's hands: struct sk_buff. */
export interface Skb {
  packet: Packet
  ct: Ct | null
  dir: 'orig' | 'reply'
  /** An ICMP error about the tracked connection. */
  related: boolean
  /** skb->ipvs_property: the connection for which IPVS has had it; it does not take it again. */
  ipvs: IpvsConn | null
  /** Device that it came in by; none for what this host made. */
  iif: Device
  /** The route it has: output device and next hop. */
  dev: Device
  nextHop: Ipv4
  /** null until somebody asks (places.ts). */
  at: Places | null
}

/** How the first answer begins. */
export type Answer =
  /** The socket answers with a SYN-ACK or datagram, the kernel an echo request with its reply. */
  | { readonly kind: 'socket'; readonly ns: Netns; readonly to: Packet }
  | { readonly kind: 'rst'; readonly ns: Netns; readonly to: Packet; readonly place: Place }
  | {
      readonly kind: 'icmp'
      readonly ns: Netns
      /** The packet that could not be delivered, as it stood then. */
      readonly about: Packet
      readonly type: 3 | 11
      readonly code: number
      /** The error speaks for this address; null: the route chooses. */
      readonly src: Ipv4 | null
      readonly place: Place
      /** The connection of the packet that it is about: translated like an answer of it, though it is not confirmed yet. */
      readonly ct: Ct | null
    }

/** What a stage says: the packet goes on, or this is its end. */
export type End =
  | { readonly kind: 'delivered'; readonly answer: Answer | null }
  /** The client's socket got an error: a RST, or an ICMP error. */
  | { readonly kind: 'error'; readonly type: 'rst' | 3 | 11; readonly code: number }
  | { readonly kind: 'drop'; readonly reason: DropReason; readonly place: Place; readonly answer: Answer | null }

export type Next =
  /** The packet in hand arrives in `walker.ns`, at the device `walker.skb.iif`. */
  | 'arrive'
  /** The packet in hand leaves its machine for the cloud, by `walker.eni` or by the line of a host outside. */
  | 'cross-eni'
  | 'cross-line'
  | End

const NOTHING = makePacket(0 as Ipv4, 0 as Ipv4, 0, 0, null, null, { proto: 'UDP', sport: 0, dport: 0 })

export const makeSkb = (): Skb => ({
  packet: NOTHING,
  ct: null,
  dir: 'orig',
  related: false,
  ipvs: null,
  iif: NO_DEVICE,
  dev: NO_DEVICE,
  nextHop: NOTHING.dst,
  at: null,
})

/** Another packet is in hand, or the same on another host: nothing stays of what was known about the one before. */
export function takeUp(skb: Skb, packet: Packet, iif: Device): void {
  skb.packet = packet
  skb.ct = null
  skb.dir = 'orig'
  skb.related = false
  skb.ipvs = null
  skb.iif = iif
  skb.dev = NO_DEVICE
  skb.nextHop = packet.dst
  skb.at = null
}

export function arrive(walker: Walker, ns: Netns, dev: Device, packet: Packet): Next {
  takeUp(walker.skb, packet, dev)
  walker.ns = ns
  return 'arrive'
}

export function cross(walker: Walker, packet: Packet, by: 'cross-eni' | 'cross-line', eni: BoundEni | null): Next {
  walker.skb.packet = packet
  walker.eni = eni
  return by
}

/**
 * As it goes out on a wire. A mark never leaves its host: it is not in the packet. With the recorder off one without a mark stays
 * as it is, for nobody reads its MACs.
 */
export const frame = (walker: Walker, packet: Packet, smac: Mac, dmac: Mac): Packet =>
  walker.steps === null && packet.mark === 0
    ? packet
    : makePacket(packet.src, packet.dst, packet.ttl, 0, smac, dmac, packet.l4)

/** An ICMP error about the packet in hand: 3/0 net, 3/1 host, 3/3 port unreachable, 11/0 time exceeded. */
export const icmpError = (ns: Netns, skb: Skb, type: 3 | 11, code: number, src: Ipv4 | null, place: Place): Answer => ({
  kind: 'icmp',
  ns,
  about: skb.packet,
  type,
  code,
  src,
  place,
  ct: skb.dir === 'orig' ? skb.ct : null,
})

/** Records a step. Call it only where `walker.steps` is set: what it needs costs more than the look-ups. */
export function note(
  walker: Walker,
  place: Place,
  event: StepEvent,
  before: Packet,
  after: Packet,
  because: readonly Row[] | null,
  effects: readonly Effect[] | null = null,
): void {
  walker.steps?.push({ place, event, before, after, because: because ?? NO_ROWS, effects: effects ?? NO_EFFECTS })
}

/** Ends the packet here, with a step that says why. `came`: the packet as the stage got it, where that is not how it ends. */
export function drop(
  walker: Walker,
  place: Place,
  packet: Packet,
  reason: DropReason,
  because: readonly Row[] | null,
  answer: Answer | null,
  effects: readonly Effect[] | null = null,
  came: Packet = packet,
): End {
  note(walker, place, { kind: 'drop', reason }, came, packet, because, effects)
  return { kind: 'drop', reason, place, answer }
}

/** The line of `conntrack -L` for a tracked connection as it is now. */
export const entryOf = (ct: Ct): ConntrackEntry => ({
  kind: 'conntrack',
  id: ct.id,
  netns: ct.netns,
  orig: ct.orig,
  reply: ct.reply,
  state: ct.orig.proto === 'TCP' ? (ct.replied ? 'SYN_RECV' : 'SYN_SENT') : null,
  replied: ct.replied,
})
