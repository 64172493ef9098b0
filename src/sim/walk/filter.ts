/*! What filter's verdict means for the packet: DROP is silent, REJECT answers (ipt_REJECT.c). */
import type { Netns } from '../kernel/netns'
import type { KernelStage } from '../trace/place'
import type { Packet } from '../net/packet'
import type { Row } from '../trace/trace'
import type { Verdict } from './chains'
import { placesAt } from './places'
import { drop, type End, icmpError, type Skb, type Walker } from './walker'

/** The packet's end, or null if it goes on; `came`: as the stage got it. REJECT without an argument is icmp-port-unreachable. */
export function rejectWith(
  walker: Walker,
  ns: Netns,
  skb: Skb,
  verdict: Verdict,
  stage: KernelStage,
  rows: readonly Row[] | null,
  came: Packet,
): End | null {
  switch (verdict.kind) {
    case 'accept':
    case 'masquerade':
    case 'dnat':
      return null
    case 'drop': {
      const place = placesAt(ns, skb).stage[stage]
      return drop(walker, place, skb.packet, { kind: 'netfilter-drop', rule: verdict.rule }, rows, null, null, came)
    }
    case 'reject': {
      const { packet } = skb
      const place = placesAt(ns, skb).stage[stage]
      // nf_send_unreach speaks for the address that was asked if it is one of ours.
      const src = ns.index.isLocal(packet.dst) ? packet.dst : null
      const error = icmpError(ns, skb, 3, 3, src, place)
      return drop(walker, place, packet, { kind: 'netfilter-reject', rule: verdict.rule }, rows, error, null, came)
    }
  }
}
