/*! The ways of the other backends, from the place on where the way could have parted: faint lines under the way that was taken. */
import { backendsIn, type Leg, machineOf, type Run } from '../../sim'
import { centre, pathLength, point } from '../graph/geometry'
import type { Layout } from '../graph/layout'
import { route, type Way } from '../graph/route'

/** More than these are no picture any more. */
const MOST = 4

/** Those that part where the picture shows it; a backend on a host that is folded away has a line to that host's tile. */
export function otherWays(run: Run, layout: Layout): readonly Way[] {
  const { choice, backends } = backendsIn(run)
  if (choice === null) return []
  const legs = backends.flatMap((backend) =>
    backend.run === null || backend.share === 0 || backend.row === choice.taken ? [] : [backend.run.trace.request],
  )
  return legs
    .flatMap((request) => wayOf(request, layout) ?? [])
    .filter(({ stations }) => stations.length > choice.index + 1)
    .slice(0, MOST)
    .map((way) => ({ ...way, stations: way.stations.slice(choice.index), runs: way.runs.slice(choice.index) }))
}

function wayOf(request: Leg, layout: Layout): Way | null {
  const machines = request.steps.map(({ place }) => machineOf(place))
  const folded = machines.findIndex((machine) => !isDrawn(machine, layout))
  if (folded < 0) return route(request, layout)
  const tile = layout.boxes.get(machines[folded] ?? '')
  if (folded === 0 || tile?.kind !== 'tile') return null
  const way = route({ ...request, steps: request.steps.slice(0, folded) }, layout)
  // From the last place before the VPC along its track: where its router would stand says nothing of a tile.
  const bus = way.stations.findLast(({ shape }) => shape === 'bus')
  const stations = way.stations.filter(({ shape }) => shape !== 'bus')
  const last = stations.at(-1)
  if (!bus || !last || last.step < way.stations.length - 2) return null
  const at = point(centre(tile.rect).x, tile.rect.y)
  const points = [last.at, point(last.at.x, bus.at.y), point(at.x, bus.at.y), at]
  return {
    ...way,
    stations: [...stations, { ...last, step: folded, at, box: tile.id, also: [], mark: 'stop' }],
    runs: [...way.runs.slice(0, stations.length - 1), { to: folded, points, length: pathLength(points) }],
  }
}

/** A host stands open, a pod has its own box. */
const isDrawn = (machine: string, { boxes }: Layout): boolean =>
  machine.startsWith('node:') ? boxes.has(`${machine}/kernel`) : machine === 'vpc' || boxes.has(machine)
