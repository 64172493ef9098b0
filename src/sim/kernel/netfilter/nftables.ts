/*! nftables: `nft list table ip kube-proxy`. Base chains stand at a hook with a priority; a verdict map looks a packet up in one
step where iptables walks a list (datapath.md §3.7). */
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
  readonly rules: BoundRule[]
}
interface BoundRule {
  readonly rule: NftRule
  readonly matches: readonly BoundMatch[]
  readonly statement: BoundStatement
}
/** All matches have one shape, whatever their kind, and all statements: V8 then reads each field at one place (performance.md §3). */
type BoundMatch = NftMatch & { readonly members: BoundSet }
type BoundStatement = NftStatement & {
  /** Where `jump` and `goto` lead. */
  readonly to: NftChain | null
  /** The map of `vmap`. */
  readonly elements: BoundSet
  /** Of `numgen`. */
  readonly choices: readonly NftChain[]
  /** What it says about the packet, if that is all. */
  readonly outcome: NftOutcome | null
}
/** Elements with the chains that they lead to. */
type BoundSet = EndpointMap<{ readonly element: NftElement; readonly to: NftChain | null }>
const NO_ELEMENTS: BoundSet = new Map()
/** With every field that any of them has: a spread that adds one gives each object a hidden class of its own. */
const ONE_MATCH = {
  kind: null,
  ip: null,
  set: null,
  cidrs: null,
  negate: false,
  proto: null,
  port: 0,
  mask: 0,
  members: NO_ELEMENTS,
} as const
const ONE_STATEMENT = {
  kind: null,
  chain: null,
  bits: 0,
  set: null,
  ip: null,
  port: 0,
  map: null,
  by: null,
  chains: null,
  to: null,
  elements: NO_ELEMENTS,
  choices: [],
  outcome: null,
} as const

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
    const made: NftChain = { rules: [] }
    boundChains.set(name, made)
    for (const rule of chains.get(name) ?? []) {
      const { matches, statement } = rule
      made.rules.push({
        rule,
        matches: matches.map((match) => ({
          ...ONE_MATCH,
          ...match,
          members: match.kind === 'daddr-in' ? set(match.set) : NO_ELEMENTS,
        })),
        statement: {
          ...ONE_STATEMENT,
          ...statement,
          to: statement.kind === 'jump' || statement.kind === 'goto' ? chain(statement.chain) : null,
          elements: statement.kind === 'vmap' ? set(statement.map) : NO_ELEMENTS,
          choices: statement.kind === 'numgen' ? statement.chains.map(chain) : [],
          outcome: outcomeOf(rule),
        },
      })
    }
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

function outcomeOf(rule: NftRule): NftOutcome | null {
  const { statement } = rule
  switch (statement.kind) {
    case 'drop':
    case 'reject':
    case 'masquerade':
      return { kind: statement.kind, rule }
    case 'dnat':
      return { kind: 'dnat', rule, ip: statement.ip, port: statement.port }
    default:
      return null
  }
}

/** Where an element has no address. */
const NO_ADDRESS = 0 as Ipv4

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

function traverse({ rules }: NftChain, context: ChainContext, hits: NftHit[] | null, depth: number): NftOutcome | null {
  if (depth > MAX_DEPTH) return null
  for (let at = 0; at < rules.length; at++) {
    const bound = rules[at]
    if (bound === undefined || !allMatch(bound.matches, context)) continue
    const { rule, statement } = bound
    let verdict: Exclude<NftStatement, { kind: 'vmap' | 'numgen' }> | null
    let { to } = statement
    let element: NftElement | null = null
    if (statement.kind === 'vmap') {
      const found = lookUp(statement.elements, statement.by, context)
      if (found === null) continue
      element = found.element
      verdict = element.verdict
      to = found.to
    } else if (statement.kind === 'numgen') {
      to = pick(statement.choices, context)
      verdict = GOTO
    } else verdict = statement
    hits?.push({ rule, element })
    if (verdict === null) continue
    switch (verdict.kind) {
      case 'goto':
        return to === null ? null : traverse(to, context, hits, depth + 1)
      case 'jump': {
        const outcome = to === null ? null : traverse(to, context, hits, depth + 1)
        if (outcome !== null) return outcome
        break
      }
      case 'return':
        return null
      case 'drop':
      case 'reject':
      case 'masquerade':
      case 'dnat':
        return statement.outcome ?? { kind: 'drop', rule }
      case 'update':
        context.seen.push(seenKey(context, verdict.set))
        break
      case 'mark-or':
        context.mark = (context.mark | verdict.bits) >>> 0
        break
      case 'mark-xor':
        context.mark = (context.mark ^ verdict.bits) >>> 0
        break
      default:
        assertNever(verdict)
    }
  }
  return null
}

/** A choice by chance has its chain at hand. */
const GOTO = { kind: 'goto', chain: '' } as const

/** The chain whose endpoint the flow's pick names, else the first. */
function pick(choices: readonly NftChain[], { pick: endpoint }: ChainContext): NftChain | null {
  for (const choice of choices) {
    if (endpoint === null) return choice
    for (const { statement } of choice.rules) {
      if (statement.kind === 'dnat' && statement.ip === endpoint) return choice
    }
  }
  return choices[0] ?? null
}

const lookUp = (elements: BoundSet, by: 'daddr' | 'port', { tuple: { proto, dst, dport } }: ChainContext) =>
  proto === 'ICMP' ? null : endpointAt(elements, by === 'daddr' ? dst : NO_ADDRESS, proto === 'UDP', dport)

function allMatch(matches: readonly BoundMatch[], context: ChainContext): boolean {
  for (let at = 0; at < matches.length; at++) {
    const match = matches[at]
    if (match !== undefined && !fits(match, context)) return false
  }
  return true
}

function isIn(cidrs: readonly Cidr[], ip: Ipv4): boolean {
  for (const cidr of cidrs) if (inCidr(ip, cidr)) return true
  return false
}

function fits(match: BoundMatch, context: ChainContext): boolean {
  const { tuple } = context
  switch (match.kind) {
    case 'ct-new':
      return context.ctState === 'NEW'
    case 'daddr':
      return tuple.dst === match.ip
    case 'daddr-in':
      return endpointAt(match.members, tuple.dst, false, 0) !== null
    case 'daddr-cidrs':
      return isIn(match.cidrs, tuple.dst)
    case 'saddr':
      return isIn(match.cidrs, tuple.src) !== match.negate
    case 'saddr-local':
      return context.isLocal(tuple.src)
    case 'l4proto':
      return tuple.proto === match.proto
    case 'dport':
      return tuple.proto === match.proto && tuple.dport === match.port
    case 'saddr-in-affinity':
      return context.seen.includes(seenKey(context, match.set))
    case 'unmarked':
      return (context.mark & match.mask) === 0
    default:
      return assertNever(match)
  }
}
