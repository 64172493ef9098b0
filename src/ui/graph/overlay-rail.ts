/*! A run as a rail: the rounded polyline in pieces, so that the packet rides exactly on the line that is drawn. Pure. */
import type { Point } from './geometry'

/** A straight piece, or (radius > 0) a quarter of a circle. */
interface Piece {
  readonly from: Point
  readonly to: Point
  readonly length: number
  readonly centre: Point
  readonly radius: number
  readonly clockwise: boolean
}

export interface Rail {
  readonly pieces: readonly Piece[]
  readonly length: number
  readonly start: Point
}

/** Corners of the right-angled line get r = min(radius, half of the shorter leg), as in the picture. */
export function railOf(points: readonly Point[], radius: number): Rail {
  const start = points[0] ?? { x: 0, y: 0 }
  const pieces: Piece[] = []
  let at = start
  points.forEach((corner, index) => {
    const before = points[index - 1]
    const after = points[index + 1]
    if (!before) return
    const r = after ? Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2) : 0
    if (!after || r === 0) {
      pieces.push(straight(at, corner))
      at = corner
      return
    }
    const enter = towards(corner, before, r)
    const leave = towards(corner, after, r)
    pieces.push(straight(at, enter), quarter(enter, corner, leave, r))
    at = leave
  })
  const real = pieces.filter(({ length }) => length > 0)
  return { pieces: real, length: real.reduce((sum, { length }) => sum + length, 0), start }
}

/** Sums of lengths are off by less than this. */
const HAIR = 1e-6

/** The point after `length` px. */
export function pointOn(rail: Rail, length: number): Point {
  let left = length
  for (const piece of rail.pieces) {
    if (left < piece.length - HAIR) return pointIn(piece, left / piece.length)
    if (left <= piece.length) return piece.to
    left -= piece.length
  }
  return rail.pieces[rail.pieces.length - 1]?.to ?? rail.start
}

/** SVG path data of the first `length` px. */
export function pathOn(rail: Rail, length: number): string {
  let d = `M${rail.start.x} ${rail.start.y}`
  let left = length
  for (const piece of rail.pieces) {
    if (left <= 0) break
    const { x, y } = left < piece.length - HAIR ? pointIn(piece, left / piece.length) : piece.to
    d += piece.radius > 0 ? `A${piece.radius} ${piece.radius} 0 0 ${piece.clockwise ? 1 : 0} ${x} ${y}` : `L${x} ${y}`
    left -= piece.length
  }
  return d
}

function pointIn({ from, to, centre, radius, clockwise }: Piece, share: number): Point {
  if (radius === 0) return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
  const angle = Math.atan2(from.y - centre.y, from.x - centre.x) + ((clockwise ? 1 : -1) * share * Math.PI) / 2
  return { x: centre.x + radius * Math.cos(angle), y: centre.y + radius * Math.sin(angle) }
}

const straight = (from: Point, to: Point): Piece => ({
  from,
  to,
  length: distance(from, to),
  centre: from,
  radius: 0,
  clockwise: true,
})

/** The centre of the arc lies opposite the corner. */
const quarter = (from: Point, corner: Point, to: Point, radius: number): Piece => ({
  from,
  to,
  length: (radius * Math.PI) / 2,
  centre: { x: from.x + to.x - corner.x, y: from.y + to.y - corner.y },
  radius,
  clockwise: (corner.x - from.x) * (to.y - corner.y) - (corner.y - from.y) * (to.x - corner.x) > 0,
})

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y)

function towards(a: Point, b: Point, by: number): Point {
  const share = by / distance(a, b)
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
}
