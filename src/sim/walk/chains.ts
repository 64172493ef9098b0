/*! Runs a base chain for a packet in hand, and turns the rules that matched into the rows that decided. */
import type { Netns } from '../kernel/netns'
import {
  ACCEPT,
  type ChainContext,
  type ChainRule,
  type ChainTable,
  type ChainVerdict,
  type Hit,
  type Hook,
  runChain,
} from '../kernel/netfilter/iptables'
import type { NftHit, NftHook, NftOutcome } from '../kernel/netfilter/nftables'
import { nftables } from '../kernel/netfilter/optional'
import { makePacket, makeTuple } from '../net/packet'
import type { Row } from '../trace/trace'
import { ctStateOf, tupleOf } from './conntrack'
import type { Skb, Walker } from './walker'

/**
 * Runs `table`'s chain of `hook`. The mark of the packet in hand may change. ICMP has no ports, so rules that
 * ask for them never match it.
 */
export function runHook(
  walker: Walker,
  ns: Netns,
  skb: Skb,
  table: ChainTable,
  hook: Hook,
  rows: Row[] | null,
): ChainVerdict {
  const chain = ns.index[table].get(hook)
  if (chain === undefined) return ACCEPT
  const iif = hook === 'OUTPUT' || hook === 'POSTROUTING' ? '' : skb.iif.name
  const oif = hook === 'PREROUTING' || hook === 'INPUT' ? '' : skb.dev.name
  const context = contextOf(walker, ns, skb, iif, oif)
  const hits: Hit[] | null = rows === null ? null : []
  const verdict = runChain(chain, context, hits)
  keepMarks(skb, context)
  if (rows !== null && hits !== null) rows.push(...decisiveFirst(hits))
  return verdict
}

function contextOf(walker: Walker, ns: Netns, skb: Skb, iif: string, oif: string): ChainContext {
  const { packet } = skb
  return {
    tuple: packet.l4.proto === 'ICMP' ? makeTuple('ICMP', packet.src, packet.dst, 0, 0) : tupleOf(packet),
    mark: packet.mark,
    ctMark: skb.ct?.mark ?? 0,
    ctState: ctStateOf(skb),
    isLocal: ns.index.isLocal,
    iif,
    oif,
    virtual: skb.ipvs,
    seen: walker.seen,
    netns: ns.id,
    pick: walker.probe.pick,
  }
}

function keepMarks(skb: Skb, context: ChainContext): void {
  const { packet } = skb
  if (skb.ct !== null) skb.ct.mark = context.ctMark
  if (context.mark === packet.mark) return
  skb.packet = makePacket(packet.src, packet.dst, packet.ttl, context.mark, packet.smac, packet.dmac, packet.l4)
}

/** Where nftables' base chains stand around nat. */
type Slot = 'before-nat' | 'nat' | 'after-nat'
const SLOTS: Readonly<Record<Slot, (priority: number) => boolean>> = {
  'before-nat': (priority) => priority < -100,
  nat: (priority) => priority === -100 || priority === 100,
  'after-nat': (priority) => priority > -100 && priority !== 100,
}

/** Runs the base chains of `hook` whose priority is in `slot`. The mark of the packet in hand may change. */
export function runNft(walker: Walker, ns: Netns, skb: Skb, hook: NftHook, slot: Slot, rows: Row[] | null): Verdict {
  // iptables and IPVS mode: not asked at all.
  if (ns.nftBases.length === 0) return ACCEPT
  for (const base of ns.index.nft.bases.get(hook) ?? []) {
    if (!SLOTS[slot](base.priority)) continue
    const context = contextOf(walker, ns, skb, '', '')
    const hits: NftHit[] | null = rows === null ? null : []
    const verdict = nftables().runChain(ns.index.nft, base, context, hits)
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
export function natVerdict(
  walker: Walker,
  ns: Netns,
  skb: Skb,
  hook: 'PREROUTING' | 'OUTPUT' | 'POSTROUTING',
  rows: Row[] | null,
): Verdict {
  const verdict = runHook(walker, ns, skb, 'nat', hook, rows)
  return verdict.kind === 'accept' ? runNft(walker, ns, skb, NFT_HOOKS[hook], 'nat', rows) : verdict
}

/** filter's verdict at a hook: nftables' chains before nat have been asked already where there is a nat. */
export function filterVerdict(
  walker: Walker,
  ns: Netns,
  skb: Skb,
  hook: 'INPUT' | 'FORWARD' | 'OUTPUT',
  rows: Row[] | null,
): Verdict {
  const hasNat = hook === 'OUTPUT'
  const early = hasNat ? ACCEPT : runNft(walker, ns, skb, NFT_HOOKS[hook], 'before-nat', rows)
  if (early.kind !== 'accept') return early
  const late = runNft(walker, ns, skb, NFT_HOOKS[hook], 'after-nat', rows)
  return late.kind === 'accept' ? runHook(walker, ns, skb, 'filter', hook, rows) : late
}

const NFT_HOOKS = {
  PREROUTING: 'prerouting',
  INPUT: 'input',
  FORWARD: 'forward',
  OUTPUT: 'output',
  POSTROUTING: 'postrouting',
} as const

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
