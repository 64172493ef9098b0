/*! Where the two pictures of a comparison stand by themselves. Pure. */
import type { Viewport } from '../graph/fit'
import type { Size } from '../graph/geometry'
import { FIT } from '../graph/measure'
import { targetOf, type Walked } from '../graph/viewport-target'

/** Of the least zoom that the page draws a picture at: names of stages are still there, and can be read. */
const LEAST = 0.8
/** Above and below a picture that has to be drawn smaller. */
const MARGIN = 14

/**
 * As the page's own picture stands in a pane of this size. Where that one would be too high (pods on shelves), it is drawn smaller, down
 * to LEAST: a comparison begins with all of both, down to the bus. On a phone it is the page's own.
 */
export function startOf(walked: Walked, at: { readonly step: number; readonly phone: boolean }, pane: Size): Viewport {
  const room = (pane.height - 2 * MARGIN) / (walked.layout.bounds.height * FIT.min)
  const share = at.phone ? 1 : Math.min(1, Math.max(LEAST, room))
  const { zoom, pan } = targetOf(walked, at, { width: pane.width / share, height: pane.height / share })
  return { zoom: zoom * share, pan: { x: pan.x * share, y: pan.y * share } }
}
