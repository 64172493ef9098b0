/*! One visit of a packet to a machine: the steps from its arrival (or its making) to the one in question. What a stage looked
up depends on them: the device that it came in by, the route that it had, the connection that IPVS gave it. */
import type { IpvsConn } from '../kernel/ipvs'
import type { Netns } from '../kernel/netns'
import type { LegKind } from '../trace/verdict'
import { machineOf, type Step } from '../trace/trace'
import type { Run } from '../simulate'

export interface Visit {
  readonly run: Run
  /** Index of the step in the whole trace. */
  readonly index: number
  readonly leg: LegKind
  readonly step: Step
  readonly ns: Netns
  /** Earlier steps of this visit, the first one first. */
  readonly before: readonly Step[]
  /** Steps of this namespace before this visit, in both legs. */
  readonly earlier: readonly Step[]
  /** The step that follows on the same machine; null: the last one there. */
  readonly after: Step | null
  /** Device that the packet came in by; null: made here. */
  readonly iif: string | null
}

/** The visit that a step belongs to; null for steps in the cloud and for an index outside the trace. */
export function visitOf(run: Run, index: number): Visit | null {
  const { request, reply } = run.trace
  const leg: LegKind = index < request.steps.length ? 'request' : 'reply'
  const steps = leg === 'request' ? request.steps : (reply?.steps ?? [])
  const at = leg === 'request' ? index : index - request.steps.length
  const step = steps[at]
  if (step === undefined || !('netns' in step.place)) return null
  const machine = machineOf(step.place)
  const ns = run.world.netns.get(step.place.netns)
  if (ns === undefined) return null
  let first = at
  while (first > 0 && steps[first]?.event.kind !== 'receive') {
    const earlier = steps[first - 1]
    if (earlier === undefined || machineOf(earlier.place) !== machine || earlier.event.kind === 'transmit') break
    first--
  }
  const before = steps.slice(first, at)
  const [arrival] = before
  const from = arrival ?? step
  const past = leg === 'request' ? steps.slice(0, first) : [...request.steps, ...steps.slice(0, first)]
  const next = steps[at + 1]
  return {
    run,
    index,
    leg,
    step,
    ns,
    before,
    earlier: past.filter((other) => machineOf(other.place) === machine),
    after: next !== undefined && machineOf(next.place) === machine ? next : null,
    iif: from.event.kind === 'receive' ? from.event.dev : null,
  }
}

/** The device of the route that the packet has before this step; '' if it has none yet. */
export function deviceBefore({ before }: Visit): string {
  for (const { event } of before.toReversed()) {
    if (
      event.kind === 'output' ||
      event.kind === 'route-output' ||
      event.kind === 'ipvs-route' ||
      event.kind === 'route-input'
    ) {
      return event.dev
    }
  }
  return ''
}

/** skb->ipvs_property: the connection for which IPVS has had the packet in this visit. */
export function ipvsConnOf({ before, earlier, ns }: Visit): IpvsConn | null {
  const had = before.some(
    ({ event }) =>
      event.kind === 'ipvs-dnat' ||
      event.kind === 'ipvs-un-dnat' ||
      (event.kind === 'forward' && event.nat === 'un-dnat'),
  )
  if (!had) return null
  const conns = [...earlier, ...before].flatMap(({ effects }) =>
    effects.flatMap((effect) => (effect.kind === 'ipvs-conn' && effect.conn.netns === ns.id ? [effect.conn] : [])),
  )
  return conns.at(-1) ?? null
}
