/*! Out of a link: the neighbour gives the destination MAC (`ip neigh`, ARP), and the wire says where it comes out. */
import type { EniRow } from '../cloud/rows'
import type { Device } from '../kernel/device'
import type { Link } from '../kernel/link'
import type { Neigh } from '../kernel/neigh'
import type { Netns } from '../kernel/netns'
import type { Ipv4 } from '../net/ip'
import { type Mac, VPC_MAC, ZERO_MAC } from '../net/mac'
import { makePacket } from '../net/packet'
import type { Effect } from '../trace/effect'
import { NO_EFFECTS, NO_ROWS } from '../trace/trace'
import { linkPlace } from './places'
import { drop, icmpError, makeSkb, type Next, note, type Skb, type Walker } from './walker'

/** Sends the packet in hand by `skb.dev` to `skb.nextHop`. */
export function transmit(walker: Walker, ns: Netns, skb: Skb): Next {
  const { nextHop, packet } = skb
  const { name: dev, link } = skb.dev
  if (link === null || !link.up) {
    return drop(walker, linkPlace(ns, skb, dev), packet, { kind: 'link-down', dev }, link ? [link] : NO_ROWS, null)
  }
  const made = walker.neighs.length
  const found = neighbour(walker, ns, skb.dev, link, nextHop)
  if (found === null) {
    // After three unanswered ARP requests: dst_link_failure tells the sender (§4.10, D16).
    const place = linkPlace(ns, skb, dev)
    const reason = { kind: 'neigh-failed', dev, nextHop } as const
    return drop(walker, place, packet, reason, [link], icmpError(ns, skb, 3, 1, null, place))
  }
  // A mark never leaves its host: it is not in the packet.
  const smac = link.type.kind === 'loopback' ? ZERO_MAC : link.mac
  const sent = makePacket(packet.src, packet.dst, packet.ttl, 0, smac, found.mac, packet.l4)
  walker.crossings++
  if (walker.steps !== null) {
    const rows = found === LOOPBACK ? NO_ROWS : found.kind === 'neigh' ? [found] : [link]
    const learned = found.kind === 'neigh' && walker.neighs.length > made
    const effects: readonly Effect[] = learned ? [{ kind: 'neigh', neigh: found }] : NO_EFFECTS
    note(walker, linkPlace(ns, skb, dev), { kind: 'transmit', dev, nextHop }, packet, sent, rows, effects)
  }
  switch (link.type.kind) {
    case 'loopback': {
      const looped = makeSkb(sent)
      looped.ct = skb.ct
      looped.dir = skb.dir
      looped.related = skb.related
      return { kind: 'arrive', ns, dev: skb.dev, skb: looped }
    }
    case 'veth': {
      const peer = walker.world.netns.get(link.type.peer.netns)
      const end = peer?.index.devices.get(link.type.peer.name)
      if (peer === undefined || end?.link?.up !== true) {
        return drop(
          walker,
          linkPlace(ns, skb, dev),
          sent,
          { kind: 'link-down', dev: link.type.peer.name },
          [link],
          null,
        )
      }
      return { kind: 'arrive', ns: peer, dev: end, skb: makeSkb(sent) }
    }
    case 'eni':
      return { kind: 'cloud', packet: sent, eni: link.type.id }
    case 'uplink':
      return { kind: 'cloud', packet: sent, eni: null }
    case 'dummy':
      return drop(walker, linkPlace(ns, skb, dev), sent, { kind: 'link-down', dev }, [link], null)
  }
}

/** Links that need no neighbour. */
const LOOPBACK = { kind: 'none', mac: ZERO_MAC } as const
/** The wire of a host outside is not a Linux of ours: its router takes everything. */
const UPLINK = { kind: 'none', mac: VPC_MAC } as const

/** The written row, what ARP found before, or ARP now. */
function neighbour(
  walker: Walker,
  ns: Netns,
  dev: Device,
  link: Link,
  nextHop: Ipv4,
): Neigh | typeof LOOPBACK | typeof UPLINK | null {
  if (link.type.kind === 'loopback') return LOOPBACK
  if (link.type.kind === 'uplink') return UPLINK
  const written = dev.neighs.get(nextHop | 0)
  if (written !== undefined) return written
  for (const known of walker.neighs) {
    if (known.netns === ns.id && known.dev === link.name && known.address === nextHop) return known
  }
  const mac = arp(walker, link, nextHop)
  if (mac === null) return null
  const neigh: Neigh = {
    kind: 'neigh',
    netns: ns.id,
    by: { plane: 'kernel', object: 'ARP' },
    dev: link.name,
    address: nextHop,
    mac,
    state: 'REACHABLE',
  }
  walker.neighs.push(neigh)
  return neigh
}

/** Who answers "who has `nextHop`?" on this link. */
function arp(walker: Walker, link: Link, nextHop: Ipv4): Mac | null {
  switch (link.type.kind) {
    case 'veth': {
      // arp_ignore 0: the peer answers for any address of its own, on any of its links.
      const peer = walker.world.netns.get(link.type.peer.netns)
      const end = peer?.index.devices.get(link.type.peer.name).link
      return peer && end?.up && peer.index.isLocal(nextHop) ? end.mac : null
    }
    case 'eni': {
      const eni = walker.world.cloud.index.enis.get(link.type.id)
      return eni && cloudAnswers(walker, eni, nextHop) ? VPC_MAC : null
    }
    case 'loopback':
    case 'dummy':
    case 'uplink':
      return null
  }
}

/** The platform answers for the vSwitch's gateway and for every address it knows (§5.1). */
function cloudAnswers(walker: Walker, eni: EniRow, nextHop: Ipv4): boolean {
  const { vswitches, owners, vips } = walker.world.cloud.index
  return vswitches.get(eni.vswitch)?.gateway === nextHop || owners.has(nextHop) || vips.has(nextHop)
}
