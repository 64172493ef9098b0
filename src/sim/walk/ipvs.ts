/*! IPVS between its hooks: LOCAL_IN 98/99, FORWARD 99/100, LOCAL_OUT −99/−98 (ip_vs_core.c, ip_vs_xmit.c; §4.2, §4.3).

A request finds its virtual server, gets a real server, a first route without a source, one TTL less and a new destination, and
goes on through LOCAL_OUT. An answer gets the virtual server's address back as its source. */
import { appended } from '../../base/appended'
import { type IpvsConn, type RealServer, sourceHash, type VirtualServer } from '../kernel/ipvs'
import { type Netns, virtualServerFor } from '../kernel/netns'
import type { Ipv4 } from '../net/ip'
import {
  hasPorts,
  isError,
  makePacket,
  makeTuple,
  type Packet,
  reverse,
  type Tcp,
  type Tuple,
  type Udp,
} from '../net/packet'
import type { Effect } from '../trace/effect'
import { NO_EFFECTS, type Row } from '../trace/trace'
import { headOf, withDestination, withSource } from './conntrack'
import { placesAt } from './places'
import { decrementTtl, reroute, routeOutput, rowsOf } from './route'
import { drop, type End, icmpError, note, type Skb, type Walker } from './walker'

/** What IPVS wants a packet for: its virtual server, and the connection if it has one already. */
export interface Claim {
  readonly server: VirtualServer
  readonly conn: IpvsConn | null
}

/** ip_vs_in up to ip_vs_service_find: does IPVS want this packet? */
export function ipvsClaim(walker: Walker, ns: Netns, skb: Skb): Claim | null {
  if (skb.ipvs !== null || ns.virtualServers.length === 0) return null
  const { packet } = skb
  const { l4 } = packet
  if (!hasPorts(l4)) return null
  const server = virtualServerFor(ns, l4.proto, packet.dst, l4.dport)
  if (server === null) return null
  const conn = connFor(walker.conns, ns, l4, packet)
  // Only a SYN is scheduled (sloppy_tcp 0, §3.4); anything else without a connection goes up to the sockets.
  if (conn === null && l4.proto === 'TCP' && l4.flags !== 'S') return null
  return { server, conn }
}

/** The connection of a request. */
function connFor(conns: readonly IpvsConn[], { id }: Netns, l4: Tcp | Udp, { src, dst }: Packet): IpvsConn | null {
  for (const conn of conns) {
    if (conn.netns !== id || conn.proto !== l4.proto) continue
    if (conn.client !== src || conn.cport !== l4.sport || conn.virtual !== dst || conn.vport !== l4.dport) continue
    return conn
  }
  return null
}

/**
 * ip_vs_schedule and ip_vs_nat_xmit: a new destination and a first route. 'sent': it goes through LOCAL_OUT; 'stays': the real
 * server is an address of this host, so the hook that IPVS was asked in goes on.
 */
export function ipvsTake(walker: Walker, ns: Netns, skb: Skb, { server, conn }: Claim): 'sent' | 'stays' | End {
  const { packet } = skb
  const { l4 } = packet
  if (!hasPorts(l4)) return 'stays'
  const place = placesAt(ns, skb).stage.ipvs
  const dropped: Effect[] = []
  const template = conn === null ? templateOf(walker, ns, server, packet.src, dropped) : null
  const known = conn ?? template
  const real =
    (known === null ? null : realOf(server, known)) ?? (conn === null ? schedule(walker, server, packet.src) : null)
  if (real === null) {
    // ip_vs_leave: the SYN ends here, and the virtual address itself says so (§4.9, D1).
    return drop(
      walker,
      place,
      packet,
      { kind: 'ipvs-no-server', virtualServer: server },
      [server, ...server.reals],
      icmpError(ns, skb, 3, 3, packet.dst, place),
    )
  }
  if (conn !== null) return translateRequest(walker, ns, skb, server, real, conn, NO_EFFECTS)
  const fresh: IpvsConn = {
    kind: 'ipvs-conn',
    netns: ns.id,
    proto: l4.proto,
    client: packet.src,
    cport: l4.sport,
    virtual: packet.dst,
    vport: l4.dport,
    dest: real.addr,
    dport: real.port,
    state: l4.proto === 'TCP' ? 'SYN_RECV' : 'UDP',
  }
  walker.conns = appended(walker.conns, fresh)
  walker.taken = appended(walker.taken, { server, real })
  const made = [fresh]
  if (server.persistent !== null && template === null) {
    // ip_vs_sched_persist: the next connections of this client follow the template.
    const kept: IpvsConn = { ...fresh, cport: 0, state: 'ASSURED' }
    walker.conns = appended(walker.conns, kept)
    made.push(kept)
  }
  const effects: readonly Effect[] =
    walker.steps === null
      ? NO_EFFECTS
      : [...dropped, ...made.map((c) => ({ kind: 'ipvs-conn', conn: c, replaces: null }) as const)]
  return translateRequest(walker, ns, skb, server, real, fresh, effects)
}

