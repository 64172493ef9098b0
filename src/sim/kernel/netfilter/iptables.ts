/*! Chains and rules: `iptables-save`.

        PREROUTING ─ routing ─ FORWARD ─ POSTROUTING
                        │                    │
                      INPUT ── process ── OUTPUT                                                            */
import { assertNever } from '../../../base/assert'
import { type Cidr, inCidr, type Ipv4 } from '../../net/ip'
import type { Tuple } from '../../net/packet'
import type { RowBase } from '../row'
import { type IpsetIndex, type IpsetMember, testIpset } from './ipset'

export type ChainTable = 'mangle' | 'nat' | 'filter'
export type Hook = 'PREROUTING' | 'INPUT' | 'FORWARD' | 'OUTPUT' | 'POSTROUTING'

/** One `-A` line. */
export interface ChainRule extends RowBase {
  readonly kind: 'chain-rule'
  readonly table: ChainTable
  readonly chain: string
  readonly matches: readonly Match[]
  readonly target: Target
}

export type Match =
  | { readonly kind: 'source'; readonly cidr: Cidr; readonly negate: boolean }
  | { readonly kind: 'destination'; readonly cidr: Cidr; readonly negate: boolean }
  | { readonly kind: 'protocol'; readonly proto: 'TCP' | 'UDP' }
  /** `-m tcp`, with `--dport` unless that is null. */
  | { readonly kind: 'ports'; readonly proto: 'TCP' | 'UDP'; readonly dport: number | null }
  /** `-m statistic --mode random`: one of several endpoints. Which one is chance, so the flow's pick says it. */
  | { readonly kind: 'statistic'; readonly probability: number }
  | { readonly kind: 'mark'; readonly value: number; readonly mask: number; readonly negate: boolean }
  | { readonly kind: 'set'; readonly set: string; readonly dims: readonly ('src' | 'dst')[]; readonly negate: boolean }
  /** `-i`, `-o`; a name that ends in + is a prefix. */
  | { readonly kind: 'in-interface'; readonly dev: string }
  | { readonly kind: 'out-interface'; readonly dev: string }
  | { readonly kind: 'multiport'; readonly ranges: readonly (readonly [number, number])[] }
  | { readonly kind: 'addrtype'; readonly side: 'src' | 'dst'; readonly negate: boolean }
  | { readonly kind: 'ctstate'; readonly states: readonly CtState[]; readonly negate: boolean }
  /** `-m physdev ! --physdev-is-in`: there is no bridge here, so it always matches. */
  | { readonly kind: 'not-bridged' }
  /** `-m ipvs`: the virtual end of the IPVS connection that the packet belongs to. */
  | { readonly kind: 'ipvs'; readonly proto: 'TCP' | 'UDP'; readonly vaddr: Ipv4; readonly vport: number }
  /** `-m recent --rcheck`: this list has seen the packet's source. */
  | { readonly kind: 'recent-rcheck'; readonly name: string; readonly seconds: number }
  /** `-m recent --set`: always matches, and puts the source on the list. */
  | { readonly kind: 'recent-set'; readonly name: string }
  | { readonly kind: 'comment'; readonly text: string }

export type CtState = 'NEW' | 'ESTABLISHED' | 'RELATED' | 'INVALID' | 'DNAT'

export type Target =
  | { readonly kind: 'jump'; readonly chain: string }
  /** `-g`: as a jump, but the end of that chain is the end of this one. */
  | { readonly kind: 'goto'; readonly chain: string }
  | { readonly kind: 'return' }
  | { readonly kind: 'accept' }
  | { readonly kind: 'drop' }
  | { readonly kind: 'reject' }
  /** mark = (mark & ~mask) ^ value, as `--set-xmark value/mask`. */
  | { readonly kind: 'mark'; readonly value: number; readonly mask: number }
  /** `CONNMARK --set-xmark`: the same for the connection's mark. */
  | { readonly kind: 'connmark-set'; readonly value: number; readonly mask: number }
  /** `CONNMARK --restore-mark`: those bits of the packet's mark become the connection's. */
  | { readonly kind: 'connmark-restore'; readonly mask: number }
  | { readonly kind: 'masquerade'; readonly randomFully: boolean }
  | { readonly kind: 'dnat'; readonly ip: Ipv4; readonly port: number }

