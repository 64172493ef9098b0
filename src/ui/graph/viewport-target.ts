/*! Where the camera goes by itself: the whole picture; what takes part, if not everything has room; on a phone the current host. Pure. */
import { fit, fitHost, type Viewport } from './fit'
import { grow, type Rect, type Size, union } from './geometry'
import type { Layout } from './layout'
import { VPC } from './measure'
import type { Station } from './stations'

/** A layout, and the stations of all steps. */
export interface Walked {
  readonly layout: Layout
  readonly stations: readonly Station[]
}

export function targetOf(walked: Walked, at: { readonly step: number; readonly phone: boolean }, pane: Size): Viewport {
  const { layout, stations } = walked
  const focus = stations[at.step]?.at ?? null
  if (at.phone) return fitHost(layout, pane, machineAt(walked, at.step), focus)
  const whole = fit(layout, pane, focus)
  if (layout.bounds.width * whole.zoom <= pane.width) return whole
  // What takes part comes first, the rest looks in from the side.
  return fit({ ...layout, bounds: boundsOnTheWay(walked) }, pane, focus)
}

/** From the first machine on the way to the last one, in the picture's whole height. */
function boundsOnTheWay({ layout, stations }: Walked): Rect {
  const boxes = stations.flatMap(({ box }) => layout.boxes.get(outermost(layout, box) ?? '')?.rect ?? [])
  const { x, width } = grow(union(boxes.length > 0 ? boxes : [layout.bounds]), VPC.overhang)
  return { ...layout.bounds, x, width }
}

/** The box of the host, client or SLB where the packet is; on the bus, of the one that it comes from. */
export function machineAt({ stations, layout }: Walked, step: number): string {
  for (let at = step; at >= 0; at--) {
    const found = outermost(layout, stations[at]?.box)
    if (found) return found
  }
  return layout.hosts[0] ?? ''
}

function outermost({ boxes }: Layout, box: string | undefined): string | null {
  let at = box === undefined ? undefined : boxes.get(box)
  while (at?.owner) at = boxes.get(at.owner)
  return at && at.kind !== 'vpc' && at.kind !== 'vswitch' ? at.id : null
}
