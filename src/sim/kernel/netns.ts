/*! One network namespace: the rows of its subsystems put together, and their look-ups.

The rows stand in the order in which the tools print them. `makeNetns` adds the indexes; nothing else of it is ever changed, so
taking a row away means making a namespace without it. */
import { groupBy } from '../../base/group'
import { endpointAt, endpointMap, type EndpointMap } from '../net/endpoint-map'
import type { Ipv4 } from '../net/ip'
import type { Address } from './addr'
import { type Device, makeDevices } from './device'
import {
  addToFib,
  type BoundRoute,
  byLength,
  type FibResult,
  isAlive,
  lookupFib,
  makeFibTable,
  type Route,
} from './fib'
import type { VirtualServer } from './ipvs'
import type { Link } from './link'
import type { Neigh } from './neigh'
import { type Chain, type ChainRule, compileChains, type Hook } from './netfilter/iptables'
import { type Ipset, type IpsetIndex, makeIpsetIndex } from './netfilter/ipset'
import type { NftBase, NftBases, NftChain, NftElement, NftIndex, NftRule } from './netfilter/nftables'
import { nftables, NO_NFT } from './netfilter/optional'
import type { NetnsId } from './row'
import { ASK_LOCAL, groupRules, lookupBound, type Rule, type RuleGroup, TABLE_LOCAL, type TableId } from './rule'
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

/** What stands at a hook: a base chain of iptables in each table, and those of nftables around nat; null where nobody wrote one. */
export interface HookIndex {
  /** Does it see the input device, and the output device? */
  readonly hasIn: boolean
  readonly hasOut: boolean
  readonly mangle: Chain | null
  readonly nat: Chain | null
  readonly filter: Chain | null
  readonly nftBeforeNat: readonly NftChain[] | null
  readonly nftNat: readonly NftChain[] | null
  readonly nftAfterNat: readonly NftChain[] | null
}

const someOf = (bases: readonly NftChain[]): readonly NftChain[] | null => (bases.length === 0 ? null : bases)

export interface NetnsIndex {
  readonly devices: { readonly get: (name: string) => Device }
  readonly lo: Device
  /** Of a host outside: the line by which it is reached; null: it has none. */
  readonly uplink: Device | null
  /** The first device in order of registration with a global address has this one; null: none has. */
  readonly firstAddress: Address | null
  readonly rules: RuleGroup | null
  /** `fib4_has_custom_rules`: anything beside local, main and default (fib_frontend.c). */
  readonly customRules: boolean
  readonly sockets: ReadonlyMap<number, Socket>
  readonly hooks: Readonly<Record<Hook, HookIndex>>
  readonly virtualServers: EndpointMap<VirtualServer>
  readonly nft: NftIndex
  /** conntrack is loaded where netfilter rules need it. */
  readonly tracks: boolean
  readonly isLocal: (ip: Ipv4) => boolean
}

/** Adds the indexes to a namespace's rows. */
export function makeNetns(rows: NetnsRows): Netns {
  const sysctls = new Map(rows.sysctls.map((row) => [row.name, row]))
  const devices = makeDevices(rows, sysctls)
  const bound = byLength(rows.routes).map((route): BoundRoute => ({ route, dev: devices.get(route.dev) }))
  const tables = groupBy(bound.filter(isAlive), ({ route }) => route.table)
  const routesOf = (table: TableId): readonly BoundRoute[] => tables.get(table) ?? []
  const local = makeFibTable()
  addToFib(local, ASK_LOCAL, routesOf(TABLE_LOCAL))
  const sets = new Map<string, IpsetIndex>(rows.ipsets.map((set) => [set.name, makeIpsetIndex(set)]))
  const nft = nftIndexOf(rows)
  const uplink = rows.links.find(({ type }) => type.kind === 'uplink')
  const index: NetnsIndex = {
    devices,
    lo: devices.get('lo'),
    uplink: uplink === undefined ? null : devices.get(uplink.name),
    firstAddress: rows.links.flatMap((link) => devices.get(link.name).addrs).find(isGlobal) ?? null,
    rules: groupRules(rows.rules, routesOf),
    customRules: rows.rules.some((rule) => rule.priority !== 0 && rule.priority < 32766),
    sockets: new Map(rows.sockets.map((socket) => [socketKey(socket.proto, socket.port), socket])),
    hooks: hooksOf(rows, sets, nft),
    virtualServers: endpointMap(rows.virtualServers, (v) => [v.addr, v.proto === 'UDP', v.port]),
    nft,
    tracks: rows.chains.length > 0 || rows.nftBases.length > 0,
    isLocal: (ip) => {
      const found = lookupFib(local, ip)
      return found !== null && found.type === 'local'
    },
  }
  const { id, type, name, links, addrs, neighs, rules, routes, sockets } = rows
  const { chains, ipsets, virtualServers, nftBases, nftRules, nftElements } = rows
  // Written out: spread would give every namespace a hidden class of its own, and each look-up would start with a search for it.
  return {
    id,
    type,
    name,
    links,
    addrs,
    neighs,
    rules,
    routes,
    sysctls: rows.sysctls,
    sockets,
    chains,
    ipsets,
    virtualServers,
    nftBases,
    nftRules,
    nftElements,
    index,
  }
}

