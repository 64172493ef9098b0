/*! Stations: a dot for the request, a ring for the reply and for what lies ahead, a yellow diamond where an address
changes, a cross where the packet ends. Steps that share a point share a station. */
import type { Role } from '../theme/tokens'
import { type Point, samePoint } from './geometry'
import type { Layout } from './layout'
import * as M from './measure'
import { colorOf } from './element-lines'
import { groundAt } from './paint-arrowheads'
import { group, node, type PaintAttrs, type PaintNode } from './paint-node'
import type { Way } from './route'
import type { Scene } from './scene'
import type { Station } from './stations'

export function paintStations(layout: Layout, scene: Scene): readonly PaintNode[] {
  const ways = scene.ways.toSorted((a, b) => Number(scene.isCurrent(a.leg)) - Number(scene.isCurrent(b.leg)))
  return [
    ...(scene.ghost ? paintGhost(layout, scene.ghost) : []),
    ...ways.flatMap((way) => stopsOf(way).flatMap((stop) => paintStop(layout, scene, way, stop))),
    ...scene.drops.map(({ at }) => paintCross(at)),
  ]
}

/** One point of a way, with all steps that stand there. */
interface Stop {
  readonly at: Point
  readonly first: number
  readonly shape: Station['shape']
  readonly mark: Station['mark']
}

export function stopsOf(way: Way): readonly Stop[] {
  const stops: Stop[] = []
  for (const station of way.stations) {
    const index = stops.findIndex((stop) => samePoint(stop.at, station.at))
    const stop = stops[index]
    if (!stop) stops.push({ at: station.at, first: station.step, shape: station.shape, mark: station.mark })
    else if (stop.mark === 'stop') stops[index] = { ...stop, mark: station.mark }
  }
  return stops.filter((stop) => stop.shape !== 'interface')
}

type Standing = 'done' | 'ahead' | 'other' | 'other-done'

function standingOf(way: Way, stop: Stop, scene: Scene): Standing {
  if (scene.isCurrent(way.leg)) return stop.first <= scene.local ? 'done' : 'ahead'
  if (scene.bothLegs) return 'done'
  return way.leg === 'request' ? 'other-done' : 'other'
}
const OPACITY: Readonly<Record<Standing, number>> = { done: 1, ahead: 0.8, other: 0.5, 'other-done': 0.5 }

function paintStop(layout: Layout, scene: Scene, way: Way, stop: Stop): readonly PaintNode[] {
  if (scene.drops.some(({ at }) => samePoint(at, stop.at))) return []
  const standing = standingOf(way, stop, scene)
  const color = colorOf(way)
  const filled = way.leg === 'request' && (standing === 'done' || standing === 'other-done')
  const key = `${way.leg}/${stop.first}`
  const className = `station ${stop.mark} ${way.leg} ${standing}`
  const ground = groundAt(layout, stop.at)
  const opacity = OPACITY[standing]
  if (stop.mark === 'rewrite') return [paintDiamond(key, className, stop.at, ground, opacity)]
  return [paintDisc(key, className, stop, { color, filled, ground, opacity })]
}

interface DiscLook {
  readonly color: Role
  readonly filled: boolean
  readonly ground: Role
  readonly opacity: number
}

/** The ground's colour lies beneath, so that the line never shows through. */
function paintDisc(key: string, className: string, { at, shape }: Stop, look: DiscLook): PaintNode {
  const large = shape === 'app'
  const base = { cx: at.x, cy: at.y }
  if (!look.filled) {
    const ring = {
      r: large ? M.STATION.appRing : M.STATION.ring,
      fill: look.ground,
      stroke: look.color,
      strokeWidth: 2,
    } as const
    return node('circle', key, {
      className,
      ...base,
      ...ring,
      ...(look.opacity < 1 && { strokeOpacity: look.opacity }),
    })
  }
  const dot: PaintAttrs = { ...base, r: large ? M.STATION.app : M.STATION.dot }
  if (look.opacity === 1) return node('circle', key, { className, ...dot, fill: look.color })
  return {
    ...group(key, [
      node('circle', 'ground', { ...dot, fill: look.ground }),
      node('circle', 'dot', { ...dot, fill: look.color, fillOpacity: look.opacity }),
    ]),
    attrs: { className },
  }
}

function paintDiamond(key: string, className: string, at: Point, ground: Role, opacity: number): PaintNode {
  const h = (M.STATION.diamond * Math.SQRT2) / 2
  const half = Math.round(h * 100) / 100
  const d = `M${at.x} ${at.y - half}L${at.x + half} ${at.y}L${at.x} ${at.y + half}L${at.x - half} ${at.y}Z`
  const face = { d, fill: 'mark', stroke: 'ink', strokeWidth: 1.5, strokeLinejoin: 'round' } as const
  if (opacity === 1) return node('path', key, { className, ...face })
  return {
    ...group(key, [
      node('path', 'ground', { d, fill: ground }),
      node('path', 'face', { ...face, fillOpacity: opacity, strokeOpacity: opacity }),
    ]),
    attrs: { className },
  }
}

function paintCross({ x, y }: Point): PaintNode {
  const arm = 3.5
  const d = `M${x - arm} ${y - arm}L${x + arm} ${y + arm}M${x + arm} ${y - arm}L${x - arm} ${y + arm}`
  return {
    ...group('drop', [
      node('circle', 'ring', {
        cx: x,
        cy: y,
        r: M.STATION.crossRing,
        fill: 'drop-soft',
        stroke: 'drop',
        strokeWidth: 1.5,
      }),
      node('circle', 'disc', { cx: x, cy: y, r: M.STATION.cross, fill: 'drop' }),
      node('path', 'cross', { d, fill: 'none', stroke: 'on-drop', strokeWidth: 2.5, strokeLinecap: 'round' }),
    ]),
    attrs: { className: 'station cross' },
  }
}

/** Small open rings on the way it never went; the first one is the drop itself. */
const paintGhost = (layout: Layout, ghost: Way): readonly PaintNode[] =>
  stopsOf({ ...ghost, stations: ghost.stations.slice(1) }).map(({ at, first }) =>
    node('circle', `ghost/${first}`, {
      className: 'station ghost',
      cx: at.x,
      cy: at.y,
      r: 3.5,
      fill: groundAt(layout, at),
      stroke: 'ghost',
      strokeWidth: 1.75,
    }),
  )
