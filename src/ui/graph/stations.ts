/*! Where the packet stands in the picture at each step of a leg.

A step's place gives the box, the leg gives the track: the request and the reply have stations of their own in every
box, so that both can be drawn whole. Leaving and entering an interface differ as well: into the kernel left of its
centre, out of it right. */
import { assertNever, must } from '../../base/assert'
import {
  formatCidr,
  formatIpv4,
  type KernelStage,
  type Leg,
  machineOf,
  type NetnsId,
  type Step,
  type StepEvent,
} from '../../sim'
import type { Box } from './box'
import { busLevels, busSpot, eniOfDrop, isOnBus } from './bus'
import { backendId, GATEWAY_ID, snatEntryId } from './column-boxes'
import { bottom, centre, type Point, point } from './geometry'
import type { Layout } from './layout'
import { comesAgain, comesIn, doubled, leaving, stayOf, turns } from './leg'
import * as M from './measure'
import { cellOf, rowTop } from './stage-boxes'

export interface Station {
  /** Index of the step in its leg. */
  readonly step: number
  readonly at: Point
  /** Id of the box that it lies on. */
  readonly box: string
  /** Further boxes that the step touches: the backend that the SLB chose, the entry by which the gateway translates. */
  readonly also: readonly string[]
  /**
   * How it is drawn: `app` large; `socket` (a process of the host itself) as a stage; `interface` not at all, the line
   * runs beneath the interface.
   */
  readonly shape: 'app' | 'socket' | 'stage' | 'interface' | 'bus'
  readonly mark: 'stop' | 'rewrite' | 'drop'
}

/** What `route` needs to know beyond the point. */
export type Site =
  /** Above the kernel: reached by straight verticals. */
  | { readonly kind: 'upright' }
  | { readonly kind: 'cali' | 'eni'; readonly host: NetnsId; readonly way: 'in' | 'out' }
  /** `again`: the leg has been in this host before. */
  | { readonly kind: 'stage'; readonly host: NetnsId; readonly again: boolean }
  /** Reached by the bus, or from above or below in its column. */
  | { readonly kind: 'column' }
  | { readonly kind: 'vpc' }

export interface Located {
  readonly station: Station
  readonly site: Site
  /** y of the bus, where the way from here to the next station goes by it. */
  readonly bus: number | null
}

export type Spot = Pick<Station, 'at' | 'box' | 'shape'> & { readonly site: Site }

export function locate(leg: Leg, layout: Layout): readonly Located[] {
  const spots: (Spot | null)[] = leg.steps.map((step, index) => (isOnBus(step) ? null : spotOf(leg, index, layout)))
  const levels = busLevels(leg.kind, spots, layout)
  return leg.steps.map((step, index) => {
    const spot = spots[index] ?? busSpot(leg, index, spots, must(levels[index], 'a level on the bus'), layout)
    spots[index] = spot
    const { site, ...rest } = spot
    const station: Station = { ...rest, step: index, also: alsoAt(step), mark: markOf(step.event) }
    return { station, site, bus: levels[index] ?? null }
  })
}

function alsoAt({ event, because: [row] }: Step): readonly string[] {
  if (event.kind === 'slb-dnat') return [backendId(formatIpv4(event.backend.address), event.backend.port)]
  return row?.kind === 'snat-entry' ? [snatEntryId(formatCidr(row.source))] : []
}

/** An address or port changes here, or the packet ends here. */
function markOf(event: StepEvent): Station['mark'] {
  if (event.kind === 'drop') return 'drop'
  const rewrites = 'nat' in event ? event.nat !== null : REWRITES.has(event.kind)
  return rewrites ? 'rewrite' : 'stop'
}
const REWRITES: ReadonlySet<StepEvent['kind']> = new Set(['ipvs-dnat', 'ipvs-un-dnat', 'slb-dnat', 'slb-un-dnat'])

function spotOf(leg: Leg, index: number, layout: Layout): Spot {
  const step = must(leg.steps[index], 'a step of the leg')
  const { place } = step
  switch (place.kind) {
    case 'process': {
      const box = layout.boxes.get(place.netns)
      // A process of the host itself sits in the cell between INPUT and OUTPUT.
      return box?.kind === 'host'
        ? { ...stageSpot(leg, index, place.netns, 'ipvs', layout), shape: 'socket' }
        : processSpot(leg, index, place.netns, layout)
    }
    case 'stage':
      return stageSpot(leg, index, place.netns, place.stage, layout)
    case 'link':
      return linkSpot(leg, index, place.netns, place.dev, layout)
    case 'slb':
    case GATEWAY_ID:
      return deviceSpot(leg, index, place.kind, layout)
    case 'vpc':
      return atEni(leg, index, layout)
    default:
      return assertNever(place)
  }
}

