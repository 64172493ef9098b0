/*! nftables: `nft list table ip kube-proxy`. Base chains stand at a hook with a priority; a verdict map looks a packet up in one
step where iptables walks a list (datapath.md §3.7). */
import { appended } from '../../../base/appended'
import { assertNever } from '../../../base/assert'
import { endpointAt, type EndpointMap, putAt } from '../../net/endpoint-map'
import { type Cidr, inCidr, type Ipv4 } from '../../net/ip'
import { groupBy } from '../../../base/group'
import type { RowBase } from '../row'
import { type ChainContext, seenKey } from './iptables'

export type NftHook = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting'

/** A chain that the kernel calls: `type filter hook forward priority -110`. */
export interface NftBase extends RowBase {
  readonly kind: 'nft-base'
  readonly chain: string
  readonly type: 'filter' | 'nat'
  readonly hook: NftHook
  readonly priority: number
}

/** One rule of a chain. */
export interface NftRule extends RowBase {
  readonly kind: 'nft-rule'
  readonly chain: string
  readonly matches: readonly NftMatch[]
  readonly statement: NftStatement
}

/** One element of a set, or of a verdict map (then with the verdict it leads to). Absent key fields are null. */
export interface NftElement extends RowBase {
  readonly kind: 'nft-element'
  readonly set: string
  readonly ip: Ipv4 | null
  readonly proto: 'TCP' | 'UDP' | null
  readonly port: number | null
  readonly verdict: NftVerdict | null
}

export type NftMatch =
  | { readonly kind: 'ct-new' }
  | { readonly kind: 'daddr'; readonly ip: Ipv4 }
  | { readonly kind: 'daddr-in'; readonly set: string }
  | { readonly kind: 'daddr-cidrs'; readonly cidrs: readonly Cidr[] }
  | { readonly kind: 'saddr'; readonly cidrs: readonly Cidr[]; readonly negate: boolean }
  | { readonly kind: 'saddr-local' }
  | { readonly kind: 'l4proto'; readonly proto: 'TCP' | 'UDP' }
  | { readonly kind: 'dport'; readonly proto: 'TCP' | 'UDP'; readonly port: number }
  /** `ip saddr @affinity-…`: an element that a packet left there. */
  | { readonly kind: 'saddr-in-affinity'; readonly set: string }
  /** None of these bits is set. */
  | { readonly kind: 'unmarked'; readonly mask: number }

export type NftVerdict =
  | { readonly kind: 'jump'; readonly chain: string }
  | { readonly kind: 'goto'; readonly chain: string }
  | { readonly kind: 'drop' }

export type NftStatement =
  | NftVerdict
  | { readonly kind: 'return' }
  | { readonly kind: 'reject' }
  | { readonly kind: 'mark-or'; readonly bits: number }
  | { readonly kind: 'mark-xor'; readonly bits: number }
  /** `update @affinity-… { ip saddr }`. */
  | { readonly kind: 'update'; readonly set: string }
  | { readonly kind: 'masquerade' }
  | { readonly kind: 'dnat'; readonly ip: Ipv4; readonly port: number }
  /** `… vmap @map`: by destination, protocol and port, or by protocol and port alone. */
  | { readonly kind: 'vmap'; readonly map: string; readonly by: 'daddr' | 'port' }
  /** `numgen random mod n vmap { … }`: chance picks a chain. */
  | { readonly kind: 'numgen'; readonly chains: readonly string[] }

export interface NftRows {
  readonly bases: readonly NftBase[]
  readonly rules: readonly NftRule[]
  readonly elements: readonly NftElement[]
}

/** Base chains of one hook by where they stand around nat, each in the order of their priorities. */
export interface NftBases {
  readonly beforeNat: readonly NftChain[]
  readonly nat: readonly NftChain[]
  readonly afterNat: readonly NftChain[]
}

export interface NftIndex {
  readonly bases: ReadonlyMap<NftHook, readonly NftBase[]>
  readonly chains: ReadonlyMap<string, readonly NftRule[]>
  readonly sets: ReadonlyMap<string, readonly NftElement[]>
  /** The same chains ready to run. */
  readonly chain: (name: string) => NftChain
  readonly at: Readonly<Record<NftHook, NftBases>>
}

/** A chain with all that its rules name at hand: sets, maps, chains. */
export interface NftChain {
  /** Each rule has the next: a list would be two more lines of the cache to a packet. */
  first: BoundRule | null
}

/** A rule with what a packet meets of it first, all rules and all tests in one shape each (performance.md §3). */
interface BoundRule {
  /** The first thing that it asks; null: every packet matches. */
  readonly test: Test | null
  readonly next: BoundRule | null
  readonly action: NftStatement['kind']
  /** What it says about the packet, if that is all. */
  readonly outcome: NftOutcome | null
  /** Where `jump` and `goto` lead. */
  readonly to: NftChain | null
  /** The map of `vmap`, and what it is asked by. */
  readonly elements: BoundSet
  readonly by: 'daddr' | 'port'
  /** Of a mark. */
  readonly bits: number
  /** Of `numgen`. */
  readonly choices: readonly NftChain[]
  readonly rule: NftRule
}

