/*! A namespace comes up: the rows that the kernel and the OS write before any control plane. `ip link`, `ip addr`, `ip route`. */
import { hostCidr, cidr, cidrOf, type Ipv4, ipv4, lastOf } from '../../net/ip'
import { ZERO_MAC } from '../../net/mac'
import type { Address } from '../../kernel/addr'
import type { Route } from '../../kernel/fib'
import type { Link } from '../../kernel/link'
import type { NetnsRows } from '../../kernel/netns'
import type { NetnsId, Origin } from '../../kernel/row'
import { type Rule, TABLE_DEFAULT, TABLE_LOCAL, TABLE_MAIN } from '../../kernel/rule'
import type { Socket } from '../../kernel/socket'
import type { Sysctl } from '../../kernel/sysctl'
import type { Client, Eni, ListenerSpec, Node, VSwitch } from '../../topology/types'
import type { Draft } from '../draft'

const kernel = (object: string): Origin => ({ plane: 'kernel', object })

/** What every namespace has: lo and its local rows, the three base rules (§1.5). */
export function bareNetns(id: NetnsId, type: NetnsRows['type'], name: string): Draft {
  const by = kernel(name)
  const lo: Link = {
    kind: 'link',
    netns: id,
    by,
    name: 'lo',
    ifindex: 1,
    mac: ZERO_MAC,
    mtu: 65536,
    up: true,
    type: { kind: 'loopback' },
  }
  return {
    id,
    type,
    name,
    links: [lo],
    addrs: [{ kind: 'addr', netns: id, by, dev: 'lo', address: ipv4('127.0.0.1'), length: 8, scope: 'host' }],
    neighs: [],
    rules: [
      baseRule(id, by, 0, TABLE_LOCAL),
      baseRule(id, by, 32766, TABLE_MAIN),
      baseRule(id, by, 32767, TABLE_DEFAULT),
    ],
    routes: [
      { ...localRoute(id, by, ipv4('127.0.0.1'), 'lo'), dst: cidr('127.0.0.0/8') },
      localRoute(id, by, ipv4('127.0.0.1'), 'lo'),
      broadcastRoute(id, by, ipv4('127.255.255.255'), 'lo', ipv4('127.0.0.1')),
    ],
    sysctls: [],
    sockets: [],
    chains: [],
    ipsets: [],
    virtualServers: [],
    nftBases: [],
    nftRules: [],
    nftElements: [],
  }
}

const baseRule = (netns: NetnsId, by: Origin, priority: number, table: number): Rule => ({
  kind: 'rule',
  netns,
  by,
  priority,
  from: null,
  to: null,
  iif: null,
  fwmark: null,
  table,
})

/** The row that fib_add_ifaddr puts into table local for an address, also while the link is down. */
export const localRoute = (netns: NetnsId, by: Origin, address: Ipv4, dev: string): Route => ({
  kind: 'route',
  netns,
  by,
  table: TABLE_LOCAL,
  type: 'local',
  dst: hostCidr(address),
  via: null,
  dev,
  scope: 'host',
  proto: 'kernel',
  src: address,
  onlink: false,
})

const broadcastRoute = (netns: NetnsId, by: Origin, address: Ipv4, dev: string, src: Ipv4): Route => ({
  ...localRoute(netns, by, address, dev),
  type: 'broadcast',
  scope: 'link',
  src,
})

/** `ip addr add <address>/<length> dev <dev>`, with the local row that follows from it. */
export function addAddress(draft: Draft, by: Origin, dev: string, address: Ipv4, length: number): void {
  const row: Address = { kind: 'addr', netns: draft.id, by, dev, address, length, scope: 'global' }
  draft.addrs.push(row)
  draft.routes.push(localRoute(draft.id, kernel(dev), address, dev))
}

/** An ECS host after boot: eth0 by DHCP, the other ENIs attached but bare, the sysctls as given (§1.5, §1.6). */
export function bootHost(id: NetnsId, node: Node, vswitches: readonly VSwitch[]): Draft {
  const draft = bareNetns(id, 'host', node.name)
  const os: Origin = { plane: 'os', object: `node ${node.name}` }
  for (const eni of node.enis) draft.links.push(eniLink(id, os, eni))
  const primary = node.enis.find((eni) => eni.primary)
  const vswitch = vswitches.find((v) => v.name === primary?.vswitch)
  if (primary && vswitch) {
    const { length } = vswitch.cidr
    addAddress(draft, os, primary.dev, node.ip, length)
    const subnet = cidrOf(node.ip, length)
    draft.routes.push(broadcastRoute(id, kernel(primary.dev), lastOf(subnet), primary.dev, node.ip))
    draft.routes.push(
      {
        ...localRoute(id, os, node.ip, primary.dev),
        table: TABLE_MAIN,
        type: 'unicast',
        dst: cidr('0.0.0.0/0'),
        via: vswitch.gateway,
        scope: 'global',
        proto: null,
        src: null,
      },
      {
        ...localRoute(id, kernel(primary.dev), node.ip, primary.dev),
        table: TABLE_MAIN,
        type: 'unicast',
        dst: subnet,
        scope: 'link',
      },
    )
  }
  const by: Origin = { plane: 'terway', object: `node ${node.name}` }
  const set = (name: string, value: number | boolean) => draft.sysctls.push(sysctl(id, by, `net.ipv4.${name}`, +value))
  for (const [dev, value] of Object.entries({ all: 0, default: 0, ...node.rpFilter }))
    set(`conf.${dev}.rp_filter`, value)
  set('ip_forward', node.ipForward)
  for (const [dev, value] of Object.entries(node.forwarding)) set(`conf.${dev}.forwarding`, value)
  addSockets(draft, node.listen)
  return draft
}

const eniLink = (netns: NetnsId, by: Origin, eni: Eni): Link => ({
  kind: 'link',
  netns,
  by,
  name: eni.dev,
  ifindex: eni.ifindex,
  mac: eni.mac,
  mtu: 1500,
  up: true,
  type: { kind: 'eni', id: eni.id },
})

export const sysctl = (netns: NetnsId, by: Origin, name: string, value: number): Sysctl => ({
  kind: 'sysctl',
  netns,
  by,
  name,
  value,
})

/** Listening processes, all on 0.0.0.0. */
export function addSockets(draft: Draft, listeners: readonly ListenerSpec[]): void {
  for (const listener of listeners) {
    const socket: Socket = {
      kind: 'socket',
      netns: draft.id,
      by: { plane: 'os', object: draft.name },
      proto: listener.protocol,
      port: listener.port,
      process: listener.process ?? 'server',
    }
    draft.sockets.push(socket)
  }
}

/** A host outside the cluster: one address, everything by its uplink. */
export function bootClient(id: NetnsId, client: Client): Draft {
  const draft = bareNetns(id, 'client', client.name)
  const by: Origin = { plane: 'os', object: `client ${client.name}` }
  draft.links.push({
    kind: 'link',
    netns: id,
    by,
    name: 'eth0',
    ifindex: 2,
    mac: client.mac,
    mtu: 1500,
    up: true,
    type: { kind: 'uplink' },
  })
  addAddress(draft, by, 'eth0', client.ip, 32)
  draft.routes.push({
    ...localRoute(id, by, client.ip, 'eth0'),
    table: TABLE_MAIN,
    type: 'unicast',
    dst: cidr('0.0.0.0/0'),
    scope: 'link',
    proto: null,
    src: null,
  })
  addSockets(draft, client.listen)
  return draft
}
