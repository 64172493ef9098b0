/*! The timeline as data: a column per machine that a packet passes, a tick per step, request above reply.

  column   Pod1        ECS1                      VPC   ECS2               Pod2
  request  • • •       • • • • ◆ • • ◆ •         •     • • • • • •        • •
  reply    ○ ○         ○ ○ ◆ ○ ◆ ○               ○     ○ ○ ○ ○ ○ ○        ○ ○ ○

Columns stand in the order of the request; the reply runs back under the same columns (design/README.md §1.5). Pure: no text is
measured, no element asked. */
import { type Hop, hopsOf, type Leg, type LegKind, type Machine, machineOf, type Step, type Trace } from '../../sim'
import { rewriteOf } from '../../text/step-words'

export type TickKind = 'plain' | 'rewrite' | 'drop' | 'never'

export interface Tick {
  /** Place in the list of all steps, from 0; null for a step that never happened. */
  readonly index: number | null
  readonly leg: LegKind
  readonly step: Step
  readonly kind: TickKind
}

export interface Column {
  readonly machine: Machine
  /** Which kernel stack this is, in the order passed; null for a device that is none, or one that was never reached. */
  readonly stack: number | null
  readonly request: readonly Tick[]
  readonly reply: readonly Tick[]
}

export interface Timeline {
  readonly columns: readonly Column[]
  /** Steps that happened. */
  readonly count: number
  /** Steps of the request. */
  readonly requestCount: number
  /** Something answered; false: the reply row is empty. */
  readonly hasReply: boolean
  /** The packet ended in this leg, if it did not arrive. */
  readonly ended: LegKind | null
  /** The column in which the reply starts, if it starts somewhere on the way and not at the last column. */
  readonly turnsAt: number | null
}

export const tickKind = (step: Step): TickKind =>
  step.event.kind === 'drop' ? 'drop' : rewriteOf(step) === null ? 'plain' : 'rewrite'

/** Steps of a leg that never happened: the rest of the way that the packet would have gone. */
export interface NeverTravelled {
  readonly leg: LegKind
  readonly steps: readonly Step[]
}

interface Draft {
  readonly machine: Machine
  request: Tick[]
  reply: Tick[]
  reached: boolean
}

/** `isStack` says whether a machine is a kernel of the cluster: a pod or a node. */
export function timelineOf(
  trace: Trace,
  never: NeverTravelled | null,
  isStack: (machine: Machine) => boolean,
): Timeline {
  const columns: Draft[] = hopsOf(trace.request).map((hop) => ({
    machine: hop.machine,
    request: ticksOf(hop, 'request', 0),
    reply: [],
    reached: true,
  }))
  if (never?.leg === 'request') for (const step of never.steps) addNever(columns, step)

  const requestCount = trace.request.steps.length
  const reached = columns.filter((column) => column.reached).length
  const back = trace.reply ? hopsOf(trace.reply).toReversed() : []
  // From the client's side inwards: the same machine stands under itself, another one gets a column of its own.
  let at = 0
  back.forEach((hop, nth) => {
    const first = (machine: Machine) => columns.findIndex((column, index) => index >= at && column.machine === machine)
    // The VPC stands anywhere: not under itself, where a later hop would then lose its own column (an SLB on a pod's way).
    const later = hop.machine === 'vpc' ? back.slice(nth + 1).map(({ machine }) => first(machine)) : []
    const here = first(hop.machine)
    const found = later.some((column) => column >= 0 && column < here) ? -1 : here
    const ticks = ticksOf(hop, 'reply', requestCount)
    if (found >= 0) {
      const column = columns[found]
      if (column) column.reply = ticks
      at = found + 1
    } else {
      columns.splice(at, 0, { machine: hop.machine, request: [], reply: ticks, reached: true })
      at += 1
    }
  })
  if (never?.leg === 'reply') addNeverReply(columns, never.steps)

  const starts = columns.findLastIndex((column) => column.reply.some((tick) => tick.index === requestCount))
  const stacks: Machine[] = []
  const stackOf = (machine: Machine): number => {
    if (!stacks.includes(machine)) stacks.push(machine)
    return stacks.indexOf(machine) + 1
  }
  return {
    columns: columns.map(({ machine, request, reply, reached: was }) => ({
      machine,
      stack: was && isStack(machine) ? stackOf(machine) : null,
      request,
      reply,
    })),
    count: requestCount + (trace.reply?.steps.length ?? 0),
    requestCount,
    hasReply: trace.reply !== null,
    ended: endedIn(trace),
    turnsAt: starts >= 0 && starts < reached - 1 ? starts : hasDrop(trace.request) && starts >= 0 ? starts : null,
  }
}

const hasDrop = (leg: Leg): boolean => leg.steps.some((step) => step.event.kind === 'drop')

function endedIn(trace: Trace): LegKind | null {
  const { fate } = trace.verdict
  return fate.kind === 'dropped' || fate.kind === 'refused' || fate.kind === 'loop' ? fate.leg : null
}

const ticksOf = (hop: Hop, leg: LegKind, offset: number): Tick[] =>
  hop.steps.map((step, index) => ({ index: offset + hop.first + index, leg, step, kind: tickKind(step) }))

function addNever(columns: Draft[], step: Step): void {
  const machine = machineOf(step.place)
  const last = columns[columns.length - 1]
  const tick: Tick = { index: null, leg: 'request', step, kind: 'never' }
  if (last && last.machine === machine) last.request.push(tick)
  else columns.push({ machine, request: [tick], reply: [], reached: false })
}

/** A reply that ended on the way: the rest of its way goes under the columns to the left. */
function addNeverReply(columns: readonly Draft[], steps: readonly Step[]): void {
  let at = columns.findIndex((column) => column.reply.length > 0)
  for (const step of steps) {
    const machine = machineOf(step.place)
    const found = columns.findLastIndex((column, index) => index <= at && column.machine === machine)
    if (found < 0) continue
    at = found
    columns[found]?.reply.push({ index: null, leg: 'reply', step, kind: 'never' })
  }
}