interface Test {
  readonly kind: NftMatch['kind']
  readonly negate: boolean
  readonly ip: Ipv4
  readonly mask: number
  readonly proto: 'TCP' | 'UDP' | null
  readonly port: number
  readonly members: BoundSet
  readonly cidrs: readonly Cidr[]
  readonly set: string
  /** The next thing that the rule asks. */
  readonly and: Test | null
}

/** Elements with the chains that they lead to. */
type BoundSet = EndpointMap<{ readonly element: NftElement; readonly to: NftChain | null }>

/** Where an element has no address. */
const NO_ADDRESS = 0 as Ipv4
const NO_ELEMENTS: BoundSet = new Map()
const NO_CIDRS: readonly Cidr[] = []

export function makeNftIndex({ bases, rules, elements }: NftRows): NftIndex {
  const ordered = [...bases].sort((a, b) => a.priority - b.priority)
  return bindNft(
    groupBy(ordered, (base) => base.hook),
    groupBy(rules, (rule) => rule.chain),
    groupBy(elements, (element) => element.set),
  )
}

/** Makes chains ready to run, with these sets and maps. */
export function bindNft(bases: NftIndex['bases'], chains: NftIndex['chains'], sets: NftIndex['sets']): NftIndex {
  const boundChains = new Map<string, NftChain>()
  const boundSets = new Map<string, BoundSet>()
  const chain = (name: string): NftChain => {
    const known = boundChains.get(name)
    if (known !== undefined) return known
    const made: NftChain = { first: null }
    boundChains.set(name, made)
    const rules = chains.get(name) ?? []
    made.first = rules.reduceRight<BoundRule | null>((next, rule) => bindRule(rule, next, chain, set), null)
    return made
  }
  const set = (name: string): BoundSet => {
    const known = boundSets.get(name)
    if (known !== undefined) return known
    const made: BoundSet = new Map()
    boundSets.set(name, made)
    for (const element of sets.get(name) ?? []) {
      const { ip, proto, port, verdict } = element
      const to = verdict === null || verdict.kind === 'drop' ? null : chain(verdict.chain)
      putAt(made, ip ?? NO_ADDRESS, proto === 'UDP', port ?? 0, { element, to })
    }
    return made
  }
  const chainsAt = (hook: NftHook, is: (priority: number) => boolean): readonly NftChain[] =>
    (bases.get(hook) ?? []).filter(({ priority }) => is(priority)).map((base) => chain(base.chain))
  const basesAt = (hook: NftHook): NftBases => ({
    beforeNat: chainsAt(hook, (priority) => priority < -100),
    nat: chainsAt(hook, (priority) => priority === -100 || priority === 100),
    afterNat: chainsAt(hook, (priority) => priority > -100 && priority !== 100),
  })
  return {
    bases,
    chains,
    sets,
    chain,
    at: {
      prerouting: basesAt('prerouting'),
      input: basesAt('input'),
      forward: basesAt('forward'),
      output: basesAt('output'),
      postrouting: basesAt('postrouting'),
    },
  }
}

function bindRule(
  rule: NftRule,
  next: BoundRule | null,
  chain: NftIndex['chain'],
  set: (name: string) => BoundSet,
): BoundRule {
  const { statement } = rule
  return {
    test: rule.matches.reduceRight<Test | null>((and, match) => testOf(match, set, and), null),
    next,
    action: statement.kind,
    outcome: outcomeOf(rule),
    to: statement.kind === 'jump' || statement.kind === 'goto' ? chain(statement.chain) : null,
    elements: statement.kind === 'vmap' ? set(statement.map) : NO_ELEMENTS,
    by: statement.kind === 'vmap' ? statement.by : 'port',
    bits: 'bits' in statement ? statement.bits : 0,
    choices: statement.kind === 'numgen' ? statement.chains.map(chain) : [],
    rule,
  }
}

const testOf = (match: NftMatch, set: (name: string) => BoundSet, and: Test | null): Test => ({
  kind: match.kind,
  negate: 'negate' in match && match.negate,
  ip: 'ip' in match ? match.ip : NO_ADDRESS,
  mask: 'mask' in match ? match.mask : 0,
  proto: 'proto' in match ? match.proto : null,
  port: 'port' in match ? match.port : 0,
  members: match.kind === 'daddr-in' ? set(match.set) : NO_ELEMENTS,
  cidrs: 'cidrs' in match ? match.cidrs : NO_CIDRS,
  set: 'set' in match ? match.set : '',
  and,
})

