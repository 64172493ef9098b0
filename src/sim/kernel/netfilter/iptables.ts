/*! Chains and rules: `iptables-save`.

        PREROUTING ─ routing ─ FORWARD ─ POSTROUTING
                        │                    │
                      INPUT ── process ── OUTPUT                                                            */
import { appended } from '../../../base/appended'
import { assertNever } from '../../../base/assert'
import { type Cidr, type Ipv4, maskOf } from '../../net/ip'
import type { Tuple } from '../../net/packet'
import type { RowBase } from '../row'
import { type IpsetIndex, type IpsetMember, sidesOf, testIpset } from './ipset'

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
  /** The same as a packet meets them, each with the next: a list would be two more lines of the cache. */
  first: CompiledRule | null
}

export function makeChain(name: string, rules: readonly CompiledRule[]): Chain {
  const chain: Chain = { name, rules, first: null }
  linkRules(chain)
  return chain
}

function linkRules(chain: Chain): void {
  chain.first = chain.rules[0] ?? null
  for (const [at, rule] of chain.rules.entries()) rule.next = chain.rules[at + 1] ?? null
}

/**
 * A rule with what a packet meets of it first, so that a rule which does not match costs a line of the cache or two: the addresses
 * and the protocol, which stand in the entry itself and are asked before any match (struct ipt_ip; ip_tables.c: ip_packet_match).
 */
export interface CompiledRule {
  /** `-d` and `-s` as int32; one that the rule does not have is 0 and fits everything. */
  readonly dstMask: number
  readonly dst: number
  readonly srcMask: number
  readonly src: number
  readonly proto: 'TCP' | 'UDP' | null
  /** The first of the other things that it asks; null: every packet matches. */
  readonly test: Test | null
  /** The rule behind it. */
  next: CompiledRule | null
  /** What it says about the packet, if it ends the hook. */
  readonly verdict: ChainVerdict | null
  readonly action: Target['kind']
  /** The chain of a jump; null where there is none (iptables would refuse such a rule). */
  readonly jump: Chain | null
  /** Of a mark. */
  readonly value: number
  readonly mask: number
  readonly row: ChainRule
  readonly matches: readonly CompiledMatch[]
}
type CompiledMatch =
  | Exclude<Match, { kind: 'set' } | { kind: 'comment' }>
  | {
      readonly kind: 'set'
      readonly set: IpsetIndex
      readonly dims: readonly ('src' | 'dst')[]
      readonly negate: boolean
    }

/** A match in the one shape of all of them: V8 then reads each field at one place (performance.md §3). */
interface Test {
  readonly kind: CompiledMatch['kind']
  readonly negate: boolean
  /** Of an address or a mark, as int32; of ctstate the bits of its states. */
  readonly mask: number
  readonly value: number
  readonly set: IpsetIndex | null
  /** As `sidesOf` gives it. */
  readonly sides: number
  readonly proto: 'TCP' | 'UDP' | null
  readonly dport: number | null
  /** The next thing that the rule asks. */
  readonly and: Test | null
  readonly match: CompiledMatch
}

/** Makes the chains of one table ready. A rule whose set does not exist matches nothing. */
export function compileChains(
  rows: readonly ChainRule[],
  table: ChainTable,
  ipsets: ReadonlyMap<string, IpsetIndex>,
): ReadonlyMap<string, Chain> {
  const chains = new Map<string, Chain & { readonly rules: CompiledRule[] }>()
  const chainOf = (name: string) => {
    const chain = chains.get(name) ?? { name, rules: [], first: null }
    chains.set(name, chain)
    return chain
  }
  for (const row of rows) {
    if (row.table !== table) continue
    const matches = compileMatches(row.matches, ipsets)
    if (matches === null) continue
    const jump = row.target.kind === 'jump' || row.target.kind === 'goto' ? chainOf(row.target.chain) : null
    chainOf(row.chain).rules.push(compileRule(row, matches, row.target, jump))
  }
  for (const chain of chains.values()) linkRules(chain)
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
      compiled.push(match)
      continue
    }
    const set = ipsets.get(match.set)
    if (set === undefined) return null
    compiled.push({ kind: 'set', set, dims: match.dims, negate: match.negate })
  }
  return compiled
}

