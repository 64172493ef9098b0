/*! The picture of a cluster that no packet crosses: everything stands there, nothing is lit. */
import { type ResolvedTopology, nodeNetns } from '../../sim'
import { type PaintNode, group } from './paint-node'
import { boxElement } from './element-boxes'
import { labelsOf } from './element-labels'
import { linesOf } from './element-lines'
import { type Layout, layout } from './layout'
import { paintBox, paintLine } from './paint'
import { paintLabel } from './paint-overlay'
import type { Scene } from './scene'
import { MANY } from './measure'
import type { PictureWords } from './words'

/** With more hosts than that can stand open, the first ones do. */
export const plainLayout = (topology: ResolvedTopology, words: PictureWords): Layout =>
  layout(
    topology,
    {
      openHosts: topology.nodes.slice(0, MANY.open).map(({ name }) => nodeNetns(name)),
      podsOnTheWay: [],
      passes: topology.clients.map(({ name }) => `client:${name}`).concat('slb', 'gateway'),
    },
    words,
  )

/** In model units. */
export function paintPlain(placed: Layout): PaintNode {
  const boxes = [...placed.boxes.values()]
  const quiet = sceneOf(new Set())
  // Names as they are where a packet may pass.
  const named = sceneOf(new Set(placed.boxes.keys()))
  const ground = [
    ...boxes
      .map((box) => ({ ...boxElement(box, quiet), opacity: 1 }))
      .map((box) => ({ z: box.z, node: paintBox(box) })),
    ...linesOf(placed, quiet).map((line) => ({ z: line.z, node: paintLine(line) })),
  ].toSorted((a, b) => a.z - b.z)
  return group('picture', [
    group(
      'ground',
      ground.map(({ node }) => node),
    ),
    group('labels', boxes.flatMap((box) => labelsOf(box, named)).map(paintLabel)),
  ])
}

/** No way, no station: the looks that follow from a step all come out at rest. */
const NOWHERE = { leg: 'request', tone: 'packet', stations: [], runs: [], stacks: [] } as const

const sceneOf = (touched: ReadonlySet<string>): Scene => ({
  ways: [],
  current: NOWHERE,
  local: 0,
  station: { step: 0, box: '', also: [], at: { x: 0, y: 0 }, shape: 'bus', mark: 'stop' },
  drop: null,
  drops: [],
  ghost: null,
  others: [],
  touched,
  inFocus: touched,
  passed: new Set(),
  isCurrent: () => false,
  bothLegs: true,
})
