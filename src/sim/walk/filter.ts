/*! What filter's verdict means for the packet: DROP is silent, REJECT answers (ipt_REJECT.c). */
import type { Netns } from '../kernel/netns'
import type { Place } from '../trace/place'
import type { Packet } from '../net/packet'
import { NO_EFFECTS, type Row } from '../trace/trace'
import type { Verdict } from './chains'
import { drop, type End, icmpError, type Skb, type Walker } from './walker'

/** The packet's end, or null if it goes on; `came`: as the stage got it. REJECT without an argument is icmp-port-unreachable. */
export function rejectWith(
  walker: Walker,
  ns: Netns,
  skb: Skb,
  verdict: Verdict,
  place: Place,
  rows: readonly Row[],
  came: Packet,
): End | null {
  switch (verdict.kind) {
    case 'accept':
    case 'masquerade':
    case 'dnat':
      return null
    case 'drop':
      return drop(
        walker,
        place,
        skb.packet,
        { kind: 'netfilter-drop', rule: verdict.rule },
        rows,
        null,
        NO_EFFECTS,
        came,
      )
    case 'reject': {
      const { packet } = skb
      // nf_send_unreach speaks for the address that was asked if it is one of ours.
      const src = ns.index.isLocal(packet.dst) ? packet.dst : null
      return drop(
        walker,
        place,
        packet,
        { kind: 'netfilter-reject', rule: verdict.rule },
        rows,
        icmpError(ns, skb, 3, 3, src, place),
        NO_EFFECTS,
        came,
      )
    }
  }
}
