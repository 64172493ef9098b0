/*! Policy routing: `ip rule`. A rule picks a table by source, destination, input link or mark; rules are tried by priority; a
table without a matching route does not end the search, the next rule is tried (fib_rules_lookup). */
import { assertNever } from '../../base/assert'
import { groupBy } from '../../base/group'
import { type Cidr, type Ipv4, maskOf } from '../net/ip'
import type { RouteTable } from './fib'
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
/** A rule with its table at hand. */
export interface BoundRule extends Selectors {
  readonly rule: Rule
  readonly table: RouteTable
}

/**
 * Rules in the order of their priorities, neighbours of one priority and form grouped behind a Map (by the address as int32, which
 * V8 keeps unboxed), so that a node with hundreds of pods asks three Maps and not hundreds of rows. Rows of one priority keep
 * their order. A rule whose table has no route is left out: it never ends a search.
 */
export type RuleGroup =
  | { readonly by: 'to'; readonly rules: ReadonlyMap<number, readonly BoundRule[]> }
  | { readonly by: 'from'; readonly rules: ReadonlyMap<number, readonly BoundRule[]> }
  | { readonly by: 'scan'; readonly rules: readonly BoundRule[] }

export function groupRules(rules: readonly Rule[], tables: ReadonlyMap<TableId, RouteTable>): readonly RuleGroup[] {
  const ordered = rules.map((rule, index) => ({ rule, index }))
  ordered.sort((a, b) => a.rule.priority - b.rule.priority || a.index - b.index)
  const groups: { by: 'to' | 'from' | 'scan'; priority: number; rules: BoundRule[] }[] = []
  for (const { rule } of ordered) {
    const table = tables.get(rule.table)
    if (table === undefined) continue
    const by = formOf(rule)
    const last = groups[groups.length - 1]
    if (last && last.by === by && (by === 'scan' || last.priority === rule.priority)) last.rules.push(bind(rule, table))
    else groups.push({ by, priority: rule.priority, rules: [bind(rule, table)] })
  }
  return groups.map((group): RuleGroup => {
    switch (group.by) {
      case 'to':
        return { by: 'to', rules: groupBy(group.rules, (rule) => rule.to) }
      case 'from':
        return { by: 'from', rules: groupBy(group.rules, (rule) => rule.from) }
      case 'scan':
        return { by: 'scan', rules: group.rules }
      default:
        return assertNever(group.by)
    }
  })
}

const selectorsOf = (rule: Rule): Selectors => ({
  toMask: maskOf(rule.to?.length ?? 0) | 0,
  to: (rule.to?.address ?? 0) | 0,
  fromMask: maskOf(rule.from?.length ?? 0) | 0,
  from: (rule.from?.address ?? 0) | 0,
  iif: rule.iif,
  markMask: (rule.fwmark?.mask ?? 0) | 0,
  mark: (rule.fwmark?.value ?? 0) | 0,
})
const bind = (rule: Rule, table: RouteTable): BoundRule => ({ ...selectorsOf(rule), rule, table })

const formOf = (rule: Rule): 'to' | 'from' | 'scan' =>
  rule.to?.length === 32 && rule.from === null ? 'to' : rule.from?.length === 32 && rule.to === null ? 'from' : 'scan'

/** fib_rule_match: every selector that the rule has must fit. `src` 0 means that no source is known yet. */
export const fits = (wanted: Selectors, dst: Ipv4, src: Ipv4, iif: string, mark: number): boolean =>
  (dst & wanted.toMask) === wanted.to &&
  (src & wanted.fromMask) === wanted.from &&
  (wanted.iif === null || wanted.iif === iif) &&
  (mark & wanted.markMask) === wanted.mark

/** The same, of a rule as it is printed. */
export const ruleMatches = (rule: Rule, dst: Ipv4, src: Ipv4, iif: string, mark: number): boolean =>
  fits(selectorsOf(rule), dst, src, iif, mark)
