/*! Out of a link: the neighbour gives the destination MAC (`ip neigh`, ARP), and the wire says where it comes out. */
import { appended } from '../../base/appended'
import { type BoundEni, eniAt } from '../cloud/cloud'
import type { Device } from '../kernel/device'
import type { Link } from '../kernel/link'
import type { Neigh } from '../kernel/neigh'
import type { Netns } from '../kernel/netns'
import { plugged } from '../kernel/wire'
import { type Ipv4, isMulticast } from '../net/ip'
import { groupMac, type Mac, VPC_MAC, ZERO_MAC } from '../net/mac'
import type { Packet } from '../net/packet'
import type { Effect } from '../trace/effect'
import { NO_EFFECTS, NO_ROWS, type Row } from '../trace/trace'
import { linkPlace } from './places'
import { arrive, cross, drop, frame, icmpError, type Next, note, type Skb, type Walker } from './walker'

/** Sends the packet in hand by `skb.dev` to `skb.nextHop`. */
export function transmit(walker: Walker, ns: Netns, skb: Skb): Next {
  const { nextHop, packet } = skb
  const { name: dev, link, up, type, peer, plug, neighs } = skb.dev
  if (link === null || type === null || !up) {
    return drop(walker, linkPlace(ns, skb, dev), packet, { kind: 'link-down', dev }, link ? [link] : NO_ROWS, null)
  }
  const eni = plug === null ? null : eniAt(walker.world.cloud, plug)
  const written = neighs?.get(nextHop | 0) ?? null
  const mac = written === null ? resolve(walker, skb.dev, eni, nextHop) : written.mac
  if (mac === null) {
    // After three unanswered ARP requests: dst_link_failure tells the sender (§4.10, D16).
    const place = linkPlace(ns, skb, dev)
    const reason = { kind: 'neigh-failed', dev, nextHop } as const
    return drop(walker, place, packet, reason, [link], icmpError(ns, skb, 3, 1, null, place))
  }
  const sent = frame(walker, packet, type === 'loopback' ? ZERO_MAC : link.mac, mac)
  walker.crossings++
  if (walker.steps !== null) noteTransmit(walker, ns, skb, link, written, mac, packet, sent)
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
      return cross(walker, sent, 'cross-eni', eni)
    case 'uplink':
      return cross(walker, sent, 'cross-line', null)
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

/** The MAC of a next hop that no row names: where the link needs one, ARP asks "who has it?". null: nobody answers. */
function resolve(walker: Walker, { type, peer }: Device, eni: BoundEni | null, nextHop: Ipv4): Mac | null {
  // A group's MAC is made of its address (RFC 1112 §6.4): nobody is asked.
  if (isMulticast(nextHop) && type !== 'loopback' && type !== 'uplink') return groupMac(nextHop)
  switch (type) {
    case 'veth': {
      // arp_ignore 0: the peer answers for any address of its own, on any of its links.
      const end = peer === null ? null : plugged(peer, walker.world.netns)
      return end !== null && end.dev?.up === true && end.ns?.index.isLocal(nextHop) ? (end.dev.link?.mac ?? null) : null
    }
    case 'eni':
      return eni !== null && cloudAnswers(walker, eni, nextHop) ? VPC_MAC : null
    case 'loopback':
      return ZERO_MAC
    case 'uplink':
      // The wire of a host outside is not a Linux of ours: its router takes everything.
      return VPC_MAC
    case 'dummy':
    case null:
      return null
  }
}

/** The platform answers for the vSwitch's gateway and for every address it knows (§5.1). */
function cloudAnswers(walker: Walker, { vswitch }: BoundEni, nextHop: Ipv4): boolean {
  const { owners, vips } = walker.world.cloud.index
  return vswitch?.gateway === nextHop || owners.has(nextHop | 0) || vips.has(nextHop | 0)
}

function noteTransmit(
  walker: Walker,
  ns: Netns,
  skb: Skb,
  link: Link,
  written: Neigh | null,
  mac: Mac,
  packet: Packet,
  sent: Packet,
): void {
  const { nextHop } = skb
  const { name: dev, type } = skb.dev
  let rows: readonly Row[]
  let effects: readonly Effect[] = NO_EFFECTS
  if (type === 'loopback') rows = NO_ROWS
  else if (type === 'uplink' || isMulticast(nextHop)) rows = [link]
  else {
    const known = written ?? walker.neighs.find((n) => n.netns === ns.id && n.dev === dev && n.address === nextHop)
    const neigh: Neigh = known ?? {
      kind: 'neigh',
      netns: ns.id,
      by: ARP,
      dev,
      address: nextHop,
      mac,
      state: 'REACHABLE',
    }
    rows = [neigh]
    if (known === undefined) {
      walker.neighs = appended(walker.neighs, neigh)
      effects = [{ kind: 'neigh', neigh }]
    }
  }
  note(walker, linkPlace(ns, skb, dev), { kind: 'transmit', dev, nextHop }, packet, sent, rows, effects)
}

const ARP = { plane: 'kernel', object: 'ARP' } as const
