/*! Security groups: they belong to ENIs and judge what an ENI sends (out) and what is delivered to it (in), statefully
(datapath.md §5.2).

The rules of all groups of an ENI are one pool: by priority, at equal priority drop before accept, the first match decides. If
none matches: in, a basic group lets in its own members, everything else ends; out, a basic group lets everything out and an
advanced one nothing. */
import { type Cidr, type Ipv4, inCidr } from '../net/ip'
import type { Protocol, Tuple } from '../net/packet'
import type { RowBase } from '../kernel/row'
import { SHARED_SERVICES } from './vpc-route'

export type Direction = 'in' | 'out'

/** Destination ports, both ends included. */
export interface PortRange {
  readonly from: number
  readonly to: number
}

export interface SecurityGroup extends RowBase {
  readonly kind: 'security-group'
  readonly id: string
  readonly type: 'basic' | 'advanced'
  /** The internal communication policy of a basic group: members let each other in. */
  readonly innerAccess: boolean
  readonly rules: readonly SecurityRule[]
}

export interface SecurityRule extends RowBase {
  readonly kind: 'security-rule'
  readonly group: string
  readonly direction: Direction
  readonly policy: 'accept' | 'drop'
  /** 1 goes first. */
  readonly priority: number
  readonly proto: Protocol | 'ALL'
  /** null: every port. */
  readonly ports: PortRange | null
  /** Who is at the other end: addresses, or the members of a group. */
  readonly peer: { readonly kind: 'cidr'; readonly cidr: Cidr } | { readonly kind: 'group'; readonly group: string }
}

/** A connection that an ENI's groups have let through: its answers need no rule there. */
export interface GroupSession {
  readonly kind: 'group-session'
  readonly eni: string
  readonly tuple: Tuple
}

/** What the groups of one ENI say together. */
export interface GroupPool {
  readonly groups: readonly SecurityGroup[]
  readonly in: readonly SecurityRule[]
  readonly out: readonly SecurityRule[]
}

export function poolGroups(groups: readonly SecurityGroup[]): GroupPool {
  const rules = (direction: Direction) =>
    groups.flatMap((group) => group.rules.filter((rule) => rule.direction === direction)).toSorted(byPriority)
  return { groups, in: rules('in'), out: rules('out') }
}

const byPriority = (a: SecurityRule, b: SecurityRule): number =>
  a.priority - b.priority || Number(a.policy === 'accept') - Number(b.policy === 'accept')

/** The packet as a group sees it. */
export interface Judged {
  readonly proto: Protocol
  /** Destination port; null: it has none. */
  readonly port: number | null
  /** The address at the other end, and the groups of the ENI that owns it. */
  readonly peer: Ipv4
  readonly peerGroups: readonly string[]
}

export interface GroupDecision {
  readonly accept: boolean
  /** The rule that matched; the group whose default decided. */
  readonly row: SecurityRule | SecurityGroup
}

/** null: the ENI is in no group that exists, so nobody judges. */
export function decideGroups(pool: GroupPool, direction: Direction, packet: Judged): GroupDecision | null {
  const [first] = pool.groups
  if (first === undefined) return null
  const rule = pool[direction].find((candidate) => matches(candidate, packet))
  if (rule !== undefined) return { accept: rule.policy === 'accept', row: rule }
  if (direction === 'out') {
    const advanced = pool.groups.find((group) => group.type === 'advanced')
    return { accept: advanced === undefined, row: advanced ?? first }
  }
  const common = pool.groups.find(
    (group) => group.type === 'basic' && group.innerAccess && packet.peerGroups.includes(group.id),
  )
  // Health checks and what the load balancer itself sends need no rule (§5.2).
  const accept = common !== undefined || inCidr(packet.peer, SHARED_SERVICES)
  return { accept, row: common ?? first }
}

const matches = (rule: SecurityRule, { proto, port, peer, peerGroups }: Judged): boolean =>
  (rule.proto === 'ALL' || rule.proto === proto) &&
  inPorts(rule.ports, port) &&
  (rule.peer.kind === 'cidr' ? inCidr(peer, rule.peer.cidr) : peerGroups.includes(rule.peer.group))

/** What has no port is not narrowed by a range. */
export const inPorts = (range: PortRange | null, port: number | null): boolean =>
  range === null || port === null || (port >= range.from && port <= range.to)
