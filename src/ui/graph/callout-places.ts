/*! The places where a station's call-out may open, best first, each with its leader.

  lower row       in the lower channel, beside the station
  upper row       in a free pod slot, else in the upper channel, else in the lower channel with a bent leader
  interface       in the lower channel beside the ENI; beside the pod of a cali or of an eth0
  bus, column     beside them: over the vSwitch, or in the first host's lower channel                             */
import { assertNever } from '../../base/assert'
import type { Box } from './box'
import { bottom, centre, overlap, type Point, point, type Rect, rect, right, type Size } from './geometry'
import { holderOf, type Layout } from './layout'
import * as M from './measure'
import { cellOfBox, rowTop, type StageCell } from './stage-boxes'
import type { Station } from './stations'

export interface Callout {
  readonly rect: Rect
  /** From the call-out to the box of its station, where a dot ends it. */
  readonly leader: readonly Point[]
}

/** Between a call-out and what it stands beside. */
const GAP = 12
/** The leader leaves a call-out no nearer to its corner. */
const CORNER = 14

interface Frame {
  readonly layout: Layout
  readonly station: Station
  readonly size: Size
  readonly box: Box
}

export function placesFor(layout: Layout, station: Station, size: Size): readonly Callout[] {
  const box = layout.boxes.get(station.box) ?? layout.boxes.get('vpc')
  if (!box) throw new Error('a layout without a VPC')
  const frame: Frame = { layout, station, size, box }
  switch (box.kind) {
    case 'stage': {
      const kernel = kernelOf(layout, box)
      const cell = cellOfBox(box.id)
      if (!kernel || !cell) return besideBox(frame)
      return cell.row === 'lower' ? underLowerRow(frame, kernel, cell) : forUpperRow(frame, kernel, cell)
    }
    case 'eni':
    case 'more': {
      const kernel = kernelOf(layout, box)
      return kernel ? aboveEni(frame, kernel) : besideBox(frame)
    }
    case 'slb':
    case 'backend':
    case 'client':
      return besideColumn(frame)
    case 'vpc':
    case 'vswitch':
    case 'router':
      return besideBus(frame)
    case 'host':
    case 'kernel':
    case 'pod':
    case 'shelf-pod':
    case 'pod-interface':
    case 'cali':
    case 'tile':
      return besideBox(frame)
    default:
      return assertNever(box.kind)
  }
}

function kernelOf(layout: Layout, box: Box): Rect | null {
  const host = holderOf(layout, box.id, 'host')
  return host ? (layout.boxes.get(`${host.id}/kernel`)?.rect ?? null) : null
}

/** Tops in the lower channel: 9 under the row; 4, where a call-out would else touch the level of a line to an ENI. */
const lowerTops = (kernel: Rect): readonly number[] =>
  [9, 4].map((under) => kernel.y + rowTop('lower') + M.KERNEL.row + under)
/** All places at these left edges, in this order. */
const inLowerChannel = (lefts: readonly number[], kernel: Rect, { width, height }: Size): readonly Rect[] =>
  lefts.flatMap((x) => lowerTops(kernel).map((y) => rect(x, y, width, height)))

/**
 * Right edge 12 left of the station, left edge 12 right of it for columns 1 and 2; then the other side, then anywhere
 * there.
 */
function underLowerRow({ station, size, box }: Frame, kernel: Rect, cell: StageCell): readonly Callout[] {
  const leftOf = station.at.x - GAP - size.width
  const rightOf = station.at.x + GAP
  const first = cell.column < 2 ? [rightOf, leftOf] : [leftOf, rightOf]
  return inLowerChannel([...first, ...across(kernel, size)], kernel, size).map((area): Callout => {
    const inside = clamp(station.at.x, area.x + CORNER, right(area) - CORNER)
    const x = clamp(inside, box.rect.x + 10, right(box.rect) - 10)
    return { rect: area, leader: [point(x, area.y), point(x, bottom(box.rect))] }
  })
}

/** Left edges from the left margin to the right one. */
function across(kernel: Rect, size: Size): readonly number[] {
  const from = kernel.x + 14
  const to = Math.max(from, right(kernel) - 14 - size.width)
  return [0, 0.25, 0.5, 0.75, 1].map((share) => from + (to - from) * share)
}

