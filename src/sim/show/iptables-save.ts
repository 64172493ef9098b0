/*! `iptables-save -t nat`, `iptables-save -t filter`. Without the two lines of date and time, with counters at zero. */
import { assertNever } from '../../base/assert'
import type { ChainRule, ChainTable, CtState, Match, Target } from '../kernel/netfilter/iptables'
import { formatCidr, formatIpv4 } from '../net/ip'
import { heading, type Line, line } from './line'

export const iptablesSaveCommand = (table: ChainTable): string => `iptables-save -t ${table}`

const BUILT_IN: Readonly<Record<ChainTable, readonly string[]>> = {
  mangle: ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING'],
  nat: ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING'],
  filter: ['INPUT', 'FORWARD', 'OUTPUT'],
}

/** Built-in chains first, then the others by name: so libiptc keeps them. A chain that is only jumped to is empty. */
export function iptablesSave(rules: readonly ChainRule[], table: ChainTable): readonly Line[] {
  const own = rules.filter((rule) => rule.table === table)
  const builtIn = BUILT_IN[table]
  const named = own.flatMap(({ chain, target }) =>
    target.kind === 'jump' || target.kind === 'goto' ? [chain, target.chain] : [chain],
  )
  const chains = [...new Set(named)].filter((chain) => !builtIn.includes(chain)).sort()
  return [
    heading(`*${table}`),
    ...builtIn.map((chain) => heading(`:${chain} ACCEPT [0:0]`)),
    ...chains.map((chain) => heading(`:${chain} - [0:0]`)),
    ...[...builtIn, ...chains].flatMap((chain) =>
      own.filter((rule) => rule.chain === chain).map((rule) => line(showChainRule(rule), rule)),
    ),
    heading('COMMIT'),
  ]
}

/** "-A KUBE-SERVICES -m set --match-set KUBE-LOAD-BALANCER dst,dst -j KUBE-LOAD-BALANCER". */
export function showChainRule(rule: ChainRule): string {
  // Addresses and protocol belong to the rule itself and come first; the `-m` modules follow in their own order.
  const first = HEADER.flatMap((kind) => rule.matches.filter((match) => match.kind === kind))
  const rest = rule.matches.filter((match) => !first.includes(match))
  return [
    '-A',
    rule.chain,
    ...[...first, ...rest].map(showMatch),
    rule.target.kind === 'goto' ? '-g' : '-j',
    showTarget(rule.target),
  ].join(' ')
}

const HEADER: readonly Match['kind'][] = ['source', 'destination', 'in-interface', 'out-interface', 'protocol']

function showMatch(match: Match): string {
  switch (match.kind) {
    case 'source':
      return `${not(match.negate)}-s ${formatCidr(match.cidr)}`
    case 'destination':
      return `${not(match.negate)}-d ${formatCidr(match.cidr)}`
    case 'protocol':
      return `-p ${match.proto.toLowerCase()}`
    case 'mark':
      return `-m mark ${not(match.negate)}--mark ${hex(match.value)}${match.mask >>> 0 === 0xffffffff ? '' : `/${hex(match.mask)}`}`
    case 'set':
      return `-m set ${not(match.negate)}--match-set ${match.set} ${match.dims.join(',')}`
    case 'addrtype':
      return `-m addrtype ${not(match.negate)}--${match.side}-type LOCAL`
    case 'ctstate':
      return `-m conntrack ${not(match.negate)}--ctstate ${CT_STATES.filter((s) => match.states.includes(s)).join(',')}`
    case 'ports':
      return `-m ${match.proto.toLowerCase()}${match.dport === null ? '' : ` --dport ${match.dport}`}`
    case 'in-interface':
      return `-i ${match.dev}`
    case 'out-interface':
      return `-o ${match.dev}`
    case 'multiport':
      return `-m multiport --dports ${match.ranges.map(([a, b]) => (a === b ? `${a}` : `${a}:${b}`)).join(',')}`
    case 'recent-rcheck':
      return `-m recent --rcheck --seconds ${match.seconds} --reap --name ${match.name} --mask 255.255.255.255 --rsource`
    case 'recent-set':
      return `-m recent --set --name ${match.name} --mask 255.255.255.255 --rsource`
    case 'not-bridged':
      return '-m physdev ! --physdev-is-in'
    case 'ipvs':
      return `-m ipvs --vproto ${match.proto === 'TCP' ? 6 : 17} --vaddr ${formatIpv4(match.vaddr)} --vport ${match.vport}`
    case 'statistic':
      return `-m statistic --mode random --probability ${probability(match.probability)}`
    case 'comment':
      return `-m comment --comment ${quoted(match.text)}`
    default:
      return assertNever(match)
  }
}

/** The order in which xt_conntrack prints the states, however they were given. */
const CT_STATES: readonly CtState[] = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'DNAT']

function showTarget(target: Target): string {
  switch (target.kind) {
    case 'jump':
    case 'goto':
      return target.chain
    case 'return':
      return 'RETURN'
    case 'accept':
      return 'ACCEPT'
    case 'drop':
      return 'DROP'
    case 'reject':
      return 'REJECT --reject-with icmp-port-unreachable'
    case 'mark':
      return `MARK --set-xmark ${hex(target.value)}/${hex(target.mask)}`
    case 'connmark-set':
      return `CONNMARK --set-xmark ${hex(target.value)}/${hex(target.mask)}`
    case 'connmark-restore':
      return `CONNMARK --restore-mark --nfmask ${hex(target.mask)} --ctmask ${hex(target.mask)}`
    case 'masquerade':
      return target.randomFully ? 'MASQUERADE --random-fully' : 'MASQUERADE'
    case 'dnat':
      return `DNAT --to-destination ${formatIpv4(target.ip)}:${target.port}`
    default:
      return assertNever(target)
  }
}

/** xt_statistic keeps 31 bits of it. */
const probability = (chance: number): string => (Math.round(chance * 2 ** 31) / 2 ** 31).toFixed(11)

const not = (negate: boolean): string => (negate ? '! ' : '')
const hex = (value: number): string => `0x${(value >>> 0).toString(16)}`

/** As xtables_save_string does: bare if it is one plain word, else in double quotes with `"`, `\` and `'` escaped. */
const quoted = (text: string): string =>
  /^[\w-]+$/.test(text) ? text : `"${text.replace(/["\\']/g, (char) => `\\${char}`)}"`
