/*! Between machines: the SLB picks a backend, the VPC delivers to the ENI that owns the destination (§5.1, §5.4). */
import type { SlbSession } from '../cloud/rows'
import { ipPortKey } from '../kernel/netfilter/ipset'
import { linkOf } from '../kernel/netns'
import { VPC_MAC } from '../net/mac'
import { hasPorts, isError, makePacket, type Packet } from '../net/packet'
import type { Place } from '../trace/place'
import { NO_ROWS } from '../trace/trace'
import { withDestination, withSource } from './conntrack'
import { VPC } from './places'
import { drop, makeSkb, type Next, note, type Walker } from './walker'

/** A frame that left a host by an ENI or an outside host's uplink (`eni` null). */
export function crossCloud(walker: Walker, sent: Packet, eni: string | null): Next {
  const sender = eni === null ? undefined : walker.world.cloud.index.enis.get(eni)
  if (sender?.sourceDestCheck && !sender.addresses.some((own) => own.address === sent.src)) {
    return drop(walker, VPC, sent, { kind: 'source-check', eni: sender, src: sent.src }, [sender], null)
  }
  return deliverInVpc(walker, sent)
}

function deliverInVpc(walker: Walker, sent: Packet): Next {
  const { index } = walker.world.cloud
  if (index.vips.has(sent.dst)) return throughSlb(walker, sent)
  const owned = index.owners.get(sent.dst)
  if (owned === undefined) return toOutside(walker, sent)
  const session = sessionOf(walker, sent)
  const packet = session === null ? sent : backThroughSlb(walker, sent, session)
  const { eni, row } = owned
  const ns = walker.world.netns.get(eni.host)
  const link = ns ? linkOf(ns, eni.dev) : null
  const delivered = withMacs(packet, eni.mac)
  if (ns === undefined || link === null || !link.up) {
    return drop(walker, VPC, packet, { kind: 'link-down', dev: eni.dev }, [row, eni], null)
  }
  if (walker.steps !== null) {
    const event = { kind: 'vpc-deliver', eni: eni.id, host: eni.host, dev: eni.dev } as const
    note(walker, VPC, event, packet, delivered, [row, eni])
  }
  return { kind: 'arrive', ns, dev: eni.dev, skb: makeSkb(delivered, ns) }
}

/** An answer to a connection that the SLB began gets the listener's address back. */
function backThroughSlb(walker: Walker, packet: Packet, session: SlbSession): Packet {
  const restored = restore(packet, session)
  if (walker.steps !== null) {
    const at: Place = { kind: 'slb', id: session.slb }
    note(walker, at, { kind: 'slb-un-dnat' }, packet, restored, [session])
    note(walker, at, { kind: 'slb-send' }, restored, restored, [session])
  }
  return restored
}

/** The platform is the sender of every frame that an ENI gets. */
const withMacs = (packet: Packet, dmac: Packet['dmac']): Packet =>
  makePacket(packet.src, packet.dst, packet.ttl, 0, VPC_MAC, dmac, packet.l4)

/** A listener's backend by pod address and pod port; the client's address is kept (layer 4). */
function throughSlb(walker: Walker, sent: Packet): Next {
  const { l4 } = sent
  const { index } = walker.world.cloud
  const port = hasPorts(l4) ? l4.dport : 0
  const listener = index.listeners.get(ipPortKey(sent.dst, l4.proto === 'UDP', port))
  const some = walker.world.cloud.listeners.find((l) => l.vip === sent.dst)
  const at: Place = { kind: 'slb', id: (listener ?? some)?.slb ?? '' }
  if (listener === undefined || !hasPorts(l4)) {
    return drop(walker, at, sent, { kind: 'slb-no-listener', vip: sent.dst, port }, some ? [some] : NO_ROWS, null)
  }
  const { pick, slbPick } = walker.probe
  const backend = listener.backends.find((b) => b.address === (slbPick ?? pick)) ?? listener.backends[0]
  if (backend === undefined) {
    return drop(walker, at, sent, { kind: 'slb-no-backend', listener }, [listener], null)
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
  walker.sessions.push(session)
  const chosen = withDestination(sent, backend.address, backend.port)
  if (walker.steps !== null) {
    note(walker, at, { kind: 'slb-receive' }, sent, sent, [listener])
    note(
      walker,
      at,
      { kind: 'slb-dnat', backend },
      sent,
      chosen,
      [backend, listener],
      [{ kind: 'slb-session', session }],
    )
  }
  return deliverInVpc(walker, chosen)
}

/** To a host that no ENI of the VPC owns: its line, if there is one; through the SLB if the SLB began it. */
function toOutside(walker: Walker, sent: Packet): Next {
  const route = walker.world.cloud.index.outside.get(sent.dst)
  const ns = route?.target.kind === 'outside' ? walker.world.netns.get(route.target.client) : undefined
  const link = ns ? linkOf(ns, 'eth0') : null
  if (route === undefined || ns === undefined || link === null) {
    return drop(walker, VPC, sent, { kind: 'vpc-no-owner', dst: sent.dst }, NO_ROWS, null)
  }
  const session = sessionOf(walker, sent)
  const delivered = withMacs(sent, link.mac)
  if (walker.steps !== null) note(walker, VPC, { kind: 'vpc-out', client: ns.id }, sent, delivered, [route])
  const packet = session === null ? delivered : backThroughSlb(walker, delivered, session)
  return { kind: 'arrive', ns, dev: 'eth0', skb: makeSkb(packet, ns) }
}

function sessionOf(walker: Walker, sent: Packet): SlbSession | null {
  const { l4 } = sent
  if (l4.proto === 'ICMP' && !isError(l4)) return null
  return (
    walker.sessions.find((s) =>
      l4.proto === 'ICMP'
        ? s.client === l4.inner.src &&
          s.cport === l4.inner.sport &&
          s.backend === l4.inner.dst &&
          s.bport === l4.inner.dport
        : s.client === sent.dst && s.cport === l4.dport && s.backend === sent.src && s.bport === l4.sport,
    ) ?? null
  )
}

/** The platform puts the listener's address back; in an error also into the quoted packet. */
function restore(packet: Packet, session: SlbSession): Packet {
  const { l4 } = packet
  if (!isError(l4)) return withSource(packet, session.vip, session.vport)
  const error = { ...l4, inner: { ...l4.inner, dst: session.vip, dport: session.vport } }
  const src = packet.src === session.backend ? session.vip : packet.src
  return makePacket(src, packet.dst, packet.ttl, packet.mark, packet.smac, packet.dmac, error)
}
