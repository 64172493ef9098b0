/*! traceroute: the same probe with TTL 1, 2, … Whoever throws it away because its TTL is used up says so (RFC 1812 §4.3.3, ICMP 11/0), if
that answer finds its way back. */
import type { Ipv4 } from '../net/ip'
import { type Run, simulateIn } from '../simulate'
import { type Machine, machineOf } from '../trace/trace'

interface TracerouteHop {
  readonly ttl: number
  /** Who answered, and from which address, as the one who asks sees it; null: nothing came back, traceroute prints `*`. */
  readonly answer: {
    readonly machine: Machine
    readonly from: Ipv4
    readonly what: 'reached' | 'refused' | 'passed'
  } | null
  /** The probe's own trace. */
  readonly run: Run
}

/** As many as traceroute tries (-m). */
const MOST = 30

/**
 * A row for each TTL from 1, until the probe arrives or is thrown away for another reason than its TTL: a larger one would end at
 * the same place. `run`: of the question, whatever its TTL.
 */
export function tracerouteOf({ topology, world, flow }: Run): readonly TracerouteHop[] {
  const hops: TracerouteHop[] = []
  for (let ttl = 1; ttl <= MOST; ttl++) {
    const run = simulateIn(topology, world, { ...flow, ttl })
    hops.push({ ttl, answer: answerOf(run), run })
    const { event } = run.trace.request.steps.at(-1) ?? {}
    if (event?.kind !== 'drop' || event.reason.kind !== 'ttl-exceeded') break
  }
  return hops
}

function answerOf({ trace }: Run): TracerouteHop['answer'] {
  const { reply, verdict } = trace
  const [first, last] = [reply?.steps[0], reply?.steps.at(-1)]
  if (!first || !last || (last.event.kind !== 'deliver' && last.event.kind !== 'error')) return null
  const { clientSees } = verdict
  const what = clientSees.kind === 'connected' ? 'reached' : clientSees.kind === 'refused' ? 'refused' : 'passed'
  return { machine: machineOf(first.place), from: last.after.src, what }
}
