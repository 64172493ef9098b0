/*! Rules of security groups and network ACLs that did not decide about a packet that was dropped. */
import type { NetworkAcl, NetworkAclRule } from '../cloud/network-acl'
import type { EniRow } from '../cloud/rows'
import { type Direction, inPorts, type PortRange, type SecurityRule } from '../cloud/security-group'
import { inCidr, type Ipv4 } from '../net/ip'
import { hasPorts, type Packet } from '../net/packet'
import type { Row } from '../trace/trace'
import type { World } from '../world'
import { type Loser, type LoserReason, loser } from './loser'

/** All groups of the ENI are one pool, in the order of its rules. `winner`: a rule, or the group whose default decided. */
export function groupLosers(
  { cloud }: World,
  eni: EniRow,
  direction: Direction,
  packet: Packet,
  winner: Row,
): readonly Loser[] {
  const peer = direction === 'in' ? packet.src : packet.dst
  const peerGroups = cloud.index.owners.get(peer | 0)?.eni.row.groups ?? []
  const than = winner.kind === 'security-rule' ? winner.priority : 0
  const judged = (cloud.index.pools.get(eni.id)?.[direction] ?? [])
    .filter((rule) => rule !== winner)
    .map((rule) => ({ rule, misses: mismatch(rule, packet) ?? notThePeer(rule, peer, peerGroups) }))
  const next = judged.find(({ misses }) => misses === null)?.rule
  return judged
    .toSorted((a, b) => Number(b.rule === next) - Number(a.rule === next))
    .map(({ rule, misses }) =>
      loser(rule, winner, misses ?? { kind: 'later-priority', priority: rule.priority, than }, rule === next),
    )
}

function notThePeer({ peer }: SecurityRule, has: Ipv4, groups: readonly string[]): LoserReason | null {
  if (peer.kind === 'cidr') return inCidr(has, peer.cidr) ? null : { kind: 'other-prefix', wants: peer.cidr, has }
  return groups.includes(peer.group) ? null : { kind: 'not-in-group', group: peer.group, has }
}

/** `rule` null: no rule named the packet, and the list itself denied it. */
export function aclLosers(
  acl: NetworkAcl,
  rule: NetworkAclRule | null,
  direction: Direction,
  packet: Packet,
): readonly Loser[] {
  const has = direction === 'in' ? packet.src : packet.dst
  const winner = rule ?? acl
  const judged = acl.rules
    .filter((other) => other !== rule && other.direction === direction)
    .map((other): { readonly other: NetworkAclRule; readonly misses: LoserReason | null } => ({
      other,
      misses:
        mismatch(other, packet) ?? (inCidr(has, other.cidr) ? null : { kind: 'other-prefix', wants: other.cidr, has }),
    }))
  const next = judged.find(({ misses }) => misses === null)?.other
  return judged
    .toSorted((a, b) => Number(b.other === next) - Number(a.other === next))
    .map(({ other, misses }) => loser(other, winner, misses ?? { kind: 'stands-behind' }, other === next))
}

interface Guard {
  readonly proto: string
  readonly ports: PortRange | null
}

/** What both kinds of rules ask alike. */
function mismatch({ proto, ports }: Guard, { l4 }: Packet): LoserReason | null {
  if (proto !== 'ALL' && proto !== l4.proto) return { kind: 'other-protocol', wants: proto, has: l4.proto }
  const port = hasPorts(l4) ? l4.dport : null
  if (ports !== null && port !== null && !inPorts(ports, port)) {
    return { kind: 'other-ports', from: ports.from, to: ports.to, has: port }
  }
  return null
}
