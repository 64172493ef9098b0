/*! The world: all network namespaces and the cloud, as rows. What `ip`, `ipvsadm` and the cloud console would show. */
import { assertNever } from '../base/assert'
import type { EniAddress, EniRow, SlbBackend, SlbListener, VpcRoute, VSwitchRow } from './cloud/rows'
import type { Address } from './kernel/addr'
import type { Route } from './kernel/fib'
import type { RealServer, VirtualServer } from './kernel/ipvs'
import type { Neigh } from './kernel/neigh'
import type { ChainRule } from './kernel/netfilter/iptables'
import { type IpsetMember, ipPortKey } from './kernel/netfilter/ipset'
import type { NftElement, NftRule } from './kernel/netfilter/nftables'
import { makeNetns, type Netns, type NetnsRows } from './kernel/netns'
import type { NetnsId } from './kernel/row'
import type { Rule } from './kernel/rule'
import type { Ipv4 } from './net/ip'

export interface CloudRows {
  readonly enis: readonly EniRow[]
  readonly vswitches: readonly VSwitchRow[]
  readonly routes: readonly VpcRoute[]
  readonly listeners: readonly SlbListener[]
}

export interface Cloud extends CloudRows {
  readonly index: {
    /** Delivery goes by the owner of an address (§5.1). */
    readonly owners: ReadonlyMap<Ipv4, { readonly eni: EniRow; readonly row: EniAddress }>
    readonly enis: ReadonlyMap<string, EniRow>
    readonly vswitches: ReadonlyMap<string, VSwitchRow>
    readonly listeners: ReadonlyMap<number, SlbListener>
    readonly vips: ReadonlySet<Ipv4>
    readonly backends: ReadonlyMap<number, { readonly listener: SlbListener; readonly row: SlbBackend }>
    readonly outside: ReadonlyMap<Ipv4, VpcRoute>
  }
}

export interface World {
  readonly netns: ReadonlyMap<NetnsId, Netns>
  readonly cloud: Cloud
}

export const nodeNetns = (name: string): NetnsId => `node:${name}` as NetnsId
export const podNetns = (namespace: string, name: string): NetnsId => `pod:${namespace}/${name}` as NetnsId
export const clientNetns = (name: string): NetnsId => `client:${name}` as NetnsId

/** Adds the cloud's indexes. The first owner of an address wins, as `check` allows only one. */
export function makeWorld(netns: ReadonlyMap<NetnsId, Netns>, cloud: CloudRows): World {
  const owners = new Map<Ipv4, { eni: EniRow; row: EniAddress }>()
  for (const eni of cloud.enis) {
    for (const row of eni.addresses) if (!owners.has(row.address)) owners.set(row.address, { eni, row })
  }
  const backends = new Map<number, { listener: SlbListener; row: SlbBackend }>()
  for (const listener of cloud.listeners) {
    for (const row of listener.backends)
      backends.set(ipPortKey(row.address, listener.proto === 'UDP', row.port), { listener, row })
  }
  return {
    netns,
    cloud: {
      ...cloud,
      index: {
        owners,
        enis: new Map(cloud.enis.map((eni) => [eni.id, eni])),
        vswitches: new Map(cloud.vswitches.map((v) => [v.name, v])),
        listeners: new Map(cloud.listeners.map((l) => [ipPortKey(l.vip, l.proto === 'UDP', l.port), l])),
        vips: new Set(cloud.listeners.map((l) => l.vip)),
        backends,
        outside: new Map(
          cloud.routes.flatMap((r) => (r.target.kind === 'outside' ? [[r.dst.address, r] as const] : [])),
        ),
      },
    },
  }
}

/** The world with one namespace's rows changed and its indexes made anew. Unknown ids change nothing. */
export function changeNetns(world: World, id: NetnsId, change: (rows: NetnsRows) => NetnsRows): World {
  const old = world.netns.get(id)
  if (old === undefined) return world
  const netns = new Map(world.netns)
  netns.set(id, makeNetns(change(old)))
  return { ...world, netns }
}

type Owned =
  | NftRule
  | NftElement
  | Route
  | Rule
  | Neigh
  | IpsetMember
  | RealServer
  | VirtualServer
  | ChainRule
  | Address

/** The world without one row, found by identity: what `ip route del …` or `ipvsadm -d …` would leave. */
export function withoutRow(world: World, row: Owned): World {
  if (row.netns === null) return world
  return changeNetns(world, row.netns, (rows) => {
    switch (row.kind) {
      case 'route':
        return { ...rows, routes: rows.routes.filter((r) => r !== row) }
      case 'rule':
        return { ...rows, rules: rows.rules.filter((r) => r !== row) }
      case 'neigh':
        return { ...rows, neighs: rows.neighs.filter((r) => r !== row) }
      case 'addr':
        return { ...rows, addrs: rows.addrs.filter((r) => r !== row) }
      case 'chain-rule':
        return { ...rows, chains: rows.chains.filter((r) => r !== row) }
      case 'nft-rule':
        return { ...rows, nftRules: rows.nftRules.filter((r) => r !== row) }
      case 'nft-element':
        return { ...rows, nftElements: rows.nftElements.filter((r) => r !== row) }
      case 'virtual-server':
        return { ...rows, virtualServers: rows.virtualServers.filter((r) => r !== row) }
      case 'real-server':
        return {
          ...rows,
          virtualServers: rows.virtualServers.map((v) =>
            v.reals.includes(row) ? { ...v, reals: v.reals.filter((r) => r !== row) } : v,
          ),
        }
      case 'ipset-member':
        return {
          ...rows,
          ipsets: rows.ipsets.map((s) =>
            s.members.includes(row) ? { ...s, members: s.members.filter((m) => m !== row) } : s,
          ),
        }
      default:
        return assertNever(row)
    }
  })
}
