/*! One network namespace: the rows of its subsystems put together, and their look-ups.

The rows stand in the order in which the tools print them. `makeNetns` adds the indexes; nothing else of it is ever changed, so
taking a row away means making a namespace without it. */
import { groupBy } from '../../base/group'
import type { Ipv4 } from '../net/ip'
import type { Address } from './addr'
import { lookupRoute, makeRouteTable, type Route, type RouteTable } from './fib'
import type { VirtualServer } from './ipvs'
import type { Link } from './link'
import type { Neigh } from './neigh'
import { type Chain, type ChainRule, compileChains } from './netfilter/iptables'
import { type Ipset, type IpsetIndex, ipPortKey, makeIpsetIndex } from './netfilter/ipset'
import { makeNftIndex, type NftBase, type NftElement, type NftIndex, type NftRule } from './netfilter/nftables'
import type { NetnsId } from './row'
import { fits, groupRules, type Rule, type RuleGroup, TABLE_LOCAL, type TableId } from './rule'
import type { Socket } from './socket'
import type { Sysctl } from './sysctl'

export interface NetnsRows {
  readonly id: NetnsId
  readonly type: 'host' | 'pod' | 'client'
  /** Node name, pod name or client name. */
  readonly name: string
  readonly links: readonly Link[]
  readonly addrs: readonly Address[]
  readonly neighs: readonly Neigh[]
  readonly rules: readonly Rule[]
  readonly routes: readonly Route[]
  readonly sysctls: readonly Sysctl[]
  readonly sockets: readonly Socket[]
  /** Empty where no rule was ever written: then no connection is tracked either. */
  readonly chains: readonly ChainRule[]
  readonly ipsets: readonly Ipset[]
  readonly virtualServers: readonly VirtualServer[]
  /** Table ip kube-proxy, in nftables mode. */
  readonly nftBases: readonly NftBase[]
  readonly nftRules: readonly NftRule[]
  readonly nftElements: readonly NftElement[]
}

export interface Netns extends NetnsRows {
  readonly index: NetnsIndex
}

export interface NetnsIndex {
  readonly links: ReadonlyMap<string, Link>
  readonly rules: readonly RuleGroup[]
  /** `fib4_has_custom_rules`: anything beside local, main and default (fib_frontend.c). */
  readonly customRules: boolean
  readonly tables: ReadonlyMap<TableId, RouteTable>
  readonly local: RouteTable
  readonly neighs: ReadonlyMap<string, ReadonlyMap<Ipv4, Neigh>>
  readonly addrs: ReadonlyMap<string, readonly Address[]>
  readonly sysctls: ReadonlyMap<string, Sysctl>
  /** `net.ipv4.ip_forward`. */
  readonly forwards: boolean
  /** Effective rp_filter per device: the row that gives the maximum of `all` and the device's own. */
  readonly rpFilters: ReadonlyMap<string, Sysctl>
  readonly sockets: ReadonlyMap<number, Socket>
  readonly nat: ReadonlyMap<string, Chain>
  readonly filter: ReadonlyMap<string, Chain>
  readonly mangle: ReadonlyMap<string, Chain>
  readonly virtualServers: ReadonlyMap<number, VirtualServer>
  readonly nft: NftIndex
  /** conntrack is loaded where netfilter rules need it. */
  readonly tracks: boolean
  readonly isLocal: (ip: Ipv4) => boolean
}

