import { describe, expect, it } from 'vitest'
import { roundedPath } from './geometry'
import { pathOn, pointOn, railOf } from './overlay-rail'

const points = [
  { x: 0, y: 0 },
  { x: 0, y: 40 },
  { x: -100, y: 40 },
  { x: -100, y: 70 },
  { x: 20, y: 70 },
]

describe('rail', () => {
  const rail = railOf(points, 9)

  it('starts and ends where the line does', () => {
    expect(pointOn(rail, 0)).toEqual(points[0])
    expect(pointOn(rail, rail.length)).toEqual(points.at(-1))
    expect(pointOn(rail, rail.length + 50)).toEqual(points.at(-1))
  })

  it('moves by as much as the length grows, through every corner', () => {
    let last = pointOn(rail, 0)
    for (let length = 0.5; length <= rail.length; length += 0.5) {
      const next = pointOn(rail, length)
      const step = Math.hypot(next.x - last.x, next.y - last.y)
      expect(step).toBeGreaterThan(0.44)
      expect(step).toBeLessThan(0.501)
      last = next
    }
  })

  it('draws, when whole, the line that the picture draws', () => {
    expect(pathOn(rail, rail.length)).toBe(roundedPath(points, 9))
  })

  it('ends a part of it at the packet', () => {
    const end = pathOn(rail, 60).match(/(-?[\d.]+) (-?[\d.]+)$/)
    const { x, y } = pointOn(rail, 60)
    expect([Number(end?.[1]), Number(end?.[2])]).toEqual([x, y])
  })

  it('is one point where two steps share a station', () => {
    const still = railOf([{ x: 5, y: 6 }], 9)
    expect(still.length).toBe(0)
    expect(pointOn(still, 0)).toEqual({ x: 5, y: 6 })
    expect(pathOn(still, 0)).toBe('M5 6')
  })
})
