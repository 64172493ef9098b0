/*! What judges a packet at an ENI: its security groups, statefully, and the network ACL of its vSwitch, statelessly (§5.1, §5.2). */
import { appended } from '../../base/appended'
import type { BoundEni } from '../cloud/cloud'
import { decideAcl } from '../cloud/network-acl'
import type { EniRow } from '../cloud/rows'
import { decideGroups, type Direction, type GroupSession } from '../cloud/security-group'
import type { Ipv4 } from '../net/ip'
import { hasPorts, isAnswer, type Packet, sameTuple, type Tuple } from '../net/packet'
import { headOf, tupleOf } from './conntrack'
import { type Crossing, dropCrossing } from './crossing'
import { VPC } from './places'
import type { End, Walker } from './walker'

/**
 * The groups of one ENI about what it sends or gets; null: it passes.
 *
 * The ENI whose groups judge is the one that the packet leaves or enters by. Whether the platform would take the ENI that owns the
 * source instead (it differs in S4, §4.5), and whether a session that one ENI of an instance opened covers an answer at another, is
 * not documented (datapath.md §9, questions 1 and 2). Of a connection that the SLB hands on the groups see the client's address, as
 * it stands in the packet; whether they ask for a rule about it is not documented either (§8.7).
 */
export function judgeGroups(
  walker: Walker,
  crossing: Crossing,
  { pool, row: eni }: BoundEni,
  direction: Direction,
  packet: Packet,
): End | null {
  if (pool === null) return null
  const tuple = headOf(walker, packet)
  const session = sessionAt(walker, eni, tuple)
  if (session !== null) {
    crossing.rows?.push(session)
    return null
  }
  const { l4 } = packet
  const peer = direction === 'in' ? packet.src : packet.dst
  const decision = decideGroups(pool, direction, {
    proto: l4.proto,
    port: hasPorts(l4) ? l4.dport : null,
    peer,
    peerGroups: walker.world.cloud.index.owners.get(peer | 0)?.eni.row.groups ?? NO_GROUPS,
  })
  if (decision === null) return null
  if (!decision.accept) {
    const elsewhere = openedBeside(walker, eni, tuple)
    const reason = { kind: 'security-group', eni, direction, row: decision.row, session: elsewhere } as const
    return dropCrossing(walker, crossing, VPC, packet, reason, [decision.row, eni])
  }
  const opened: GroupSession = { kind: 'group-session', eni: eni.id, tuple: tupleOf(packet) }
  walker.sessions = appended(walker.sessions, opened)
  crossing.rows?.push(decision.row)
  crossing.effects?.push({ kind: 'group-session', session: opened })
  return null
}

const NO_GROUPS: readonly string[] = []

/** The session that this ENI has for a packet or for the one that it answers. */
function sessionAt({ sessions }: Walker, { id }: EniRow, tuple: Tuple): GroupSession | null {
  for (const s of sessions) {
    if (s.kind !== 'group-session' || s.eni !== id) continue
    if (isAnswer(s.tuple, tuple) || sameTuple(s.tuple, tuple)) return s
  }
  return null
}

/** The other ENI of the same instance at which the connection was opened that this answers (D36). */
function openedBeside(walker: Walker, eni: EniRow, tuple: Tuple): EniRow | null {
  const { enis } = walker.world.cloud.index
  for (const s of walker.sessions) {
    if (s.kind !== 'group-session' || !isAnswer(s.tuple, tuple)) continue
    const opener = enis.get(s.eni)
    if (opener?.host === eni.host) return opener
  }
  return null
}

/** The network ACL of an ENI's vSwitch; null: it passes, as does all that stays inside the vSwitch. */
export function judgeAcl(
  walker: Walker,
  crossing: Crossing,
  { acl, row: { vswitch } }: BoundEni,
  direction: Direction,
  packet: Packet,
): End | null {
  if (acl === null) return null
  const { owners } = walker.world.cloud.index
  const beside = direction === 'in' ? crossing.sender : owners.get(packet.dst | 0)?.eni
  if (beside?.row.vswitch === vswitch) return null
  const { l4 } = packet
  const peer: Ipv4 = direction === 'in' ? packet.src : packet.dst
  const { accept, rule } = decideAcl(acl, direction, l4.proto, hasPorts(l4) ? l4.dport : null, peer)
  if (accept) {
    crossing.rows?.push(rule ?? acl)
    return null
  }
  const reason = { kind: 'network-acl', acl, rule, vswitch, direction } as const
  return dropCrossing(walker, crossing, VPC, packet, reason, rule === null ? [acl] : [rule, acl])
}
