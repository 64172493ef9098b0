/*! Points, rectangles and polylines in model units (CSS px at zoom 1; y grows downwards). Knows nothing of networks. */

export interface Point {
  readonly x: number
  readonly y: number
}
export interface Rect {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
export interface Size {
  readonly width: number
  readonly height: number
}

/** A straight piece of a polyline. */
export interface Segment {
  readonly from: Point
  readonly to: Point
}

export const point = (x: number, y: number): Point => ({ x, y })
export const rect = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height })

export const right = (r: Rect): number => r.x + r.width
export const bottom = (r: Rect): number => r.y + r.height
export const centre = (r: Rect): Point => point(r.x + r.width / 2, r.y + r.height / 2)
/** The rectangle of a given size around a point. */
export const around = (c: Point, width: number, height: number): Rect =>
  rect(c.x - width / 2, c.y - height / 2, width, height)
export const grow = (r: Rect, by: number): Rect => rect(r.x - by, r.y - by, r.width + 2 * by, r.height + 2 * by)

export const samePoint = (a: Point, b: Point): boolean => a.x === b.x && a.y === b.y

/** Do two rectangles share an area? Touching borders do not count. */
export const overlap = (a: Rect, b: Rect): boolean =>
  a.x < right(b) && b.x < right(a) && a.y < bottom(b) && b.y < bottom(a)

export const holds = (r: Rect, p: Point): boolean => p.x >= r.x && p.x <= right(r) && p.y >= r.y && p.y <= bottom(r)

/** The smallest rectangle around all of them. */
export function union(rects: readonly Rect[]): Rect {
  const x = Math.min(...rects.map((r) => r.x))
  const y = Math.min(...rects.map((r) => r.y))
  return rect(x, y, Math.max(...rects.map(right)) - x, Math.max(...rects.map(bottom)) - y)
}

export function segmentsOf(points: readonly Point[]): readonly Segment[] {
  const segments: Segment[] = []
  let from = points[0]
  for (const to of points.slice(1)) {
    if (from && !samePoint(from, to)) segments.push({ from, to })
    from = to
  }
  return segments
}

export const lengthOf = (s: Segment): number => Math.hypot(s.to.x - s.from.x, s.to.y - s.from.y)

/** A segment as the thin rectangle that a line of this width covers. */
export function strip(s: Segment, width: number): Rect {
  const x = Math.min(s.from.x, s.to.x)
  const y = Math.min(s.from.y, s.to.y)
  return grow(rect(x, y, Math.abs(s.to.x - s.from.x), Math.abs(s.to.y - s.from.y)), width / 2)
}

/** Takes out points that repeat or that lie on the straight line between their neighbours. */
export function simplify(points: readonly Point[]): readonly Point[] {
  const kept: Point[] = []
  for (const p of points) {
    const last = kept[kept.length - 1]
    const before = kept[kept.length - 2]
    if (last && samePoint(last, p)) continue
    const straightOn =
      last && before && ((before.x === last.x && last.x === p.x) || (before.y === last.y && last.y === p.y))
    if (straightOn) kept.pop()
    kept.push(p)
  }
  return kept
}

/** Length of a polyline. */
export const pathLength = (points: readonly Point[]): number =>
  segmentsOf(points).reduce((sum, segment) => sum + lengthOf(segment), 0)

/** As SVG path data, with right-angled corners rounded by r = min(radius, half of the shorter side). */
export function roundedPath(points: readonly Point[], radius: number): string {
  const [first, ...rest] = points
  if (!first) return ''
  let d = `M${first.x} ${first.y}`
  let from = first
  rest.forEach((corner, index) => {
    const next = rest[index + 1]
    const r = next ? Math.min(radius, distance(from, corner) / 2, distance(corner, next) / 2) : 0
    if (next && r > 0) {
      const enter = towards(corner, from, r)
      const leave = towards(corner, next, r)
      const clockwise = (corner.x - from.x) * (next.y - corner.y) - (corner.y - from.y) * (next.x - corner.x) > 0
      d += `L${enter.x} ${enter.y}A${r} ${r} 0 0 ${clockwise ? 1 : 0} ${leave.x} ${leave.y}`
    } else {
      d += `L${corner.x} ${corner.y}`
    }
    from = corner
  })
  return d
}

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y)

/** From a, so far in the direction of b. */
function towards(a: Point, b: Point, by: number): Point {
  const share = by / distance(a, b)
  return point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
}
