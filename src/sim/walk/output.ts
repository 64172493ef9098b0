/*! LOCAL_OUT: what this host sends, and what IPVS sends on its behalf (§4.1, §4.2 step 6). */
import type { Netns } from '../kernel/netns'
import type { Effect } from '../trace/effect'
import { NO_EFFECTS, NO_ROWS, type Row } from '../trace/trace'
import { filterVerdict, natVerdict, runNft } from './chains'
import { setDestination, trackIncoming, translate } from './conntrack'
import { rejectWith } from './filter'
import { ipvsClaim, ipvsOut, ipvsTake } from './ipvs'
import { postrouting } from './postrouting'
import { reroute, rowsOf } from './route'
import { type Next, note, type Skb, type Walker } from './walker'

/** A packet made on this host: conntrack −200, nat −100, IPVS −99 and −98, filter 0. */
export function localOut(walker: Walker, ns: Netns, skb: Skb): Next {
  if (!ns.index.tracks) return postrouting(walker, ns, skb)
  const before = skb.packet
  const rows: Row[] = []
  const effects: Effect[] | null = walker.steps === null ? null : []
  trackIncoming(walker, ns, skb, effects)
  const place = skb.at.stage.output
  const early = rejectWith(walker, ns, skb, runNft(walker, ns, skb, 'output', 'before-nat', rows), place, rows, before)
  if (early !== null) return early
  const { ct } = skb
  if (ct !== null && !ct.dstDone && skb.dir === 'orig' && !skb.related) {
    const verdict = natVerdict(walker, ns, skb, 'OUTPUT', rows)
    ct.dstDone = true
    if (verdict.kind === 'dnat') setDestination(skb, verdict.ip, verdict.port)
  } else translate(skb, 'dst')
  // nf_nat_ipv4_local_fn: a new destination asks for a new route, with the packet's source.
  const was = skb.dev.name
  const translated = skb.packet.dst !== before.dst
  const found = translated ? reroute(ns, skb) : null
  if (found !== null) rows.push(...rowsOf(found))
  const restored = ipvsOut(walker, ns, skb, 'output')
  if (restored !== null) rows.push(...restored.rows)
  const record = (): void => {
    if (walker.steps === null) return
    const event = {
      kind: 'output',
      nat: translated ? 'dnat' : null,
      rerouted: translated,
      dev: skb.dev.name,
      was,
    } as const
    note(walker, place, event, before, skb.packet, rows.length ? rows : NO_ROWS, effects?.length ? effects : NO_EFFECTS)
  }
  const claim = ipvsClaim(walker, ns, skb)
  if (claim !== null) {
    // IPVS takes it at −98; the filter chain sees it on its second way through.
    record()
    const taken = ipvsTake(walker, ns, skb, claim)
    if (taken === 'sent') return outputAfterIpvs(walker, ns, skb)
    if (taken !== 'stays') return taken
    const verdict = filterVerdict(walker, ns, skb, 'OUTPUT', rows)
    return rejectWith(walker, ns, skb, verdict, place, rows, skb.packet) ?? postrouting(walker, ns, skb)
  }
  const verdict = filterVerdict(walker, ns, skb, 'OUTPUT', rows)
  const ended = rejectWith(walker, ns, skb, verdict, place, rows, before)
  if (ended !== null) return ended
  record()
  return postrouting(walker, ns, skb)
}

/**
 * The packet that IPVS hands to LOCAL_OUT. Its destination is not the one that conntrack first saw, so nat's hook asks for
 * the route again, now with the packet's source (nf_nat_ipv4_local_fn → ip_route_me_harder): T1 and T2 turn on this.
 */
export function outputAfterIpvs(walker: Walker, ns: Netns, skb: Skb): Next {
  const { packet, ct } = skb
  const was = skb.dev.name
  const place = skb.at.stage.output
  let rows: Row[] = []
  let rerouted = false
  if (ct !== null && ct.orig.dst !== ct.reply.src) {
    const found = reroute(ns, skb)
    if (found !== null) {
      rerouted = true
      if (walker.steps !== null) rows = rowsOf(found)
    }
  }
  const verdict = filterVerdict(walker, ns, skb, 'OUTPUT', rows)
  const ended = rejectWith(walker, ns, skb, verdict, place, rows, packet)
  if (ended !== null) return ended
  if (walker.steps !== null) {
    note(walker, place, { kind: 'output', nat: null, rerouted, dev: skb.dev.name, was }, packet, skb.packet, rows)
  }
  return postrouting(walker, ns, skb)
}
