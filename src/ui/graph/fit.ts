/*! Zoom and pan that bring the picture into a pane. Screen = model × zoom + pan, as Cytoscape has it. */
import { bottom, type Point, type Rect, right, type Size } from './geometry'
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
 * stays within 0.80 and 1.12; a picture that is too large even then pans to `focus`, the current station.
 */
export function fit(bounds: Rect, pane: Size, focus: Point | null): Viewport {
  const room = { width: pane.width - 2 * FIT.side, height: pane.height - FIT.above - FIT.below }
  const zoom = clamp(Math.min(room.width / bounds.width, room.height / bounds.height), FIT.min, FIT.max)
  const spareX = room.width - bounds.width * zoom
  const spareY = room.height - bounds.height * zoom
  const x =
    spareX >= 0
      ? FIT.side + spareX / 2 - bounds.x * zoom
      : panTo(
          focus?.x ?? bounds.x,
          zoom,
          pane.width,
          FIT.side - bounds.x * zoom,
          pane.width - FIT.side - right(bounds) * zoom,
        )
  const y =
    spareY >= 0
      ? FIT.above + spareY * FIT.spareAbove - bounds.y * zoom
      : panTo(
          focus?.y ?? bounds.y,
          zoom,
          pane.height,
          FIT.above - bounds.y * zoom,
          pane.height - FIT.below - bottom(bounds) * zoom,
        )
  return { zoom, pan: { x, y } }
}

/**
 * A phone: one host fills the width and the neighbour peeks, at the right, or at the left of what stands last. `machine` is a
 * host, a client, the SLB or the gateway; `focus` pans up if it would lie below the pane (the bus).
 */
export function fitHost(bounds: Rect, machine: Rect, pane: Size, focus: Point | null): Viewport {
  const zoom = (pane.width - PHONE.rest) / HOST.width
  const isLast = machine.x > 0 && right(machine) + VPC.overhang >= right(bounds)
  const x = isLast ? pane.width - PHONE.margin - right(machine) * zoom : PHONE.margin - machine.x * zoom
  const below = focus === null ? 0 : PHONE.above + focus.y * zoom - (pane.height - FIT.below)
  return { zoom, pan: { x, y: PHONE.above - Math.max(0, below) } }
}

/** The focus in the middle, but no more of the ground beyond an edge than the margin. */
const panTo = (focus: number, zoom: number, pane: number, most: number, least: number): number =>
  clamp(pane / 2 - focus * zoom, least, most)

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))
