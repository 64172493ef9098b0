/*! Zoom and pan that bring the picture into a pane. Screen = model × zoom + pan, as Cytoscape has it. */
import { type Point, type Rect, right, type Size } from './geometry'
import { FIT, HOST, PHONE, VPC } from './measure'

export interface Viewport {
  readonly zoom: number
  readonly pan: Point
}

/** All that the camera has to know of a picture at a step. */
export interface Aim {
  /** The whole picture. */
  readonly bounds: Rect
  /** From the first machine on the way to the last one, in the picture's whole height. */
  readonly onTheWay: Rect
  /** Where the packet is: a host, a client, the SLB or the gateway. */
  readonly machine: Rect
  /** The current station. */
  readonly focus: Point | null
}

/** Where the camera stands by itself: the whole picture; what takes part, if not everything has room; on a phone the current host. */
export function viewportOf({ bounds, onTheWay, machine, focus }: Aim, phone: boolean, pane: Size): Viewport {
  if (phone) return fitHost(bounds, machine, pane, focus)
  const whole = fit(bounds, pane, focus)
  // What takes part comes first, the rest looks in from the side.
  return bounds.width * whole.zoom <= pane.width ? whole : fit(onTheWay, pane, focus)
}

/**
 * The whole picture, with 14 above, 40 below and 20 at the sides, 60 % of what is spare in height above it. The zoom
 * stays within 0.80 and 1.12. A picture that is too large even then takes the margins first, then pans to `focus`, the
 * current station.
 */
export function fit({ x, y, width, height }: Rect, pane: Size, focus: Point | null): Viewport {
  const room = { width: pane.width - 2 * FIT.side, height: pane.height - FIT.above - FIT.below }
  const zoom = clamp(Math.min(room.width / width, room.height / height), FIT.min, FIT.max)
  return {
    zoom,
    pan: {
      x: panOf(x * zoom, width * zoom, (focus?.x ?? x) * zoom, pane.width, [FIT.side, FIT.side, 0.5]),
      y: panOf(y * zoom, height * zoom, (focus?.y ?? y) * zoom, pane.height, [FIT.above, FIT.below, FIT.spareAbove]),
    },
  }
}

/** Along one axis, all in px of the screen: margins before and behind, and the part of what is spare that goes before. */
function panOf(
  start: number,
  size: number,
  focus: number,
  pane: number,
  [before, behind, share]: readonly [number, number, number],
): number {
  const free = pane - size
  const spare = free - before - behind
  if (spare >= 0) return before + spare * share - start
  if (free >= 0) return (free * before) / (before + behind) - start
  // The focus in the middle, but no more of the ground beyond an edge than the margin.
  return clamp(pane / 2 - focus, pane - behind - size - start, before - start)
}

/**
 * A phone: one host fills the width and the neighbour peeks, at the right, or at the left of what stands last. `machine` is a
 * host, a client, the SLB or the gateway; `focus` pans up if it would lie below the pane (the bus). A pane wider than high shows
 * a part of a host only: there it comes to the middle, so that its call-out has room below it.
 */
export function fitHost(bounds: Rect, machine: Rect, pane: Size, focus: Point | null): Viewport {
  const zoom = (pane.width - PHONE.rest) / HOST.width
  const isLast = machine.x > 0 && right(machine) + VPC.overhang >= right(bounds)
  const x = isLast ? pane.width - PHONE.margin - right(machine) * zoom : PHONE.margin - machine.x * zoom
  const lowest = pane.height < pane.width ? pane.height / 2 : pane.height - FIT.below
  return { zoom, pan: { x, y: Math.min(PHONE.above, lowest - (focus?.y ?? 0) * zoom) } }
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))
