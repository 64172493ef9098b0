/*! The VPC's bus: where a packet stands on it, and at which level each pass of a leg runs along it.

A pass leads from one station to the next one that is not on the bus. Passes that would lie on each other share the height of a
track: the shorter one runs above, so that its ends do not cross the longer one. */
import { must } from '../../base/assert'
import type { Leg, LegKind, NetnsId, Step } from '../../sim'
import type { Box } from './box'
import { centre, point, right } from './geometry'
import type { Layout } from './layout'
import * as M from './measure'
import type { Spot } from './stations'

/** The ENI under which the cloud drops: by its security groups, or by its source or destination check. */
export function eniOfDrop({ event }: Step): { host: NetnsId; dev: string; way: 'in' | 'out' } | null {
  if (event.kind !== 'drop') return null
  const { reason } = event
  if (reason.kind === 'security-group') return { ...reason.eni, way: reason.direction }
  if (reason.kind === 'source-check') return { ...reason.eni, way: 'out' }
  if (reason.kind === 'destination-check') return { ...reason.eni, way: 'in' }
  return null
}

export const isOnBus = (step: Step): boolean => step.place.kind === 'vpc' && eniOfDrop(step) === null

const busTop = ({ boxes }: Layout): number => must(boxes.get('vpc'), 'the VPC').rect.y + M.VPC.pad

interface Pass {
  /** Steps from its first station up to the one before its last. */
  readonly from: number
  readonly to: number
  readonly left: number
  readonly right: number
}

const overlaps = (a: Pass, b: Pass): boolean => a.left < b.right && b.left < a.right
const isSame = (a: Pass, b: Pass): boolean => a.left === b.left && a.right === b.right

/** y of the bus for each step whose way on goes by it; null for the others. `spots`: null on the bus. */
export function busLevels(leg: LegKind, spots: readonly (Spot | null)[], layout: Layout): readonly (number | null)[] {
  const top = busTop(layout) + M.VSWITCH[leg]
  const passes = passesOf(spots)
  // A packet that goes round and round draws its way once.
  const distinct = passes.filter((pass, index) => passes.findIndex((other) => isSame(pass, other)) === index)
  const crowded = distinct
    .filter((pass) => distinct.some((other) => other !== pass && overlaps(pass, other)))
    .toSorted((a, b) => b.right - b.left - (a.right - a.left))
  const lowest = leg === 'reply' && crowded.length > 0 ? M.BUS.replyAside : 0
  const levels = spots.map((): number | null => null)
  for (const pass of passes) {
    const rank = crowded.findIndex((other) => isSame(pass, other))
    const y = rank < 0 ? top : top + lowest - (rank * M.BUS.room) / (crowded.length - 1)
    levels.fill(y, pass.from, pass.to)
  }
  return levels
}

function passesOf(spots: readonly (Spot | null)[]): readonly Pass[] {
  const passes: Pass[] = []
  let from = -1
  spots.forEach((spot, index) => {
    if (!spot && index < spots.length - 1) return
    const start = spots[from]
    const to = spot ? index : spots.length
    if (start && (to > from + 1 || (spot && isApart(start, spot)))) {
      const x = spot?.at.x ?? start.at.x + AHEAD
      passes.push({ from, to, left: Math.min(start.at.x, x), right: Math.max(start.at.x, x) })
    } else if (!start && to > 0) passes.push({ from: 0, to, left: 0, right: 0 })
    from = to
  })
  return passes
}

/** From an ENI to a device of the cloud, or to another ENI that lets nothing in: no step on the bus between them. */
const isApart = (a: Spot, b: Spot): boolean =>
  [a, b].every(({ site }) => site.kind === 'eni' || site.kind === 'column') && a.box !== b.box && a.at.x !== b.at.x

/** A packet that ends on the bus gets so far. */
const AHEAD = 60
/** From the end of the band or a vSwitch, for what ends there. */
const INSET = 40

/**
 * An EIP stands beside its column, and what ends before it has left there; an ACL at its vSwitch; any other packet at the first
 * router on its way, else half-way.
 */
export function busSpot(leg: Leg, index: number, spots: readonly (Spot | null)[], y: number, layout: Layout): Spot {
  const vpc = must(layout.boxes.get('vpc'), 'the VPC')
  const { event } = must(leg.steps[index], 'a step of the leg')
  const spot = (x: number, box = vpc): Spot => ({ at: point(x, y), box: box.id, shape: 'bus', site: { kind: 'vpc' } })
  const from = spots[index - 1] ?? null
  const to = spots.slice(index + 1).find((other) => other !== null) ?? null
  const reason = event.kind === 'drop' ? event.reason : null
  const isEip = event.kind === 'eip-out' || event.kind === 'eip-in'
  const outside = from?.site.kind === 'column' ? from : isEip && to?.site.kind === 'column' ? to : null
  const column = outside && (isEip || !to) && layout.boxes.get(outside.box)
  const middle = centre(vpc.rect).x
  if (column) {
    const { x } = centre(column.rect)
    return spot(x + (x < middle ? M.EIP[leg.kind] : -M.EIP[leg.kind]))
  }
  if (isEip) return spot(right(vpc.rect) - 2 * INSET)
  const start = from?.at.x ?? to?.at.x ?? middle
  const aside = ({ rect }: Box) => Math.abs(centre(rect).x - start)
  const nearest = (prefix: string) =>
    [...layout.boxes.values()].filter(({ id }) => id.startsWith(prefix)).toSorted((a, b) => aside(a) - aside(b))
  if (reason?.kind === 'network-acl') {
    const [box] = nearest(`vsw:${reason.vswitch}`)
    if (box) return spot(Math.max(box.rect.x + INSET, Math.min(start, right(box.rect) - INSET)), box)
  }
  const routers = nearest('router:').map(({ rect }) => centre(rect).x)
  const end = to?.at.x
  const first = from?.site.kind === 'vpc' ? undefined : routers[0]
  if (end === undefined) return spot(first ?? (start + AHEAD < right(vpc.rect) ? start + AHEAD : start - AHEAD))
  return spot(routers.find((x) => (x - start) * (x - end) < 0) ?? Math.round((start + end) / 2))
}
