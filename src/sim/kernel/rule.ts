/*! Policy routing: `ip rule`. A rule picks a table by source, destination, input link or mark; rules are tried by priority; a
table without a matching route does not end the search, the next rule is tried (fib_rules_lookup). */
import { type Cidr, type Ipv4, maskOf } from '../net/ip'
import { addToFib, addToFibFor, type BoundRoute, type FibResult, type FibTable, lookupFib } from './fib'
import type { RowBase } from './row'

/** One line of `ip rule`: "2048: from 10.0.1.91 iif cali44ae9fbceeb lookup 1003". */
export interface Rule extends RowBase {
  readonly kind: 'rule'
  readonly priority: number
  readonly from: Cidr | null
  readonly to: Cidr | null
  readonly iif: string | null
  readonly fwmark: { readonly value: number; readonly mask: number } | null
  readonly table: TableId
}

/** Routing table id: 255 local, 254 main, 253 default, 1000 + ifindex for an ENI's (Terway). */
export type TableId = number
export const TABLE_LOCAL = 255
export const TABLE_MAIN = 254
export const TABLE_DEFAULT = 253

/** Rule 0 as the kernel writes it: what inet_addr_type asks, whatever rules there are. */
export const ASK_LOCAL: Rule = {
  kind: 'rule',
  netns: null,
  by: { plane: 'kernel', object: 'local' },
  priority: 0,
  from: null,
  to: null,
  iif: null,
  fwmark: null,
  table: TABLE_LOCAL,
}

/** A rule's selectors as masks, ready to be compared: one that the rule does not have is 0 and fits everything. */
interface Selectors {
  readonly toMask: number
  readonly to: number
  readonly fromMask: number
  readonly from: number
  readonly iif: string | null
  readonly markMask: number
  readonly mark: number
}
/** A rule with its table. */
interface BoundRule extends Selectors, FibTable {
  /** The rule that is asked next. */
  next: BoundRule | null
}

/**
 * Rules that follow each other, in the order in which they are tried: those that ask for the destination at most, those for one
 * source by that source, any others. So a node with hundreds of pods asks two Maps and not hundreds of rows.
 */
export interface RuleGroup extends FibTable {
  bySource: Map<number, BoundRule> | null
  others: BoundRule | null
  /** The group that is asked next. */
  next: RuleGroup | null
}

/** By priority; rows of one priority keep their order. `routesOf`: a table's routes, longest prefix first. */
export function groupRules(
  rules: readonly Rule[],
  routesOf: (table: TableId) => readonly BoundRoute[],
): RuleGroup | null {
  let first: RuleGroup | null = null
  let last: RuleGroup | null = null
  /** The group where a rule of this form belongs: the last one, unless that has rules of a later form already. */
  const groupFor = (closed: boolean): RuleGroup => {
    if (last !== null && !closed) return last
    const group: RuleGroup = { hosts: null, first: null, last: null, bySource: null, others: null, next: null }
    if (last === null) first = group
    else last.next = group
    last = group
    return group
  }
  const hasOthers = (group: RuleGroup | null): boolean => group !== null && group.others !== null
  const hasSources = (group: RuleGroup | null): boolean => group !== null && group.bySource !== null
  for (const rule of rules.toSorted((a, b) => a.priority - b.priority)) {
    const routes = routesOf(rule.table)
    const { from, to, iif, fwmark } = rule
    if (from === null && iif === null && fwmark === null && (to === null || to.length === 32)) {
      const group = groupFor(hasOthers(last) || hasSources(last))
      if (to === null) addToFib(group, rule, routes)
      else addToFibFor(group, to.address, rule, routes)
      continue
    }
    const bound = bind(rule)
    addToFib(bound, rule, routes)
    if (from?.length === 32 && to === null) {
      const group = groupFor(hasOthers(last))
      group.bySource ??= new Map()
      group.bySource.set(bound.from, behind(group.bySource.get(bound.from) ?? null, bound))
    } else {
      const group = groupFor(false)
      group.others = behind(group.others, bound)
    }
  }
  return first
}

/** The rules with one more at their end. */
function behind(first: BoundRule | null, added: BoundRule): BoundRule {
  if (first === null) return added
  let last = first
  while (last.next !== null) last = last.next
  last.next = added
  return first
}

const bind = (rule: Rule): BoundRule => ({
  toMask: maskOf(rule.to?.length ?? 0) | 0,
  to: (rule.to?.address ?? 0) | 0,
  fromMask: maskOf(rule.from?.length ?? 0) | 0,
  from: (rule.from?.address ?? 0) | 0,
  iif: rule.iif,
  markMask: (rule.fwmark?.mask ?? 0) | 0,
  mark: (rule.fwmark?.value ?? 0) | 0,
  hosts: null,
  first: null,
  last: null,
  next: null,
})

/** Of this rule and those behind it the first that fits and whose table has a route. */
export function lookupBound(
  first: BoundRule | null,
  dst: Ipv4,
  src: Ipv4,
  iif: string,
  mark: number,
): FibResult | null {
  for (let rule = first; rule !== null; rule = rule.next) {
    if (!fits(rule, dst, src, iif, mark)) continue
    const found = lookupFib(rule, dst)
    if (found !== null) return found
  }
  return null
}

/** fib_rule_match: every selector that the rule has must fit. `src` 0 means that no source is known yet. */
const fits = (wanted: Selectors, dst: Ipv4, src: Ipv4, iif: string, mark: number): boolean =>
  (dst & wanted.toMask) === wanted.to &&
  (src & wanted.fromMask) === wanted.from &&
  (wanted.iif === null || wanted.iif === iif) &&
  (mark & wanted.markMask) === wanted.mark

/** The same, of a rule as it is printed. */
export const ruleMatches = (rule: Rule, dst: Ipv4, src: Ipv4, iif: string, mark: number): boolean =>
  fits(bind(rule), dst, src, iif, mark)
