/*! Small signs beside a line: "out by eth0 ▾", "▴ back by eth1", "never arrives at nginx", "0 packets on any ENI". */
import type { LegKind } from '../../sim'
import { bottom, grow, overlap, type Point, point, type Rect, rect, segmentsOf, strip } from './geometry'
import { holderOf, type Layout } from './layout'
import { EIP, ENI, PORT, TAG, VPC } from './measure'
import type { Way } from './route'
import { widthOf } from './text-width'

export interface Tag {
  readonly id: string
  readonly text: string
  readonly rect: Rect
  readonly style: LegKind | 'ghost' | 'plain'
}

export interface AsymmetryWords {
  readonly outBy: (dev: string) => string
  readonly backBy: (dev: string) => string
}

/** On each host that the request leaves by one ENI and the reply enters by another: both are named. */
export function asymmetryTags(layout: Layout, request: Way, reply: Way | null, words: AsymmetryWords): readonly Tag[] {
  if (!reply) return []
  const out = eniPorts(layout, request, PORT)
  const back = eniPorts(layout, reply, -PORT)
  return out.flatMap((leaves): readonly Tag[] => {
    const enters = back.find((port) => port.host === leaves.host)
    if (!enters || enters.dev === leaves.dev) return []
    return [
      tagBeside(`tag/out/${leaves.host}`, `${words.outBy(leaves.dev)} ▾`, leaves.at, 'request'),
      tagBeside(`tag/back/${enters.host}`, `▴ ${words.backBy(enters.dev)}`, enters.at, 'reply'),
    ]
  })
}

interface EniPort {
  readonly host: string
  readonly dev: string
  /** Below the ENI, on the line. */
  readonly at: Point
}

/** ENIs that a way uses: those that it leaves by (port right of the centre) or enters by (left). */
function eniPorts(layout: Layout, way: Way, side: number): readonly EniPort[] {
  return way.stations.flatMap((station): readonly EniPort[] => {
    const box = layout.boxes.get(station.box)
    if (box?.kind !== 'eni' || !box.owner) return []
    const middle = box.rect.x + box.rect.width / 2
    if (station.at.x !== middle + side) return []
    const dev = box.id.slice(box.id.lastIndexOf('/') + 1)
    return [{ host: box.owner, dev, at: point(station.at.x, bottom(box.rect)) }]
  })
}

function tagBeside(id: string, text: string, { x, y }: Point, style: LegKind): Tag {
  return { id, text, rect: rect(x + 10, y + 5, tagWidth(text), TAG.height), style }
}

export const tagWidth = (text: string): number => Math.ceil(widthOf(text, TAG.size, 'sans')) + 2 * TAG.pad

/** Under the diamonds on the bus: an EIP is a row of the VPC and has no box of its own. */
export function eipTag(layout: Layout, ways: readonly Way[]): readonly Tag[] {
  const stations = ways.flatMap((way) => way.stations)
  const at = stations.flatMap(({ shape, mark, at: { x } }) => (shape === 'bus' && mark === 'rewrite' ? [x] : []))
  const vpc = layout.boxes.get('vpc')?.rect
  if (!vpc || at.length === 0) return []
  const width = tagWidth(EIP_NAME)
  const x = (Math.min(...at) + Math.max(...at) - width) / 2
  return [
    { id: 'tag/eip', text: EIP_NAME, rect: rect(x, vpc.y + VPC.pad + EIP.tag, width, TAG.height), style: 'plain' },
  ]
}
/** The cloud's own name for it, in any language. */
const EIP_NAME = 'EIP'

export interface GhostWords {
  /** "never arrives at nginx" */
  readonly never: string
  /** "0 packets on any ENI"; null if some ENI saw one. */
  readonly noPackets: string | null
}

/** On the way it never went: in the upper channel of its last host, and between the ENIs that it would have used. */
export function ghostTags(layout: Layout, ghost: Way, ways: readonly Way[], words: GhostWords): readonly Tag[] {
  const taken = [
    ...[...ways, ghost].flatMap((way) => way.runs.flatMap((run) => segmentsOf(run.points).map((s) => strip(s, 6)))),
    ...[...layout.boxes.values()].flatMap((box) => [
      ...box.texts.map((text) => grow(text.rect, 2)),
      ...(INTERFACES.includes(box.kind) ? [box.rect] : []),
    ]),
  ]
  const free = (area: Rect) => taken.every((other) => !overlap(area, other))
  const host = ghost.stations.map((station) => holderOf(layout, station.box, 'host')).findLast((box) => box !== null)
  const kernel = layout.boxes.get(`${host?.id}/kernel`)?.rect
  const width = tagWidth(words.never)
  const never = kernel
    ? [27, 26, 34, 4]
        .flatMap((dy) =>
          [230, 200, 170, 260].map((x) => rect(kernel.x + x - width / 2, kernel.y + dy, width, TAG.height)),
        )
        .find(free)
    : undefined

  const enis = ghost.stations.filter((station) => layout.boxes.get(station.box)?.kind === 'eni').map(({ at }) => at.x)
  const [from, to] = [Math.min(...enis), Math.max(...enis)]
  const noPackets = words.noPackets === null || enis.length < 2 || !kernel ? null : words.noPackets
  const between = noPackets === null ? 0 : tagWidth(noPackets)
  const y = kernel ? bottom(kernel) + ENI.height / 2 + 3.5 : 0
  const middle = rect((from + to - between) / 2, y, between, TAG.height)
  return [
    ...(never ? [{ id: 'tag/never', text: words.never, rect: never, style: 'ghost' } as const] : []),
    ...(noPackets !== null && free(middle)
      ? [{ id: 'tag/no-packets', text: noPackets, rect: middle, style: 'ghost' } as const]
      : []),
  ]
}
const INTERFACES: readonly string[] = ['cali', 'pod-interface', 'eni']