/** A chain ready to run: comments dropped, jumps and sets resolved. */
export interface Chain {
  readonly name: string
  readonly rules: readonly CompiledRule[]
}
export interface CompiledRule {
  readonly row: ChainRule
  readonly matches: readonly CompiledMatch[]
  readonly target: Target
  /** The chain of a jump; null where there is none (iptables would refuse such a rule). */
  readonly jump: Chain | null
}
type CompiledMatch =
  | Exclude<Match, { kind: 'set' } | { kind: 'comment' }>
  | {
      readonly kind: 'set'
      readonly set: IpsetIndex
      readonly dims: readonly ('src' | 'dst')[]
      readonly negate: boolean
    }

/** All compiled matches have one shape, whatever their kind: V8 then reads each field at one place (performance.md §3). */
const ONE_SHAPE = {
  kind: null,
  negate: false,
  cidr: null,
  proto: null,
  dport: null,
  value: 0,
  mask: 0,
  set: null,
  dims: null,
  dev: null,
  ranges: null,
  side: null,
  states: null,
  vaddr: null,
  vport: 0,
  name: null,
  seconds: 0,
  probability: 0,
} as const
/** The same for targets. */
const ONE_TARGET = { kind: null, chain: null, value: 0, mask: 0, randomFully: false, ip: null, port: 0 } as const

/** Makes the chains of one table ready. A rule whose set does not exist matches nothing. */
export function compileChains(
  rows: readonly ChainRule[],
  table: ChainTable,
  ipsets: ReadonlyMap<string, IpsetIndex>,
): ReadonlyMap<string, Chain> {
  const chains = new Map<string, { name: string; rules: CompiledRule[] }>()
  const chainOf = (name: string) => {
    const chain = chains.get(name) ?? { name, rules: [] }
    chains.set(name, chain)
    return chain
  }
  for (const row of rows) {
    if (row.table !== table) continue
    const matches = compileMatches(row.matches, ipsets)
    if (matches === null) continue
    const jump = row.target.kind === 'jump' || row.target.kind === 'goto' ? chainOf(row.target.chain) : null
    chainOf(row.chain).rules.push({ row, matches, target: { ...ONE_TARGET, ...row.target }, jump })
  }
  return chains
}

function compileMatches(
  matches: readonly Match[],
  ipsets: ReadonlyMap<string, IpsetIndex>,
): readonly CompiledMatch[] | null {
  const compiled: CompiledMatch[] = []
  for (const match of matches) {
    if (match.kind === 'comment') continue
    if (match.kind !== 'set') {
      compiled.push({ ...ONE_SHAPE, ...match })
      continue
    }
    const set = ipsets.get(match.set)
    if (set === undefined) return null
    compiled.push({ ...ONE_SHAPE, kind: 'set', set, dims: match.dims, negate: match.negate })
  }
  return compiled
}

/** What a rule may ask of the packet in front of it. */
export interface ChainContext {
  readonly tuple: Tuple
  /** Changed by MARK. */
  mark: number
  /** The connection's mark; changed by CONNMARK. */
  ctMark: number
  readonly ctState: CtState
  /** Names of the devices, '' where the hook has none. */
  readonly iif: string
  readonly oif: string
  /** Is the address one of this host's? (`-m addrtype --…-type LOCAL`) */
  readonly isLocal: (ip: Ipv4) => boolean
  /** The virtual end of the packet's IPVS connection, if IPVS has had it. */
  readonly virtual: { readonly proto: string; readonly virtual: Ipv4; readonly vport: number } | null
  /** Sources that a `recent` list or an nftables set has seen: `<netns> <list> <address>`. Added to by rules that say so. */
  readonly seen: string[]
  readonly netns: string
  /** The endpoint that chance takes; null: the first one. */
  readonly pick: Ipv4 | null
}

export type ChainVerdict =
  | { readonly kind: 'accept' }
  | { readonly kind: 'drop' | 'reject' | 'masquerade'; readonly rule: ChainRule }
  | { readonly kind: 'dnat'; readonly rule: ChainRule; readonly ip: Ipv4; readonly port: number }

/** A rule that matched, and the set member that made it match. */
export interface Hit {
  readonly rule: ChainRule
  readonly member: IpsetMember | null
}

/** The policy of every base chain here. */
export const ACCEPT: ChainVerdict = { kind: 'accept' }

/**
 * Runs a base chain (ipt_do_table). Falling off its end is its policy, ACCEPT. `hits` collects the rules that matched, in
 * order; null when nobody wants them.
 */
