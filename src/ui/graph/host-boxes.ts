/*! One open host: its pods, its kernel with the seven stages, and the interfaces on their borders. */
import { type Node, nodeNetns, type Pod, podNetns, type ResolvedTopology } from '../../sim'
import { type Box, makeText, type Text, type Wire } from './box'
import { eniBoxes } from './eni-boxes'
import { bottom, type Rect, rect } from './geometry'
import * as M from './measure'
import { podBoxes, shelfBoxes } from './pod-boxes'
import { stageBoxes, stageTicks } from './stage-boxes'
import { widthOf } from './text-width'
import type { PictureWords } from './words'

export interface HostSpec {
  readonly topology: ResolvedTopology
  readonly node: Node
  /** "ECS1". */
  readonly name: string
  readonly x: number
  /** Of the host that has most, so that all rows stay level. */
  readonly shelfRows: number
  readonly podsOnTheWay: ReadonlySet<string>
  readonly words: PictureWords
}

export interface HostBoxes {
  readonly rect: Rect
  readonly boxes: readonly Box[]
  readonly wires: readonly Wire[]
}

const podsOf = (topology: ResolvedTopology, node: Node): readonly Pod[] =>
  topology.pods.filter((pod) => pod.node === node.name)

/** Up to two pods stand in the slots, whatever the flow is, and nothing needs a shelf. */
export function shelfRowsOf(topology: ResolvedTopology, node: Node): number {
  const pods = podsOf(topology, node).length
  return pods <= M.POD.slots.length ? 0 : Math.min(M.SHELF.rows, Math.ceil(pods / M.SHELF.columns))
}

export function hostBoxes(spec: HostSpec): HostBoxes {
  const { topology, node, name, x, shelfRows, podsOnTheWay, words } = spec
  const id: string = nodeNetns(node.name)
  const podTop = M.HOST.header + shelfRows * M.SHELF.step
  const kernelTop = podTop + M.HOST.pods + M.HOST.veth
  const host = rect(x, 0, M.HOST.width, kernelTop + M.HOST.kernel)

  const all = podsOf(topology, node)
  const slotted =
    all.length <= M.POD.slots.length
      ? all
      : all.filter((pod) => podsOnTheWay.has(podNetns(pod.namespace, pod.name))).slice(0, M.POD.slots.length)
  const shelved = all.filter((pod) => !slotted.includes(pod))

  const pods = slotted.map((pod, slot) => podBoxes({ pod, host: id, slot, x, podTop, kernelTop, words }))
  return {
    rect: host,
    boxes: [
      {
        id,
        kind: 'host',
        rect: host,
        owner: null,
        name: `${name} ${node.name}`,
        texts: headerTexts(id, name, node, x),
      },
      kernelBox(id, name, rect(x, kernelTop, M.HOST.width, M.HOST.kernel), words),
      ...stageBoxes(id, x, kernelTop, words),
      ...shelfBoxes({ pods: shelved, host: id, x, rows: shelfRows }),
      ...pods.flatMap((pod) => pod.boxes),
      ...eniBoxes({ node, pods: all, host: id, x, y: bottom(host), podsOnTheWay, words }),
    ],
    wires: [...stageTicks(id, x, kernelTop), ...pods.map((pod) => pod.wire)],
  }
}

function headerTexts(id: string, name: string, node: Node, x: number): readonly Text[] {
  const left = x + 16
  const after = left + widthOf(name, 13, 'sans') + 10
  const room = x + M.HOST.width - 14 - after
  return [
    makeText({
      id: `${id}#short`,
      text: name,
      x: left,
      y: 24,
      size: 13,
      weight: 700,
      face: 'sans',
      role: 'name',
      room: 120,
    }),
    makeText({ id: `${id}#name`, text: node.name, x: after, y: 24, size: 11, face: 'mono', role: 'detail', room }),
  ]
}

function kernelBox(host: string, name: string, area: Rect, words: PictureWords): Box {
  const id = `${host}/kernel`
  const x = area.x + M.KERNEL_LABEL.text
  const y = area.y + M.KERNEL_LABEL.y
  const room = M.COLUMNS[1] - M.STAGE.width / 2 - M.KERNEL_LABEL.text - 3
  return {
    id,
    kind: 'kernel',
    rect: area,
    owner: host,
    name: `${words.kernelOf} ${name}`,
    texts: [
      makeText({ id: `${id}#of`, text: words.kernelOf, x, y: y - 3, size: 10, face: 'sans', role: 'note', room }),
      makeText({ id: `${id}#name`, text: name, x, y: y + 10, size: 11, weight: 700, face: 'sans', role: 'name', room }),
    ],
  }
}
