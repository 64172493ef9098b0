/*! Where the packet stands in the picture at each step of a leg.

A step's place gives the box, the leg gives the track: the request and the reply have stations of their own in every
box, so that both can be drawn whole. Leaving and entering an interface differ as well: into the kernel left of its
centre, out of it right. */
import { assertNever, must } from '../../base/assert'
import {
  formatIpv4,
  type KernelStage,
  type Leg,
  type LegKind,
  machineOf,
  type NetnsId,
  type Step,
  type StepEvent,
} from '../../sim'
import type { Box } from './box'
import { backendId, GATEWAY_ID } from './column-boxes'
import { bottom, centre, type Point, point, right } from './geometry'
import type { Layout } from './layout'
import * as M from './measure'
import { cellOf, rowTop } from './stage-boxes'

export interface Station {
  /** Index of the step in its leg. */
  readonly step: number
  readonly at: Point
  /** Id of the box that it lies on. */
  readonly box: string
  /** Further boxes that the step touches: the backend that the SLB chose. */
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
  /** Above the kernel, or the column at the left: reached by straight verticals. */
  | { readonly kind: 'upright' }
  | { readonly kind: 'cali' | 'eni'; readonly host: NetnsId; readonly way: 'in' | 'out' }
  | { readonly kind: 'stage'; readonly host: NetnsId }
  /** Reached by the bus. */
  | { readonly kind: 'column' }
  | { readonly kind: 'vpc' }

export interface Located {
  readonly station: Station
  readonly site: Site
}

type Spot = Pick<Station, 'at' | 'box' | 'shape'> & { readonly site: Site }

export function locate(leg: Leg, layout: Layout): readonly Located[] {
  const spots = leg.steps.map((step, index) => (step.place.kind === 'vpc' ? null : spotOf(leg, index, layout)))
  return leg.steps.map((step, index) => {
    const { site, ...spot } =
      spots[index] ?? vpcSpot(leg.kind, spots[index - 1] ?? null, nextSpot(spots, index), layout)
    const also =
      step.event.kind === 'slb-dnat' ? [backendId(formatIpv4(step.event.backend.address), step.event.backend.port)] : []
    return { station: { ...spot, step: index, also, mark: markOf(step.event) }, site }
  })
}

const nextSpot = (spots: readonly (Spot | null)[], index: number): Spot | null =>
  spots.slice(index + 1).find((spot) => spot !== null) ?? null

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
      return slbSpot(leg.kind, step, layout)
    case 'gateway':
      return gatewaySpot(leg.kind, layout)
    case 'vpc':
      throw new Error('the VPC’s station depends on its neighbours')
    default:
      return assertNever(place)
  }
}

/** Is the packet still on the machine where its leg began? Then it is on its way out of there. */
function leaving(leg: Leg, index: number): boolean {
  const machine = machineOf(must(leg.steps[index], 'a step of the leg').place)
  return leg.steps.slice(0, index).every((step) => machineOf(step.place) === machine)
}
const portOf = (out: boolean): number => (out ? -M.PORT : M.PORT)

/** A process in a pod or at a client. */
function processSpot(leg: Leg, index: number, netns: NetnsId, layout: Layout): Spot {
  const box = layout.boxes.get(netns)
  if (!box) return nowhere(layout)
  const x = centre(box.rect).x + portOf(leaving(leg, index))
  if (box.kind === 'pod') {
    return { at: point(x, bottom(box.rect) - M.POD.process), box: box.id, shape: 'app', site: { kind: 'upright' } }
  }
  if (box.kind === 'client')
    return { at: point(x, bottom(box.rect)), box: box.id, shape: 'app', site: { kind: 'column' } }
  return middleOf(box)
}

function linkSpot(leg: Leg, index: number, netns: NetnsId, dev: string, layout: Layout): Spot {
  const host = layout.boxes.get(netns)
  if (!host) return nowhere(layout)
  if (host.kind === 'client') return processSpot(leg, index, netns, layout)
  if (host.kind !== 'host') {
    const inner = layout.boxes.get(`${netns}/eth0`)
    if (!inner) return middleOf(host)
    const at = point(centre(inner.rect).x + portOf(leaving(leg, index)), centre(inner.rect).y)
    return { at, box: inner.id, shape: 'interface', site: { kind: 'upright' } }
  }
  const cali = layout.boxes.get(`${netns}/cali/${dev}`)
  const eni = layout.boxes.get(`${netns}/eni/${dev}`) ?? layout.boxes.get(`${netns}/eni/more`)
  const box = cali ?? (dev.startsWith('eth') ? eni : undefined)
  if (!box) return stageSpot(leg, index, netns, 'ipvs', layout)
  const way = comesIn(leg, index) ? 'in' : 'out'
  const x = centre(box.rect).x + portOf(way === 'in')
  const at = point(x, leg.steps[index]?.event.kind === 'drop' ? besideInterface(box, way) : centre(box.rect).y)
  return { at, box: box.id, shape: 'interface', site: { kind: cali ? 'cali' : 'eni', host: netns, way } }
}

