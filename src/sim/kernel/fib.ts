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

/** The answer of a look-up, with what a packet asks of the route: rows are written in many places and have as many shapes. */
export interface FibResult extends BoundRoute {
  readonly rule: Rule
  readonly type: Route['type']
  readonly via: Ipv4 | null
  readonly src: Ipv4 | null
  /** The prefix as int32, which V8 keeps unboxed. */
  readonly mask: number
  readonly key: number
  /** The prefix that is tried next in the same table. */
  next: FibResult | null
}

const resultOf = (rule: Rule, { route, dev }: BoundRoute): FibResult => ({
  rule,
  route,
  dev,
  type: route.type,
  via: route.via,
  src: route.src,
  mask: maskOf(route.dst.length) | 0,
  key: route.dst.address | 0,
  next: null,
})

/**
 * What the destination alone decides: a table, or the tables of several rules in their order. A look-up is one Map and a few
 * comparisons, whatever the number of pods and Services.
 */
export interface FibTable {
  /** Whole addresses; null: none, as in a table of one default route. */
  hosts: Map<number, FibResult> | null
  /** Shorter prefixes, in the order in which they are tried: a chain, as each list would be two more lines of the cache to a packet. */
  first: FibResult | null
  last: FibResult | null
}
export const makeFibTable = (): FibTable => ({ hosts: null, first: null, last: null })

/** The longest prefix of the first table that has one (fib_table_lookup); null: none has. */
export function lookupFib({ hosts, first }: FibTable, dst: Ipv4): FibResult | null {
  const host = hosts === null ? undefined : hosts.get(dst | 0)
  if (host !== undefined) return host
  let found = first
  while (found !== null && (dst & found.mask) !== found.key) found = found.next
  return found
}

/** Adds the routes of the rule's table, longest prefix first, behind those that stand already. */
export function addToFib(table: FibTable, rule: Rule, routes: readonly BoundRoute[]): void {
  for (const bound of routes) {
    const { address, length } = bound.route.dst
    if (length < 32) addPrefix(table, resultOf(rule, bound))
    else addHost(table, address, resultOf(rule, bound))
  }
}

/** The same for a rule that asks for one address. */
export function addToFibFor(table: FibTable, to: Ipv4, rule: Rule, routes: readonly BoundRoute[]): void {
  const bound = routes.find(({ route }) => inCidr(to, route.dst))
  if (bound !== undefined) addHost(table, to, resultOf(rule, bound))
}

function addPrefix(table: FibTable, found: FibResult): void {
  if (table.last === null) table.first = found
  else table.last.next = found
  table.last = found
}

/** Behind a row that has it already it would never be reached. */
function addHost(table: FibTable, address: Ipv4, found: FibResult): void {
  if (lookupFib(table, address) !== null) return
  table.hosts ??= new Map()
  table.hosts.set(address | 0, found)
}

/** Longest prefix first; of two routes with one prefix the first row wins, as the kernel keeps them in order. */
export const byLength = (routes: readonly Route[]): readonly Route[] =>
  routes.toSorted((a, b) => b.dst.length - a.dst.length)

/** A unicast route whose link is down is dead (fib_sync_down_dev); local ones stay (§3.1: kube-ipvs0 is DOWN). */
export const isAlive = ({ route, dev }: BoundRoute): boolean => route.type === 'local' || dev.link?.up === true
