/*! Network ACL: a stateless list of rules for all ENIs of a vSwitch, in both directions (datapath.md §5.1). Tried in order; what
no rule names is denied. Packets between two ENIs of one vSwitch are not judged, nor is what goes to or comes from the platform's
name servers and metadata service (documentation, "Network ACLs"). */
import { type Cidr, cidr, type Ipv4, inCidr } from '../net/ip'
import type { Protocol } from '../net/packet'
import type { RowBase } from '../kernel/row'
import { type Direction, inPorts, type PortRange } from './security-group'

export interface NetworkAcl extends RowBase {
  readonly kind: 'network-acl'
  readonly id: string
  readonly vswitches: readonly string[]
  /** In the order in which they are tried. */
  readonly rules: readonly NetworkAclRule[]
}

export interface NetworkAclRule extends RowBase {
  readonly kind: 'network-acl-rule'
  readonly acl: string
  readonly direction: Direction
  readonly policy: 'accept' | 'drop'
  readonly proto: Protocol | 'ALL'
  /** Destination ports, in either direction; null: every port. */
  readonly ports: PortRange | null
  /** The source of what comes in, the destination of what goes out. */
  readonly cidr: Cidr
}

export interface AclDecision {
  readonly accept: boolean
  /** null: no rule names the packet, so it is denied. */
  readonly rule: NetworkAclRule | null
}

/** The platform's name servers and metadata service. */
export const ALWAYS: readonly Cidr[] = [cidr('100.100.2.112/28'), cidr('100.100.2.128/28'), cidr('100.100.100.200/32')]

export function decideAcl(
  acl: NetworkAcl,
  direction: Direction,
  proto: Protocol,
  port: number | null,
  peer: Ipv4,
): AclDecision {
  if (ALWAYS.some((prefix) => inCidr(peer, prefix))) return { accept: true, rule: null }
  const rule = acl.rules.find(
    (candidate) =>
      candidate.direction === direction &&
      (candidate.proto === 'ALL' || candidate.proto === proto) &&
      inPorts(candidate.ports, port) &&
      inCidr(peer, candidate.cidr),
  )
  return rule === undefined ? { accept: false, rule: null } : { accept: rule.policy === 'accept', rule }
}
