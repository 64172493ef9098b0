/*! Viewport maths: screen = model × zoom + pan. Pure. */
import type { Viewport } from './fit'
import type { Point, Size } from './geometry'

/** Limits of a person's own zoom. */
export const ZOOM = { min: 0.3, max: 3 } as const
/** One press of + or −. */
const STEP = 1.25
/** Under this zoom second lines, stage names and addresses hide. */
const MINOR_FROM = 0.6
/** Under this zoom an open call-out would be too small to read. */
const CALLOUT_FROM = 0.78

export const toScreen = ({ zoom, pan }: Viewport, { x, y }: Point): Point => ({
  x: x * zoom + pan.x,
  y: y * zoom + pan.y,
})
export const toModel = ({ zoom, pan }: Viewport, { x, y }: Point): Point => ({
  x: (x - pan.x) / zoom,
  y: (y - pan.y) / zoom,
})

/** Zooms so that the point of the picture under `at` (on the screen) stays there. */
export function zoomTo(viewport: Viewport, zoom: number, at: Point): Viewport {
  const clamped = Math.min(ZOOM.max, Math.max(ZOOM.min, zoom))
  const { x, y } = toModel(viewport, at)
  return { zoom: clamped, pan: { x: at.x - x * clamped, y: at.y - y * clamped } }
}

/** One press of + (1) or − (−1), around the middle of the pane. */
export const zoomBy = (viewport: Viewport, steps: 1 | -1, pane: Size): Viewport =>
  zoomTo(viewport, viewport.zoom * STEP ** steps, { x: pane.width / 2, y: pane.height / 2 })

export const panBy = ({ zoom, pan }: Viewport, dx: number, dy: number): Viewport => ({
  zoom,
  pan: { x: pan.x + dx, y: pan.y + dy },
})

/** Between two viewports; zoom changes by equal factors, so that it looks even. */
export function between(a: Viewport, b: Viewport, share: number): Viewport {
  const zoom = a.zoom * (b.zoom / a.zoom) ** share
  return { zoom, pan: { x: a.pan.x + (b.pan.x - a.pan.x) * share, y: a.pan.y + (b.pan.y - a.pan.y) * share } }
}

export const sameViewport = (a: Viewport, b: Viewport): boolean =>
  a.zoom === b.zoom && a.pan.x === b.pan.x && a.pan.y === b.pan.y

/** Is the point on the screen, with some room around it? */
export function inView(viewport: Viewport, pane: Size, point: Point, room: number): boolean {
  const { x, y } = toScreen(viewport, point)
  return x >= room && y >= room && x <= pane.width - room && y <= pane.height - room
}

/** How much can be read: everything, no small print, or no call-outs either. */
export type Detail = 'all' | 'no-callout' | 'no-minor'
export const detailOf = (zoom: number): Detail =>
  zoom < MINOR_FROM ? 'no-minor' : zoom < CALLOUT_FROM ? 'no-callout' : 'all'

/** A finger's way in px and ms: a swipe to a neighbouring hop (1: on), or none. */
export function swipeOf(dx: number, dy: number, ms: number): 1 | -1 | null {
  if (ms > 700 || Math.abs(dx) < 44 || Math.abs(dx) < 1.8 * Math.abs(dy)) return null
  return dx < 0 ? 1 : -1
}
