/*! How a leg runs through the picture: `route(leg, layout)`.

  app → pod eth0 → cali                 straight down at the port
  cali or ENI → PREROUTING              along the level of (leg, in) to the left margin, up or down, along the track
  stage → stage                         straight along the track; straight up or down between the rows
  POSTROUTING → cali or ENI             right to the right margin, along the level of (leg, out), to the port
  ENI, SLB, client → VPC → ENI, …       down to the bus track, along, up                                     */
import { type Leg, type LegKind, type NetnsId, machineOf } from '../../sim'
import { eniOfDrop } from './bus'
import { GATEWAY_ID } from './column-boxes'
import {
  bottom,
  centre,
  lengthOf,
  pathLength,
  type Point,
  point,
  right,
  samePoint,
  segmentsOf,
  simplify,
} from './geometry'
import type { Asked, Layout } from './layout'
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
  const levels = channelLevels(leg.kind, located, layout)
  const runs = located.slice(1).map((to, index): Run => {
    const points = simplify(pointsBetween(leg.kind, located[index] ?? to, to, layout, levels[index + 1] ?? 0))
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

/** `level`: y of the channel, where the run goes along one. */
function pointsBetween(leg: LegKind, from: Located, to: Located, layout: Layout, level: number): readonly Point[] {
  const a = from.station.at
  const b = to.station.at
  if (samePoint(a, b)) return [a]
  if (from.bus !== null) {
    const lane = [...pastDevice(leg, from, to, layout), ...pastDevice(leg, to, from, layout).toReversed()]
    return lane.length > 0 ? [a, ...lane, b] : [a, point(a.x, from.bus), point(b.x, from.bus), b]
  }
  switch (channelOf(from, to)) {
    case 'in': {
      const x = marginOf('left', leg, to, layout)
      return [a, point(a.x, level), point(x, level), point(x, b.y), b]
    }
    case 'out': {
      const x = marginOf('right', leg, from, layout)
      return [a, point(x, a.y), point(x, level), point(b.x, level), b]
    }
    case null:
  }
  // It turns inside a device; between two rows of a kernel it goes up or down first, but to INPUT past the kernel's name.
  if (from.site.kind === 'column' && a.y === b.y) return [a, point(a.x, a.y - TURN), point(b.x, b.y - TURN), b]
  const isUpFirst = from.site.kind === 'stage' && !to.station.box.endsWith('/input')
  return isUpFirst ? [a, point(a.x, b.y), b] : [a, point(b.x, a.y), b]
}
const TURN = 12

/** Between an interface of a host and a stage of its kernel the run goes along a channel. */
function channelOf({ site: from }: Located, { site: to }: Located): 'in' | 'out' | null {
  if (to.kind === 'stage' && (from.kind === 'cali' || from.kind === 'eni') && from.host === to.host) return 'in'
  return from.kind === 'stage' && (to.kind === 'cali' || to.kind === 'eni') && from.host === to.host ? 'out' : null
}

function marginOf(side: 'left' | 'right', leg: LegKind, { site }: Located, layout: Layout): number {
  if (site.kind !== 'stage') return 0
  const aside = site.again ? M.AGAIN.margin[leg] : 0
  return hostLeft(site.host, layout) + M.MARGIN[side][leg] + (side === 'left' ? aside : -aside)
}
const hostLeft = (host: NetnsId, layout: Layout): number => layout.boxes.get(`${host}/kernel`)?.rect.x ?? 0

/** Between the bus and a client above a device that has no part in it: in the gap beside the column. */
function pastDevice(leg: LegKind, bus: Located, { station, site }: Located, layout: Layout): readonly Point[] {
  const client = layout.boxes.get(station.box)
  const isThere = (id: string) => layout.boxes.get(id)?.rect.x === client?.rect.x
  if (bus.bus === null || site.kind !== 'column' || client?.kind !== 'client' || !['slb', GATEWAY_ID].some(isThere)) {
    return []
  }
  const { rect } = client
  const isLeft = rect.x < centre(layout.bounds).x
  const aside = M.COLUMN.gap / 2 + (leg === 'request' ? -M.PORT : M.PORT)
  const x = isLeft ? right(rect) + aside : rect.x - aside
  const y = bottom(rect) + M.COLUMN.lane
  return [point(bus.station.at.x, bus.bus), point(x, bus.bus), point(x, y), point(station.at.x, y)]
}

/**
 * y of the channel by which each step is reached. Above the row of cali interfaces every leg and way has its own; in the lower
 * channel runs that would lie on each other stand side by side, what comes in first.
 */
function channelLevels(leg: LegKind, located: readonly Located[], layout: Layout): readonly (number | null)[] {
  const levels = located.map((): number | null => null)
  const taken: { readonly host: string; readonly left: number; readonly right: number; readonly rank: number }[] = []
  for (const way of ['in', 'out'] as const) {
    located.forEach((to, index) => {
      const from = located[index - 1]
      if (!from || channelOf(from, to) !== way) return
      const [end, stage] = way === 'in' ? [from, to] : [to, from]
      const kernel = 'host' in end.site ? layout.boxes.get(`${end.site.host}/kernel`) : undefined
      if (!kernel) return
      if (end.site.kind === 'cali') {
        levels[index] = kernel.rect.y + M.UPPER_CHANNEL[way][leg]
        return
      }
      const x = end.station.at.x
      const margin = marginOf(way === 'in' ? 'left' : 'right', leg, stage, layout)
      const run = { host: kernel.id, left: Math.min(x, margin), right: Math.max(x, margin) }
      const isSame = (o: typeof run) => o.host === run.host && o.left === run.left && o.right === run.right
      const beside = taken.filter((o) => o.host === run.host && o.left < run.right && run.left < o.right)
      const rank = taken.find(isSame)?.rank ?? beside.reduce((most, o) => Math.max(most, o.rank + 1), 0)
      taken.push({ ...run, rank })
      levels[index] = bottom(kernel.rect) + (M.LOWER_CHANNEL[leg][rank] ?? 0)
    })
  }
  return levels
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
  const isBeside = ({ box, shape }: Station) => box === drop.box || (shape === 'bus' && drop.shape === 'bus')
  const from = exact >= 0 ? exact : way.stations.findIndex(isBeside)
  if (from < 0) return null
  return { ...way, stations: way.stations.slice(from), runs: way.runs.slice(from) }
}

/** What was asked of the load balancer: that listener is shown. */
function askedOf(legs: readonly Leg[]): Asked | null {
  const packet = legs.flatMap(({ steps }) => steps).find(({ place }) => place.kind === 'slb')?.before
  return packet ? { ip: packet.dst, port: packet.l4.proto === 'ICMP' ? 0 : packet.l4.dport } : null
}

/** The view that shows these legs: their hosts open, their pods in slots. */
export function viewOf(legs: readonly Leg[]): {
  readonly openHosts: readonly string[]
  readonly podsOnTheWay: readonly string[]
  readonly foldIdle: boolean
  readonly passes: readonly string[]
  readonly towards: readonly number[]
  readonly asked: Asked | null
} {
  const stacks = [...new Set(legs.flatMap(stacksOf))]
  return {
    openHosts: [
      ...stacks.filter((id) => id.startsWith('node:')),
      // What the cloud drops at an ENI has its cross there.
      ...legs.flatMap(({ steps }) => steps.flatMap((step) => eniOfDrop(step)?.host ?? [])),
    ],
    podsOnTheWay: stacks.filter((id) => id.startsWith('pod:')),
    foldIdle: true,
    towards: legs.flatMap(({ steps }) => {
      const last = steps[steps.length - 1]
      return last?.place.kind === 'vpc' && last.event.kind === 'drop' ? [last.before.dst] : []
    }),
    asked: askedOf(legs),
    passes: [...new Set(legs.flatMap(({ steps }) => steps.map(({ place }) => machineOf(place))))],
  }
}
