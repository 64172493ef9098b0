/*! LOCAL_OUT: what this host sends, and what IPVS sends on its behalf (§4.1, §4.2 step 6). */
import type { Device } from '../kernel/device'
import type { Netns } from '../kernel/netns'
import type { Packet } from '../net/packet'
import type { Effect } from '../trace/effect'
import type { Row } from '../trace/trace'
import { filterVerdict, natVerdict, runNft } from './chains'
import { setDestination, trackIncoming, translate } from './conntrack'
import { rejectWith } from './filter'
import { ipvsClaim, ipvsOut, ipvsTake } from './ipvs'
import { placesAt } from './places'
import { postrouting } from './postrouting'
import { reroute, rowsOf } from './route'
import { type Next, note, type Skb, type Walker } from './walker'

/** A packet made on this host: conntrack −200, nat −100, IPVS −99 and −98, filter 0. */
export function localOut(walker: Walker, ns: Netns, skb: Skb): Next {
  if (!ns.index.tracks) return postrouting(walker, ns, skb)
  const before = skb.packet
  const rows: Row[] | null = walker.steps === null ? null : []
  const effects: Effect[] | null = walker.steps === null ? null : []
  const hook = ns.index.hooks.OUTPUT
  trackIncoming(walker, ns, skb, effects)
  if (hook.nftBeforeNat !== null) {
    const judged = runNft(walker, ns, skb, hook.nftBeforeNat, rows)
    const early = rejectWith(walker, ns, skb, judged, 'output', rows, before)
    if (early !== null) return early
  }
  const { ct } = skb
  if (ct !== null && !ct.dstDone && skb.dir === 'orig' && !skb.related) {
    const verdict = natVerdict(walker, ns, skb, hook, rows)
    ct.dstDone = true
    if (verdict.kind === 'dnat') setDestination(skb, verdict.ip, verdict.port)
  } else translate(skb, 'dst')
  // nf_nat_ipv4_local_fn: a new destination asks for a new route, with the packet's source.
  const was = skb.dev
  const translated = skb.packet.dst !== before.dst
  const found = translated ? reroute(ns, skb) : null
  if (found !== null) rows?.push(...rowsOf(found))
  const restored = ipvsOut(walker, ns, skb, 'output')
  if (restored !== null) rows?.push(...restored.rows)
  const claim = ipvsClaim(walker, ns, skb)
  if (claim !== null) {
    // IPVS takes it at −98; the filter chain sees it on its second way through.
    if (rows !== null) noteOutput(walker, ns, skb, translated, was, before, rows, effects)
    const taken = ipvsTake(walker, ns, skb, claim)
    if (taken === 'sent') return outputAfterIpvs(walker, ns, skb)
    if (taken !== 'stays') return taken
    const verdict = filterVerdict(walker, ns, skb, hook, rows)
    return rejectWith(walker, ns, skb, verdict, 'output', rows, skb.packet) ?? postrouting(walker, ns, skb)
  }
  const verdict = filterVerdict(walker, ns, skb, hook, rows)
  const ended = rejectWith(walker, ns, skb, verdict, 'output', rows, before)
  if (ended !== null) return ended
  if (rows !== null) noteOutput(walker, ns, skb, translated, was, before, rows, effects)
  return postrouting(walker, ns, skb)
}

function noteOutput(
  walker: Walker,
  ns: Netns,
  skb: Skb,
  translated: boolean,
  { name: was }: Device,
  before: Packet,
  rows: readonly Row[],
  effects: readonly Effect[] | null,
): void {
  const { name: dev } = skb.dev
  const event = { kind: 'output', nat: translated ? 'dnat' : null, rerouted: translated, dev, was } as const
  note(walker, placesAt(ns, skb).stage.output, event, before, skb.packet, rows, effects)
}

/**
 * The packet that IPVS hands to LOCAL_OUT. Its destination is not the one that conntrack first saw, so nat's hook asks for
 * the route again, now with the packet's source (nf_nat_ipv4_local_fn → ip_route_me_harder): T1 and T2 turn on this.
 */
export function outputAfterIpvs(walker: Walker, ns: Netns, skb: Skb): Next {
  const { packet, ct } = skb
  const was = skb.dev.name
  let rows: Row[] | null = walker.steps === null ? null : []
  let rerouted = false
  if (ct !== null && ct.orig.dst !== ct.reply.src) {
    const found = reroute(ns, skb)
    if (found !== null) {
      rerouted = true
      if (rows !== null) rows = rowsOf(found)
    }
  }
  const verdict = filterVerdict(walker, ns, skb, ns.index.hooks.OUTPUT, rows)
  const ended = rejectWith(walker, ns, skb, verdict, 'output', rows, packet)
  if (ended !== null) return ended
  if (walker.steps !== null) {
    const event = { kind: 'output', nat: null, rerouted, dev: skb.dev.name, was } as const
    note(walker, placesAt(ns, skb).stage.output, event, packet, skb.packet, rows)
  }
  return postrouting(walker, ns, skb)
}
