/*! A scenario's way as a picture of 50 × 36: hosts, the line, a diamond where the source is replaced, a cross where it ends.

Read off the trace, never drawn by hand: a variant that changes the way changes its glyph. Pure. */
import {
  hopsOf,
  isCloud,
  type Leg,
  type Machine,
  machineOf,
  nodeNetns,
  podNetns,
  type Run,
  type Step,
  type Trace,
} from '../../sim'

export interface Glyph {
  readonly hosts: readonly { readonly x: number; readonly width: number }[]
  /** Ends of the way: pods, a client. */
  readonly dots: readonly { readonly x: number; readonly y: number; readonly open: boolean }[]
  readonly request: string
  /** Only where the answer takes another way. */
  readonly reply: string | null
  /** The way that it never went. */
  readonly never: string | null
  readonly diamond: { readonly x: number; readonly y: number } | null
  readonly cross: { readonly x: number; readonly y: number } | null
}

/** What kind of thing a machine is in the picture. */
type Kind = 'node' | 'pod' | 'client' | 'cloud'

const TOP = 10
const KERNEL = 23
const BUS = 31
/** Who asks from outside stands at the left, who is asked there at the right. */
const CLIENT_X = 7
const OUTSIDE_X = 43

interface Stop {
  readonly kind: Kind
  readonly machine: Machine
  readonly steps: readonly Step[]
}

/** `ghost`: the run whose rest is the way that this one never went. */
export function glyphOf({ trace, world, topology }: Run, ghost: Run | null): Glyph {
  const kindOf = (machine: Machine): Kind => {
    if (isCloud(machine)) return 'cloud'
    const type = world.netns.get(machine)?.type
    return type === 'host' ? 'node' : (type ?? 'cloud')
  }
  const nodeOfPod = new Map<Machine, Machine>(
    topology.pods.map((pod) => [podNetns(pod.namespace, pod.name), nodeNetns(pod.node)]),
  )
  const hostOf = (machine: Machine) => nodeOfPod.get(machine) ?? null
  const stops = stopsOf(trace.request, kindOf)
  const rest = ghost ? stopsOf(ghost.trace.request, kindOf).slice(stops.length) : []
  const all = [...stops, ...rest]
  const hosts = [...new Set(all.flatMap(({ machine, kind }) => (kind === 'node' ? [machine] : [])))]
  const boxes = boxesFor(
    hosts.length,
    all[0]?.kind === 'client',
    all.length > 1 && all[all.length - 1]?.kind === 'client',
  )
  const boxOf = new Map(hosts.map((host, index) => [host, boxes[index] ?? { x: 14, width: 22 }]))
  const centre = (machine: Machine | null) => {
    const box = machine === null ? undefined : boxOf.get(machine)
    return box ? box.x + box.width / 2 : CLIENT_X
  }
  const pods = [...new Set(all.flatMap(({ machine, kind }) => (kind === 'pod' ? [machine] : [])))]
  const xOf = (machine: Machine, kind: Kind): number => {
    if (kind === 'client') return machine === all[0]?.machine ? CLIENT_X : OUTSIDE_X
    if (kind !== 'pod') return centre(machine)
    const host = hostOf(machine)
    const together = pods.filter((pod) => hostOf(pod) === host)
    const offset = together.length > 1 ? (together.indexOf(machine) === 0 ? -5 : 5) : 0
    return centre(host) + offset
  }
  const cross = crossOf(trace, stops, xOf, hostOf)
  return {
    hosts: boxes,
    dots: all.flatMap(({ machine, kind }) =>
      kind === 'pod' || kind === 'client' ? [{ x: xOf(machine, kind), y: TOP, open: kind === 'client' }] : [],
    ),
    request: wayOf(stops, xOf, centre),
    reply: replyOf(trace, stops, xOf, centre, boxOf),
    never: rest.length > 0 ? wayOf([...stops.slice(-1), ...rest], xOf, centre) : null,
    diamond: diamondOf(stops, xOf),
    cross,
  }
}

