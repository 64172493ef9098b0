/*! The column of what comes in, left of the hosts: clients on top, the SLB with its backend group just above the bus.
 */
import { type Client, clientNetns, formatIpv4, type ResolvedTopology, type SlbSpec } from '../../sim'
import { type Box, makeText, type Text } from './box'
import { centre, rect } from './geometry'
import * as M from './measure'
import { widthOf } from './text-width'
import type { PictureWords } from './words'

export interface ColumnSpec {
  readonly topology: ResolvedTopology
  /** The kernels' lower border. */
  readonly bottom: number
  readonly words: PictureWords
}

/** Clients on top, the SLB just above the bus: what comes in reads from left to right. */
export function columnBoxes({ topology, bottom: below, words }: ColumnSpec): readonly Box[] {
  const clients = topology.clients.map((client, index) => clientBox(client, index, words))
  const gateway = topology.natGateway ? [gatewayBox(topology.natGateway.id, clients.length)] : []
  const slb = topology.slb ? slbBoxes(topology, topology.slb, below - M.COLUMN.aboveBottom, words) : []
  return [...clients, ...gateway, ...slb]
}

export const GATEWAY_ID = 'gateway'

/** Below the clients: what leaves for the Internet passes it. */
function gatewayBox(name: string, index: number): Box {
  const area = rect(0, M.HOST.header + index * M.COLUMN.clientStep, M.COLUMN.width, M.COLUMN.client)
  const text = makeText({
    id: `${GATEWAY_ID}#name`,
    text: name,
    x: centre(area).x,
    y: area.y + 19,
    anchor: 'middle',
    room: M.COLUMN.width - 16,
    size: 11,
    weight: 700,
    face: 'sans',
    role: 'name',
  })
  return { id: GATEWAY_ID, kind: 'client', rect: area, owner: null, name, texts: [text] }
}

function clientBox(client: Client, index: number, words: PictureWords): Box {
  const id: string = clientNetns(client.name)
  const area = rect(0, M.HOST.header + index * M.COLUMN.clientStep, M.COLUMN.width, M.COLUMN.client)
  const base = { x: centre(area).x, anchor: 'middle', room: M.COLUMN.width - 16 } as const
  return {
    id,
    kind: 'client',
    rect: area,
    owner: null,
    name: `${client.name} ${formatIpv4(client.ip)}, ${words.outside}`,
    texts: [
      makeText({
        ...base,
        id: `${id}#name`,
        text: client.name,
        y: area.y + 19,
        size: 11,
        weight: 700,
        face: 'sans',
        role: 'name',
      }),
      makeText({
        ...base,
        id: `${id}#address`,
        text: formatIpv4(client.ip),
        y: area.y + 34,
        size: 10.5,
        face: 'mono',
        role: 'detail',
      }),
      makeText({
        ...base,
        id: `${id}#outside`,
        text: words.outside,
        y: area.y + 50,
        size: 10,
        face: 'sans',
        role: 'note',
      }),
    ],
  }
}

/** The load balancer and its backend group: ENIs, by pod address and pod port (datapath.md §5.4). */
function slbBoxes(topology: ResolvedTopology, slb: SlbSpec, below: number, words: PictureWords): readonly Box[] {
  const all = slb.listeners.flatMap((listener) => listener.backends)
  const backends = all.filter((b, index) => all.findIndex((o) => o.ip === b.ip && o.port === b.port) === index)
  const shown = backends.slice(0, M.SLB.entries)
  const height = M.SLB.head + shown.length * M.SLB.entryStep + M.SLB.foot
  const area = rect(0, below - height, M.COLUMN.width, height)
  const [first] = slb.listeners
  const vip = first ? `${formatIpv4(first.vip)}:${first.port}` : ''
  const nameWidth = widthOf(words.slb, 13, 'sans')
  const left = { x: 12, face: 'mono', size: 10, role: 'detail', room: M.COLUMN.width - 24 } as const
  const texts: Text[] = [
    makeText({
      ...left,
      id: 'slb#name',
      text: words.slb,
      y: area.y + 20,
      size: 13,
      weight: 700,
      face: 'sans',
      role: 'name',
    }),
    makeText({
      ...left,
      id: 'slb#vip',
      text: vip,
      x: M.COLUMN.width - 9,
      y: area.y + 19.5,
      anchor: 'end',
      room: M.COLUMN.width - 28 - nameWidth,
    }),
    makeText({ ...left, id: 'slb#id', text: slb.id, y: area.y + 36 }),
    makeText({ ...left, id: 'slb#backends', text: words.backendEnis, y: area.y + 55, face: 'sans', role: 'note' }),
  ]
  return [
    { id: 'slb', kind: 'slb', rect: area, owner: null, name: `${words.slb} ${slb.id} ${vip}`, texts },
    ...shown.map(({ ip, port }, index): Box => {
      const id = backendId(formatIpv4(ip), port)
      const entry = rect(
        M.SLB.inset,
        area.y + M.SLB.head + index * M.SLB.entryStep,
        M.COLUMN.width - 2 * M.SLB.inset,
        M.SLB.entry,
      )
      const eni = eniIdOf(topology, ip) ?? ''
      const base = { x: entry.x + 8, face: 'mono', size: 10, room: entry.width - 14 } as const
      const address = `${formatIpv4(ip)}:${port}`
      return {
        id,
        kind: 'backend',
        rect: entry,
        owner: 'slb',
        name: `${address} ${eni}`.trim(),
        texts: [
          makeText({ ...base, id: `${id}#address`, text: address, y: entry.y + 16, role: 'name' }),
          makeText({ ...base, id: `${id}#eni`, text: eni, y: entry.y + 31, role: 'detail' }),
        ],
      }
    }),
  ]
}

export const backendId = (ip: string, port: number): string => `slb/${ip}:${port}`

/** The ENI that owns a pod's address. */
function eniIdOf(topology: ResolvedTopology, ip: number): string | undefined {
  const pod = topology.pods.find((p) => p.ip === ip)
  return topology.nodes.find((n) => n.name === pod?.node)?.enis.find((eni) => eni.dev === pod?.eni)?.id
}
