/*! A packet arrives on a link: PRE_ROUTING, the routing decision, then up to this host or onwards (§4.1).

  link ─▶ PREROUTING ─▶ routing ─┬─▶ INPUT ─▶ IPVS ─▶ socket, or back to OUTPUT
                                 └─▶ FORWARD ─▶ POSTROUTING ─▶ link                                            */
import type { Device } from '../kernel/device'
import type { Netns } from '../kernel/netns'
import type { Effect } from '../trace/effect'
import { NO_EFFECTS, NO_ROWS, type Row } from '../trace/trace'
import { filterVerdict, natVerdict, runHook, runNft } from './chains'
import { confirm, setDestination, trackIncoming, translate } from './conntrack'
import { rejectWith } from './filter'
import { ipvsClaim, ipvsOut, ipvsTake } from './ipvs'
import { outputAfterIpvs } from './output'
import { linkPlace } from './places'
import { postrouting } from './postrouting'
import { decrementTtl, routeInput } from './route'
import { deliver } from './socket'
import { drop, type End, icmpError, type Next, entryOf, note, type Skb, type Walker } from './walker'

export function receive(walker: Walker, ns: Netns, dev: Device, skb: Skb): Next {
  walker.crossings++
  skb.iif = dev
  if (walker.steps !== null) {
    const { name, link } = dev
    const place = linkPlace(skb.at, ns, name)
    note(walker, place, { kind: 'receive', dev: name }, skb.packet, skb.packet, link ? [link] : NO_ROWS)
  }
  const ended = ns.index.tracks ? prerouting(walker, ns, skb) : null
  if (ended !== null) return ended
  const decision = routeInput(walker, ns, skb)
  if (decision === 'this-host') return localIn(walker, ns, skb)
  if (decision === 'forward') return forward(walker, ns, skb)
  return decision
}

/** conntrack −200, mangle −150, nftables' first filter −110, nat −100. */
function prerouting(walker: Walker, ns: Netns, skb: Skb): End | null {
  const before = skb.packet
  const rows: Row[] = []
  const effects: Effect[] | null = walker.steps === null ? null : []
  const conntrack = trackIncoming(walker, ns, skb, effects)
  const { ct } = skb
  const place = skb.at.stage.prerouting
  runHook(walker, ns, skb, 'mangle', 'PREROUTING', rows)
  const early = runNft(walker, ns, skb, 'prerouting', 'before-nat', rows)
  const ended = rejectWith(walker, ns, skb, early, place, rows, before)
  if (ended !== null) return ended
  let nat: 'dnat' | 'un-snat' | null = null
  if (ct !== null && conntrack === 'new') {
    const verdict = natVerdict(walker, ns, skb, 'PREROUTING', rows)
    ct.dstDone = true
    if (verdict.kind === 'dnat') {
      setDestination(skb, verdict.ip, verdict.port)
      nat = 'dnat'
    }
  } else if (translate(skb, 'dst')) {
    nat = skb.dir === 'orig' ? 'dnat' : 'un-snat'
  }
  if (walker.steps === null) return null
  if (ct !== null && conntrack === 'known') rows.push(entryOf(ct))
  const marked = skb.packet.mark !== before.mark
  note(
    walker,
    place,
    { kind: 'prerouting', conntrack, nat, marked },
    before,
    skb.packet,
    rows.length === 0 ? NO_ROWS : rows,
    effects === null || effects.length === 0 ? NO_EFFECTS : effects,
  )
  return null
}

/** LOCAL_IN: filter 0, IPVS's answers 98, IPVS's requests 99, confirm; then a socket. */
function localIn(walker: Walker, ns: Netns, skb: Skb): Next {
  if (!ns.index.tracks) return deliver(walker, ns, skb, NO_EFFECTS)
  const { packet } = skb
  const place = skb.at.stage.input
  const rows: Row[] = []
  const verdict = filterVerdict(walker, ns, skb, 'INPUT', rows)
  const ended = rejectWith(walker, ns, skb, verdict, place, rows, packet)
  if (ended !== null) return ended
  // nat's source side at 100: the answer to a connection of this host's own that was translated on its way out.
  const back = translate(skb, 'src')
  if (walker.steps !== null) {
    if (back && skb.ct !== null) rows.unshift(entryOf(skb.ct))
    note(walker, place, { kind: 'input', nat: back ? 'un-dnat' : null }, packet, skb.packet, rows)
  }
  const restored = ipvsOut(walker, ns, skb, 'input')
  if (restored !== null) {
    if (walker.steps !== null) {
      note(walker, skb.at.stage.ipvs, { kind: 'ipvs-un-dnat' }, packet, skb.packet, restored.rows)
    }
  } else {
    const claim = ipvsClaim(walker, ns, skb)
    const taken = claim === null ? 'stays' : ipvsTake(walker, ns, skb, claim)
    if (taken === 'sent') return outputAfterIpvs(walker, ns, skb)
    if (taken !== 'stays') return taken
  }
  const effects: Effect[] = []
  confirm(skb, effects)
  return deliver(walker, ns, skb, effects)
}

/** ip_forward: TTL, then filter 0 and IPVS's answers 100. */
function forward(walker: Walker, ns: Netns, skb: Skb): Next {
  const before = skb.packet
  const place = skb.at.stage.forward
  if (before.ttl <= 1) {
    return drop(walker, place, before, { kind: 'ttl-exceeded' }, NO_ROWS, icmpError(ns, skb, 11, 0, null, place))
  }
  decrementTtl(skb)
  const rows: Row[] = []
  const verdict = filterVerdict(walker, ns, skb, 'FORWARD', rows)
  const ended = rejectWith(walker, ns, skb, verdict, place, rows, before)
  if (ended !== null) return ended
  const restored = ipvsOut(walker, ns, skb, 'forward')
  if (walker.steps !== null) {
    const because = restored === null ? rows : [...restored.rows, ...rows]
    note(walker, place, { kind: 'forward', nat: restored === null ? null : 'un-dnat' }, before, skb.packet, because)
  }
  return postrouting(walker, ns, skb)
}
