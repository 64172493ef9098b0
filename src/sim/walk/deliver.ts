/*! Out of the cloud: to the ENI that owns an address or that a route names, or to a host outside (§5.1). */
import type { BoundEni } from '../cloud/cloud'
import type { Device } from '../kernel/device'
import type { Netns } from '../kernel/netns'
import type { NetnsId } from '../kernel/row'
import { plugged } from '../kernel/wire'
import { type Mac, VPC_MAC } from '../net/mac'
import type { Packet } from '../net/packet'
import { NO_ROWS, type Row } from '../trace/trace'
import { type Crossing, dropCrossing, noteCrossing } from './crossing'
import { VPC } from './places'
import { judgeAcl, judgeGroups } from './security-group'
import { arrive, frame, type Next, type Walker } from './walker'

/** The platform is the sender of every frame that an ENI or a host outside gets. */
export const withMacs = (walker: Walker, packet: Packet, dmac: Mac): Packet => frame(walker, packet, VPC_MAC, dmac)

/** To whoever owns the destination. `read`: rows that led here. */
export function deliverToOwner(walker: Walker, crossing: Crossing, packet: Packet, read: readonly Row[]): Next {
  const owned = walker.world.cloud.index.owners.get(packet.dst | 0)
  if (owned === undefined) {
    return dropCrossing(walker, crossing, VPC, packet, { kind: 'vpc-no-owner', dst: packet.dst }, read)
  }
  const rows = walker.steps === null ? NO_ROWS : [owned.row, owned.eni.row, ...read]
  return deliverTo(walker, crossing, packet, owned.eni, rows)
}

/** In at one ENI: network ACL, security groups, destination check; then its machine. */
export function deliverTo(
  walker: Walker,
  crossing: Crossing,
  packet: Packet,
  eni: BoundEni,
  rows: readonly Row[],
): Next {
  const { index } = walker.world.cloud
  const { row } = eni
  const refused = judgeAcl(walker, crossing, eni, 'in', packet) ?? judgeGroups(walker, crossing, eni, 'in', packet)
  if (refused !== null) return refused
  if (row.sourceDestCheck && index.owners.get(packet.dst | 0)?.eni !== eni) {
    const reason = { kind: 'destination-check', eni: row, dst: packet.dst } as const
    return dropCrossing(walker, crossing, VPC, packet, reason, [row, ...rows])
  }
  const { ns, dev } = plugged(eni.wire, walker.world.netns)
  if (ns === null || dev?.up !== true) {
    return dropCrossing(walker, crossing, VPC, packet, { kind: 'link-down', dev: row.dev }, rows)
  }
  const delivered = withMacs(walker, packet, row.mac)
  if (walker.steps !== null) {
    const event = { kind: 'vpc-deliver', eni: row.id, host: row.host, dev: row.dev } as const
    noteCrossing(walker, crossing, VPC, event, packet, delivered, rows)
  }
  return arrive(walker, ns, dev, delivered)
}

/** A host outside with the end of its line. */
export interface Outside {
  readonly ns: Netns
  readonly dev: Device
  readonly mac: Mac
}

/** null: it is not there. */
export function outside(walker: Walker, id: NetnsId | undefined): Outside | null {
  const ns = id === undefined ? undefined : walker.world.netns.get(id)
  const dev = ns?.index.uplink ?? null
  return ns === undefined || dev === null || dev.link === null ? null : { ns, dev, mac: dev.link.mac }
}

export const arriveOutside = (walker: Walker, { ns, dev }: Outside, packet: Packet): Next =>
  arrive(walker, ns, dev, packet)

/** Out of the VPC by a line, or to a shared service. */
export function sendOut(
  walker: Walker,
  crossing: Crossing,
  packet: Packet,
  to: Outside,
  rows: readonly Row[] = NO_ROWS,
): Packet {
  const sent = withMacs(walker, packet, to.mac)
  noteCrossing(walker, crossing, VPC, { kind: 'vpc-out', client: to.ns.id }, packet, sent, rows)
  return sent
}
