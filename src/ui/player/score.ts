/*! The score of a run: when the packet stands at which step, and when it is on its way. Pure: a function of (trace, ways).

Times are milliseconds at speed 1×; the player's clock runs faster or slower, so a change of speed never jumps. */
import { assertNever } from '../../base/assert'
import { type Step, type StepEvent, stepsOf, type Trace } from '../../sim'

/** What happens while the packet stands at a step, in the words of design/README.md §5. */
export type StopKind = 'plain' | 'decision' | 'rewrite' | 'delivered' | 'drop'

export interface Stop {
  readonly step: number
  readonly kind: StopKind
  /** Arrival, and departure for the next step. */
  readonly from: number
  readonly to: number
}

export interface Score {
  /** One stop a step, in time order. */
  readonly stops: readonly Stop[]
  /** End of the last stop. */
  readonly duration: number
  /** Index of the reply's first step; equals the number of steps if nothing answered. */
  readonly turn: number
  /** Reduced motion: no travel, everything is settled at once. */
  readonly still: boolean
}

/** Where the packet is at a moment. `elapsed`: since arrival; Infinity at rest, when everything has settled. */
export type Frame =
  | { readonly kind: 'at'; readonly step: number; readonly elapsed: number }
  | { readonly kind: 'between'; readonly from: number; readonly to: number; readonly progress: number }

/** The moments of a rewrite and of a drop, counted from arrival. */
export const REWRITE = { open: 0, strike: 160, struck: 300, mark: 360, marked: 540, close: 1100 } as const
export const DROP = { cross: 0, landed: 220, card: 340, way: 590, drawn: 1190 } as const
/** The ring around the station of a delivery. */
export const DELIVERED = 400
/** Before the packet turns. */
const TURN = 500
/** A drop that is answered by an ICMP error stays to be read before the answer leaves. */
const READ_DROP = 2600

export const STOP_FOR: Readonly<Record<StopKind, number>> = {
  plain: 140,
  decision: 320,
  rewrite: REWRITE.close,
  delivered: DELIVERED,
  drop: DROP.drawn,
}

/** A step chosen by hand: the chip glides to a neighbour in this time. */
export const HAND_GLIDE = 180

/** Time of a travel over `length` px. Two steps at one station need none. */
export const travelTime = (length: number): number =>
  length <= 0 ? 0 : Math.min(700, Math.max(160, 140 + 0.8 * length))

export function stopKind({ event }: Step): StopKind {
  if (event.kind === 'drop') return 'drop'
  if (event.kind === 'deliver' || event.kind === 'error') return 'delivered'
  if (isRewrite(event)) return 'rewrite'
  return isDecision(event) ? 'decision' : 'plain'
}

/** Another address is put on the packet here: the yellow diamond. */
export function isRewrite(event: StepEvent): boolean {
  switch (event.kind) {
    case 'ipvs-dnat':
    case 'ipvs-un-dnat':
    case 'slb-dnat':
    case 'slb-un-dnat':
    case 'gateway-snat':
    case 'gateway-un-snat':
    case 'eip-out':
    case 'eip-in':
      return true
    case 'prerouting':
    case 'forward':
    case 'postrouting':
      return event.nat !== null
    case 'send':
    case 'answer':
    case 'kernel-answer':
    case 'route-output':
    case 'route-input':
    case 'transmit':
    case 'receive':
    case 'input':
    case 'ipvs-route':
    case 'output':
    case 'vpc-deliver':
    case 'vpc-out':
    case 'slb-receive':
    case 'slb-send':
    case 'vpc-to-gateway':
    case 'deliver':
    case 'error':
    case 'drop':
      return false
    default:
      return assertNever(event)
  }
}

/** Somebody looks a way up: routing, IPVS. (An IPVS or SLB pick is a rewrite as well, and that takes longer.) */
const isDecision = (event: StepEvent): boolean =>
  event.kind === 'route-input' || event.kind === 'ipvs-route' || (event.kind === 'output' && event.rerouted)

/** `lengths[k]`: px from the station of step k − 1 to that of step k; what is missing counts as 0. */
export function scoreOf(trace: Trace, lengths: readonly number[]): Score {
  const steps = stepsOf(trace)
  const turn = trace.request.steps.length
  const stops: Stop[] = []
  let time = 0
  steps.forEach((step, index) => {
    if (index > 0) time += index === turn ? TURN : travelTime(lengths[index] ?? 0)
    const kind = stopKind(step)
    const stay = kind === 'drop' && index < steps.length - 1 ? READ_DROP : STOP_FOR[kind]
    stops.push({ step: index, kind, from: time, to: time + stay })
    time += stay
  })
  return { stops, duration: time, turn, still: false }
}

/** Reduced motion: one step each 1.2 s, 2 s where there is more to read. */
export function stillScoreOf(trace: Trace): Score {
  let time = 0
  const stops = stepsOf(trace).map((step, index): Stop => {
    const kind = stopKind(step)
    const from = time
    time += kind === 'rewrite' || kind === 'drop' ? 2000 : 1200
    return { step: index, kind, from, to: time }
  })
  return { stops, duration: time, turn: trace.request.steps.length, still: true }
}

/** What is seen at `time`. Before the start it is the first step, after the end the last one, settled. */
export function frameAt(score: Score, time: number): Frame {
  const { stops } = score
  // The last stop that has begun.
  let low = 0
  let high = stops.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((stops[middle]?.from ?? 0) <= time) low = middle
    else high = middle - 1
  }
  const stop = stops[low]
  const next = stops[low + 1]
  if (!stop) return { kind: 'at', step: 0, elapsed: Infinity }
  // Within a pause between two stations that are one, and before the turn, the packet stands.
  const stands = time <= stop.to || !next || next.from === stop.to || next.step === score.turn
  if (stands) {
    const settled = score.still || (!next && time >= stop.to)
    return { kind: 'at', step: stop.step, elapsed: settled ? Infinity : Math.max(0, time - stop.from) }
  }
  const progress = ease((time - stop.to) / (next.from - stop.to))
  return { kind: 'between', from: stop.step, to: next.step, progress }
}

/** When the packet arrives at a step. */
export const arrivalAt = (score: Score, step: number): number => score.stops[step]?.from ?? 0

/** CSS `cubic-bezier(.4, 0, .2, 1)` at x, by bisection: y is monotone, and 20 halvings are finer than a pixel. */
export function ease(x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  let low = 0
  let high = 1
  for (let i = 0; i < 20; i++) {
    const t = (low + high) / 2
    if (bezier(t, 0.4, 0.2) < x) low = t
    else high = t
  }
  return bezier((low + high) / 2, 0, 1)
}

const bezier = (t: number, a: number, b: number): number => 3 * (1 - t) ** 2 * t * a + 3 * (1 - t) * t ** 2 * b + t ** 3
