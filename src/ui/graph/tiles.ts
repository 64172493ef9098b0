/*! Hosts that are not open, as tiles under the bus: in declared order, grouped by vSwitch.

  up to 20 nodes   82×40: short name, number of pods
  up to 60         82×22: short name only
  more             one block a vSwitch: "10.0.1.0/24 · 312 nodes"                                            */
import { formatCidr, formatIpv4, type Node, nodeNetns, type ResolvedTopology } from '../../sim'
import { type Box, makeText, type Wire } from './box'
import { bottom, centre, point, type Rect, rect } from './geometry'
import { MANY, TILE } from './measure'
import type { PictureWords } from './words'

export interface TilesSpec {
  readonly topology: ResolvedTopology
  readonly open: readonly Node[]
  readonly vpc: Rect
  readonly words: PictureWords
}

export function tileBoxes(spec: TilesSpec): { readonly boxes: readonly Box[]; readonly wires: readonly Wire[] } {
  const { topology, open, vpc } = spec
  const closed = topology.nodes.filter((node) => !open.includes(node))
  const groups = topology.vswitches
    .map((vswitch) => closed.filter((node) => node.vswitch === vswitch.name))
    .filter((nodes) => nodes.length > 0)
  const top = bottom(vpc) + TILE.below
  if (topology.nodes.length > MANY.names) {
    const blocks = groups.map((nodes, index) =>
      blockBox(spec, nodes, rect(vpc.x, top + index * (TILE.height + TILE.rowGap), vpc.width, TILE.height)),
    )
    return { boxes: blocks, wires: [] }
  }

  const height = topology.nodes.length <= MANY.tiles ? TILE.height : TILE.small
  const columns = Math.max(1, Math.floor((vpc.width + TILE.gap) / (TILE.width + TILE.gap)))
  const step = columns === 1 ? 0 : Math.floor((vpc.width - TILE.width) / (columns - 1))
  const rows = groups.flatMap((nodes) => chunks(nodes, columns))
  const boxes = rows.flatMap((row, r) =>
    row.map((node, c) =>
      tileBox(spec, node, rect(vpc.x + c * step, top + r * (height + TILE.rowGap), TILE.width, height)),
    ),
  )
  const wires = boxes.map((box): Wire => {
    const { x } = centre(box.rect)
    return {
      id: `${box.id}/stub`,
      kind: 'tile',
      from: point(x, box.rect.y - TILE.stub),
      to: point(x, box.rect.y),
      joins: [box.id, 'vpc'],
    }
  })
  return { boxes, wires }
}

function tileBox({ topology, words }: TilesSpec, node: Node, area: Rect): Box {
  const id: string = nodeNetns(node.name)
  const address = formatIpv4(node.ip)
  const pods = topology.pods.filter((pod) => pod.node === node.name).length
  const base = { x: area.x + 8, room: area.width - 16 } as const
  const name = makeText({
    ...base,
    id: `${id}#name`,
    text: `.${address.split('.').slice(2).join('.')}`,
    full: node.name,
    y: area.y + 15.5,
    size: 10.5,
    weight: 700,
    face: 'mono',
    role: 'name',
  })
  const count = makeText({
    ...base,
    id: `${id}#pods`,
    text: words.pods(pods),
    y: area.y + 31,
    size: 10.5,
    face: 'sans',
    role: 'detail',
  })
  return {
    id,
    kind: 'tile',
    rect: area,
    owner: `vsw:${node.vswitch}`,
    name: `${node.name}, ${words.pods(pods)}`,
    texts: area.height < TILE.height ? [name] : [name, count],
  }
}

function blockBox({ topology, words }: TilesSpec, nodes: readonly Node[], area: Rect): Box {
  const vswitch = nodes[0]?.vswitch ?? ''
  const cidr = topology.vswitches.find((v) => v.name === vswitch)?.cidr
  const id = `tiles:${vswitch}`
  const text = `${cidr ? formatCidr(cidr) : vswitch} · ${words.hosts(nodes.length)}`
  const label = makeText({
    id: `${id}#name`,
    text,
    x: area.x + 12,
    y: centre(area).y + 4,
    size: 11,
    face: 'sans',
    role: 'name',
    room: area.width - 24,
  })
  return { id, kind: 'tile', rect: area, owner: `vsw:${vswitch}`, name: text, texts: [label] }
}

function chunks<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const rows: T[][] = []
  items.forEach((item, index) => {
    if (index % size === 0) rows.push([])
    rows[rows.length - 1]?.push(item)
  })
  return rows
}