const portOf = (out: boolean): number => (out ? -M.PORT : M.PORT)
const isDrop = (step: Step | undefined): boolean => step?.event.kind === 'drop'

/** From the centre of an interface, or of a pod; `into` the host's kernel. */
function portAt({ kind, steps }: Leg, netns: NetnsId, dev: string, into: boolean, above: boolean): number {
  const uses = (name: string, event?: 'receive' | 'transmit') =>
    steps.some(
      ({ place, event: { kind: is } }) =>
        place.kind === 'link' && place.netns === netns && place.dev === name && (!event || event === is),
    )
  // A pod that asks itself by its loopback: the leg never leaves it.
  if (above && uses('lo')) return portOf(kind === 'request')
  if (kind === 'request' || !uses(dev, 'receive') || !uses(dev, 'transmit')) return portOf(into)
  return M.PORT_BOTH_WAYS[into ? 'into' : above ? 'outOfAbove' : 'outOf']
}

/** A process in a pod or at a client. */
function processSpot(leg: Leg, index: number, netns: NetnsId, layout: Layout): Spot {
  const box = layout.boxes.get(netns)
  if (!box) return nowhere(layout)
  const { x } = centre(box.rect)
  if (box.kind === 'pod') {
    const at = point(x + portAt(leg, netns, 'eth0', leaving(leg, index), true), bottom(box.rect) - M.POD.process)
    return { at, box: box.id, shape: 'app', site: { kind: 'upright' } }
  }
  if (box.kind !== 'client') return middleOf(box)
  const dropped = leg.steps.slice(index, stayOf(leg, index).to).some(isDrop)
  return columnSpot(box, portOf(leg.kind === 'request'), 'lower', dropped)
}

/** On a border of a box beside the hosts; a cross would cover a name: it stands before the border. */
function columnSpot(box: Box, port: number, border: 'upper' | 'lower', dropped: boolean): Spot {
  const beside = dropped ? M.STATION.crossRing : 0
  const y = border === 'upper' ? box.rect.y - beside : bottom(box.rect) + beside
  const shape = box.kind === 'client' ? 'app' : 'stage'
  return { at: point(centre(box.rect).x + port, y), box: box.id, shape, site: { kind: 'column' } }
}

function linkSpot(leg: Leg, index: number, netns: NetnsId, dev: string, layout: Layout): Spot {
  const host = layout.boxes.get(netns)
  if (!host) return nowhere(layout)
  if (host.kind === 'client' || (host.kind === 'pod' && dev === 'lo')) return processSpot(leg, index, netns, layout)
  if (host.kind !== 'host') {
    const inner = layout.boxes.get(`${netns}/eth0`)
    if (!inner) return middleOf(host)
    const at = point(centre(inner.rect).x + portAt(leg, netns, dev, leaving(leg, index), true), centre(inner.rect).y)
    return { at, box: inner.id, shape: 'interface', site: { kind: 'upright' } }
  }
  const cali = layout.boxes.get(`${netns}/cali/${dev}`)
  const eni = eniBox(netns, dev, layout)
  const box = cali ?? (dev.startsWith('eth') ? eni : undefined)
  if (!box) return loopbackSpot(leg, index, netns, layout)
  const site = { kind: cali ? 'cali' : 'eni', host: netns, way: comesIn(leg, index) ? 'in' : 'out' } as const
  return interfaceSpot(
    box,
    site,
    portAt(leg, netns, dev, site.way === 'in', cali !== undefined),
    isDrop(leg.steps[index]),
  )
}

/** An interface that no border has: half-way from POSTROUTING back to PREROUTING, under the rows. */
function loopbackSpot(leg: Leg, index: number, host: NetnsId, layout: Layout): Spot {
  const box = layout.boxes.get(`${host}/kernel`)
  if (!box) return stageSpot(leg, index, host, 'ipvs', layout)
  const at = point(centre(box.rect).x, bottom(box.rect) + M.LOWER_CHANNEL[leg.kind][0])
  const way = leg.steps[index]?.event.kind === 'receive' ? 'in' : 'out'
  return { at, box: box.id, shape: 'stage', site: { kind: 'eni', host, way } }
}

const eniBox = (host: NetnsId, dev: string, { boxes }: Layout): Box | undefined =>
  boxes.get(`${host}/eni/${dev}`) ?? boxes.get(`${host}/eni/more`)

type InterfaceSite = Extract<Site, { readonly way: 'in' | 'out' }>

