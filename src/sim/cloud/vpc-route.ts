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

/** One table, ready for look-ups: its rows one behind the other, longest prefix first. A table has a vSwitch or two to a zone and some rows of a person's. */
export interface VpcRouteTable {
  readonly mask: number
  readonly key: number
  readonly route: VpcRoute
  readonly next: VpcRouteTable | null
}

/** Of two rows with one prefix the first wins: a table cannot hold two. */
export function makeVpcTables(routes: readonly VpcRoute[]): ReadonlyMap<string, VpcRouteTable> {
  const tables = new Map<string, VpcRouteTable>()
  // From the last to the first, each before those behind it.
  for (const route of routes.toSorted((a, b) => b.dst.length - a.dst.length).toReversed()) {
    const { address, length } = route.dst
    const next = tables.get(route.table) ?? null
    tables.set(route.table, { mask: maskOf(length) | 0, key: address | 0, route, next })
  }
  return tables
}

/** The row with the longest prefix that holds the address; null: the table has none. */
export function lookupVpcRoute(table: VpcRouteTable | null, dst: Ipv4): VpcRoute | null {
  let row = table
  while (row !== null && (dst & row.mask) !== row.key) row = row.next
  return row === null ? null : row.route
}
