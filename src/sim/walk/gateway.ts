/*! To the Internet and back: the NAT gateway's SNAT entries with their sessions, and EIPs, which translate one to one without
remembering anything (§5.5). Both keep the port; neither is a hop: the TTL stays. */
import { appended } from '../../base/appended'
import { type Eip, snatEntryFor, type NatGateway, type SnatSession } from '../cloud/gateway'
import type { VpcRoute } from '../cloud/vpc-route'
import type { Ipv4 } from '../net/ip'
import { isError, type L4, makePacket, makeTuple, type Packet, reverse, sameTuple } from '../net/packet'
import type { Place } from '../trace/place'
import { NO_ROWS, type Row } from '../trace/trace'
import { headOf, tupleOf } from './conntrack'
import { type Crossing, dropCrossing, noteCrossing, opens } from './crossing'
import { arriveOutside, deliverToOwner, outside, withMacs } from './deliver'
import type { LaterStages } from './optional'
import { VPC } from './places'
import type { Next, Walker } from './walker'

/** A route leads to the NAT gateway. */
function leaveByGateway(walker: Walker, crossing: Crossing, sent: Packet, gateway: NatGateway, route: VpcRoute): Next {
  noteCrossing(walker, crossing, VPC, { kind: 'vpc-to-gateway', gateway: gateway.id }, sent, sent, [route])
  const at: Place = { kind: 'gateway', id: gateway.id }
  const known = sessionOut(walker, sent)
  const entry = snatEntryFor(gateway, sent.src)
  let session = known
  if (session === null) {
    if (!opens(sent.l4)) {
      const reason = { kind: 'snat-no-session', entry: null, dst: sent.dst } as const
      return dropCrossing(walker, crossing, at, sent, reason, [gateway])
    }
    if (entry === null) {
      return dropCrossing(walker, crossing, at, sent, { kind: 'snat-no-entry', gateway, src: sent.src }, [gateway])
    }
    const orig = tupleOf(sent)
    const reply = makeTuple(orig.proto, orig.dst, entry.eip, orig.dport, orig.sport)
    session = { kind: 'snat-session', gateway: gateway.id, orig, reply }
    walker.sessions = appended(walker.sessions, session)
    if (walker.steps !== null) crossing.effects?.push({ kind: 'snat-session', session })
  }
  const rows: readonly Row[] = known !== null ? [known] : entry !== null ? [entry, gateway] : NO_ROWS
  const to = outside(walker, internetHost(walker, sent.dst))
  const translated = publicSource(sent, session.orig.src, session.reply.dst)
  const out = to === null ? translated : withMacs(walker, translated, to.mac)
  noteCrossing(walker, crossing, at, { kind: 'gateway-snat', nat: 'snat' }, sent, out, rows)
  if (to === null) return unknown(walker, crossing, at, out)
  return arriveOutside(walker, to, out)
}

/** The session of a packet on its way out, or of the answer that an error is about. */
function sessionOut(walker: Walker, sent: Packet): SnatSession | null {
  const tuple = isError(sent.l4) ? reverse(sent.l4.inner) : headOf(walker, sent)
  for (const s of walker.sessions) if (s.kind === 'snat-session' && sameTuple(s.orig, tuple)) return s
  return null
}

/** From the Internet to an address of a SNAT entry: only an answer finds its way back. */
function enterByGateway(walker: Walker, crossing: Crossing, sent: Packet): Next | null {
  const entry = walker.world.cloud.index.snatAddresses.get(sent.dst | 0)
  if (entry === undefined) return null
  const at: Place = { kind: 'gateway', id: entry.gateway }
  const tuple = isError(sent.l4) ? reverse(sent.l4.inner) : headOf(walker, sent)
  for (const s of walker.sessions) {
    if (s.kind !== 'snat-session' || !sameTuple(s.reply, tuple)) continue
    const back = privateDestination(sent, s.orig.src, s.reply.dst)
    noteCrossing(walker, crossing, at, { kind: 'gateway-un-snat', nat: 'un-snat' }, sent, back, [s])
    return deliverToOwner(walker, crossing, back, NO_ROWS)
  }
  return dropCrossing(walker, crossing, at, sent, { kind: 'snat-no-session', entry, dst: sent.dst }, [entry])
}

/** An EIP goes before the NAT gateway and needs no route entry: it is bound to the address itself. */
function leaveByEip(walker: Walker, crossing: Crossing, sent: Packet, eip: Eip): Next {
  const to = outside(walker, internetHost(walker, sent.dst))
  const translated = publicSource(sent, eip.ip, eip.eip)
  const out = to === null ? translated : withMacs(walker, translated, to.mac)
  const nat = walker.leg === 'request' ? 'snat' : 'un-dnat'
  noteCrossing(walker, crossing, VPC, { kind: 'eip-out', client: to?.ns.id ?? null, nat }, sent, out, [eip])
  if (to === null) return unknown(walker, crossing, VPC, out)
  return arriveOutside(walker, to, out)
}

/** From the Internet to an EIP. */
function enterByEip(walker: Walker, crossing: Crossing, sent: Packet): Next | null {
  const eip = walker.world.cloud.index.eipsByPublic.get(sent.dst | 0)
  if (eip === undefined) return null
  const inside = privateDestination(sent, eip.ip, eip.eip)
  const nat = walker.leg === 'request' ? 'dnat' : 'un-snat'
  noteCrossing(walker, crossing, VPC, { kind: 'eip-in', nat }, sent, inside, [eip])
  return deliverToOwner(walker, crossing, inside, [eip])
}

export const internetAccess: Pick<LaterStages, 'leaveByGateway' | 'leaveByEip' | 'enter'> = {
  leaveByGateway,
  leaveByEip,
  enter: (walker, crossing, sent) => enterByEip(walker, crossing, sent) ?? enterByGateway(walker, crossing, sent),
}

const internetHost = (walker: Walker, dst: Ipv4) => {
  const host = walker.world.cloud.index.hosts.get(dst | 0)
  return host?.where === 'internet' ? host.netns : undefined
}

const unknown = (walker: Walker, crossing: Crossing, at: Place, packet: Packet): Next =>
  dropCrossing(walker, crossing, at, packet, { kind: 'outside-unknown', dst: packet.dst, where: 'internet' }, NO_ROWS)

/** The private source becomes the public one; in an error also where the quoted packet has it as its destination. */
function publicSource(packet: Packet, ip: Ipv4, eip: Ipv4): Packet {
  const { l4 } = packet
  const quoted: L4 =
    isError(l4) && l4.inner.dst === ip
      ? { ...l4, inner: makeTuple(l4.inner.proto, l4.inner.src, eip, l4.inner.sport, l4.inner.dport) }
      : l4
  return makePacket(eip, packet.dst, packet.ttl, packet.mark, packet.smac, packet.dmac, quoted)
}

/** The public destination becomes the private one; in an error also where the quoted packet has it as its source. */
function privateDestination(packet: Packet, ip: Ipv4, eip: Ipv4): Packet {
  const { l4 } = packet
  const quoted: L4 =
    isError(l4) && l4.inner.src === eip
      ? { ...l4, inner: makeTuple(l4.inner.proto, ip, l4.inner.dst, l4.inner.sport, l4.inner.dport) }
      : l4
  return makePacket(packet.src, ip, packet.ttl, packet.mark, packet.smac, packet.dmac, quoted)
}