/** The kernel first asks for the route and then writes the address; the two steps here tell it the other way round. */
function translateRequest(
  walker: Walker,
  ns: Netns,
  skb: Skb,
  server: VirtualServer,
  real: RealServer,
  conn: IpvsConn,
  effects: readonly Effect[],
): 'sent' | 'stays' | End {
  const place = placesAt(ns, skb).stage.ipvs
  const asked = skb.packet
  // __ip_vs_get_out_rt: only the destination is known to this look-up, no source, iif lo (§4.2 step 4).
  const route = routeOutput(ns, real.addr, null)
  if (route === null) {
    return drop(
      walker,
      place,
      asked,
      { kind: 'no-route', dst: real.addr },
      [server, real],
      icmpError(ns, skb, 3, 1, asked.dst, place),
      effects,
    )
  }
  const stays = route.found.type === 'local'
  if (!stays && asked.ttl <= 1) {
    return drop(
      walker,
      place,
      asked,
      { kind: 'ttl-exceeded' },
      [server],
      icmpError(ns, skb, 11, 0, asked.dst, place),
      effects,
    )
  }
  const chosen = withDestination(asked, real.addr, real.port)
  if (walker.steps !== null) {
    note(walker, place, { kind: 'ipvs-dnat', virtualServer: server, real }, asked, chosen, [real, server], effects)
  }
  skb.packet = chosen
  if (!stays) decrementTtl(skb)
  skb.dev = route.dev
  skb.nextHop = route.nextHop
  skb.ipvs = conn
  // ip_vs_update_conntrack: the answer will come from the real server. No NAT bit is set (§4.3).
  const { ct } = skb
  if (ct !== null && !ct.confirmed) {
    ct.reply = makeTuple(ct.reply.proto, real.addr, ct.reply.dst, real.port, ct.reply.dport)
  }
  if (walker.steps !== null) {
    note(walker, place, { kind: 'ipvs-route', dev: route.dev.name }, chosen, skb.packet, rowsOf(route.found))
  }
  return stays ? 'stays' : 'sent'
}

const realOf = (server: VirtualServer, conn: IpvsConn): RealServer | null =>
  server.reals.find((real) => real.addr === conn.dest && real.port === conn.dport) ?? null

/** The same virtual server, perhaps with other real servers by now. */
const isSameServer = (a: VirtualServer, b: VirtualServer): boolean =>
  a.netns === b.netns && a.addr === b.addr && a.port === b.port && a.proto === b.proto

/**
 * The template of this client, unless its server takes no new connections (expire_quiescent_template): ip_vs_check_template
 * then gives it ports that no packet can ask for. `effects` notes that.
 */
