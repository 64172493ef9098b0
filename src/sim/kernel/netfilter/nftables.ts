/*! nftables: `nft list table ip kube-proxy`. Base chains stand at a hook with a priority; a verdict map looks a packet up in one
step where iptables walks a list (datapath.md §3.7). */
import { assertNever } from '../../../base/assert'
import { type Cidr, inCidr, type Ipv4 } from '../../net/ip'
import { groupBy } from '../../../base/group'
import type { RowBase } from '../row'
import { type ChainContext, seenKey } from './iptables'
import { ipPortKey } from './ipset'

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

export interface NftIndex {
  readonly bases: ReadonlyMap<NftHook, readonly NftBase[]>
  readonly chains: ReadonlyMap<string, readonly NftRule[]>
  readonly sets: ReadonlyMap<string, ReadonlyMap<number, NftElement>>
}

export function makeNftIndex({ bases, rules, elements }: NftRows): NftIndex {
  const ordered = [...bases].sort((a, b) => a.priority - b.priority)
  return {
    bases: groupBy(ordered, (base) => base.hook),
    chains: groupBy(rules, (rule) => rule.chain),
    sets: new Map(
      [...groupBy(elements, (element) => element.set)].map(([set, own]) => [
        set,
        new Map(own.map((element) => [keyOf(element.ip, element.proto, element.port), element])),
      ]),
    ),
  }
}

const keyOf = (ip: Ipv4 | null, proto: string | null, port: number | null): number =>
  ipPortKey(ip ?? (0 as Ipv4), proto === 'UDP', port ?? 0)

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
export const runNftChain = (index: NftIndex, base: NftBase, context: ChainContext, hits: NftHit[] | null): NftOutcome =>
  traverse(index, base.chain, context, hits, 0) ?? ACCEPT

function traverse(
  index: NftIndex,
  chain: string,
  context: ChainContext,
  hits: NftHit[] | null,
  depth: number,
): NftOutcome | null {
  if (depth > MAX_DEPTH) return null
  for (const rule of index.chains.get(chain) ?? []) {
    if (!rule.matches.every((match) => matches(index, match, context))) continue
    const { statement } = rule
    const element = statement.kind === 'vmap' ? lookUp(index, statement.map, statement.by, context) : null
    if (statement.kind === 'vmap' && element === null) continue
    hits?.push({ rule, element })
    const verdict =
      statement.kind === 'vmap'
        ? element?.verdict
        : statement.kind === 'numgen'
          ? pick(index, statement.chains, context)
          : statement
    if (verdict === undefined || verdict === null) continue
    switch (verdict.kind) {
      case 'return':
        return null
      case 'drop':
      case 'reject':
      case 'masquerade':
        return { kind: verdict.kind, rule }
      case 'dnat':
        return { kind: 'dnat', rule, ip: verdict.ip, port: verdict.port }
      case 'update':
        context.seen.push(seenKey(context, verdict.set))
        break
      case 'mark-or':
        context.mark = (context.mark | verdict.bits) >>> 0
        break
      case 'mark-xor':
        context.mark = (context.mark ^ verdict.bits) >>> 0
        break
      case 'goto':
        return traverse(index, verdict.chain, context, hits, depth + 1)
      case 'jump': {
        const outcome = traverse(index, verdict.chain, context, hits, depth + 1)
        if (outcome !== null) return outcome
        break
      }
      default:
        assertNever(verdict)
    }
  }
  return null
}

/** The chain whose endpoint the flow's pick names, else the first. */
function pick(index: NftIndex, chains: readonly string[], context: ChainContext): NftVerdict | null {
  const chosen =
    chains.find((chain) =>
      (index.chains.get(chain) ?? []).some(
        ({ statement }) => statement.kind === 'dnat' && statement.ip === context.pick,
      ),
    ) ?? chains[0]
  return chosen === undefined ? null : { kind: 'goto', chain: chosen }
}

function lookUp(index: NftIndex, map: string, by: 'daddr' | 'port', context: ChainContext): NftElement | null {
  const { tuple } = context
  if (tuple.proto === 'ICMP') return null
  return index.sets.get(map)?.get(keyOf(by === 'daddr' ? tuple.dst : null, tuple.proto, tuple.dport)) ?? null
}

function matches(index: NftIndex, match: NftMatch, context: ChainContext): boolean {
  const { tuple } = context
  switch (match.kind) {
    case 'ct-new':
      return context.ctState === 'NEW'
    case 'daddr':
      return tuple.dst === match.ip
    case 'daddr-in':
      return index.sets.get(match.set)?.has(keyOf(tuple.dst, null, null)) ?? false
    case 'daddr-cidrs':
      return match.cidrs.some((cidr) => inCidr(tuple.dst, cidr))
    case 'saddr':
      return match.cidrs.some((cidr) => inCidr(tuple.src, cidr)) !== match.negate
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
