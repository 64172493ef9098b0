/*! What a walk leaves behind: data, no look-ups. Trace > Leg > Step; a Hop groups the steps of one machine. */
import type { Eip, NatGateway, SnatEntry, SnatSession } from '../cloud/gateway'
import type { NetworkAcl, NetworkAclRule } from '../cloud/network-acl'
import type { EniAddress, EniRow, SlbBackend, SlbListener, SlbSession, VSwitchRow } from '../cloud/rows'
import type { GroupSession, SecurityGroup, SecurityRule } from '../cloud/security-group'
import type { VpcRoute } from '../cloud/vpc-route'
import type { Address } from '../kernel/addr'
import type { ConntrackEntry } from '../kernel/conntrack'
import type { Route } from '../kernel/fib'
import type { IpvsConn, RealServer, VirtualServer } from '../kernel/ipvs'
import type { Link } from '../kernel/link'
import type { Neigh } from '../kernel/neigh'
import type { Ipset, IpsetMember } from '../kernel/netfilter/ipset'
import type { ChainRule } from '../kernel/netfilter/iptables'
import type { NftBase, NftElement, NftRule } from '../kernel/netfilter/nftables'
import type { NetnsId } from '../kernel/row'
import type { Rule } from '../kernel/rule'
import type { Socket } from '../kernel/socket'
import type { Sysctl } from '../kernel/sysctl'
import type { Ipv4 } from '../net/ip'
import type { Packet } from '../net/packet'
import type { Effect } from './effect'
import type { Place } from './place'
import type { DropReason, LegKind, Verdict } from './verdict'

/** Any row that can decide a step. The object itself is the reference: tables mark it by identity. */
export type Row =
  | Link
  | Address
  | Neigh
  | Rule
  | Route
  | Sysctl
  | Socket
  | ChainRule
  | NftBase
  | NftRule
  | NftElement
  | Ipset
  | IpsetMember
  | VirtualServer
  | RealServer
  | IpvsConn
  | ConntrackEntry
  | EniRow
  | EniAddress
  | VSwitchRow
  | VpcRoute
  | SlbListener
  | SlbBackend
  | SlbSession
  | NatGateway
  | SnatEntry
  | SnatSession
  | Eip
  | SecurityGroup
  | SecurityRule
  | GroupSession
  | NetworkAcl
  | NetworkAclRule