export const runChain = (chain: Chain, context: ChainContext, hits: Hit[] | null): ChainVerdict =>
  traverse(chain, context, hits, 0) ?? ACCEPT

/** iptables refuses loops of chains; this bound is for rows that no iptables has seen. */
const MAX_DEPTH = 32

function traverse(chain: Chain, context: ChainContext, hits: Hit[] | null, depth: number): ChainVerdict | null {
  const { rules } = chain
  for (let at = 0; at < rules.length; at++) {
    const rule = rules[at]
    if (rule === undefined) continue
    let member: IpsetMember | null = null
    let matched = true
    const { matches } = rule
    for (let n = 0; n < matches.length; n++) {
      const match = matches[n]
      if (match === undefined) continue
      if (match.kind === 'set') {
        member = testIpset(match.set, match.dims, context.tuple)
        matched = (member !== null) !== match.negate
      } else if (match.kind === 'statistic') matched = context.pick === null || leadsTo(rule, context.pick)
      else matched = matchesPacket(match, context)
      if (!matched) break
    }
    if (!matched) continue
    hits?.push({ rule: rule.row, member })
    const { target } = rule
    switch (target.kind) {
      case 'return':
        return null
      case 'accept':
        return ACCEPT
      case 'drop':
      case 'reject':
      case 'masquerade':
        return { kind: target.kind, rule: rule.row }
      case 'dnat':
        return { kind: 'dnat', rule: rule.row, ip: target.ip, port: target.port }
      case 'mark':
        context.mark = ((context.mark & ~target.mask) ^ target.value) >>> 0
        break
      case 'connmark-set':
        context.ctMark = ((context.ctMark & ~target.mask) ^ target.value) >>> 0
        break
      case 'connmark-restore':
        context.mark = ((context.mark & ~target.mask) ^ (context.ctMark & target.mask)) >>> 0
        break
      case 'jump': {
        if (rule.jump === null || depth === MAX_DEPTH) break
        const verdict = traverse(rule.jump, context, hits, depth + 1)
        if (verdict !== null) return verdict
        break
      }
      case 'goto':
        return rule.jump === null || depth === MAX_DEPTH ? null : traverse(rule.jump, context, hits, depth + 1)
      default:
        assertNever(target)
    }
  }
  return null
}

export const seenKey = ({ netns, tuple }: ChainContext, list: string): string => `${netns} ${list} ${tuple.src}`

const isDev = (name: string, pattern: string): boolean =>
  pattern.endsWith('+') ? name.startsWith(pattern.slice(0, -1)) : name === pattern

/** Does this rule's chain translate to that endpoint? */
const leadsTo = (rule: CompiledRule, endpoint: Ipv4): boolean =>
  rule.jump?.rules.some(({ target }) => target.kind === 'dnat' && target.ip === endpoint) ?? false

function matchesPacket(match: Exclude<CompiledMatch, { kind: 'set' | 'statistic' }>, context: ChainContext): boolean {
  switch (match.kind) {
    case 'source':
      return inCidr(context.tuple.src, match.cidr) !== match.negate
    case 'destination':
      return inCidr(context.tuple.dst, match.cidr) !== match.negate
    case 'protocol':
      return context.tuple.proto === match.proto
    case 'ports':
      return context.tuple.proto === match.proto && (match.dport === null || context.tuple.dport === match.dport)
    case 'mark':
      return ((context.mark & match.mask) >>> 0 === match.value) !== match.negate
    case 'addrtype':
      return context.isLocal(match.side === 'src' ? context.tuple.src : context.tuple.dst) !== match.negate
    case 'in-interface':
      return isDev(context.iif, match.dev)
    case 'out-interface':
      return isDev(context.oif, match.dev)
    case 'multiport':
      return match.ranges.some(([first, last]) => context.tuple.dport >= first && context.tuple.dport <= last)
    case 'recent-rcheck':
      return context.seen.includes(seenKey(context, match.name))
    case 'recent-set':
      context.seen.push(seenKey(context, match.name))
      return true
    case 'not-bridged':
      return true
    case 'ipvs':
      return (
        context.virtual !== null &&
        context.virtual.proto === match.proto &&
        context.virtual.virtual === match.vaddr &&
        context.virtual.vport === match.vport
      )
    case 'ctstate':
      return match.states.includes(context.ctState) !== match.negate
    default:
      return assertNever(match)
  }
}
