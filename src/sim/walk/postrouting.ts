/*! POST_ROUTING: nat's source side at 100, then the connection is confirmed and the packet leaves (§4.1, §4.7). */
import type { ChainRule } from '../kernel/netfilter/iptables'
import type { NftRule } from '../kernel/netfilter/nftables'
import { type Netns, selectAddress } from '../kernel/netns'
import { isError, makeTuple } from '../net/packet'
import type { Effect } from '../trace/effect'
import type { Row } from '../trace/trace'
import { natVerdict } from './chains'
import { confirm, translate, withSource } from './conntrack'
import { placesAt } from './places'
import { transmit } from './transmit'
import { drop, type End, entryOf, type Next, note, type Skb, type Walker } from './walker'

export function postrouting(walker: Walker, ns: Netns, skb: Skb): Next {
  if (!ns.index.tracks) return transmit(walker, ns, skb)
  const before = skb.packet
  const rows: Row[] | null = walker.steps === null ? null : []
  const effects: Effect[] | null = walker.steps === null ? null : []
  let nat: 'snat' | 'un-dnat' | null = null
  const { ct } = skb
  if (ct !== null && !ct.srcDone && skb.dir === 'orig' && !skb.related) {
    const verdict = natVerdict(walker, ns, skb, ns.index.hooks.POSTROUTING, rows)
    ct.srcDone = true
    if (verdict.kind === 'masquerade') {
      const failed = masquerade(walker, ns, skb, verdict.rule)
      if (failed !== null) return failed
    }
    if (ct.snat) nat = 'snat'
  } else {
    if (translate(skb, 'src')) nat = skb.dir === 'orig' ? 'snat' : 'un-dnat'
    if (ct !== null && rows !== null && skb.packet !== before) rows.push(entryOf(ct))
  }
  confirm(skb, effects)
  if (rows !== null) {
    note(walker, placesAt(ns, skb).stage.postrouting, { kind: 'postrouting', nat }, before, skb.packet, rows, effects)
  }
  return transmit(walker, ns, skb)
}

/**
 * nf_nat_masquerade_ipv4: the source becomes an address of the device that the packet leaves by, or, where it has none (a
 * cali), of the first device that has one (C4). The port is kept while nobody else has it.
 */
function masquerade(walker: Walker, ns: Netns, skb: Skb, rule: ChainRule | NftRule): End | null {
  const { packet, ct } = skb
  const address = selectAddress(ns, skb.dev, skb.nextHop)
  if (address === null) {
    return drop(walker, placesAt(ns, skb).stage.postrouting, packet, { kind: 'no-masquerade-address' }, [rule], null)
  }
  if (ct === null || isError(packet.l4)) return null
  const sport = packet.l4.proto === 'ICMP' ? packet.l4.id : packet.l4.sport
  const { reply } = ct
  ct.reply = makeTuple(reply.proto, reply.src, address.address, reply.sport, sport)
  ct.snat = address.address !== packet.src
  skb.packet = withSource(packet, address.address, sport)
  return null
}
