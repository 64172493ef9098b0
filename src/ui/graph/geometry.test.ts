import { describe, expect, it } from 'vitest'
import { overlap, pathLength, point, rect, roundedPath, simplify } from './geometry'

describe('a rounded polyline', () => {
  it('has corners of radius 9, or half of the shorter side', () => {
    expect(roundedPath([point(0, 0), point(0, 50), point(40, 50)], 9)).toBe('M0 0L0 41A9 9 0 0 0 9 50L40 50')
    expect(roundedPath([point(0, 0), point(0, 50), point(10, 50)], 9)).toBe('M0 0L0 45A5 5 0 0 0 5 50L10 50')
  })
  it('turns right with the sweep flag', () => {
    expect(roundedPath([point(0, 0), point(40, 0), point(40, 40)], 9)).toContain('A9 9 0 0 1 40 9')
  })
})

describe('a polyline', () => {
  it('loses points that repeat or lie on the way', () => {
    const points = [point(0, 0), point(0, 0), point(0, 10), point(0, 30), point(20, 30)]
    expect(simplify(points)).toEqual([point(0, 0), point(0, 30), point(20, 30)])
    expect(pathLength(points)).toBe(50)
  })
})

describe('rectangles', () => {
  it('that only touch do not overlap', () => {
    expect(overlap(rect(0, 0, 10, 10), rect(10, 0, 10, 10))).toBe(false)
    expect(overlap(rect(0, 0, 10, 10), rect(9, 9, 10, 10))).toBe(true)
  })
})