export const compileRule = (
  row: ChainRule,
  matches: readonly CompiledMatch[],
  target: Target,
  jump: Chain | null,
): CompiledRule => {
  const dst = matches.find((match) => match.kind === 'destination' && !match.negate)
  const src = matches.find((match) => match.kind === 'source' && !match.negate)
  const protocol = matches.find((match) => match.kind === 'protocol')
  const others = matches.filter((match) => match !== dst && match !== src && match !== protocol)
  return {
    dstMask: maskIn(dst),
    dst: addressIn(dst),
    srcMask: maskIn(src),
    src: addressIn(src),
    proto: protocol?.kind === 'protocol' ? protocol.proto : null,
    test: others.reduceRight<Test | null>((and, match) => testOf(match, and), null),
    next: null,
    verdict: verdictOf(row, target),
    action: target.kind,
    jump,
    value: 'value' in target ? target.value : 0,
    mask: 'mask' in target ? target.mask : 0,
    row,
    matches,
  }
}

const maskIn = (match: CompiledMatch | undefined): number =>
  match !== undefined && 'cidr' in match ? maskOf(match.cidr.length) | 0 : 0
const addressIn = (match: CompiledMatch | undefined): number =>
  match !== undefined && 'cidr' in match ? match.cidr.address | 0 : 0

function testOf(match: CompiledMatch, and: Test | null): Test {
  const cidr = match.kind === 'source' || match.kind === 'destination' ? match.cidr : null
  const side = match.kind === 'addrtype' && match.side === 'src' ? 1 : 0
  const states = match.kind === 'ctstate' ? match.states.reduce((bits, state) => bits | stateBit(state), 0) : 0
  const mark = match.kind === 'mark' ? match : null
  return {
    kind: match.kind,
    negate: 'negate' in match && match.negate,
    mask: (cidr === null ? (mark?.mask ?? states) : maskOf(cidr.length)) | 0,
    value: (cidr?.address ?? mark?.value ?? 0) | 0,
    set: match.kind === 'set' ? match.set : null,
    sides: match.kind === 'set' ? sidesOf(match.dims) : side,
    proto: 'proto' in match ? match.proto : null,
    dport: match.kind === 'ports' ? match.dport : null,
    and,
    match,
  }
}

function verdictOf(rule: ChainRule, target: Target): ChainVerdict | null {
  switch (target.kind) {
    case 'accept':
      return ACCEPT
    case 'drop':
    case 'reject':
    case 'masquerade':
      return { kind: target.kind, rule }
    case 'dnat':
      return { kind: 'dnat', rule, ip: target.ip, port: target.port }
    case 'jump':
    case 'goto':
    case 'return':
    case 'mark':
    case 'connmark-set':
    case 'connmark-restore':
      return null
  }
}

