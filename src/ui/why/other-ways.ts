/*! The ways of the other backends, from the place on where the way could have parted: faint lines under the way that was taken. */
import { backendsIn, type Leg, machineOf, type Run, type Step } from '../../sim'
import type { Box } from '../graph/box'
import { bottom, centre, pathLength, type Point, point, right } from '../graph/geometry'
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

/** Null: it cannot be told from the way that was taken, or has no place to end. */
function wayOf(request: Leg, layout: Layout): Way | null {
  const at = request.steps.findIndex((step) => !isDrawn(step, layout))
  if (at < 0) return route(request, layout)
  const way = route({ ...request, steps: request.steps.slice(0, at) }, layout)
  const machine = request.steps[at] ? machineOf(request.steps[at].place) : ''
  const tile = layout.boxes.get(machine)
  return tile?.kind === 'tile' ? toTile(way, tile) : toShelf(way, request, layout)
}

/** From the last place before the VPC along its track: where its router would stand says nothing of a tile. */
function toTile(way: Way, tile: Box): Way | null {
  const bus = way.stations.findLast(({ shape }) => shape === 'bus')
  const stations = way.stations.filter(({ shape }) => shape !== 'bus')
  const last = stations.at(-1)
  if (!bus || !last || last.step < way.stations.length - 2) return null
  const end = point(centre(tile.rect).x, tile.rect.y)
  return ending(way, stations, tile, [last.at, point(last.at.x, bus.at.y), point(end.x, bus.at.y), end])
}

/** To a pod that has no slot in its host: along the right margin to its place on the shelf. */
function toShelf(way: Way, request: Leg, layout: Layout): Way | null {
  const last = way.stations.at(-1)
  const pods = request.steps.slice(way.stations.length).map(({ place }) => layout.boxes.get(machineOf(place)))
  const pod = pods.find((box) => box?.id.startsWith('pod:'))
  const host = pod && layout.boxes.get(pod.owner ?? '')
  if (!last || !pod || !host) return null
  const margin = right(host.rect) - MARGIN
  const below = bottom(pod.rect) + BELOW
  const end = point(centre(pod.rect).x, bottom(pod.rect))
  const points = [last.at, point(margin, last.at.y), point(margin, below), point(end.x, below), end]
  return ending(way, way.stations, pod, points)
}
const MARGIN = 5
const BELOW = 4

function ending(way: Way, stations: Way['stations'], box: Box, points: readonly Point[]): Way | null {
  const [last, at] = [stations.at(-1), points.at(-1)]
  if (!last || !at) return null
  const step = last.step + 1
  return {
    ...way,
    stations: [...stations, { ...last, step, at, box: box.id, also: [], mark: 'stop' }],
    runs: [...way.runs.slice(0, stations.length - 1), { to: step, points, length: pathLength(points) }],
  }
}

/** Its host stands open, and a pod behind this veth has a slot. */
function isDrawn({ place }: Step, { boxes }: Layout): boolean {
  const machine = machineOf(place)
  if (!machine.startsWith('node:')) return machine === 'vpc' || boxes.has(machine)
  if (place.kind === 'link' && place.dev !== 'lo') {
    return boxes.has(`${machine}/cali/${place.dev}`) || boxes.has(`${machine}/eni/${place.dev}`)
  }
  return boxes.has(`${machine}/kernel`)
}