const stopsOf = (leg: Leg, kindOf: (machine: Machine) => Kind): Stop[] =>
  hopsOf(leg).map(({ machine, steps }) => ({ machine, steps, kind: kindOf(machine) }))

function boxesFor(count: number, client: boolean, outside: boolean): { x: number; width: number }[] {
  const left = client ? 15 : 5
  const room = (outside ? 37 : 45) - left
  if (count <= 1) return [{ x: client ? 22 : outside ? 8 : 14, width: client && outside ? 14 : 22 }]
  const width = (room - 4 * (count - 1)) / count
  return Array.from({ length: count }, (_, index) => ({ x: left + index * (width + 4), width }))
}

/** Down from the first end, along the kernel or the bus, up to the last one. */
function wayOf(stops: readonly Stop[], xOf: (m: Machine, k: Kind) => number, centre: (m: Machine) => number): string {
  const first = stops[0]
  const last = stops[stops.length - 1]
  if (!first || !last) return ''
  const level = stops.some(({ kind }) => kind === 'cloud') ? BUS : KERNEL
  const from = first.kind === 'node' ? centre(first.machine) - 5 : xOf(first.machine, first.kind)
  const to = last.kind === 'cloud' ? from : xOf(last.machine, last.kind)
  const start = first.kind === 'node' ? KERNEL : TOP
  const end = last.kind === 'pod' || last.kind === 'client' ? TOP : KERNEL
  return `M${from} ${start}V${level}H${to}V${end}`
}

function crossOf(
  trace: Trace,
  stops: readonly Stop[],
  xOf: (m: Machine, k: Kind) => number,
  hostOf: (m: Machine) => Machine | null,
): Glyph['cross'] {
  const { fate } = trace.verdict
  if (fate.kind !== 'dropped' && fate.kind !== 'refused' && fate.kind !== 'loop') return null
  const machine = machineOf(fate.place)
  const stop = stops.find((candidate) => candidate.machine === machine)
  const pod = stops.find((candidate) => candidate.kind === 'pod' && hostOf(candidate.machine) === machine)
  if (!stop) return { x: CLIENT_X, y: KERNEL }
  return { x: pod ? xOf(pod.machine, 'pod') : xOf(machine, stop.kind), y: KERNEL }
}

/** The source is replaced on the way out. */
function diamondOf(stops: readonly Stop[], xOf: (m: Machine, k: Kind) => number): Glyph['diamond'] {
  const stop = stops.find(({ steps }) =>
    steps.some(({ event }) => event.kind === 'postrouting' && event.nat === 'snat'),
  )
  return stop ? { x: xOf(stop.machine, stop.kind), y: KERNEL } : null
}

/** The answer's way, where it comes back to a host by another interface than the request left by. */
function replyOf(
  trace: Trace,
  stops: readonly Stop[],
  xOf: (m: Machine, k: Kind) => number,
  centre: (m: Machine) => number,
  boxOf: ReadonlyMap<Machine, { readonly x: number; readonly width: number }>,
): string | null {
  const first = stops[0]
  const last = stops[stops.length - 1]
  const crooked = stops.find(({ kind, machine }) => kind === 'node' && isCrooked(trace, machine))
  if (!first || !last || !crooked) return null
  const from = last.kind === 'pod' ? xOf(last.machine, 'pod') + 3 : centre(last.machine)
  const box = boxOf.get(crooked.machine)
  const back = box ? box.x + 2 : CLIENT_X
  const to = xOf(first.machine, first.kind)
  return `M${from} ${TOP}V${BUS + 3}H${back}V${TOP + 6}H${to - 3}V${TOP}`
}

/** Leaves the host by one ENI and comes back by another. */
function isCrooked(trace: Trace, host: Machine): boolean {
  const out = trace.request.steps.findLast(({ event, place }) => event.kind === 'transmit' && machineOf(place) === host)
  const back = trace.reply?.steps.find(({ event, place }) => event.kind === 'receive' && machineOf(place) === host)
  if (out?.event.kind !== 'transmit' || back?.event.kind !== 'receive') return false
  return out.event.dev !== back.event.dev
}