function stateBit(state: CtState): number {
  switch (state) {
    case 'NEW':
      return 1
    case 'ESTABLISHED':
      return 2
    case 'RELATED':
      return 4
    case 'INVALID':
      return 8
    case 'DNAT':
      return 16
  }
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
  seen: readonly string[]
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

function traverse({ first }: Chain, context: ChainContext, hits: Hit[] | null, depth: number): ChainVerdict | null {
  for (let rule = first; rule !== null; rule = rule.next) {
    if (!isFor(rule, context.tuple)) continue
    let { test } = rule
    while (test !== null && holds(test, rule, context)) test = test.and
    if (test !== null) continue
    hits?.push({ rule: rule.row, member: memberOf(rule, context) })
    if (rule.verdict !== null) return rule.verdict
    switch (rule.action) {
      case 'return':
        return null
      case 'mark':
        context.mark = ((context.mark & ~rule.mask) ^ rule.value) >>> 0
        break
      case 'connmark-set':
        context.ctMark = ((context.ctMark & ~rule.mask) ^ rule.value) >>> 0
        break
      case 'connmark-restore':
        context.mark = ((context.mark & ~rule.mask) ^ (context.ctMark & rule.mask)) >>> 0
        break
      case 'jump': {
        if (rule.jump === null || depth === MAX_DEPTH) break
        const verdict = traverse(rule.jump, context, hits, depth + 1)
        if (verdict !== null) return verdict
        break
      }
      case 'goto':
        return rule.jump === null || depth === MAX_DEPTH ? null : traverse(rule.jump, context, hits, depth + 1)
      case 'accept':
      case 'drop':
      case 'reject':
      case 'masquerade':
      case 'dnat':
        // These have a verdict.
        break
      default:
        assertNever(rule.action)
    }
  }
  return null
}

/** ip_packet_match. */
const isFor = (rule: CompiledRule, tuple: Tuple): boolean =>
  (tuple.dst & rule.dstMask) === rule.dst &&
  (tuple.src & rule.srcMask) === rule.src &&
  (rule.proto === null || rule.proto === tuple.proto)

/** The member of the last set that a rule asks: what made it match. */
function memberOf(rule: CompiledRule, { tuple }: ChainContext): IpsetMember | null {
  let member: IpsetMember | null = null
  for (let { test } = rule; test !== null; test = test.and) {
    if (test.set !== null) member = testIpset(test.set, test.sides, tuple)
  }
  return member
}

export const seenKey = ({ netns, tuple }: ChainContext, list: string): string => `${netns} ${list} ${tuple.src}`

const isDev = (name: string, pattern: string): boolean =>
  pattern.endsWith('+') ? name.startsWith(pattern.slice(0, -1)) : name === pattern

/** Does this rule's chain translate to that endpoint? */
const leadsTo = (rule: CompiledRule, endpoint: Ipv4): boolean =>
  rule.jump?.rules.some(({ verdict }) => verdict?.kind === 'dnat' && verdict.ip === endpoint) ?? false

function holds(test: Test, rule: CompiledRule, context: ChainContext): boolean {
  const { tuple } = context
  // The most frequent first: strings are compared one after the other.
  switch (test.kind) {
    case 'mark':
      return ((context.mark & test.mask) === test.value) !== test.negate
    case 'ports':
      return tuple.proto === test.proto && (test.dport === null || tuple.dport === test.dport)
    case 'set':
      return (test.set !== null && testIpset(test.set, test.sides, tuple) !== null) !== test.negate
    case 'ctstate':
      return ((stateBit(context.ctState) & test.mask) !== 0) !== test.negate
    case 'source':
      return ((tuple.src & test.mask) === test.value) !== test.negate
    case 'destination':
      return ((tuple.dst & test.mask) === test.value) !== test.negate
    case 'protocol':
      return tuple.proto === test.proto
    case 'addrtype':
      return context.isLocal(test.sides === 0 ? tuple.dst : tuple.src) !== test.negate
    case 'statistic':
      return context.pick === null || leadsTo(rule, context.pick)
    case 'in-interface':
    case 'out-interface':
    case 'multiport':
    case 'recent-rcheck':
    case 'recent-set':
    case 'not-bridged':
    case 'ipvs':
      return matchesPacket(test.match, context)
    default:
      return assertNever(test.kind)
  }
}

/** Matches that few rules have. */
function matchesPacket(match: CompiledMatch, context: ChainContext): boolean {
  switch (match.kind) {
    case 'in-interface':
      return isDev(context.iif, match.dev)
    case 'out-interface':
      return isDev(context.oif, match.dev)
    case 'multiport':
      return match.ranges.some(([first, last]) => context.tuple.dport >= first && context.tuple.dport <= last)
    case 'recent-rcheck':
      return context.seen.includes(seenKey(context, match.name))
    case 'recent-set':
      context.seen = appended(context.seen, seenKey(context, match.name))
      return true
    case 'ipvs':
      return (
        context.virtual !== null &&
        context.virtual.proto === match.proto &&
        context.virtual.virtual === match.vaddr &&
        context.virtual.vport === match.vport
      )
    case 'not-bridged':
      return true
    case 'source':
    case 'destination':
    case 'mark':
    case 'ctstate':
    case 'set':
    case 'protocol':
    case 'ports':
    case 'addrtype':
    case 'statistic':
      // Asked above.
      return false
  }
}