/** Adds the indexes to a namespace's rows. */
export function makeNetns(rows: NetnsRows): Netns {
  const links = new Map(rows.links.map((link) => [link.name, link]))
  const tables = new Map<TableId, RouteTable>()
  for (const [id, routes] of groupBy(rows.routes, (route) => route.table)) {
    // A unicast route whose link is down is dead (fib_sync_down_dev); local ones stay (§3.1: kube-ipvs0 is DOWN).
    const alive = routes.filter((route) => route.type === 'local' || links.get(route.dev)?.up === true)
    tables.set(id, makeRouteTable(id, alive))
  }
  const local = tables.get(TABLE_LOCAL) ?? makeRouteTable(TABLE_LOCAL, [])
  const sysctls = new Map(rows.sysctls.map((row) => [row.name, row]))
  const ipsets = new Map<string, IpsetIndex>(rows.ipsets.map((set) => [set.name, makeIpsetIndex(set)]))
  const index: NetnsIndex = {
    links,
    rules: groupRules(rows.rules, tables),
    customRules: rows.rules.some((rule) => rule.priority !== 0 && rule.priority < 32766),
    tables,
    local,
    neighs: new Map(
      [...groupBy(rows.neighs, (row) => row.dev)].map(([dev, list]) => [dev, new Map(list.map((n) => [n.address, n]))]),
    ),
    addrs: groupBy(rows.addrs, (row) => row.dev),
    sysctls,
    forwards: sysctls.get('net.ipv4.ip_forward')?.value === 1,
    rpFilters: rpFilters(rows.links, sysctls),
    sockets: new Map(rows.sockets.map((socket) => [socketKey(socket.proto, socket.port), socket])),
    nat: compileChains(rows.chains, 'nat', ipsets),
    filter: compileChains(rows.chains, 'filter', ipsets),
    mangle: compileChains(rows.chains, 'mangle', ipsets),
    virtualServers: new Map(rows.virtualServers.map((v) => [ipPortKey(v.addr, v.proto === 'UDP', v.port), v])),
    nft: makeNftIndex({ bases: rows.nftBases, rules: rows.nftRules, elements: rows.nftElements }),
    tracks: rows.chains.length > 0 || rows.nftBases.length > 0,
    isLocal: (ip) => lookupRoute(local, ip)?.type === 'local',
  }
  return { ...rows, index }
}

function rpFilters(links: readonly Link[], sysctls: ReadonlyMap<string, Sysctl>): ReadonlyMap<string, Sysctl> {
  const all = sysctls.get('net.ipv4.conf.all.rp_filter')
  const effective = new Map<string, Sysctl>()
  for (const link of links) {
    const own = sysctls.get(`net.ipv4.conf.${link.name}.rp_filter`)
    const row = own && (!all || own.value > all.value) ? own : all
    if (row) effective.set(link.name, row)
  }
  return effective
}

const socketKey = (proto: 'TCP' | 'UDP', port: number): number => (proto === 'UDP' ? 65536 : 0) + port

export const socketOn = (ns: Netns, proto: 'TCP' | 'UDP', port: number): Socket | null =>
  ns.index.sockets.get(socketKey(proto, port)) ?? null

export const virtualServerFor = (ns: Netns, proto: 'TCP' | 'UDP', addr: Ipv4, port: number): VirtualServer | null =>
  ns.index.virtualServers.get(ipPortKey(addr, proto === 'UDP', port)) ?? null

export interface FibResult {
  readonly route: Route
  readonly rule: Rule
}

/**
 * fib_lookup: rules by priority, the longest prefix in each one's table; a table without a route sends the search on.
 * `iif` is the input device's name, `lo` for what this host sends; `src` 0: no source yet.
 */
export function fibLookup(ns: Netns, dst: Ipv4, src: Ipv4, iif: string, mark = 0): FibResult | null {
  const groups = ns.index.rules
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at]
    if (group === undefined) continue
    const candidates =
      group.by === 'scan' ? group.rules : group.by === 'to' ? group.rules.get(dst | 0) : group.rules.get(src | 0)
    if (candidates === undefined) continue
    for (let n = 0; n < candidates.length; n++) {
      const bound = candidates[n]
      if (bound === undefined || !fits(bound, dst, src, iif, mark)) continue
      const route = lookupRoute(bound.table, dst)
      if (route !== null) return { route, rule: bound.rule }
    }
  }
  return null
}

/**
 * inet_select_addr: a global address of `dev`, one whose subnet holds `near` first; if the device has none, the first device
 * in order of registration that has one (devinet.c; datapath.md §4.7). lo's is scope host and never taken.
 */
export function selectAddress(ns: Netns, dev: string, near: Ipv4 | null): Address | null {
  let first: Address | null = null
  for (const address of ns.index.addrs.get(dev) ?? []) {
    if (address.scope !== 'global') continue
    if (near === null || sameSubnet(address, near)) return address
    first ??= address
  }
  if (first !== null) return first
  for (const link of ns.links) {
    for (const address of ns.index.addrs.get(link.name) ?? []) if (address.scope === 'global') return address
  }
  return null
}

const sameSubnet = (address: Address, ip: Ipv4): boolean =>
  address.length === 0 || (address.address ^ ip) >>> (32 - address.length) === 0

export const linkOf = (ns: Netns, dev: string): Link | null => ns.index.links.get(dev) ?? null