function forUpperRow(frame: Frame, kernel: Rect, cell: StageCell): readonly Callout[] {
  const { layout, station, size, box } = frame
  const above = (area: Rect): Callout => {
    const x = clamp(station.at.x, area.x + CORNER, right(area) - CORNER)
    const direct = x >= box.rect.x + 6 && x <= right(box.rect) - 6
    const top = box.rect.y
    const bent = [
      point(x, bottom(area)),
      point(x, top - 6),
      point(centre(box.rect).x, top - 6),
      point(centre(box.rect).x, top),
    ]
    return { rect: area, leader: direct ? [point(x, bottom(area)), point(x, top)] : bent }
  }
  const slots = freeSlots(layout, kernel).flatMap((slot) => {
    const tops = size.height <= slot.height ? [slot.y + 8, slot.y + 16, slot.y] : [slot.y]
    const inSlot = slot.x + Math.max(0, (slot.width - size.width) / 2)
    const lefts = [inSlot, right(kernel) - 8 - size.width, slot.x - 6]
    return lefts.flatMap((x) => tops.map((y) => rect(x, y, size.width, size.height)))
  })
  const channel = [4, 56 - size.height].flatMap((dy) =>
    across(kernel, size).map((x) => rect(x, kernel.y + dy, size.width, size.height)),
  )
  return [
    ...[...slots, ...channel.filter((area) => bottom(area) <= box.rect.y - 4)].map(above),
    ...throughTheGap(frame, kernel, cell),
  ]
}

/** Slots in which no pod stands, from below the header down to the kernel. */
function freeSlots(layout: Layout, kernel: Rect): readonly Rect[] {
  const pods = [...layout.boxes.values()].filter((box) => box.kind === 'pod').map((box) => box.rect)
  return M.POD.slots
    .map((middle) => {
      const y = kernel.y - M.HOST.veth - M.POD.height
      return rect(kernel.x + middle - M.POD.width / 2, y, M.POD.width, M.POD.height + M.HOST.veth - GAP)
    })
    .filter((slot) => pods.every((pod) => !overlap(pod, slot)))
}

/** In the lower channel; the leader passes the lower row between two stages, over no name. */
function throughTheGap({ station, size, box }: Frame, kernel: Rect, { column }: StageCell): readonly Callout[] {
  const gap = kernel.x + (column === 1 ? (M.COLUMNS[1] + M.COLUMNS[2]) / 2 : (M.COLUMNS[2] + M.COLUMNS[3]) / 2)
  const middle = bottom(box.rect) + (rowTop('lower') - rowTop('upper') - M.KERNEL.row) / 2
  const x = clamp(station.at.x, box.rect.x + 10, right(box.rect) - 10)
  const aside = (left: number) => Math.abs(left + size.width / 2 - gap)
  const lefts = [gap - size.width / 2, ...across(kernel, size).toSorted((a, b) => aside(a) - aside(b))]
  return inLowerChannel(lefts, kernel, size).map((area): Callout => {
    const start = point(clamp(gap, area.x + CORNER, right(area) - CORNER), area.y)
    return {
      rect: area,
      leader: [start, point(gap, area.y - 2), point(gap, middle), point(x, middle), point(x, bottom(box.rect))],
    }
  })
}

function aboveEni({ size, box }: Frame, kernel: Rect): readonly Callout[] {
  const middle = centre(box.rect).x
  const lefts = [middle + GAP, middle - GAP - size.width, ...across(kernel, size)]
  return inLowerChannel(lefts, kernel, size).map((area): Callout => {
    const inside = clamp(middle, area.x + CORNER, right(area) - CORNER)
    const x = clamp(inside, box.rect.x + 8, right(box.rect) - 8)
    return { rect: area, leader: [point(clamp(x, area.x + 4, right(area) - 4), bottom(area)), point(x, box.rect.y)] }
  })
}

/** Beside a pod, a cali or a pod's eth0: right of the pod, else left of it; else below the kernel's rows. */
function besideBox(frame: Frame): readonly Callout[] {
  const { layout, station, size, box } = frame
  const kernel = kernelOf(layout, box)
  if (!kernel) {
    const y = centre(box.rect).y
    const x = right(box.rect) + GAP
    return [
      { rect: rect(x, y - size.height / 2, size.width, size.height), leader: [point(x, y), point(right(box.rect), y)] },
    ]
  }
  const slotTop = kernel.y - M.HOST.veth - M.POD.height
  const tops = box.kind === 'pod' ? [slotTop + 8, kernel.y - GAP - size.height] : [kernel.y - GAP - size.height]
  const middle = centre(box.rect).x
  const beside = tops.flatMap((y) =>
    [middle + M.POD.width / 2 + GAP, middle - M.POD.width / 2 - GAP - size.width].map((x): Callout => {
      const area = rect(x, y, size.width, size.height)
      const [from, to] = x > middle ? [area.x, right(box.rect)] : [right(area), box.rect.x]
      const level = clamp(station.at.y + LEVEL_ASIDE, box.rect.y + 4, bottom(box.rect) - 4)
      const inset = from + (x > middle ? CORNER : -CORNER)
      const direct = level <= bottom(area) - 4
      return {
        rect: area,
        leader: direct
          ? [point(from, level), point(to, level)]
          : [point(inset, bottom(area)), point(inset, level), point(to, level)],
      }
    }),
  )
  return [...beside, ...belowRows(frame, kernel)]
}
/** Off the station's own level, so that the leader does not meet its halo. */
const LEVEL_ASIDE = 4

