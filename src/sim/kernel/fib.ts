/*! Routes: `ip route show table …`. The longest prefix in one table wins. */
import { type Cidr, inCidr, type Ipv4, maskOf } from '../net/ip'
import type { Device } from './device'
import type { RowBase } from './row'
import type { Rule, TableId } from './rule'

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

/** A route with its device at hand. */
export interface BoundRoute {
  readonly route: Route
  readonly dev: Device
}

/** The answer of a look-up. */
export interface FibResult extends BoundRoute {
  readonly rule: Rule
}

/**
 * What the destination alone decides: a table, or the tables of several rules in their order. A look-up is one Map and a few
 * comparisons, whatever the number of pods and Services. Numbers are int32, which V8 keeps unboxed.
 */
export interface FibTable {
  /** Whole addresses. */
  readonly hosts: Map<number, FibResult>
  /** Shorter prefixes, in the order in which they are tried. */
  readonly prefixes: { readonly mask: number; readonly key: number; readonly found: FibResult }[]
}
export const makeFibTable = (): FibTable => ({ hosts: new Map(), prefixes: [] })

/** The longest prefix of the first table that has one (fib_table_lookup); null: none has. */
export function lookupFib({ hosts, prefixes }: FibTable, dst: Ipv4): FibResult | null {
  const host = hosts.get(dst | 0)
  if (host !== undefined) return host
  for (let at = 0; at < prefixes.length; at++) {
    const prefix = prefixes[at]
    if (prefix !== undefined && (dst & prefix.mask) === prefix.key) return prefix.found
  }
  return null
}

/** Adds the routes of the rule's table, longest prefix first, behind those that stand already. */
export function addToFib(table: FibTable, rule: Rule, routes: readonly BoundRoute[]): void {
  for (const { route, dev } of routes) {
    const { address, length } = route.dst
    const found = { route, rule, dev }
    if (length < 32) table.prefixes.push({ mask: maskOf(length) | 0, key: address | 0, found })
    else addHost(table, address, found)
  }
}

/** The same for a rule that asks for one address. */
export function addToFibFor(table: FibTable, to: Ipv4, rule: Rule, routes: readonly BoundRoute[]): void {
  const bound = routes.find(({ route }) => inCidr(to, route.dst))
  if (bound !== undefined) addHost(table, to, { route: bound.route, rule, dev: bound.dev })
}

/** Behind a row that has it already it would never be reached. */
function addHost(table: FibTable, address: Ipv4, found: FibResult): void {
  if (lookupFib(table, address) === null) table.hosts.set(address | 0, found)
}

/** Longest prefix first; of two routes with one prefix the first row wins, as the kernel keeps them in order. */
export const byLength = (routes: readonly Route[]): readonly Route[] =>
  routes.toSorted((a, b) => b.dst.length - a.dst.length)

/** A unicast route whose link is down is dead (fib_sync_down_dev); local ones stay (§3.1: kube-ipvs0 is DOWN). */
export const isAlive = ({ route, dev }: BoundRoute): boolean => route.type === 'local' || dev.link?.up === true