function hooksOf({ chains }: NetnsRows, sets: ReadonlyMap<string, IpsetIndex>, { at }: NftIndex): NetnsIndex['hooks'] {
  const mangle = compileChains(chains, 'mangle', sets)
  const nat = compileChains(chains, 'nat', sets)
  const filter = compileChains(chains, 'filter', sets)
  const hook = (name: Hook, hasIn: boolean, hasOut: boolean, nft: NftBases): HookIndex => ({
    hasIn,
    hasOut,
    mangle: mangle.get(name) ?? null,
    nat: nat.get(name) ?? null,
    filter: filter.get(name) ?? null,
    nftBeforeNat: someOf(nft.beforeNat),
    nftNat: someOf(nft.nat),
    nftAfterNat: someOf(nft.afterNat),
  })
  return {
    PREROUTING: hook('PREROUTING', true, false, at.prerouting),
    INPUT: hook('INPUT', true, false, at.input),
    FORWARD: hook('FORWARD', true, true, at.forward),
    OUTPUT: hook('OUTPUT', false, true, at.output),
    POSTROUTING: hook('POSTROUTING', false, true, at.postrouting),
  }
}

const nftIndexOf = ({ nftBases: bases, nftRules: rules, nftElements: elements }: NetnsRows): NftIndex =>
  bases.length === 0 ? NO_NFT : nftables().makeIndex({ bases, rules, elements })

const socketKey = (proto: 'TCP' | 'UDP', port: number): number => (proto === 'UDP' ? 65536 : 0) + port

export const socketOn = (ns: Netns, proto: 'TCP' | 'UDP', port: number): Socket | null =>
  ns.index.sockets.get(socketKey(proto, port)) ?? null

export const virtualServerFor = (ns: Netns, proto: 'TCP' | 'UDP', addr: Ipv4, port: number): VirtualServer | null =>
  endpointAt(ns.index.virtualServers, addr, proto === 'UDP', port)

/**
 * fib_lookup: rules by priority, the longest prefix in each one's table; a table without a route sends the search on.
 * `iif` is the input device's name, `lo` for what this host sends; `src` 0: no source yet.
 */
export function fibLookup(ns: Netns, dst: Ipv4, src: Ipv4, iif: string, mark = 0): FibResult | null {
  for (let group = ns.index.rules; group !== null; group = group.next) {
    const sure = lookupFib(group, dst)
    if (sure !== null) return sure
    const ofSource = group.bySource === null ? undefined : group.bySource.get(src | 0)
    const found =
      (ofSource === undefined ? null : lookupBound(ofSource, dst, src, iif, mark)) ??
      lookupBound(group.others, dst, src, iif, mark)
    if (found !== null) return found
  }
  return null
}

/**
 * inet_select_addr: a global address of `dev`, one whose subnet holds `near` first; if the device has none, the first device
 * in order of registration that has one (devinet.c; datapath.md §4.7). lo's is scope host and never taken.
 */
export function selectAddress(ns: Netns, dev: Device, near: Ipv4 | null): Address | null {
  let first: Address | null = null
  for (const address of dev.addrs) {
    if (!isGlobal(address)) continue
    if (near === null || sameSubnet(address, near)) return address
    first ??= address
  }
  return first ?? ns.index.firstAddress
}

const isGlobal = ({ scope }: Address): boolean => scope === 'global'

const sameSubnet = (address: Address, ip: Ipv4): boolean =>
  address.length === 0 || (address.address ^ ip) >>> (32 - address.length) === 0
