/*! Policy routing: `ip rule`. A rule picks a table by source, destination, input link or mark; rules are tried by priority; a
table without a matching route does not end the search, the next rule is tried (fib_rules_lookup). */
import { assertNever } from '../../base/assert'
import { type Cidr, inCidr, type Ipv4 } from '../net/ip'
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

/**
 * Rules in the order of their priorities, neighbours of one priority and form grouped behind a Map, so that a node with
 * hundreds of pods asks three Maps and not hundreds of rows. Rows of one priority keep their order.
 */
export type RuleGroup =
  | { readonly by: 'to'; readonly rules: ReadonlyMap<Ipv4, readonly Rule[]> }
  | { readonly by: 'from'; readonly rules: ReadonlyMap<Ipv4, readonly Rule[]> }
  | { readonly by: 'scan'; readonly rules: readonly Rule[] }

export function groupRules(rules: readonly Rule[]): readonly RuleGroup[] {
  const ordered = rules.map((rule, index) => ({ rule, index }))
  ordered.sort((a, b) => a.rule.priority - b.rule.priority || a.index - b.index)
  const groups: { by: 'to' | 'from' | 'scan'; priority: number; rules: Rule[] }[] = []
  for (const { rule } of ordered) {
    const by = formOf(rule)
    const last = groups[groups.length - 1]
    if (last && last.by === by && (by === 'scan' || last.priority === rule.priority)) last.rules.push(rule)
    else groups.push({ by, priority: rule.priority, rules: [rule] })
  }
  return groups.map((group): RuleGroup => {
    switch (group.by) {
      case 'to':
        return { by: 'to', rules: byAddress(group.rules, (rule) => rule.to) }
      case 'from':
        return { by: 'from', rules: byAddress(group.rules, (rule) => rule.from) }
      case 'scan':
        return { by: 'scan', rules: group.rules }
      default:
        return assertNever(group.by)
    }
  })
}

const formOf = (rule: Rule): 'to' | 'from' | 'scan' =>
  rule.to?.length === 32 && rule.from === null ? 'to' : rule.from?.length === 32 && rule.to === null ? 'from' : 'scan'

function byAddress(rules: readonly Rule[], prefix: (rule: Rule) => Cidr | null): ReadonlyMap<Ipv4, readonly Rule[]> {
  const map = new Map<Ipv4, Rule[]>()
  for (const rule of rules) {
    const address = prefix(rule)?.address
    if (address === undefined) continue
    const list = map.get(address)
    if (list) list.push(rule)
    else map.set(address, [rule])
  }
  return map
}

/** fib_rule_match: every selector that the rule has must fit. `src` 0 means that no source is known yet. */
export const ruleMatches = (rule: Rule, dst: Ipv4, src: Ipv4, iif: string, mark: number): boolean =>
  (rule.to === null || inCidr(dst, rule.to)) &&
  (rule.from === null || inCidr(src, rule.from)) &&
  (rule.iif === null || rule.iif === iif) &&
  (rule.fwmark === null || (mark & rule.fwmark.mask) >>> 0 === rule.fwmark.value)