/** In the lower channel; the leader rises between two columns, over no name. */
function belowRows({ size, box }: Frame, kernel: Rect): readonly Callout[] {
  const first = centre(box.rect).x < centre(kernel).x
  const between = kernel.x + (M.COLUMNS[1] + M.COLUMNS[2]) / 2
  const x = box.kind === 'cali' ? kernel.x + (first ? 105 : (M.COLUMNS[2] + M.COLUMNS[3]) / 2) : between
  const edge = first ? right(box.rect) : box.rect.x
  const inside = first ? -10 : 10
  const under = bottom(box.rect)
  const end =
    box.kind === 'cali'
      ? [point(x, under)]
      : box.kind === 'pod-interface'
        ? [point(x, under - 4), point(edge, under - 4)]
        : [point(x, under + 16), point(edge + inside, under + 16), point(edge + inside, under)]
  return inLowerChannel(across(kernel, size), kernel, size)
    .filter((area) => x >= area.x + 4 && x <= right(area) - 4)
    .map((area): Callout => ({ rect: area, leader: [point(x, area.y), ...end] }))
}

/**
 * In the lower channel of the host beside the column, level with a device; else beside the box. The leader turns in the gap
 * between them.
 */
function besideColumn({ layout, size, box }: Frame): readonly Callout[] {
  const { hosts, boxes } = layout
  const isLeft = box.rect.x < centre(layout.bounds).x
  const kernel = boxes.get(`${isLeft ? hosts[0] : hosts[hosts.length - 1]}/kernel`)?.rect
  const edge = isLeft ? right(box.rect) : box.rect.x
  const gap = edge + (isLeft ? 1 : -1) * (M.COLUMN.gap / 2)
  const lefts = kernel ? across(kernel, size) : []
  const places = [
    ...(kernel ? inLowerChannel(isLeft ? lefts : lefts.toReversed(), kernel, size) : []),
    rect(isLeft ? edge + GAP : edge - GAP - size.width, box.rect.y, size.width, size.height),
    rect(isLeft ? box.rect.x : right(box.rect) - size.width, bottom(box.rect) + GAP, size.width, size.height),
  ]
  return places.map((area): Callout => {
    const y = clamp(centre(area).y, box.rect.y + CORNER, bottom(box.rect) - CORNER)
    const start = clamp(y, area.y + CORNER, bottom(area) - CORNER)
    const from = isLeft ? area.x : right(area)
    const bent = start === y ? [] : [point(gap, start), point(gap, y)]
    return { rect: area, leader: [point(from, start), ...bent, point(edge, y)] }
  })
}

/**
 * Over the vSwitch of the nearest host, right of its name, or in its lower channel; else at the next host; else below the band. The leader keeps clear of the
 * tracks.
 */
function besideBus({ layout, station, size }: Frame): readonly Callout[] {
  const vpc = layout.boxes.get('vpc')?.rect ?? layout.bounds
  const { at } = station
  const turn = vpc.y + M.VPC.pad + M.VSWITCH.reply + 8
  const hosts = layout.hosts
    .flatMap((id) => layout.boxes.get(`${id}/kernel`)?.rect ?? [])
    .toSorted((a, b) => Math.abs(centre(a).x - at.x) - Math.abs(centre(b).x - at.x))
  const overVswitch = (kernel: Rect) => {
    const y = bottom(kernel) + M.ENI.height / 2 + 3
    return [right(kernel) + M.VPC.overhang - size.width, kernel.x + 150].map((x): Callout => {
      const area = rect(x, y, size.width, size.height)
      const edge = area.x > at.x ? area.x : right(area)
      return { rect: area, leader: [point(edge, turn), point(at.x, turn), point(at.x, at.y + M.STATION.ring + 2)] }
    })
  }
  const inChannel = (kernel: Rect) =>
    inLowerChannel(across(kernel, size), kernel, size).map((area): Callout => {
      const isAbove = at.x > area.x && at.x < right(area)
      const { y } = centre(area)
      const edge = at.x < area.x ? area.x : right(area)
      const start = isAbove ? [point(at.x, bottom(area))] : [point(edge, y), point(at.x, y)]
      return { rect: area, leader: [...start, point(at.x, at.y - M.STATION.ring - 2)] }
    })
  const below = rect(at.x - size.width / 2, bottom(vpc) + 4, size.width, size.height)
  return [
    ...hosts.flatMap((kernel) => [...overVswitch(kernel), ...inChannel(kernel)]),
    { rect: below, leader: [point(at.x, below.y), point(at.x, at.y + M.STATION.ring + 2)] },
  ]
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))
