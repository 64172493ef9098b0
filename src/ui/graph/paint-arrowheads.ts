/*! Arrowheads: a triangle in the middle of each long straight run, with a rim of the ground's colour. */
import type { Role } from '../theme/tokens'
import type { BoxKind } from './box'
import { around, holds, overlap, type Point, point, type Segment, segmentsOf, strip } from './geometry'
import type { Layout } from './layout'
import { ARROW } from './measure'
import { node, type PaintNode } from './paint-node'
import { colorOf, lineClass } from './element-lines'
import { type Arrowhead, arrowheadsOf } from './route'
import type { Scene } from './scene'

export function paintArrowheads(layout: Layout, scene: Scene): readonly PaintNode[] {
  const segments = scene.ways.flatMap((way) => way.runs.flatMap((run) => segmentsOf(run.points)))
  // The leg that stands back comes first, under the current one.
  return scene.ways
    .toSorted((a, b) => Number(scene.isCurrent(a.leg)) - Number(scene.isCurrent(b.leg)))
    .flatMap((way) =>
      way.runs.flatMap((run) =>
        arrowheadsOf(run).flatMap((middle, index) => {
          const arrow = besideCrossing(middle, segments)
          if (isCovered(layout, arrow.at)) return []
          const line = lineClass(way, run, scene)
          const color = colorOf(way)
          const key = `${way.leg}/${run.to}/${index}`
          const d = triangle(arrow)
          const ground = groundAt(layout, arrow.at)
          const rim = { d, fill: ground, stroke: ground, strokeWidth: 2 * ARROW.rim, strokeLinejoin: 'round' } as const
          return [
            node('path', `${key}/rim`, rim),
            node('path', key, { className: `arrow ${way.leg} ${line}`, d, fill: color, fillOpacity: OPACITY[line] }),
          ]
        }),
      ),
    )
}

/** A little stronger than their lines, which are thin. */
const OPACITY = { done: 1, ahead: 0.85, other: 0.65, 'other-done': 0.65, ghost: 1, wire: 1 } as const

function triangle({ at: { x, y }, towards }: Arrowhead): string {
  const l = ARROW.length / 2
  const w = ARROW.width / 2
  switch (towards) {
    case 'right':
      return `M${x - l} ${y - w}L${x + l} ${y}L${x - l} ${y + w}Z`
    case 'left':
      return `M${x + l} ${y - w}L${x - l} ${y}L${x + l} ${y + w}Z`
    case 'down':
      return `M${x - w} ${y - l}L${x} ${y + l}L${x + w} ${y - l}Z`
    case 'up':
      return `M${x - w} ${y + l}L${x} ${y - l}L${x + w} ${y + l}Z`
  }
}

/** Not on top of a crossing: an arrowhead that would sit there stands before it. */
function besideCrossing(arrow: Arrowhead, segments: readonly Segment[]): Arrowhead {
  const { x, y } = arrow.at
  const level = arrow.towards === 'left' || arrow.towards === 'right'
  const near = around(arrow.at, level ? 2 * CROSSING_ROOM : 2, level ? 2 : 2 * CROSSING_ROOM)
  const crossed = segments.find(
    ({ from, to }) => (level ? from.x === to.x : from.y === to.y) && overlap(strip({ from, to }, 1), near),
  )
  if (!crossed) return arrow
  const back = arrow.towards === 'right' || arrow.towards === 'down' ? -CROSSING_STEP : CROSSING_STEP
  return { ...arrow, at: level ? point(crossed.from.x + back, y) : point(x, crossed.from.y + back) }
}
const CROSSING_ROOM = 10
const CROSSING_STEP = 16

/** Lines run beneath interfaces and beneath the column's boxes. */
const COVERING: ReadonlySet<BoxKind> = new Set(['pod-interface', 'cali', 'eni', 'more', 'client', 'slb', 'tile'])
const isCovered = (layout: Layout, at: Point): boolean =>
  [...layout.boxes.values()].some((box) => COVERING.has(box.kind) && holds(box.rect, at))

/** The colour of the innermost area at a point. */
export function groundAt(layout: Layout, at: Point): Role {
  let ground: Role = 'canvas'
  for (const { kind, rect } of layout.boxes.values()) if (holds(rect, at)) ground = GROUND.get(kind) ?? ground
  return ground
}
const GROUND: ReadonlyMap<BoxKind, Role> = new Map([
  ['vpc', 'vpc'],
  ['vswitch', 'vsw'],
  ['router', 'vsw'],
  ['host', 'host'],
  ['kernel', 'kernel'],
  ['stage', 'stage'],
  ['pod', 'pod'],
])
