/*! Runs a base chain for a packet in hand, and turns the rules that matched into the rows that decided. */
import type { HookIndex, Netns } from '../kernel/netns'
import {
  ACCEPT,
  type Chain,
  type ChainContext,
  type ChainRule,
  type ChainVerdict,
  type Hit,
  runChain,
} from '../kernel/netfilter/iptables'
import type { NftChain, NftHit, NftOutcome } from '../kernel/netfilter/nftables'
import { nftables } from '../kernel/netfilter/optional'
import { makePacket, makeTuple } from '../net/packet'
import type { Row } from '../trace/trace'
import { ctStateOf, headOf } from './conntrack'
import type { Skb, Walker } from './walker'

/**
 * Runs a chain of iptables at `hook`. The mark of the packet in hand may change. ICMP has no ports, so rules
 * that ask for them never match it.
 */
export function runHook(
  walker: Walker,
  ns: Netns,
  skb: Skb,
  hook: HookIndex,
  chain: Chain,
  rows: Row[] | null,
): ChainVerdict {
  const context = contextOf(walker, ns, skb, hook.hasIn ? skb.iif.name : '', hook.hasOut ? skb.dev.name : '')
  const hits: Hit[] | null = rows === null ? null : []
  const verdict = runChain(chain, context, hits)
  keepMarks(skb, context)
  if (rows !== null && hits !== null) rows.push(...decisiveFirst(hits))
  return verdict
}

/** What the rules may ask of the packet in hand, in the walker's own context: good until the next chain. */
function contextOf(walker: Walker, ns: Netns, skb: Skb, iif: string, oif: string): ChainContext {
  const { packet } = skb
  const { context } = walker
  context.tuple = packet.l4.proto === 'ICMP' ? makeTuple('ICMP', packet.src, packet.dst, 0, 0) : headOf(walker, packet)
  context.mark = packet.mark
  context.ctMark = skb.ct === null ? 0 : skb.ct.mark
  context.ctState = ctStateOf(skb)
  context.isLocal = ns.index.isLocal
  context.iif = iif
  context.oif = oif
  context.virtual = skb.ipvs
  context.netns = ns.id
  return context
}

function keepMarks(skb: Skb, context: ChainContext): void {
  const { packet } = skb
  if (skb.ct !== null) skb.ct.mark = context.ctMark
  if (context.mark === packet.mark) return
  skb.packet = makePacket(packet.src, packet.dst, packet.ttl, context.mark, packet.smac, packet.dmac, packet.l4)
}

/** Runs these base chains of nftables. The mark of the packet in hand may change. */
export function runNft(walker: Walker, ns: Netns, skb: Skb, bases: readonly NftChain[], rows: Row[] | null): Verdict {
  const { runChain: runNftChain } = nftables()
  for (const base of bases) {
    const context = contextOf(walker, ns, skb, '', '')
    const hits: NftHit[] | null = rows === null ? null : []
    const verdict = runNftChain(base, context, hits)
    keepMarks(skb, context)
    if (rows !== null && hits !== null) {
      // The last rule that matched decided; those before it led to it.
      for (const { rule, element } of hits.toReversed()) rows.push(rule, ...(element === null ? [] : [element]))
    }
    if (verdict.kind !== 'accept') return verdict
  }
  return ACCEPT
}

/** nat's verdict at a hook, from whichever of the two kube-proxy writes. */
export function natVerdict(walker: Walker, ns: Netns, skb: Skb, hook: HookIndex, rows: Row[] | null): Verdict {
  const earlier = rows === null ? 0 : rows.length
  const { nat, nftNat } = hook
  let verdict: Verdict = nat === null ? ACCEPT : runHook(walker, ns, skb, hook, nat, rows)
  if (nftNat !== null && verdict.kind === 'accept') verdict = runNft(walker, ns, skb, nftNat, rows)
  // What translates decided, whatever chains were asked before nat.
  if (rows !== null && earlier > 0 && verdict.kind !== 'accept') rows.unshift(...rows.splice(earlier))
  return verdict
}

/** filter's verdict at a hook: nftables' chains before nat have been asked already where there is a nat. */
export function filterVerdict(walker: Walker, ns: Netns, skb: Skb, hook: HookIndex, rows: Row[] | null): Verdict {
  const { filter, nftAfterNat } = hook
  const late = nftAfterNat === null ? ACCEPT : runNft(walker, ns, skb, nftAfterNat, rows)
  return filter !== null && late.kind === 'accept' ? runHook(walker, ns, skb, hook, filter, rows) : late
}

/** The same of a hook without a nat: all of nftables' chains. */
export function allFilters(walker: Walker, ns: Netns, skb: Skb, hook: HookIndex, rows: Row[] | null): Verdict {
  const { nftBeforeNat } = hook
  const early = nftBeforeNat === null ? ACCEPT : runNft(walker, ns, skb, nftBeforeNat, rows)
  return early.kind === 'accept' ? filterVerdict(walker, ns, skb, hook, rows) : early
}

export type Verdict = ChainVerdict | NftOutcome

/** What a rule does to the packet, the strongest first: among rules that matched, this one decided. */
const weight = (rule: ChainRule): number => {
  switch (rule.target.kind) {
    case 'drop':
    case 'reject':
    case 'masquerade':
    case 'dnat':
      return 0
    case 'mark':
    case 'connmark-set':
    case 'connmark-restore':
      return 1
    case 'return':
      return 2
    case 'accept':
      return 3
    case 'jump':
    case 'goto':
      return 4
  }
}

function decisiveFirst(hits: readonly Hit[]): Row[] {
  const ordered = hits
    .map((hit, index) => ({ hit, index }))
    .sort((a, b) => weight(a.hit.rule) - weight(b.hit.rule) || a.index - b.index)
  const rows: Row[] = []
  for (const { hit } of ordered) {
    rows.push(hit.rule)
    if (hit.member !== null && !rows.includes(hit.member)) rows.push(hit.member)
  }
  return rows
}