function outcomeOf(rule: NftRule): NftOutcome | null {
  const { statement } = rule
  switch (statement.kind) {
    case 'drop':
    case 'reject':
    case 'masquerade':
      return { kind: statement.kind, rule }
    case 'dnat':
      return { kind: 'dnat', rule, ip: statement.ip, port: statement.port }
    case 'jump':
    case 'goto':
    case 'return':
    case 'mark-or':
    case 'mark-xor':
    case 'update':
    case 'vmap':
    case 'numgen':
      return null
  }
}

export type NftOutcome =
  | { readonly kind: 'accept' }
  | { readonly kind: 'drop' | 'reject' | 'masquerade'; readonly rule: NftRule }
  | { readonly kind: 'dnat'; readonly rule: NftRule; readonly ip: Ipv4; readonly port: number }

export interface NftHit {
  readonly rule: NftRule
  readonly element: NftElement | null
}

const ACCEPT: NftOutcome = { kind: 'accept' }
const MAX_DEPTH = 32

/** Runs one base chain (nft_do_chain); its policy is accept. */
export const runNftChain = (base: NftChain, context: ChainContext, hits: NftHit[] | null): NftOutcome =>
  traverse(base, context, hits, 0) ?? ACCEPT

function traverse({ first }: NftChain, context: ChainContext, hits: NftHit[] | null, depth: number): NftOutcome | null {
  if (depth > MAX_DEPTH) return null
  for (let bound = first; bound !== null; bound = bound.next) {
    let { test } = bound
    while (test !== null && holds(test, context)) test = test.and
    if (test !== null) continue
    const { rule, outcome, action } = bound
    if (action === 'vmap') {
      const found = lookUp(bound, context)
      if (found === null) continue
      const { element, to } = found
      hits?.push({ rule, element })
      if (element.verdict === null) continue
      if (element.verdict.kind === 'drop') return { kind: 'drop', rule }
      const led = to === null ? null : traverse(to, context, hits, depth + 1)
      if (led !== null || element.verdict.kind === 'goto') return led
      continue
    }
    hits?.push({ rule, element: null })
    if (outcome !== null) return outcome
    const to = action === 'numgen' ? pick(bound, context) : bound.to
    switch (action) {
      case 'numgen':
        if (to === null) break
        return traverse(to, context, hits, depth + 1)
      case 'goto':
        return to === null ? null : traverse(to, context, hits, depth + 1)
      case 'jump': {
        const led = to === null ? null : traverse(to, context, hits, depth + 1)
        if (led !== null) return led
        break
      }
      case 'return':
        return null
      case 'update':
        if (rule.statement.kind === 'update') {
          context.seen = appended(context.seen, seenKey(context, rule.statement.set))
        }
        break
      case 'mark-or':
        context.mark = (context.mark | bound.bits) >>> 0
        break
      case 'mark-xor':
        context.mark = (context.mark ^ bound.bits) >>> 0
        break
      case 'drop':
      case 'reject':
      case 'masquerade':
      case 'dnat':
        // These have an outcome.
        break
      default:
        assertNever(action)
    }
  }
  return null
}

/** The chain whose endpoint the flow's pick names, else the first. */
function pick({ choices }: BoundRule, { pick: endpoint }: ChainContext): NftChain | null {
  for (const choice of choices) {
    if (endpoint === null) return choice
    for (let rule = choice.first; rule !== null; rule = rule.next) {
      const { outcome } = rule
      if (outcome !== null && outcome.kind === 'dnat' && outcome.ip === endpoint) return choice
    }
  }
  return choices[0] ?? null
}

const lookUp = ({ elements, by }: BoundRule, { tuple: { proto, dst, dport } }: ChainContext) =>
  proto === 'ICMP' ? null : endpointAt(elements, by === 'daddr' ? dst : NO_ADDRESS, proto === 'UDP', dport)

function holds(test: Test, context: ChainContext): boolean {
  const { tuple } = context
  switch (test.kind) {
    case 'ct-new':
      return context.ctState === 'NEW'
    case 'daddr':
      return tuple.dst === test.ip
    case 'daddr-in':
      return endpointAt(test.members, tuple.dst, false, 0) !== null
    case 'daddr-cidrs':
      return isIn(test.cidrs, tuple.dst)
    case 'saddr':
      return isIn(test.cidrs, tuple.src) !== test.negate
    case 'saddr-local':
      return context.isLocal(tuple.src)
    case 'l4proto':
      return tuple.proto === test.proto
    case 'dport':
      return tuple.proto === test.proto && tuple.dport === test.port
    case 'saddr-in-affinity':
      return context.seen.includes(seenKey(context, test.set))
    case 'unmarked':
      return (context.mark & test.mask) === 0
    default:
      return assertNever(test.kind)
  }
}

function isIn(cidrs: readonly Cidr[], ip: Ipv4): boolean {
  for (const cidr of cidrs) if (inCidr(ip, cidr)) return true
  return false
}
