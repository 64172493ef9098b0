/*! The world: all network namespaces and the cloud, as rows. What `ip`, `ipvsadm` and the cloud console would show. */
import { assertNever } from '../base/assert'
import { type LazyMap, lazyMap } from '../base/lazy-map'
import { type Cloud, type CloudRow, type CloudRows, makeCloud, withoutCloudRow } from './cloud/cloud'
import type { Address } from './kernel/addr'
import type { Route } from './kernel/fib'
import type { RealServer, VirtualServer } from './kernel/ipvs'
import type { Neigh } from './kernel/neigh'
import type { ChainRule } from './kernel/netfilter/iptables'
import type { IpsetMember } from './kernel/netfilter/ipset'
import type { NftElement, NftRule } from './kernel/netfilter/nftables'
import { makeNetns, type Netns, type NetnsRows } from './kernel/netns'
import type { NetnsId } from './kernel/row'
import type { Rule } from './kernel/rule'

export type { Cloud, CloudRows } from './cloud/cloud'

export interface World {
  /** Each is made when it is first asked for. */
  readonly netns: LazyMap<NetnsId, Netns>
  readonly cloud: Cloud
}

export const nodeNetns = (name: string): NetnsId => `node:${name}` as NetnsId
export const podNetns = (namespace: string, name: string): NetnsId => `pod:${namespace}/${name}` as NetnsId
export const clientNetns = (name: string): NetnsId => `client:${name}` as NetnsId

/** Adds the cloud's indexes. */
export const makeWorld = (netns: LazyMap<NetnsId, Netns>, cloud: CloudRows): World => ({
  netns,
  cloud: makeCloud(cloud),
})

/** The world with one namespace's rows changed and its indexes made anew. Unknown ids change nothing. */
export function changeNetns(world: World, id: NetnsId, change: (rows: NetnsRows) => NetnsRows): World {
  const old = world.netns.get(id)
  if (old === undefined) return world
  const machines = [...world.netns.keys()].map((key) => [key, () => world.netns.get(key)] as const)
  return { ...world, netns: lazyMap(new Map(machines).set(id, () => makeNetns(change(old)))) }
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

/** The world without one row, found by identity: what `ip route del …`, `ipvsadm -d …` or the console would leave. */
export function withoutRow(world: World, row: Owned | CloudRow): World {
  if (isCloudRow(row)) return { ...world, cloud: withoutCloudRow(world.cloud, row) }
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

const CLOUD_KINDS: Readonly<Record<CloudRow['kind'], true>> = {
  eni: true,
  'eni-address': true,
  vswitch: true,
  'vpc-route': true,
  'slb-listener': true,
  'slb-backend': true,
  'nat-gateway': true,
  'snat-entry': true,
  eip: true,
  'security-group': true,
  'security-rule': true,
  'network-acl': true,
  'network-acl-rule': true,
}
const isCloudRow = (row: Owned | CloudRow): row is CloudRow => row.kind in CLOUD_KINDS
