/*! Where the camera goes by itself. Pure. */
import { type Aim, type Viewport, viewportOf } from './fit'
import { grow, type Rect, type Size, union } from './geometry'
import type { Layout } from './layout'
import { VPC } from './measure'
import type { Station } from './stations'

/** A layout, and the stations of all steps. */
export interface Walked {
  readonly layout: Layout
  readonly stations: readonly Station[]
}

export const targetOf = (
  walked: Walked,
  { step, phone }: { readonly step: number; readonly phone: boolean },
  pane: Size,
): Viewport => viewportOf(aimAt(walked, step), phone, pane)

export function aimAt(walked: Walked, step: number): Aim {
  const { layout, stations } = walked
  return {
    bounds: layout.bounds,
    onTheWay: boundsOnTheWay(walked),
    machine: layout.boxes.get(machineAt(walked, step))?.rect ?? layout.bounds,
    focus: stations[step]?.at ?? null,
  }
}

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
