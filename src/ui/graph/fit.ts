/*! Zoom and pan that bring the picture into a pane. Screen = model × zoom + pan, as Cytoscape has it. */
import { bottom, type Point, right, type Size } from './geometry'
import type { Layout } from './layout'
import { FIT, HOST, PHONE, VPC } from './measure'

export interface Viewport {
  readonly zoom: number
  readonly pan: Point
}

/**
 * The whole picture, with 14 above, 40 below and 20 at the sides, 60 % of what is spare in height above it. The zoom
 * stays within 0.80 and 1.12; a picture that is too large even then pans to `focus`, the current station.
 */
export function fit(layout: Layout, pane: Size, focus: Point | null): Viewport {
  const { bounds } = layout
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
 * A phone: one host fills the width and the neighbour peeks, at the right, or at the left of what stands last. `box` is a
 * host, a client, the SLB or the gateway; `focus` pans up if it would lie below the pane (the bus).
 */
export function fitHost(layout: Layout, pane: Size, box: string, focus: Point | null): Viewport {
  const zoom = (pane.width - PHONE.rest) / HOST.width
  const area = layout.boxes.get(box)?.rect ?? layout.bounds
  const isLast = area.x > 0 && right(area) + VPC.overhang >= right(layout.bounds)
  const x = isLast ? pane.width - PHONE.margin - right(area) * zoom : PHONE.margin - area.x * zoom
  const below = focus === null ? 0 : PHONE.above + focus.y * zoom - (pane.height - FIT.below)
  return { zoom, pan: { x, y: PHONE.above - Math.max(0, below) } }
}

/** The focus in the middle, but no more of the ground beyond an edge than the margin. */
const panTo = (focus: number, zoom: number, pane: number, most: number, least: number): number =>
  clamp(pane / 2 - focus * zoom, least, most)

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))
