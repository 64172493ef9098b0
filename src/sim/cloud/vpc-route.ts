/*! The VPC's route tables: one for each vSwitch, the system's or a custom one. The one that counts is that of the vSwitch of the
ENI that sends; the longest prefix wins (datapath.md §5.1). */
import { type Cidr, cidr, type Ipv4, maskOf } from '../net/ip'
import type { NetnsId, RowBase } from '../kernel/row'

/** The table of a vSwitch that was given none of its own. */
export const SYSTEM_TABLE = 'system'

/** DNS, object storage and the like, for every VPC: the system row that no table can lose (§5.1, §5.5). */
export const SHARED_SERVICES: Cidr = cidr('100.64.0.0/10')

/** A row of a route table. */
export interface VpcRoute extends RowBase {
  readonly kind: 'vpc-route'
  readonly table: string
  readonly dst: Cidr
  readonly target: VpcTarget
}

export type VpcTarget =
  /** A vSwitch of this VPC: the ENI that owns the address gets it. */
  | { readonly kind: 'local'; readonly vswitch: string }
  /** A line of its own to a host outside. */
  | { readonly kind: 'outside'; readonly client: NetnsId }
  | { readonly kind: 'service' }
  | { readonly kind: 'nat-gateway'; readonly gateway: string }
  /** An instance that routes on, by one of its ENIs. */
  | { readonly kind: 'eni'; readonly eni: string }
  | { readonly kind: 'blackhole' }

/** One table, ready for look-ups: a Map per prefix length in use, longest first. */
export type VpcRouteTable = readonly { readonly mask: number; readonly routes: ReadonlyMap<number, VpcRoute> }[]

/** Of two rows with one prefix the first wins: a table cannot hold two. */
export function makeVpcTables(routes: readonly VpcRoute[]): ReadonlyMap<string, VpcRouteTable> {
  const tables = new Map<string, Map<number, Map<number, VpcRoute>>>()
  for (const route of routes) {
    const lengths = tables.get(route.table) ?? new Map<number, Map<number, VpcRoute>>()
    tables.set(route.table, lengths)
    const map = lengths.get(route.dst.length) ?? new Map<number, VpcRoute>()
    lengths.set(route.dst.length, map)
    if (!map.has(route.dst.address | 0)) map.set(route.dst.address | 0, route)
  }
  return new Map(
    [...tables].map(([name, lengths]) => [
      name,
      [...lengths].sort(([a], [b]) => b - a).map(([length, map]) => ({ mask: maskOf(length) | 0, routes: map })),
    ]),
  )
}

/** The row with the longest prefix that holds the address; null: the table has none. */
export function lookupVpcRoute(table: VpcRouteTable | undefined, dst: Ipv4): VpcRoute | null {
  for (const level of table ?? []) {
    const route = level.routes.get(dst & level.mask)
    if (route !== undefined) return route
  }
  return null
}