function interfaceSpot(box: Box, site: InterfaceSite, port: number, dropped: boolean): Spot {
  const at = point(centre(box.rect).x + port, dropped ? besideInterface(box, site.way) : centre(box.rect).y)
  return { at, box: box.id, shape: 'interface', site }
}

/** A cross would cover the interface's name: it stands where the line was about to enter the interface. */
function besideInterface({ rect, kind }: Box, way: 'in' | 'out'): number {
  const fromAbove = kind === 'cali' ? way === 'in' : way === 'out'
  return fromAbove ? rect.y - M.STATION.crossRing : bottom(rect) + M.STATION.crossRing
}

/** What the cloud drops at an ENI, by its groups or its check, ends under that ENI. */
function atEni(leg: Leg, index: number, layout: Layout): Spot {
  const eni = eniOfDrop(must(leg.steps[index], 'a step of the leg'))
  const box = eni && eniBox(eni.host, eni.dev, layout)
  if (!eni || !box) return nowhere(layout)
  const spot = interfaceSpot(
    box,
    { kind: 'eni', host: eni.host, way: eni.way },
    portAt(leg, eni.host, eni.dev, eni.way === 'in', false),
    true,
  )
  return { ...spot, at: point(spot.at.x, besideInterface(box, 'in')) }
}

function stageSpot(leg: Leg, index: number, host: NetnsId, stage: KernelStage, layout: Layout): Spot {
  const kernel = layout.boxes.get(`${host}/kernel`)
  if (!kernel) {
    const tile = layout.boxes.get(host)
    return tile ? middleOf(tile) : nowhere(layout)
  }
  const { column, row } = cellOf(stage)
  const tracks = row === 'upper' ? M.UPPER : M.LOWER
  const again = comesAgain(leg, index)
  const aside = leg.kind === 'reply' && turns(leg, index, stage) ? M.REPLY_ASIDE : 0
  const moved = doubled(leg, index)
  const dx = aside + moved.x + (again ? M.AGAIN.x : 0)
  const dy = tracks[leg.kind] + moved.y + (again ? M.AGAIN[row][leg.kind] : 0)
  return {
    at: point(kernel.rect.x + M.COLUMNS[column] + dx, kernel.rect.y + rowTop(row) + dy),
    box: `${host}/${stage}`,
    shape: 'stage',
    site: { kind: 'stage', host, again },
  }
}

/**
 * The SLB and the gateway stand between the bus, below, and a client, above. What comes from the bus and goes back to it
 * turns inside; the shorter way has the port nearer to the hosts, so that the two do not cross.
 */
function deviceSpot(leg: Leg, index: number, id: 'slb' | typeof GATEWAY_ID, layout: Layout): Spot {
  const box = layout.boxes.get(id)
  if (!box) return nowhere(layout)
  const { from, to } = stayOf(leg, index)
  const isAbove = (step: Step | undefined) => step !== undefined && machineOf(step.place).startsWith('client:')
  const enters = isAbove(leg.steps[from - 1]) ? 'upper' : 'lower'
  const next = leg.steps[to]
  const leaves = next ? (isAbove(next) ? 'upper' : 'lower') : enters === 'lower' ? 'upper' : 'lower'
  const step = leg.steps[index]
  const isExit = index === to - 1 && (index > from || !isDrop(step))
  const border = isExit ? leaves : enters
  if (enters === leaves) {
    const { x } = centre(box.rect)
    const before = outsideCloud(leg, from - 1, -1, layout) ?? x
    const after = outsideCloud(leg, to, 1, layout) ?? x
    const isNear = isExit === Math.abs(after - x) < Math.abs(before - x)
    return columnSpot(box, M.SLB_PORTS[leg.kind][isNear ? 'near' : 'far'], border, isDrop(step))
  }
  return columnSpot(box, portOf(leg.kind === 'request'), border, isDrop(step))
}

/** x of the next station that is not in the cloud, in this direction. */
function outsideCloud(leg: Leg, from: number, direction: 1 | -1, layout: Layout): number | null {
  for (let index = from; index >= 0 && index < leg.steps.length; index += direction) {
    if (leg.steps[index]?.place.kind === 'link') return spotOf(leg, index, layout).at.x
  }
  return null
}

const middleOf = (box: Box): Spot => ({ at: centre(box.rect), box: box.id, shape: 'app', site: { kind: 'upright' } })

/** A place that is not in the picture (its host is in a block of many): beside the VPC's name. */
function nowhere(layout: Layout): Spot {
  return middleOf(must(layout.boxes.get('vpc'), 'the VPC'))
}
