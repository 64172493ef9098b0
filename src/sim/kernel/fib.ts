/*! Routes: `ip route show table …`. The longest prefix in one table wins. */
import { type Cidr, type Ipv4, maskOf } from '../net/ip'
import type { RowBase } from './row'
import type { TableId } from './rule'

/** One line of `ip route`: "default via 10.0.1.253 dev eth1 onlink". */
export interface Route extends RowBase {
  readonly kind: 'route'
  readonly table: TableId
  readonly type: 'unicast' | 'local' | 'broadcast'
  readonly dst: Cidr
  readonly via: Ipv4 | null
  readonly dev: string
  readonly scope: 'global' | 'link' | 'host'
  readonly proto: 'kernel' | null
  /** Preferred source. */
  readonly src: Ipv4 | null
  readonly onlink: boolean
}

/** One table, ready for look-ups: a Map per prefix length in use, longest first. Keys are int32, which V8 keeps unboxed. */
export interface RouteTable {
  readonly id: TableId
  readonly byLength: readonly { readonly mask: number; readonly routes: ReadonlyMap<number, Route> }[]
}

/** Of two routes with one prefix the first row wins, as the kernel keeps them in order. */
export function makeRouteTable(id: TableId, routes: readonly Route[]): RouteTable {
  const lengths = new Map<number, Map<number, Route>>()
  for (const route of routes) {
    const map = lengths.get(route.dst.length) ?? new Map<number, Route>()
    lengths.set(route.dst.length, map)
    const key = route.dst.address | 0
    if (!map.has(key)) map.set(key, route)
  }
  const byLength = [...lengths]
    .sort(([a], [b]) => b - a)
    .map(([length, map]) => ({ mask: maskOf(length) | 0, routes: map }))
  return { id, byLength }
}

/** Longest prefix match (fib_table_lookup); null: the table has no route for it. */
export function lookupRoute(table: RouteTable, dst: Ipv4): Route | null {
  const { byLength } = table
  for (let at = 0; at < byLength.length; at++) {
    const level = byLength[at]
    const route = level?.routes.get(dst & level.mask)
    if (route !== undefined) return route
  }
  return null
}
