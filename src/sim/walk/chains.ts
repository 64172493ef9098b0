/*! Runs a base chain for a packet in hand, and turns the rules that matched into the rows that decided. */
import type { Netns } from '../kernel/netns'
import {
  ACCEPT,
  type ChainRule,
  type ChainTable,
  type ChainVerdict,
  type Hit,
  type Hook,
  runChain,
} from '../kernel/netfilter/iptables'
import { makePacket, makeTuple } from '../net/packet'
import type { Row } from '../trace/trace'
import { ctStateOf, tupleOf } from './conntrack'
import type { Skb, Walker } from './walker'

/**
 * Runs `table`'s chain of `hook`. The mark of the packet in hand may change. ICMP has no ports, so rules that
 * ask for them never match it.
 */
export function runHook(walker: Walker, ns: Netns, skb: Skb, table: ChainTable, hook: Hook, rows: Row[]): ChainVerdict {
  const chain = ns.index[table].get(hook)
  if (chain === undefined) return ACCEPT
  const { packet } = skb
  const tuple = packet.l4.proto === 'ICMP' ? makeTuple('ICMP', packet.src, packet.dst, 0, 0) : tupleOf(packet)
  const context = {
    tuple,
    mark: packet.mark,
    ctMark: skb.ct?.mark ?? 0,
    ctState: ctStateOf(skb),
    isLocal: ns.index.isLocal,
    iif: hook === 'OUTPUT' || hook === 'POSTROUTING' ? '' : skb.iif,
    oif: hook === 'PREROUTING' || hook === 'INPUT' ? '' : skb.dev,
    virtual: skb.ipvs,
    pick: walker.probe.pick,
  }
  const hits: Hit[] | null = walker.steps === null ? null : []
  const verdict = runChain(chain, context, hits)
  if (skb.ct !== null) skb.ct.mark = context.ctMark
  if (context.mark !== packet.mark) {
    skb.packet = makePacket(packet.src, packet.dst, packet.ttl, context.mark, packet.smac, packet.dmac, packet.l4)
  }
  if (hits !== null) for (const row of decisiveFirst(hits)) rows.push(row)
  return verdict
}

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
