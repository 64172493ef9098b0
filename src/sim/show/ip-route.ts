/*! `ip route show table …`. */
import type { Route } from '../kernel/fib'
import { type Rule, TABLE_DEFAULT, TABLE_LOCAL, TABLE_MAIN, type TableId } from '../kernel/rule'
import { formatIpv4, formatPrefix } from '../net/ip'
import { tableName } from './ip-rule'
import { type Line, line } from './line'

export const ipRouteCommand = (table: TableId): string =>
  table === TABLE_MAIN ? 'ip route' : `ip route show table ${tableName(table)}`

/** "default via 10.0.1.253 dev eth1 onlink". The table is not printed: the command asked for it. */
export function showRoute(route: Route): string {
  const type = route.type === 'unicast' ? '' : `${route.type} `
  const via = route.via === null ? '' : ` via ${formatIpv4(route.via)}`
  const proto = route.proto === null ? '' : ` proto ${route.proto}`
  const scope = route.scope === 'global' ? '' : ` scope ${route.scope}`
  const src = route.src === null ? '' : ` src ${formatIpv4(route.src)}`
  const onlink = route.onlink ? ' onlink' : ''
  return `${type}${formatPrefix(route.dst)}${via} dev ${route.dev}${proto}${scope}${src}${onlink}`
}

/** The rows of one table, in their order. */
export const ipRoute = (routes: readonly Route[], table: TableId): readonly Line[] =>
  routes.filter((route) => route.table === table).map((route) => line(showRoute(route), route))

/**
 * The tables to look at: main, local, then all others that a route is in or a rule asks for, by number. `default` only
 * with a route in it: no Terway node has one.
 */
export function routeTables(routes: readonly Route[], rules: readonly Rule[]): readonly TableId[] {
  const others = new Set([...routes, ...rules.filter((rule) => rule.table !== TABLE_DEFAULT)].map((row) => row.table))
  others.delete(TABLE_MAIN)
  others.delete(TABLE_LOCAL)
  return [TABLE_MAIN, TABLE_LOCAL, ...[...others].sort((a, b) => a - b)]
}
