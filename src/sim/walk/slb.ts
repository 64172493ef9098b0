/*! The load balancer: picks a backend of a listener's group, keeps the client's address (layer 4), and puts its own back on the
answers (§5.4). */
import { appended } from '../../base/appended'
import type { SlbSession } from '../cloud/rows'
import { endpointAt } from '../net/endpoint-map'
import { inCidr } from '../net/ip'
import { hasPorts, isError, makePacket, type Packet } from '../net/packet'
import type { Place } from '../trace/place'
import { NO_ROWS } from '../trace/trace'
import { withDestination, withSource } from './conntrack'
import { type Crossing, dropCrossing, noteCrossing } from './crossing'
import { deliverToOwner } from './deliver'
import type { Next, Walker } from './walker'

/** A connection to a listener, sent on to a backend by its address and port. */
export function throughSlb(walker: Walker, crossing: Crossing, sent: Packet): Next {
  const { l4 } = sent
  const { index, listeners } = walker.world.cloud
  const port = hasPorts(l4) ? l4.dport : 0
  const listener = endpointAt(index.listeners, sent.dst, l4.proto === 'UDP', port)
  const some = listener ?? listeners.find((l) => l.vip === sent.dst)
  const at: Place = { kind: 'slb', id: some?.slb ?? '' }
  // An echo asks for no port: which products answer it themselves is not documented.
  if (!hasPorts(l4)) {
    const reason = { kind: 'outside-unknown', dst: sent.dst, where: 'slb' } as const
    return dropCrossing(walker, crossing, at, sent, reason, some ? [some] : NO_ROWS)
  }
  if (listener === null) {
    const reason = { kind: 'slb-no-listener', vip: sent.dst, port } as const
    return dropCrossing(walker, crossing, at, sent, reason, some ? [some] : NO_ROWS)
  }
  const { acl } = listener
  // Without an entry a list of either kind lets everybody in (CLB "Access control").
  if (acl?.entries.length && acl.entries.some((entry) => inCidr(sent.src, entry)) !== (acl.type === 'white')) {
    return dropCrossing(walker, crossing, at, sent, { kind: 'slb-acl', listener, src: sent.src }, [listener])
  }
  const { pick, slbPick } = walker.probe
  const backend = listener.backends.find((b) => b.address === (slbPick ?? pick)) ?? listener.backends[0]
  if (backend === undefined) {
    return dropCrossing(walker, crossing, at, sent, { kind: 'slb-no-backend', listener }, [listener])
  }
  const session: SlbSession = {
    kind: 'slb-session',
    slb: listener.slb,
    client: sent.src,
    cport: l4.sport,
    vip: listener.vip,
    vport: listener.port,
    backend: backend.address,
    bport: backend.port,
  }
  walker.sessions = appended(walker.sessions, session)
  const chosen = withDestination(sent, backend.address, backend.port)
  if (walker.steps !== null) {
    noteCrossing(walker, crossing, at, { kind: 'slb-receive' }, sent, sent, [listener])
    crossing.effects?.push({ kind: 'slb-session', session })
    noteCrossing(walker, crossing, at, { kind: 'slb-dnat', backend }, sent, chosen, [backend, listener])
  }
  // The load balancer stands in no vSwitch of its own: from here on it is the sender.
  crossing.sender = null
  return deliverToOwner(walker, crossing, chosen, NO_ROWS)
}

/** The session whose answer this is, or that this error is about. */
export function slbSessionOf(walker: Walker, sent: Packet): SlbSession | null {
  const { l4 } = sent
  if (walker.sessions.length === 0 || (l4.proto === 'ICMP' && !isError(l4))) return null
  for (const s of walker.sessions) {
    if (s.kind !== 'slb-session') continue
    const ofIt =
      l4.proto === 'ICMP'
        ? s.client === l4.inner.src &&
          s.cport === l4.inner.sport &&
          s.backend === l4.inner.dst &&
          s.bport === l4.inner.dport
        : s.client === sent.dst && s.cport === l4.dport && s.backend === sent.src && s.bport === l4.sport
    if (ofIt) return s
  }
  return null
}

/** An answer to a connection that the SLB began gets the listener's address back. */
export function backThroughSlb(walker: Walker, crossing: Crossing, packet: Packet, session: SlbSession): Packet {
  const restored = restore(packet, session)
  if (walker.steps !== null) {
    const at: Place = { kind: 'slb', id: session.slb }
    noteCrossing(walker, crossing, at, { kind: 'slb-un-dnat' }, packet, restored, [session])
    noteCrossing(walker, crossing, at, { kind: 'slb-send' }, restored, restored, [session])
  }
  return restored
}

/** The platform puts the listener's address back; in an error also into the quoted packet. */
function restore(packet: Packet, session: SlbSession): Packet {
  const { l4 } = packet
  if (!isError(l4)) return withSource(packet, session.vip, session.vport)
  const error = { ...l4, inner: { ...l4.inner, dst: session.vip, dport: session.vport } }
  const src = packet.src === session.backend ? session.vip : packet.src
  return makePacket(src, packet.dst, packet.ttl, packet.mark, packet.smac, packet.dmac, error)
}
