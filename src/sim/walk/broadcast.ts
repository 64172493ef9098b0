/*! To a broadcast address: a `broadcast` row of table local, which the kernel writes beside the address of a link that is up, from a
prefix of 30 bits or fewer (fib_frontend.c: fib_add_ifaddr); a pod's /32 makes none. The VPC carries no broadcast, so only a
machine that has the row, and its own pods, ever meet it. */
import { fibLookup, type Netns, socketOn } from '../kernel/netns'
import type { Route } from '../kernel/fib'
import { type Ipv4, isMulticast } from '../net/ip'
import { makePacket } from '../net/packet'
import type { Effect } from '../trace/effect'
import { NO_ROWS, type Row } from '../trace/trace'
import { allFilters } from './chains'
import { confirm } from './conntrack'
import { rejectWith } from './filter'
import { placesAt, routingPlace } from './places'
import { routeOutput, rowsOf, validateSource } from './route'
import { drop, type End, note, type Skb, type Walker } from './walker'

/**
 * A process of this host asks for it: connect() of TCP says ENETUNREACH whatever the socket's options (tcp_ipv4.c: tcp_v4_connect),
 * a datagram or echo EACCES unless SO_BROADCAST is set (datagram.c: ip4_datagram_connect; raw.c: raw_sendmsg). Nothing is sent.
 */
export function sendBroadcast(walker: Walker, ns: Netns, skb: Skb, row: Route | null): End {
  const errno = walker.probe.proto === 'TCP' ? 'ENETUNREACH' : 'EACCES'
  return ends(walker, placesAt(ns, skb).process, skb.packet, row, errno, [])
}

/** 224.0.0.1: every interface that is up is in it (igmp.c: ip_mc_up). Nobody joins another group here. */
const ALL_HOSTS = 0xe0000001

/**
 * A group that the host is not in: ip_route_input_rcu says EINVAL, and ip_rcv_finish frees the packet without an error
 * (mc_forwarding is 0 unless a multicast router runs). The rest is the brd_input of ip_route_input_slow: up to this host, whether it forwards or not, and the source is validated without a destination.
 * Up there nobody answers: a listener drops the SYN (tcp_ipv4.c: tcp_v4_conn_request), without one there is no RST
 * (tcp_v4_send_reset wants a route of type local), no ICMP error (icmp.c: icmp_send) and no echo reply
 * (icmp_echo_ignore_broadcasts, on by default). A datagram reaches whoever listens (udp.c: __udp4_lib_mcast_deliver), and what
 * it answers has an address of the host's as its source.
 */
export function takeBroadcast(walker: Walker, ns: Netns, skb: Skb): End {
  const { packet } = skb
  const group = isMulticast(packet.dst)
  if (group && packet.dst !== ALL_HOSTS) {
    const reason = { kind: 'multicast', dst: packet.dst, dev: skb.iif.name } as const
    return drop(walker, routingPlace(ns, skb), packet, reason, NO_ROWS, null)
  }
  const found = group ? null : fibLookup(ns, packet.dst, packet.src, skb.iif.name, packet.mark)
  const bad = validateSource(walker, ns, skb, null, NOWHERE)
  if (bad !== null) return bad
  const row = found?.route ?? null
  const dev = row?.dev ?? skb.iif.name
  if (ns.index.tracks) {
    const routed = { kind: 'route-input', to: 'this-host', dev } as const
    note(walker, routingPlace(ns, skb), routed, packet, packet, found === null ? NO_ROWS : rowsOf(found))
  }
  const effects: Effect[] = []
  if (ns.index.tracks) {
    const rows: Row[] = []
    const judged = rejectWith(
      walker,
      ns,
      skb,
      allFilters(walker, ns, skb, ns.index.hooks.INPUT, rows),
      'input',
      rows,
      packet,
    )
    // REJECT's error is one that icmp_send does not send either.
    if (judged !== null) return judged.kind === 'drop' ? { ...judged, answer: null } : judged
    note(walker, placesAt(ns, skb).stage.input, { kind: 'input', nat: null }, packet, packet, rows)
    confirm(skb, effects)
  }
  const place = placesAt(ns, skb).process
  const socket = packet.l4.proto === 'UDP' ? socketOn(ns, 'UDP', packet.l4.dport) : null
  if (socket === null) return ends(walker, place, packet, row, null, effects)
  note(walker, place, { kind: 'deliver', process: socket.process }, packet, packet, [socket], effects)
  const src = routeOutput(ns, packet.src, null)?.src ?? packet.dst
  const to = makePacket(packet.src, src, packet.ttl, packet.mark, packet.smac, packet.dmac, packet.l4)
  return { kind: 'delivered', answer: { kind: 'socket', ns, to } }
}

const NOWHERE = 0 as Ipv4

const ends = (
  walker: Walker,
  place: Parameters<typeof drop>[1],
  packet: Skb['packet'],
  row: Route | null,
  errno: 'ENETUNREACH' | 'EACCES' | null,
  effects: readonly Effect[],
): End =>
  drop(
    walker,
    place,
    packet,
    { kind: 'broadcast', dst: packet.dst, row, errno },
    row === null ? NO_ROWS : [row],
    null,
    effects,
  )
