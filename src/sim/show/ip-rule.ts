/*! `ip rule`. */
import { type Rule, TABLE_DEFAULT, TABLE_LOCAL, TABLE_MAIN, type TableId } from '../kernel/rule'
import { formatPrefix } from '../net/ip'
import { type Line, line } from './line'

export const IP_RULE = 'ip rule'

/** "2048:	from 10.0.1.91 iif cali44ae9fbceeb lookup 1003". */
export function showRule(rule: Rule): string {
  const from = rule.from ? formatPrefix(rule.from) : 'all'
  const to = rule.to ? ` to ${formatPrefix(rule.to)}` : ''
  const iif = rule.iif === null ? '' : ` iif ${rule.iif}`
  const mark =
    rule.fwmark === null ? '' : ` fwmark 0x${rule.fwmark.value.toString(16)}/0x${rule.fwmark.mask.toString(16)}`
  return `${rule.priority}:\tfrom ${from}${to}${mark}${iif} lookup ${tableName(rule.table)}`
}

export const ipRule = (rules: readonly Rule[]): readonly Line[] => rules.map((rule) => line(showRule(rule), rule))

/** The name that /etc/iproute2/rt_tables gives a table, else its number. */
export function tableName(table: TableId): string {
  switch (table) {
    case TABLE_LOCAL:
      return 'local'
    case TABLE_MAIN:
      return 'main'
    case TABLE_DEFAULT:
      return 'default'
    default:
      return String(table)
  }
}