/** What happened at a step. Each variant has the facts that its sentence needs. */
export type StepEvent =
  /** A process sends its first packet. */
  | { readonly kind: 'send' }
  /** The receiver answers: SYN-ACK or datagram. */
  | { readonly kind: 'answer' }
  /** A kernel answers by itself: RST or an ICMP error. */
  | { readonly kind: 'kernel-answer'; readonly what: 'rst' | 'icmp' }
  /** Route of a packet made here; the route also chose the source if the process left it open. */
  | { readonly kind: 'route-output'; readonly dev: string; readonly nextHop: Ipv4 }
  /** Route of a packet that came in. */
  | { readonly kind: 'route-input'; readonly to: 'this-host' | 'forward'; readonly dev: string }
  /** Leaves by an interface; the neighbour gave the destination MAC. */
  | { readonly kind: 'transmit'; readonly dev: string; readonly nextHop: Ipv4 }
  | { readonly kind: 'receive'; readonly dev: string }
  | {
      readonly kind: 'prerouting'
      readonly conntrack: 'new' | 'known' | 'none'
      readonly nat: 'dnat' | 'un-snat' | null
      readonly marked: boolean
    }
  /** `un-dnat`: nat puts the asked address back as the source, for a connection of this host's own. */
  | { readonly kind: 'input'; readonly nat: 'un-dnat' | null }
  /** IPVS chose a real server and wrote it in as the destination. */
  | { readonly kind: 'ipvs-dnat'; readonly virtualServer: VirtualServer; readonly real: RealServer }
  /** First look-up: without a source (§4.2 step 4). */
  | { readonly kind: 'ipvs-route'; readonly dev: string }
  /** `rerouted`: nat asked for the route again, now with the source (§4.2 step 6); `was` is the device before. */
  | {
      readonly kind: 'output'
      readonly nat: 'dnat' | null
      readonly rerouted: boolean
      readonly dev: string
      readonly was: string
    }
  | { readonly kind: 'forward'; readonly nat: 'un-dnat' | null }
  | { readonly kind: 'postrouting'; readonly nat: 'snat' | 'un-dnat' | null }
  /** On a host that made the connection itself: IPVS puts the virtual server back as the source. */
  | { readonly kind: 'ipvs-un-dnat' }
  | { readonly kind: 'vpc-deliver'; readonly eni: string; readonly host: NetnsId; readonly dev: string }
  | { readonly kind: 'vpc-out'; readonly client: NetnsId }
  | { readonly kind: 'slb-receive' }
  | { readonly kind: 'slb-dnat'; readonly backend: SlbBackend }
  | { readonly kind: 'slb-un-dnat' }
  | { readonly kind: 'slb-send' }
  /** A route entry leads to the NAT gateway. */
  | { readonly kind: 'vpc-to-gateway'; readonly gateway: string }
  /** The NAT gateway puts an entry's EIP on as the source, and sends it out. */
  | { readonly kind: 'gateway-snat'; readonly nat: 'snat' }
  /** An answer from the Internet gets the private address back. */
  | { readonly kind: 'gateway-un-snat'; readonly nat: 'un-snat' }
  /** An EIP takes the place of the private address that it is bound to, on the way out to `client` … */
  | { readonly kind: 'eip-out'; readonly client: NetnsId | null; readonly nat: 'snat' | 'un-dnat' }
  /** … and the private address that of the EIP, on the way in. */
  | { readonly kind: 'eip-in'; readonly nat: 'dnat' | 'un-snat' }
  /** A socket takes it. */
  | { readonly kind: 'deliver'; readonly process: string }
  /** The client's kernel hands an error to the socket. */
  | { readonly kind: 'error'; readonly what: 'rst' | 'icmp' }
  | { readonly kind: 'drop'; readonly reason: DropReason }

export interface Step {
  readonly place: Place
  readonly event: StepEvent
  readonly before: Packet
  readonly after: Packet
  /** The rows that decided, the decisive one first; then those that were read on the way to it. */
  readonly because: readonly Row[]
  readonly effects: readonly Effect[]
}

export interface Leg {
  readonly kind: LegKind
  readonly steps: readonly Step[]
}

export interface Trace {
  readonly request: Leg
  /** What the first answer did; null if nothing answered. */
  readonly reply: Leg | null
  readonly verdict: Verdict
}

export const NO_ROWS: readonly Row[] = []
export const NO_EFFECTS: readonly Effect[] = []

/** All steps in time order: the request's, then the reply's. The page counts hops in this list, from 1. */
export const stepsOf = (trace: Trace): readonly Step[] =>
  trace.reply ? [...trace.request.steps, ...trace.reply.steps] : trace.request.steps

/** The machine of a place: a namespace, or a device of the cloud. */
export type Machine = NetnsId | CloudMachine
export type CloudMachine = 'vpc' | 'slb' | 'gateway'
export function machineOf(place: Place): Machine {
  switch (place.kind) {
    case 'vpc':
    case 'slb':
    case 'gateway':
      return place.kind
    case 'process':
    case 'stage':
    case 'link':
      return place.netns
  }
}

/** The cloud has no kernel: nobody can log in there. */
export const isCloud = (machine: Machine): machine is CloudMachine =>
  machine === 'vpc' || machine === 'slb' || machine === 'gateway'

/** A run of steps on one machine. `stack` numbers the kernel stacks in the order of the leg (1, 2, …); null for VPC, SLB and gateway. */
export interface Hop {
  readonly machine: Machine
  readonly steps: readonly Step[]
  /** Index of the first step in the leg. */
  readonly first: number
}

export function hopsOf(leg: Leg): readonly Hop[] {
  const hops: { machine: Machine; steps: Step[]; first: number }[] = []
  leg.steps.forEach((step, index) => {
    const machine = machineOf(step.place)
    const last = hops[hops.length - 1]
    if (last && last.machine === machine) last.steps.push(step)
    else hops.push({ machine, steps: [step], first: index })
  })
  return hops
}
