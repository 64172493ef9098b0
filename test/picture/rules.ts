/*! The rules of the picture, as functions that list what breaks them. Nothing listed: the rule holds. */
import {
  bottom,
  grow,
  overlap,
  type Point,
  type Rect,
  rect,
  right,
  type Segment,
  segmentsOf,
  strip,
} from '../../src/ui/graph/geometry'
import type { Box, Layout, Text } from '../../src/ui/graph/layout'
import { LINE } from '../../src/ui/graph/measure'
import type { Way } from '../../src/ui/graph/route'

/** Drawn over the lines, which run beneath. */
const COVERING: readonly Box['kind'][] = ['pod-interface', 'cali', 'eni', 'more', 'client', 'slb', 'backend', 'tile']
const covers = (box: Box): boolean => COVERING.includes(box.kind)

interface Named {
  readonly box: Box
  readonly text: Text
}
const boxesOf = (layout: Layout): readonly Box[] => [...layout.boxes.values()]
const namesOf = (layout: Layout): readonly Named[] =>
  boxesOf(layout).flatMap((box) => box.texts.map((text) => ({ box, text })))

/** No text overlaps another. */
export function textsOnTexts(layout: Layout): readonly string[] {
  const names = namesOf(layout)
  return names.flatMap((a, index) =>
    names
      .slice(index + 1)
      .filter((b) => overlap(a.text.rect, b.text.rect))
      .map((b) => `${a.text.id} on ${b.text.id}`),
  )
}

/** No text touches a border; borders beneath an interface are not seen. */
export function textsOnBorders(layout: Layout): readonly string[] {
  return namesOf(layout).flatMap(({ box, text }) =>
    boxesOf(layout)
      .filter((other) => !covers(box) || covers(other))
      .filter((other) => !beneath(other, box, layout))
      .flatMap((other) =>
        bordersOf(other.rect).some((border) => overlap(border, text.rect))
          ? [`${text.id} on border of ${other.id}`]
          : [],
      ),
  )
}
/** Is the other box an outer one that this box covers part of: a backend's SLB? Its border lies outside anyway. */
const beneath = (other: Box, box: Box, layout: Layout): boolean =>
  other.id === layout.boxes.get(box.id)?.owner && covers(other)

const bordersOf = ({ x, y, width, height }: Rect): readonly Rect[] =>
  [rect(x, y, width, 0), rect(x, y + height, width, 0), rect(x, y, 0, height), rect(x + width, y, 0, height)].map(
    (line) => grow(line, LINE.box / 2),
  )

interface Drawn extends Segment {
  readonly way: Way
  readonly run: number
}
export const drawn = (ways: readonly Way[]): readonly Drawn[] =>
  ways.flatMap((way) =>
    way.runs.flatMap((run) => segmentsOf(run.points).map((segment) => ({ ...segment, way, run: run.to }))),
  )

/** No line lies on a name, except beneath an interface. */
export function linesOnTexts(layout: Layout, ways: readonly Way[]): readonly string[] {
  const names = namesOf(layout).filter(({ box }) => !covers(box))
  return drawn(ways).flatMap((line) =>
    names
      .filter(({ text }) => overlap(strip(line, LINE.done), text.rect))
      .map(({ text }) => `${nameOf(line)} on ${text.id}`),
  )
}

const isLevel = ({ from, to }: Segment): boolean => from.y === to.y
const isUpright = ({ from, to }: Segment): boolean => from.x === to.x
const nameOf = ({ way, run, from, to }: Drawn): string => `${way.leg}/${run} (${from.x},${from.y} → ${to.x},${to.y})`

/** Only right angles. */
export const slanted = (ways: readonly Way[]): readonly string[] =>
  drawn(ways)
    .filter((line) => !isLevel(line) && !isUpright(line))
    .map(nameOf)

/** No two runs lie on each other, nor so near that their strokes touch. */
export function linesOnLines(ways: readonly Way[]): readonly string[] {
  const lines = drawn(ways)
  return lines.flatMap((a, index) =>
    lines.slice(index + 1).flatMap((b) => (isAlong(a, b) ? [`${nameOf(a)} on ${nameOf(b)}`] : [])),
  )
}
function isAlong(a: Segment, b: Segment): boolean {
  if (isLevel(a) && isLevel(b))
    return Math.abs(a.from.y - b.from.y) < LINE.done && share([a.from.x, a.to.x], [b.from.x, b.to.x]) > 0
  if (isUpright(a) && isUpright(b))
    return Math.abs(a.from.x - b.from.x) < LINE.done && share([a.from.y, a.to.y], [b.from.y, b.to.y]) > 0
  return false
}
const share = (a: readonly [number, number], b: readonly [number, number]): number =>
  Math.min(Math.max(...a), Math.max(...b)) - Math.max(Math.min(...a), Math.min(...b))

export interface Crossing {
  readonly at: Point
  readonly between: readonly [Drawn, Drawn]
}

/** Where two lines cross or one ends on the other; neighbours that only meet at their common station do not count. */
export function crossings(ways: readonly Way[]): readonly Crossing[] {
  const lines = drawn(ways)
  return lines.flatMap((a, index) =>
    lines.slice(index + 1).flatMap((b): readonly Crossing[] => {
      const [level, upright] = isLevel(a) && isUpright(b) ? [a, b] : isUpright(a) && isLevel(b) ? [b, a] : []
      if (!level || !upright) return []
      const at = { x: upright.from.x, y: level.from.y }
      const inLevel = share([level.from.x, level.to.x], [at.x, at.x]) >= 0
      const inUpright = share([upright.from.y, upright.to.y], [at.y, at.y]) >= 0
      const corner = a.way === b.way && isEnd(level, at) && isEnd(upright, at)
      return inLevel && inUpright && !corner ? [{ at, between: [a, b] }] : []
    }),
  )
}
const isEnd = ({ from, to }: Segment, { x, y }: Point): boolean =>
  (from.x === x && from.y === y) || (to.x === x && to.y === y)

/** Is the point on or very near a name? */
export const onName = (layout: Layout, { x, y }: Point): readonly string[] =>
  namesOf(layout)
    .filter(({ box }) => !covers(box))
    .filter(({ text }) => overlap(grow(text.rect, 2), rect(x - 1, y - 1, 2, 2)))
    .map(({ text }) => text.id)

/**
 * Boxes that stand in each other's way: only a box and what holds it, or an interface and the borders it straddles, may
 * overlap.
 */
export function boxesOnBoxes(layout: Layout): readonly string[] {
  const boxes = boxesOf(layout).filter(({ kind }) => kind !== 'vpc' && kind !== 'host' && kind !== 'kernel')
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => a.owner !== b.id && b.owner !== a.id && overlap(a.rect, b.rect))
      .map((b) => `${a.id} on ${b.id}`),
  )
}

/** Text that sticks out of its own box (the VPC's name stands below its band on purpose). */
export const textsOutside = (layout: Layout): readonly string[] =>
  namesOf(layout)
    .filter(({ box }) => box.kind !== 'vpc' && box.kind !== 'pod')
    .filter(
      ({ box: { rect: r }, text: { rect: t } }) =>
        t.x < r.x || t.y < r.y || right(t) > right(r) || bottom(t) > bottom(r),
    )
    .map(({ text }) => text.id)
