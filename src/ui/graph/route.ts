/*! How a leg runs through the picture: `route(leg, layout)`.

  app → pod eth0 → cali                 straight down at the port
  cali or ENI → PREROUTING              along the level of (leg, in) to the left margin, up or down, along the track
  stage → stage                         straight along the track; straight up or down between the rows
  POSTROUTING → cali or ENI             right to the right margin, along the level of (leg, out), to the port
  ENI, SLB, client → VPC → ENI, …       down to the bus track, along, up                                     */
import { type Leg, type LegKind, type NetnsId, machineOf } from '../../sim'
import { bottom, pathLength, type Point, point, samePoint, segmentsOf, lengthOf, simplify } from './geometry'
import type { Layout } from './layout'
import * as M from './measure'
import { type Located, locate, type Station } from './stations'

export type { Station } from './stations'

export interface Run {
  /** Index of the step that it leads to. */
  readonly to: number
  /** Right-angled. One point only where both steps share a station. */
  readonly points: readonly Point[]
  readonly length: number
}

export interface Way {
  readonly leg: LegKind
  /** `error`: an RST or ICMP error comes back; drawn in the colour of a drop. */
  readonly tone: 'packet' | 'error'
  /** One a step. */
  readonly stations: readonly Station[]
  /** runs[i] joins stations[i] and stations[i + 1]. */
  readonly runs: readonly Run[]
  /** Hosts and pods in the order in which the packet passes their kernels: netns ids, which are box ids. */
  readonly stacks: readonly string[]
}

export interface Arrowhead {
  /** Its middle. */
  readonly at: Point
  readonly towards: 'left' | 'right' | 'up' | 'down'
}

export function route(leg: Leg, layout: Layout): Way {
  const located = locate(leg, layout)
  const twice = hostsPassedByEnis(located)
  const runs = located.slice(1).map((to, index): Run => {
    const from = located[index] ?? to
    const points = simplify(pointsBetween(leg.kind, from, to, layout, twice))
    return { to: index + 1, points, length: pathLength(points) }
  })
  return {
    leg: leg.kind,
    tone: isError(leg) ? 'error' : 'packet',
    stations: located.map(({ station }) => station),
    runs,
    stacks: stacksOf(leg),
  }
}

const isError = (leg: Leg): boolean => leg.steps[0]?.event.kind === 'kernel-answer'

function stacksOf(leg: Leg): readonly string[] {
  const machines = leg.steps.map((step) => machineOf(step.place))
  return [...new Set(machines)].filter((machine) => machine.startsWith('node:') || machine.startsWith('pod:'))
}

function pointsBetween(
  leg: LegKind,
  from: Located,
  to: Located,
  layout: Layout,
  twice: ReadonlySet<NetnsId>,
): readonly Point[] {
  const a = from.station.at
  const b = to.station.at
  if (samePoint(a, b)) return [a]
  const fromSite = from.site
  const toSite = to.site

  if (
    toSite.kind === 'stage' &&
    (fromSite.kind === 'cali' || fromSite.kind === 'eni') &&
    fromSite.host === toSite.host
  ) {
    const level = levelOf(leg, fromSite.kind, 'in', fromSite.host, layout, twice)
    const x = hostLeft(fromSite.host, layout) + M.MARGIN.left[leg]
    return [a, point(a.x, level), point(x, level), point(x, b.y), b]
  }
  if (fromSite.kind === 'stage' && (toSite.kind === 'cali' || toSite.kind === 'eni') && fromSite.host === toSite.host) {
    const level = levelOf(leg, toSite.kind, 'out', toSite.host, layout, twice)
    const x = hostLeft(toSite.host, layout) + M.MARGIN.right[leg]
    return [a, point(x, a.y), point(x, level), point(b.x, level), b]
  }
  if (fromSite.kind === 'vpc' || toSite.kind === 'vpc')
    return fromSite.kind === 'vpc' ? [a, point(b.x, a.y), b] : [a, point(a.x, b.y), b]
  return [a, point(b.x, a.y), b]
}

const hostLeft = (host: NetnsId, layout: Layout): number => layout.boxes.get(`${host}/kernel`)?.rect.x ?? 0

function levelOf(
  leg: LegKind,
  at: 'cali' | 'eni',
  way: 'in' | 'out',
  host: NetnsId,
  layout: Layout,
  twice: ReadonlySet<NetnsId>,
): number {
  const kernel = layout.boxes.get(`${host}/kernel`)?.rect
  if (!kernel) return 0
  if (at === 'cali') return kernel.y + M.UPPER_CHANNEL[way][leg]
  const levels = way === 'out' && twice.has(host) ? M.LOWER_CHANNEL_SECOND : M.LOWER_CHANNEL
  return bottom(kernel) + levels[leg]
}

/** Hosts that the leg enters and leaves by ENIs: the two runs would lie on one level. */
function hostsPassedByEnis(located: readonly Located[]): ReadonlySet<NetnsId> {
  const hosts = (way: 'in' | 'out') =>
    located.flatMap(({ site }) => (site.kind === 'eni' && site.way === way ? [site.host] : []))
  const out = new Set(hosts('out'))
  return new Set(hosts('in').filter((host) => out.has(host)))
}

/** One arrowhead in the middle of each straight run over 58, two over 260. */
export function arrowheadsOf(run: Run): readonly Arrowhead[] {
  return segmentsOf(run.points).flatMap(({ from, to }) => {
    const length = lengthOf({ from, to })
    const shares = length > M.ARROW.two ? [1 / 3, 2 / 3] : length > M.ARROW.one ? [1 / 2] : []
    const towards = to.x > from.x ? 'right' : to.x < from.x ? 'left' : to.y > from.y ? 'down' : 'up'
    return shares.map(
      (t): Arrowhead => ({ at: point(from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t), towards }),
    )
  })
}

/**
 * What is left of a way from the place of a drop on: the way that the packet never went. null if it does not pass
 * there.
 */
export function restOf(way: Way, drop: Station): Way | null {
  const exact = way.stations.findIndex((station) => station.box === drop.box && samePoint(station.at, drop.at))
  const from = exact >= 0 ? exact : way.stations.findIndex((station) => station.box === drop.box)
  if (from < 0) return null
  return { ...way, stations: way.stations.slice(from), runs: way.runs.slice(from) }
}

/** The view that shows these legs: their hosts open, their pods in slots. */
export function viewOf(legs: readonly Leg[]): {
  readonly openHosts: readonly string[]
  readonly podsOnTheWay: readonly string[]
  readonly foldIdle: boolean
} {
  const stacks = [...new Set(legs.flatMap(stacksOf))]
  return {
    openHosts: stacks.filter((id) => id.startsWith('node:')),
    podsOnTheWay: stacks.filter((id) => id.startsWith('pod:')),
    foldIdle: true,
  }
}
