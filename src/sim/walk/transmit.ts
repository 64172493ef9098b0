/*! Out of a link: the neighbour gives the destination MAC (`ip neigh`, ARP), and the wire says where it comes out. */
import type { BoundEni } from '../cloud/cloud'
import type { Device } from '../kernel/device'
import type { Link, LinkType } from '../kernel/link'
import type { Neigh } from '../kernel/neigh'
import type { Netns } from '../kernel/netns'
import { plugged } from '../kernel/wire'
import { type Ipv4, isMulticast } from '../net/ip'
import { groupMac, type Mac, VPC_MAC, ZERO_MAC } from '../net/mac'
import type { Packet } from '../net/packet'
import type { Effect } from '../trace/effect'
import { NO_EFFECTS, NO_ROWS } from '../trace/trace'
import { linkPlace } from './places'
import { arrive, cross, drop, frame, icmpError, type Next, note, type Skb, type Walker } from './walker'

/** Sends the packet in hand by `skb.dev` to `skb.nextHop`. */
export function transmit(walker: Walker, ns: Netns, skb: Skb): Next {
  const { nextHop, packet } = skb
  const { name: dev, link, up, type, peer } = skb.dev
  if (link === null || type === null || !up) {
    return drop(walker, linkPlace(ns, skb, dev), packet, { kind: 'link-down', dev }, link ? [link] : NO_ROWS, null)
  }
  const made = walker.neighs.length
  const found = neighbour(walker, ns, skb.dev, link, type, nextHop)
  if (found === null) {
    // After three unanswered ARP requests: dst_link_failure tells the sender (§4.10, D16).
    const place = linkPlace(ns, skb, dev)
    const reason = { kind: 'neigh-failed', dev, nextHop } as const
    return drop(walker, place, packet, reason, [link], icmpError(ns, skb, 3, 1, null, place))
  }
  const sent = frame(walker, packet, type === 'loopback' ? ZERO_MAC : link.mac, found.mac)
  walker.crossings++
  if (walker.steps !== null) {
    const rows = found === LOOPBACK ? NO_ROWS : found.kind === 'neigh' ? [found] : [link]
    const learned = found.kind === 'neigh' && walker.neighs.length > made
    const effects: readonly Effect[] = learned ? [{ kind: 'neigh', neigh: found }] : NO_EFFECTS
    note(walker, linkPlace(ns, skb, dev), { kind: 'transmit', dev, nextHop }, packet, sent, rows, effects)
  }
  switch (type) {
    case 'loopback':
      return loopBack(walker, ns, skb, sent)
    case 'veth': {
      const end = peer === null ? null : plugged(peer, walker.world.netns)
      if (end === null || end.ns === null || end.dev?.up !== true) {
        const reason = { kind: 'link-down', dev: end?.name ?? dev } as const
        return drop(walker, linkPlace(ns, skb, dev), sent, reason, [link], null)
      }
      return arrive(walker, end.ns, end.dev, sent)
    }
    case 'eni':
    case 'uplink':
      return cross(walker, sent, link)
    case 'dummy':
      return drop(walker, linkPlace(ns, skb, dev), sent, { kind: 'link-down', dev }, [link], null)
  }
}

/** What this host sends to itself keeps its connection. */
function loopBack(walker: Walker, ns: Netns, skb: Skb, sent: Packet): Next {
  const { ct, dir, related, dev } = skb
  const next = arrive(walker, ns, dev, sent)
  skb.ct = ct
  skb.dir = dir
  skb.related = related
  return next
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
  type: LinkType['kind'],
  nextHop: Ipv4,
): Neigh | { readonly kind: 'none'; readonly mac: Mac } | null {
  if (type === 'loopback') return LOOPBACK
  if (type === 'uplink') return UPLINK
  if (isMulticast(nextHop)) return { kind: 'none', mac: groupMac(nextHop) }
  const written = dev.neighs.get(nextHop | 0)
  if (written !== undefined) return written
  for (const known of walker.neighs) {
    if (known.netns === ns.id && known.dev === link.name && known.address === nextHop) return known
  }
  const mac = arp(walker, dev, link, nextHop)
  if (mac === null) return null
  const neigh: Neigh = {
    kind: 'neigh',
    netns: ns.id,
    by: ARP,
    dev: link.name,
    address: nextHop,
    mac,
    state: 'REACHABLE',
  }
  walker.neighs.push(neigh)
  return neigh
}

const ARP = { plane: 'kernel', object: 'ARP' } as const

/** Who answers "who has `nextHop`?" on this link. */
function arp(walker: Walker, { peer }: Device, { type }: Link, nextHop: Ipv4): Mac | null {
  switch (type.kind) {
    case 'veth': {
      // arp_ignore 0: the peer answers for any address of its own, on any of its links.
      const end = peer === null ? null : plugged(peer, walker.world.netns)
      return end !== null && end.dev?.up === true && end.ns?.index.isLocal(nextHop) ? (end.dev.link?.mac ?? null) : null
    }
    case 'eni': {
      const eni = walker.world.cloud.index.bound.get(type.id)
      return eni && cloudAnswers(walker, eni, nextHop) ? VPC_MAC : null
    }
    case 'loopback':
    case 'dummy':
    case 'uplink':
      return null
  }
}

/** The platform answers for the vSwitch's gateway and for every address it knows (§5.1). */
function cloudAnswers(walker: Walker, { vswitch }: BoundEni, nextHop: Ipv4): boolean {
  const { owners, vips } = walker.world.cloud.index
  return vswitch?.gateway === nextHop || owners.has(nextHop | 0) || vips.has(nextHop | 0)
}
