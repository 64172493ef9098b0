import { describe, expect, it } from 'vitest'
import { between, detailOf, inView, panBy, swipeOf, toModel, toScreen, ZOOM, zoomBy, zoomTo } from './viewport'

const viewport = { zoom: 0.9, pan: { x: 40, y: -12 } }
const pane = { width: 800, height: 600 }

describe('viewport', () => {
  it('keeps the point under the pointer where it is while zooming', () => {
    const at = { x: 123, y: 456 }
    const zoomed = zoomTo(viewport, 1.7, at)
    expect(toModel(zoomed, at).x).toBeCloseTo(toModel(viewport, at).x)
    expect(toModel(zoomed, at).y).toBeCloseTo(toModel(viewport, at).y)
  })

  it('undoes + with −, and never leaves the limits', () => {
    const there = zoomBy(viewport, 1, pane)
    const back = zoomBy(there, -1, pane)
    expect(back.zoom).toBeCloseTo(viewport.zoom)
    expect(back.pan.x).toBeCloseTo(viewport.pan.x)
    expect(zoomTo(viewport, 99, { x: 0, y: 0 }).zoom).toBe(ZOOM.max)
    expect(zoomTo(viewport, 0, { x: 0, y: 0 }).zoom).toBe(ZOOM.min)
  })

  it('goes from the screen to the picture and back', () => {
    const point = { x: 17, y: 99 }
    expect(toModel(viewport, toScreen(viewport, point)).x).toBeCloseTo(17)
    expect(toScreen(panBy(viewport, 5, 6), point)).toEqual({ x: 17 * 0.9 + 45, y: 99 * 0.9 - 6 })
  })

  it('is at both ends of a camera move, and zooms by equal factors', () => {
    const other = { zoom: 3.6, pan: { x: 0, y: 0 } }
    expect(between(viewport, other, 0)).toEqual(viewport)
    expect(between(viewport, other, 1).zoom).toBeCloseTo(3.6)
    expect(between(viewport, other, 0.5).zoom).toBeCloseTo(1.8)
  })

  it('knows what is in view', () => {
    expect(inView(viewport, pane, toModel(viewport, { x: 400, y: 300 }), 20)).toBe(true)
    expect(inView(viewport, pane, toModel(viewport, { x: 790, y: 300 }), 20)).toBe(false)
  })

  it('hides small print below 0.6 and opens no call-out where it could not be read', () => {
    expect([1.12, 0.8, 0.7, 0.59].map(detailOf)).toEqual(['all', 'all', 'no-callout', 'no-minor'])
  })

  it('takes a quick sideways stroke for a swipe, and nothing else', () => {
    expect(swipeOf(-80, 10, 200)).toBe(1)
    expect(swipeOf(80, -10, 200)).toBe(-1)
    expect(swipeOf(-80, 70, 200)).toBe(null)
    expect(swipeOf(-20, 0, 200)).toBe(null)
    expect(swipeOf(-80, 0, 900)).toBe(null)
  })
})