function templateOf(
  walker: Walker,
  ns: Netns,
  server: VirtualServer,
  client: Ipv4,
  effects: Effect[],
): IpvsConn | null {
  if (server.persistent === null) return null
  const index = walker.conns.findIndex(
    (c) =>
      c.netns === ns.id &&
      c.proto === server.proto &&
      c.client === client &&
      c.cport === 0 &&
      c.virtual === server.addr &&
      c.vport === server.port,
  )
  const template = walker.conns[index]
  if (template === undefined) return null
  if ((realOf(server, template)?.weight ?? 0) > 0) return template
  const invalid: IpvsConn = { ...template, vport: 65_535, dport: 65_535 }
  walker.conns = walker.conns.with(index, invalid)
  effects.push({ kind: 'ipvs-conn', conn: invalid, replaces: template })
  return null
}

/**
 * The server that the flow's pick names, if this virtual server has it; else what the scheduler takes: rr and wrr (equal
 * weights) the next of the list, lc the one with the fewest connections. sh knows no choice: it hashes the client's address. A fresh scheduler
 * takes the head of its list (ip_vs_rr.c, ip_vs_lc.c, ip_vs_sh.c). Weight 0 takes no new connections.
 */
function schedule(walker: Walker, server: VirtualServer, client: Ipv4): RealServer | null {
  if (server.scheduler === 'sh') return sourceHash(server.reals, client)
  const usable = server.reals.filter((real) => real.weight > 0)
  const picked = usable.find((real) => real.addr === walker.probe.pick)
  if (picked !== undefined) return picked
  const last = walker.taken.findLast((taken) => isSameServer(taken.server, server))?.real
  const at = usable.findIndex((real) => real.addr === last?.addr && real.port === last.port)
  if (at < 0) return usable[0] ?? null
  switch (server.scheduler) {
    case 'rr':
    case 'wrr':
      return usable[(at + 1) % usable.length] ?? null
    case 'lc':
      return leastConnections(walker, server, usable)
  }
}

function leastConnections(walker: Walker, server: VirtualServer, usable: readonly RealServer[]): RealServer | null {
  const count = (real: RealServer): number =>
    walker.conns.filter((c) => c.virtual === server.addr && c.vport === server.port && c.dest === real.addr).length
  return usable.reduce<RealServer | null>(
    (best, real) => (best === null || count(real) < count(best) ? real : best),
    null,
  )
}

/** The connection whose real server answers with this tuple. */
function connAnswered(conns: readonly IpvsConn[], { id }: Netns, answer: Tuple): IpvsConn | null {
  for (const conn of conns) {
    if (conn.netns !== id || conn.proto !== answer.proto) continue
    if (conn.dest !== answer.src || conn.dport !== answer.sport) continue
    if (conn.client === answer.dst && conn.cport === answer.dport) return conn
  }
  return null
}

/** What handle_response did to an answer. */
export interface Restored {
  readonly conn: IpvsConn
  readonly rows: readonly Row[]
}

/**
 * ip_vs_out: an answer of a real server gets the virtual address as its source; on its way to another host it is routed
 * again with that source (snat_reroute 1; ip_vs_route_me_harder). null: not an answer of IPVS.
 */
export function ipvsOut(walker: Walker, ns: Netns, skb: Skb, hook: 'input' | 'forward' | 'output'): Restored | null {
  if (skb.ipvs !== null || walker.conns.length === 0) return null
  const { packet } = skb
  const { l4 } = packet
  if (l4.proto === 'ICMP' && !isError(l4)) return null
  // An error about a request that was translated quotes it as it left; nf_nat has put the client's end back already.
  const conn = connAnswered(walker.conns, ns, isError(l4) ? reverse(l4.inner) : headOf(walker, packet))
  if (conn === null) return null
  skb.packet = isError(l4)
    ? makePacket(conn.virtual, packet.dst, packet.ttl, packet.mark, packet.smac, packet.dmac, {
        ...l4,
        inner: makeTuple(l4.inner.proto, l4.inner.src, conn.virtual, l4.inner.sport, conn.vport),
      })
    : withSource(packet, conn.virtual, conn.vport)
  skb.ipvs = conn
  if (hook === 'input') return { conn, rows: [conn] }
  const found = reroute(ns, skb)
  return { conn, rows: found === null || walker.steps === null ? [conn] : [conn, ...rowsOf(found)] }
}
