/*! `nft list table ip kube-proxy`: sets and maps, base chains, then the chains in the order in which they were written. */
import { assertNever } from '../../base/assert'
import { groupBy } from '../../base/group'
import type { NftBase, NftElement, NftMatch, NftRows, NftRule, NftStatement } from '../kernel/netfilter/nftables'
import { type Cidr, formatCidr, formatIpv4 } from '../net/ip'
import { heading, type Line, line } from './line'

export const NFT = 'nft list table ip kube-proxy'

export function nft({ bases, rules, elements }: NftRows): readonly Line[] {
  const sets = [...groupBy(elements, (element) => element.set)]
  const chains = groupBy(rules, (rule) => rule.chain)
  const names = new Set([...bases.map((base) => base.chain), ...chains.keys()])
  return [
    heading('table ip kube-proxy {'),
    ...sets.flatMap(([name, own]) => [
      heading(`\t${own.some((element) => element.verdict !== null) ? 'map' : 'set'} ${name} {`),
      ...own.map((element) => line(`\t\t${showNftElement(element)}`, element)),
      heading('\t}'),
    ]),
    ...[...names].flatMap((name) => [
      heading(`\tchain ${name} {`),
      ...bases.filter((base) => base.chain === name).map((base) => line(`\t\t${showNftBase(base)}`, base)),
      ...(chains.get(name) ?? []).map((rule) => line(`\t\t${showRuleBody(rule)}`, rule)),
      heading('\t}'),
    ]),
    heading('}'),
  ]
}

export const showNftBase = ({ type, hook, priority }: NftBase): string =>
  `type ${type} hook ${hook} priority ${priority}; policy accept;`

/** A rule by itself: its chain before it. */
export const showNftRule = (rule: NftRule): string => `${rule.chain} ${showRuleBody(rule)}`

const showRuleBody = (rule: NftRule): string =>
  [...rule.matches.map(showMatch), showStatement(rule.statement)].join(' ')

export function showNftElement(element: NftElement): string {
  const key = [
    ...(element.ip === null ? [] : [formatIpv4(element.ip)]),
    ...(element.proto === null ? [] : [element.proto.toLowerCase()]),
    ...(element.port === null ? [] : [String(element.port)]),
  ].join(' . ')
  return element.verdict === null ? key : `${key} : ${showStatement(element.verdict)}`
}

function showMatch(match: NftMatch): string {
  switch (match.kind) {
    case 'ct-new':
      return 'ct state new'
    case 'daddr':
      return `ip daddr ${formatIpv4(match.ip)}`
    case 'daddr-in':
      return `ip daddr @${match.set}`
    case 'daddr-cidrs':
      return `ip daddr ${formatCidrs(match.cidrs)}`
    case 'saddr':
      return `ip saddr ${match.negate ? '!= ' : ''}${formatCidrs(match.cidrs)}`
    case 'saddr-local':
      return 'fib saddr type local'
    case 'l4proto':
      return `meta l4proto ${match.proto.toLowerCase()}`
    case 'dport':
      return `${match.proto.toLowerCase()} dport ${match.port}`
    case 'saddr-in-affinity':
      return `ip saddr @${match.set}`
    case 'unmarked':
      return `meta mark & ${hex(match.mask)} == 0x00000000`
    default:
      return assertNever(match)
  }
}

function showStatement(statement: NftStatement): string {
  switch (statement.kind) {
    case 'jump':
    case 'goto':
      return `${statement.kind} ${statement.chain}`
    case 'return':
    case 'drop':
    case 'reject':
    case 'masquerade':
      return statement.kind
    case 'mark-or':
      return `meta mark set meta mark | ${hex(statement.bits)}`
    case 'mark-xor':
      return `meta mark set meta mark ^ ${hex(statement.bits)}`
    case 'update':
      return `update @${statement.set} { ip saddr }`
    case 'dnat':
      return `dnat to ${formatIpv4(statement.ip)}:${statement.port}`
    case 'vmap':
      return statement.by === 'daddr'
        ? `ip daddr . meta l4proto . th dport vmap @${statement.map}`
        : `meta l4proto . th dport vmap @${statement.map}`
    case 'numgen':
      return `numgen random mod ${statement.chains.length} vmap { ${statement.chains.map((chain, i) => `${i} : goto ${chain}`).join(', ')} }`
    default:
      return assertNever(statement)
  }
}

/** nft prints a mark with eight digits. */
const hex = (value: number): string => `0x${(value >>> 0).toString(16).padStart(8, '0')}`

/** `ip saddr 10.0.0.0/16`, as nft prints a set of prefixes. */
const formatCidrs = (cidrs: readonly Cidr[]): string => {
  const texts = cidrs.map((cidr) => (cidr.length === 32 ? formatIpv4(cidr.address) : formatCidr(cidr)))
  return texts.length === 1 ? (texts[0] ?? '') : `{ ${texts.join(', ')} }`
}
