/*! The ways of the other backends, from the place on where the way could have parted: faint lines under the way that was taken. */
import { backendsIn, machineOf, type Run } from '../../sim'
import type { Layout } from '../graph/layout'
import { route, type Way } from '../graph/route'

/** More than these are no picture any more. */
const MOST = 4

/** Only what stands in the picture as it is: a backend on a host that is folded away has no line. */
export function otherWays(run: Run, layout: Layout): readonly Way[] {
  const { choice, backends } = backendsIn(run)
  if (choice === null) return []
  const legs = backends.flatMap((backend) =>
    backend.run === null || backend.share === 0 || backend.row === choice.taken ? [] : [backend.run.trace.request],
  )
  return legs
    .filter((request) => request.steps.every(({ place }) => isDrawn(machineOf(place), layout)))
    .slice(0, MOST)
    .map((request) => {
      const way = route(request, layout)
      return { ...way, stations: way.stations.slice(choice.index), runs: way.runs.slice(choice.index) }
    })
}

/** A host stands open, a pod has its own box. */
const isDrawn = (machine: string, { boxes }: Layout): boolean =>
  machine.startsWith('node:') ? boxes.has(`${machine}/kernel`) : machine === 'vpc' || boxes.has(machine)
