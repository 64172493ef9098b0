/*! Where everything stands: `layout(topology, view, words)`.

  client │ host   host   host  │ Internet     pods on top, kernel below them, ENIs on the kernel's lower border
  SLB    │                     │ gateway
         VPC [ vSwitch ]router[ vSwitch ]
         tiles: hosts that are not open

Pure: no measuring, no randomness, no forces. Positions depend on the topology and on what is open, never on state,
policy, leg, hop, theme or window. */
import { type Node, nodeNetns, type ResolvedTopology } from '../../sim'
import type { Box, BoxKind, Wire } from './box'
import { columnBoxes, columnsOf } from './column-boxes'
import { type Point, type Rect, rect, union } from './geometry'
import { hostBoxes, shelfRowsOf } from './host-boxes'
import { COLUMN, HOST, KERNEL_LABEL, MANY } from './measure'
import { tileBoxes } from './tiles'
import { vpcBoxes } from './vpc-boxes'
import type { PictureWords } from './words'

export type { Box, Text } from './box'

export interface LayoutView {
  /** Netns ids of nodes, `node:<name>`. Up to two nodes are open anyway. */
  readonly openHosts: readonly string[]
  /** Hosts that nothing of the flow reaches are tiles even in a small topology. */
  readonly foldIdle?: boolean
  /** Netns ids of pods, `pod:<namespace>/<name>`: they get the slots of a host that has more than two pods. */
  readonly podsOnTheWay: readonly string[]
  /** Machines on the way, in its order: of what is outside they alone have a box. Not given: whatever there is. */
  readonly passes?: readonly string[]
  /** Where packets were going that the cloud dropped: those hosts are open as well. */
  readonly towards?: readonly number[]
  /** Of the load balancer: of its listeners only this one is shown. Not given, or none of them: all. */
  readonly asked?: Asked | null
}

export interface Asked {
  readonly ip: number
  readonly port: number
}

export interface Layout {
  /**
   * In drawing order. Ids: `vpc`, `vsw:<name>`, `router:<n>`, `node:<name>` (a host, or its tile),
   * `node:<name>/kernel`, `node:<name>/prerouting` and the other stages, `node:<name>/eni/eth1`,
   * `node:<name>/cali/<veth>`, `pod:<namespace>/<name>`, `pod:<namespace>/<name>/eth0`, `client:<name>`, `slb`,
   * `slb/<ip>:<port>`, `gateway`, `gateway/<cidr>`, `clients/more`.
   */
  readonly boxes: ReadonlyMap<string, Box>
  readonly wires: readonly Wire[]
  /** Ids of the open hosts, left to right. */
  readonly hosts: readonly string[]
  /** What `fit` brings into view. */
  readonly bounds: Rect
}

export function layout(topology: ResolvedTopology, view: LayoutView, words: PictureWords): Layout {
  const open = openNodes(topology, view)
  const columns = columnsOf(topology, view.passes)
  const beside = COLUMN.width + COLUMN.gap
  const left = columns.left ? beside : 0
  const shelfRows = Math.max(0, ...open.map((node) => shelfRowsOf(topology, node)))

  const hosts = open.map((node, index) =>
    hostBoxes({
      topology,
      node,
      name: words.host(topology.nodes.indexOf(node) + 1),
      x: left + index * (HOST.width + HOST.gap),
      shelfRows,
      podsOnTheWay: new Set(view.podsOnTheWay),
      words,
    }),
  )
  const hostRects = hosts.map((host) => host.rect)
  const reach = union(hostRects.length > 0 ? hostRects : [rect(left, 0, HOST.width, kernelBottomOf(0))])
  const area = rect(0, 0, left + reach.width + (columns.right ? beside : 0), reach.height)

  const vpc = vpcBoxes({ topology, open, hostRects, area, words })
  const column = [columns.left, columns.right].flatMap((one) => {
    const x = one?.side === 'right' ? area.width - COLUMN.width : 0
    return one ? columnBoxes(one, { topology, x, bottom: reach.height, asked: view.asked ?? null, words }) : []
  })
  const tiles = tileBoxes({ topology, open, vpc: vpc.rect, words })

  const boxes = [...vpc.boxes, ...hosts.flatMap((host) => host.boxes), ...column, ...tiles.boxes]
  return {
    boxes: new Map(boxes.map((box) => [box.id, box])),
    wires: [...hosts.flatMap((host) => host.wires), ...tiles.wires],
    hosts: open.map((node) => nodeNetns(node.name)),
    bounds: union([area, vpc.rect, ...tiles.boxes.map((box) => box.rect)]),
  }
}

/** A host's height: the whole of it, with so many shelf rows above its pods. */
const kernelBottomOf = (shelf: number): number => HOST.header + shelf + HOST.pods + HOST.veth + HOST.kernel

/**
 * In declared order. A small topology stands open as a whole, so that it keeps still; unless `foldIdle`: then only the hosts
 * on the way, and those whose pods the load balancer lists, since the other backend belongs to the picture; all if that is none.
 */
function openNodes({ nodes, pods, slb }: ResolvedTopology, view: LayoutView): readonly Node[] {
  const wanted = new Set<string>(view.openHosts)
  if (nodes.length <= MANY.open) {
    if (view.foldIdle !== true) return nodes
    const shown = view.passes?.includes('slb') === false ? null : slb
    const listed = new Set<number>(shown?.listeners.flatMap(({ backends }) => backends.map(({ ip }) => ip)))
    for (const ip of view.towards ?? []) listed.add(ip)
    for (const pod of pods) if (listed.has(pod.ip)) wanted.add(nodeNetns(pod.node))
    for (const node of nodes) if (listed.has(node.ip)) wanted.add(nodeNetns(node.name))
  }
  const open = nodes.filter((node) => wanted.has(nodeNetns(node.name)))
  return open.length === 0 && nodes.length <= MANY.open ? nodes : open
}

/** The box of this kind that holds a box, or is it; null if none does. */
export function holderOf(layout: Layout, box: string, kind: BoxKind): Box | null {
  for (let at = layout.boxes.get(box); at; at = at.owner === null ? undefined : layout.boxes.get(at.owner)) {
    if (at.kind === kind) return at
  }
  return null
}

/** Where a stack's numeral stands: on a pod's upper left corner; in a host, before its kernel's name. */
export function numeralAt(layout: Layout, id: string): Point | null {
  const kernel = layout.boxes.get(`${id}/kernel`)
  if (kernel) return { x: kernel.rect.x + KERNEL_LABEL.numeral, y: kernel.rect.y + KERNEL_LABEL.y }
  const box = layout.boxes.get(id)
  return box?.kind === 'pod' ? { x: box.rect.x, y: box.rect.y + 1 } : null
}