/** A cross would cover the interface's name: it stands where the line was about to enter the interface. */
function besideInterface({ rect, kind }: Box, way: 'in' | 'out'): number {
  const fromAbove = kind === 'cali' ? way === 'in' : way === 'out'
  return fromAbove ? rect.y - M.STATION.crossRing : bottom(rect) + M.STATION.crossRing
}

/** At a host's interface: does the packet come from outside the host? */
function comesIn(leg: Leg, index: number): boolean {
  const step = must(leg.steps[index], 'a step of the leg')
  if (step.event.kind === 'receive') return true
  if (step.event.kind === 'transmit') return false
  const before = leg.steps[index - 1]
  return !before || machineOf(before.place) !== machineOf(step.place)
}

function stageSpot(leg: Leg, index: number, host: NetnsId, stage: KernelStage, layout: Layout): Spot {
  const kernel = layout.boxes.get(`${host}/kernel`)
  if (!kernel) {
    const tile = layout.boxes.get(host)
    return tile ? middleOf(tile) : nowhere(layout)
  }
  const { column, row } = cellOf(stage)
  const tracks = row === 'upper' ? M.UPPER : M.LOWER
  const aside = leg.kind === 'reply' && turns(leg, index, stage) ? M.REPLY_ASIDE : 0
  return {
    at: point(kernel.rect.x + M.COLUMNS[column] + aside, kernel.rect.y + rowTop(row) + tracks[leg.kind]),
    box: `${host}/${stage}`,
    shape: 'stage',
    site: { kind: 'stage', host },
  }
}

/** Does the line turn between the rows here? */
function turns(leg: Leg, index: number, stage: KernelStage): boolean {
  const stageAt = (step: Step | undefined) => (step?.place.kind === 'stage' ? step.place.stage : null)
  if (stage === 'routing')
    return stageAt(leg.steps.slice(index).find((step) => stageAt(step) !== 'routing')) === 'input'
  if (stage === 'postrouting') {
    return stageAt(leg.steps.slice(0, index).findLast((step) => stageAt(step) !== 'postrouting')) === 'output'
  }
  return stage === 'input' || stage === 'output'
}

/** The SLB takes a packet at its upper border and hands it on at its lower one; the way back the other way round. */
function slbSpot(leg: LegKind, step: Step, layout: Layout): Spot {
  const box = layout.boxes.get('slb')
  if (!box) return nowhere(layout)
  const lower = step.event.kind === 'slb-dnat' || step.event.kind === 'slb-un-dnat'
  const x = centre(box.rect).x + portOf(leg === 'request')
  return { at: point(x, lower ? bottom(box.rect) : box.rect.y), box: box.id, shape: 'stage', site: { kind: 'column' } }
}

/** The NAT gateway takes and hands on at its lower border. */
function gatewaySpot(leg: LegKind, layout: Layout): Spot {
  const box = layout.boxes.get(GATEWAY_ID)
  if (!box) return nowhere(layout)
  const x = centre(box.rect).x + portOf(leg === 'request')
  return { at: point(x, bottom(box.rect)), box: box.id, shape: 'stage', site: { kind: 'column' } }
}

/** On the bus: at the first router on the way, else half-way. */
function vpcSpot(leg: LegKind, from: Spot | null, to: Spot | null, layout: Layout): Spot {
  const vpc = must(layout.boxes.get('vpc'), 'the VPC')
  const y = vpc.rect.y + M.VPC.pad + M.VSWITCH[leg]
  const routers = [...layout.boxes.values()].filter((box) => box.kind === 'router').map((box) => centre(box.rect).x)
  const start = from?.at.x ?? to?.at.x ?? centre(vpc.rect).x
  const byDistance = routers.toSorted((a, b) => Math.abs(a - start) - Math.abs(b - start))
  const end = to?.at.x
  const spot = (x: number): Spot => ({ at: point(x, y), box: 'vpc', shape: 'bus', site: { kind: 'vpc' } })
  if (end === undefined) return spot(byDistance[0] ?? (start + 60 < right(vpc.rect) ? start + 60 : start - 60))
  const between = byDistance.find((x) => (x - start) * (x - end) < 0)
  return spot(between ?? Math.round((start + end) / 2))
}

const middleOf = (box: Box): Spot => ({ at: centre(box.rect), box: box.id, shape: 'app', site: { kind: 'upright' } })

/** A place that is not in the picture (its host is in a block of many): beside the VPC's name. */
function nowhere(layout: Layout): Spot {
  return middleOf(must(layout.boxes.get('vpc'), 'the VPC'))
}
