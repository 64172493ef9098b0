/*! A packet arrives on a link: PRE_ROUTING, the routing decision, then up to this host or onwards (§4.1).

  link ─▶ PREROUTING ─▶ routing ─┬─▶ INPUT ─▶ IPVS ─▶ socket, or back to OUTPUT
                                 └─▶ FORWARD ─▶ POSTROUTING ─▶ link                                            */
import type { Netns } from '../kernel/netns'
import type { Effect } from '../trace/effect'
import { NO_ROWS, type Row } from '../trace/trace'
import { allFilters, natVerdict, runHook, runNft } from './chains'
import { confirm, setDestination, trackIncoming, translate } from './conntrack'
import { rejectWith } from './filter'
import { ipvsClaim, ipvsOut, ipvsTake } from './ipvs'
import { outputAfterIpvs } from './output'
import { laterStages } from './optional'
import { linkPlace, placesAt } from './places'
import { postrouting } from './postrouting'
import { decrementTtl, routeInput } from './route'
import { deliver } from './socket'
import { drop, type End, icmpError, type Next, entryOf, note, type Skb, type Walker } from './walker'

export function receive(walker: Walker, ns: Netns, skb: Skb): Next {
  walker.crossings++
  if (walker.steps !== null) {
    const { name, link } = skb.iif
    const place = linkPlace(ns, skb, name)
    note(walker, place, { kind: 'receive', dev: name }, skb.packet, skb.packet, link ? [link] : NO_ROWS)
  }
  const ended = ns.index.tracks ? prerouting(walker, ns, skb) : null
  if (ended !== null) return ended
  const decision = routeInput(walker, ns, skb)
  if (decision === 'this-host') return localIn(walker, ns, skb)
  if (decision === 'forward') return forward(walker, ns, skb)
  if (decision === 'broadcast') return laterStages().takeBroadcast(walker, ns, skb)
  return decision
}

/** conntrack −200, mangle −150, nftables' first filter −110, nat −100. */
function prerouting(walker: Walker, ns: Netns, skb: Skb): End | null {
  const before = skb.packet
  const rows: Row[] | null = walker.steps === null ? null : []
  const effects: Effect[] | null = walker.steps === null ? null : []
  const conntrack = trackIncoming(walker, ns, skb, effects)
  const { ct } = skb
  const hook = ns.index.hooks.PREROUTING
  if (hook.mangle !== null) runHook(walker, ns, skb, hook, hook.mangle, rows)
  if (hook.nftBeforeNat !== null) {
    const early = runNft(walker, ns, skb, hook.nftBeforeNat, rows)
    const ended = rejectWith(walker, ns, skb, early, 'prerouting', rows, before)
    if (ended !== null) return ended
  }
  let nat: 'dnat' | 'un-snat' | null = null
  if (ct !== null && conntrack === 'new') {
    const verdict = natVerdict(walker, ns, skb, hook, rows)
    ct.dstDone = true
    if (verdict.kind === 'dnat') {
      setDestination(skb, verdict.ip, verdict.port)
      nat = 'dnat'
    }
  } else if (translate(skb, 'dst')) {
    nat = skb.dir === 'orig' ? 'dnat' : 'un-snat'
  }
  if (rows === null) return null
  if (ct !== null && conntrack === 'known') rows.push(entryOf(ct))
  const marked = skb.packet.mark !== before.mark
  const event = { kind: 'prerouting', conntrack, nat, marked } as const
  note(walker, placesAt(ns, skb).stage.prerouting, event, before, skb.packet, rows, effects)
  return null
}

/** LOCAL_IN: filter 0, IPVS's answers 98, IPVS's requests 99, confirm; then a socket. */
function localIn(walker: Walker, ns: Netns, skb: Skb): Next {
  if (!ns.index.tracks) return deliver(walker, ns, skb, null)
  const { packet } = skb
  const rows: Row[] | null = walker.steps === null ? null : []
  const verdict = allFilters(walker, ns, skb, ns.index.hooks.INPUT, rows)
  const ended = rejectWith(walker, ns, skb, verdict, 'input', rows, packet)
  if (ended !== null) return ended
  // nat's source side at 100: the answer to a connection of this host's own that was translated on its way out.
  const back = translate(skb, 'src')
  if (rows !== null) {
    if (back && skb.ct !== null) rows.unshift(entryOf(skb.ct))
    const event = { kind: 'input', nat: back ? 'un-dnat' : null } as const
    note(walker, placesAt(ns, skb).stage.input, event, packet, skb.packet, rows)
  }
  const restored = ipvsOut(walker, ns, skb, 'input')
  if (restored !== null) {
    if (walker.steps !== null) {
      note(walker, placesAt(ns, skb).stage.ipvs, { kind: 'ipvs-un-dnat' }, packet, skb.packet, restored.rows)
    }
  } else {
    const claim = ipvsClaim(walker, ns, skb)
    const taken = claim === null ? 'stays' : ipvsTake(walker, ns, skb, claim)
    if (taken === 'sent') return outputAfterIpvs(walker, ns, skb)
    if (taken !== 'stays') return taken
  }
  const effects: Effect[] | null = walker.steps === null ? null : []
  confirm(skb, effects)
  return deliver(walker, ns, skb, effects)
}

/** ip_forward: TTL, then filter 0 and IPVS's answers 100. */
function forward(walker: Walker, ns: Netns, skb: Skb): Next {
  const before = skb.packet
  if (before.ttl <= 1) {
    const place = placesAt(ns, skb).stage.forward
    return drop(walker, place, before, { kind: 'ttl-exceeded' }, NO_ROWS, icmpError(ns, skb, 11, 0, null, place))
  }
  decrementTtl(skb)
  const rows: Row[] | null = walker.steps === null ? null : []
  const verdict = allFilters(walker, ns, skb, ns.index.hooks.FORWARD, rows)
  const ended = rejectWith(walker, ns, skb, verdict, 'forward', rows, before)
  if (ended !== null) return ended
  const restored = ipvsOut(walker, ns, skb, 'forward')
  if (rows !== null) {
    const because = restored === null ? rows : [...restored.rows, ...rows]
    const event = { kind: 'forward', nat: restored === null ? null : 'un-dnat' } as const
    note(walker, placesAt(ns, skb).stage.forward, event, before, skb.packet, because)
  }
  return postrouting(walker, ns, skb)
}
