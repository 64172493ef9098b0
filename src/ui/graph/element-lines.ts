/*! How lines look at a step: travelled, ahead, of the other leg, never travelled; and the static wires. */
import type { Role } from '../theme/tokens'
import type { Wire } from './box'
import type { LineClass, LineElement } from './element'
import type { Layout } from './layout'
import { LINE } from './measure'
import type { Run, Way } from './route'
import type { Scene } from './scene'

export function linesOf(layout: Layout, scene: Scene): readonly LineElement[] {
  const shown = [...scene.ways, ...scene.others, ...(scene.ghost ? [scene.ghost] : [])]
  const travelled = new Set(
    shown.flatMap((way) => way.stations.slice(1).map((to, index) => pairOf(way.stations[index]?.box, to.box))),
  )
  return [
    ...layout.wires.filter(({ joins: [a, b] }) => !travelled.has(pairOf(a, b))).map(wireElement),
    ...scene.others.flatMap((way, at) => runsOf(way, (run) => ghostElement(run, `other/${at}`))),
    ...(scene.ghost ? runsOf(scene.ghost, (run) => ghostElement(run, 'ghost')) : []),
    ...scene.ways
      .toSorted((a, b) => Number(scene.isCurrent(a.leg)) - Number(scene.isCurrent(b.leg)))
      .flatMap((way) => runsOf(way, (run) => runElement(way, run, scene))),
  ]
}

const pairOf = (a: string | undefined, b: string): string => [a ?? '', b].sort().join(' ')

/** Two steps on one station have an empty run: no line. */
const runsOf = (way: Way, element: (run: Run) => LineElement): readonly LineElement[] =>
  way.runs.filter((run) => run.points.length > 1).map(element)

const wireElement = (wire: Wire): LineElement => ({
  id: wire.id,
  line: 'wire',
  leg: null,
  points: [wire.from, wire.to],
  color: 'line2',
  width: LINE.box,
  dash: null,
  cap: 'butt',
  opacity: 1,
  z: 4,
})

const ghostElement = (run: Run, way: string): LineElement => ({
  id: `${way}/${run.to}`,
  line: 'ghost',
  leg: 'ghost',
  points: run.points,
  color: 'ghost',
  width: LINE.ghost,
  dash: [1, 6],
  cap: 'round',
  opacity: 1,
  z: 4,
})

function runElement(way: Way, run: Run, scene: Scene): LineElement {
  const line = lineClass(way, run, scene)
  return {
    id: `${way.leg}/${run.to}`,
    line,
    leg: way.leg,
    points: run.points,
    color: colorOf(way),
    width: line === 'done' ? LINE.done : line === 'other-done' ? LINE.otherDone : LINE.ahead,
    dash: way.leg === 'reply' ? [8, 5] : null,
    cap: way.leg === 'reply' ? 'butt' : 'round',
    opacity: LINE_OPACITY[line],
    z: way.leg === 'reply' ? 5 : 6,
  }
}
/** The leg that is not being played stands back. */
const LINE_OPACITY: Readonly<Record<LineClass, number>> = {
  done: 1,
  ahead: 0.72,
  other: 0.5,
  'other-done': 0.5,
  ghost: 1,
  wire: 1,
}

export function lineClass(way: Way, run: Run, scene: Scene): LineClass {
  if (scene.isCurrent(way.leg)) return run.to <= scene.local ? 'done' : 'ahead'
  if (scene.bothLegs) return 'done'
  return way.leg === 'request' ? 'other-done' : 'other'
}

export const colorOf = (way: Way): Role => (way.tone === 'error' ? 'drop' : way.leg === 'request' ? 'req' : 'rep')
