/*! The columns beside the hosts: at the left what comes in (clients on top, the SLB with its backend group just above the bus), at
the right where things go out (hosts of the Internet, of a leased line, shared services; the SNAT gateway just above the bus). */
import {
  type Client,
  clientNetns,
  formatCidr,
  formatIpv4,
  inCidr,
  type ResolvedTopology,
  SHARED_SERVICES,
  type SlbSpec,
} from '../../sim'
import { type Box, makeText, type Text, type TextSpec } from './box'
import { centre, type Rect, rect } from './geometry'
import type { Asked } from './layout'
import * as M from './measure'
import { widthOf } from './text-width'
import type { PictureWords } from './words'

export const GATEWAY_ID = 'gateway'
type Device = 'slb' | typeof GATEWAY_ID

export interface Column {
  readonly side: 'left' | 'right'
  readonly clients: readonly Client[]
  /** Those that no leg reaches: "+2". */
  readonly others: readonly Client[]
  readonly devices: readonly Device[]
}

/**
 * What stands at each side; null: nothing. `passes` are the machines on the way, in its order; not given: whatever there is.
 * A flow that starts outside comes in at the left, all else outside is where things go out.
 */
export function columnsOf({ clients, slb, natGateway }: ResolvedTopology, passes: readonly string[] | undefined) {
  const isPassed = (machine: string): boolean => passes?.includes(machine) ?? true
  const idOf = ({ name }: Client): string => clientNetns(name)
  const shown = clients.filter((client) => isPassed(idOf(client)))
  const from = shown.filter((client) => !passes || idOf(client) === passes[0])
  const to = shown.filter((client) => !from.includes(client))
  const gateway: readonly Device[] = natGateway && isPassed(GATEWAY_ID) ? [GATEWAY_ID] : []
  const comesIn = from.length > 0 && passes?.[1] === GATEWAY_ID
  const others = clients.filter((client) => !shown.includes(client))
  const column = (
    side: Column['side'],
    here: readonly Client[],
    rest: readonly Client[],
    devices: readonly Device[],
  ): Column | null =>
    here.length + devices.length === 0 ? null : { side, clients: here, others: here.length > 0 ? rest : [], devices }
  return {
    left: column('left', from, others, [
      ...(slb && isPassed('slb') ? (['slb'] as const) : []),
      ...(comesIn ? gateway : []),
    ]),
    right: column('right', to, from.length > 0 ? [] : others, comesIn ? [] : gateway),
  }
}

export interface ColumnSpec {
  readonly topology: ResolvedTopology
  /** Left edge. */
  readonly x: number
  /** The kernels' lower border. */
  readonly bottom: number
  /** What was asked of the load balancer. */
  readonly asked: Asked | null
  readonly words: PictureWords
}

export function columnBoxes({ side, clients, others, devices }: Column, spec: ColumnSpec): readonly Box[] {
  const { topology, x, bottom, words } = spec
  const more = rect(
    side === 'left' ? x : x + M.COLUMN.width - M.MORE.width,
    M.HOST.header + clients.length * M.COLUMN.clientStep - M.COLUMN.clientStep + M.COLUMN.client + M.MORE.below,
    M.MORE.width,
    M.MORE.height,
  )
  const below = bottom - M.COLUMN.aboveBottom
  return [
    ...clients.map((client, index) => clientBox(client, index, side, spec)),
    ...(others.length > 0 ? [moreClients(others, more)] : []),
    ...(devices.includes('slb') && topology.slb ? slbBoxes(spec, topology.slb, below) : []),
    ...(devices.includes(GATEWAY_ID) ? gatewayBoxes(topology, x, below, words) : []),
  ]
}

function clientBox(client: Client, index: number, side: Column['side'], { x, words }: ColumnSpec): Box {
  const id: string = clientNetns(client.name)
  const area = rect(x, M.HOST.header + index * M.COLUMN.clientStep, M.COLUMN.width, M.COLUMN.client)
  const where = client.internet
    ? words.internet
    : inCidr(client.ip, SHARED_SERVICES)
      ? words.sharedService
      : side === 'left'
        ? words.outside
        : words.leasedLine
  const line = (name: string, text: string, y: number, rest: Pick<TextSpec, 'size' | 'face' | 'role' | 'weight'>) =>
    makeText({
      id: `${id}#${name}`,
      text,
      x: centre(area).x,
      y: area.y + y,
      anchor: 'middle',
      room: M.COLUMN.width - 16,
      ...rest,
    })
  return {
    id,
    kind: 'client',
    rect: area,
    owner: null,
    name: `${client.name} ${formatIpv4(client.ip)}, ${where}`,
    texts: [
      line('name', client.name, 17, { size: 11, weight: 700, face: 'sans', role: 'name' }),
      line('address', formatIpv4(client.ip), 30, { size: 10.5, face: 'mono', role: 'detail' }),
      line('outside', where, 43, { size: 10, face: 'sans', role: 'note' }),
    ],
  }
}

function moreClients(others: readonly Client[], area: Rect): Box {
  const at = centre(area)
  const text = makeText({
    id: 'clients/more#name',
    text: `+${others.length}`,
    x: at.x,
    y: at.y + 4,
    anchor: 'middle',
    size: 10.5,
    face: 'mono',
    role: 'detail',
    room: area.width - 4,
  })
  const name = others.map((client) => client.name).join(', ')
  return { id: 'clients/more', kind: 'more', rect: area, owner: null, name, texts: [text] }
}

interface Entry {
  readonly id: string
  readonly first: string
  readonly second: string
}

interface DeviceSpec {
  readonly id: Device
  readonly name: string
  /** At the right of the name. */
  readonly aside: string
  readonly fullId: string
  /** Above the entries. */
  readonly caption: string
  readonly entries: readonly Entry[]
  readonly x: number
  /** Lower border. */
  readonly below: number
}

function deviceBoxes({ id, name, aside, fullId, caption, entries, x, below }: DeviceSpec): readonly Box[] {
  const shown = entries.slice(0, M.SLB.entries)
  const height = M.SLB.head + shown.length * M.SLB.entryStep + M.SLB.foot
  const area = rect(x, below - height, M.COLUMN.width, height)
  const nameWidth = widthOf(name, 13, 'sans')
  const left = { x: x + 12, face: 'mono', size: 10, role: 'detail', room: M.COLUMN.width - 24 } as const
  const texts: Text[] = [
    makeText({
      ...left,
      id: `${id}#name`,
      text: name,
      y: area.y + 20,
      size: 13,
      weight: 700,
      face: 'sans',
      role: 'name',
    }),
    makeText({ ...left, id: `${id}#id`, text: fullId, y: area.y + 36 }),
    makeText({ ...left, id: `${id}#backends`, text: caption, y: area.y + 55, face: 'sans', role: 'note' }),
  ]
  if (aside !== '') {
    const end = { x: x + M.COLUMN.width - 9, anchor: 'end', room: M.COLUMN.width - 28 - nameWidth } as const
    texts.push(makeText({ ...left, ...end, id: `${id}#vip`, text: aside, y: area.y + 19.5 }))
  }
  return [
    { id, kind: 'slb', rect: area, owner: null, name: `${name} ${fullId} ${aside}`.trim(), texts },
    ...shown.map((entry, index): Box => {
      const y = area.y + M.SLB.head + index * M.SLB.entryStep
      const slot = rect(x + M.SLB.inset, y, M.COLUMN.width - 2 * M.SLB.inset, M.SLB.entry)
      const base = { x: slot.x + 8, face: 'mono', size: 10, room: slot.width - 14 } as const
      return {
        id: entry.id,
        kind: 'backend',
        rect: slot,
        owner: id,
        name: `${entry.first} ${entry.second}`.trim(),
        texts: [
          makeText({ ...base, id: `${entry.id}#address`, text: entry.first, y: slot.y + 16, role: 'name' }),
          makeText({ ...base, id: `${entry.id}#eni`, text: entry.second, y: slot.y + 31, role: 'detail' }),
        ],
      }
    }),
  ]
}

/** The load balancer and its backend group: ENIs by pod address and pod port, or nodes by NodePort (datapath.md §5.4). */
function slbBoxes({ topology, x, asked, words }: ColumnSpec, slb: SlbSpec, below: number): readonly Box[] {
  const one = slb.listeners.filter(({ vip, port }) => vip === asked?.ip && port === asked.port)
  const listeners = one.length > 0 ? one : slb.listeners
  const all = listeners.flatMap((listener) => listener.backends)
  const backends = all.filter((b, index) => all.findIndex((o) => o.ip === b.ip && o.port === b.port) === index)
  const [first] = listeners
  const nodes = backends.map(({ ip }) => topology.nodes.find((node) => node.ip === ip)?.name)
  return deviceBoxes({
    id: 'slb',
    name: words.slb,
    aside: first ? `${formatIpv4(first.vip)}:${first.port}` : '',
    fullId: slb.id,
    caption: nodes.some((node) => node !== undefined) ? words.backendNodes : words.backendEnis,
    entries: backends.map(({ ip, port }, index) => ({
      id: backendId(formatIpv4(ip), port),
      first: `${formatIpv4(ip)}:${port}`,
      second: nodes[index] ?? eniIdOf(topology, ip) ?? '',
    })),
    x,
    below,
  })
}

export const backendId = (ip: string, port: number): string => `slb/${ip}:${port}`

function gatewayBoxes({ natGateway }: ResolvedTopology, x: number, below: number, words: PictureWords): readonly Box[] {
  return deviceBoxes({
    id: GATEWAY_ID,
    name: words.gateway,
    aside: '',
    fullId: natGateway?.id ?? '',
    caption: words.snatEntries,
    entries: (natGateway?.entries ?? []).map(({ source, eip }) => ({
      id: snatEntryId(formatCidr(source)),
      first: formatCidr(source),
      second: `→ ${formatIpv4(eip)}`,
    })),
    x,
    below,
  })
}

export const snatEntryId = (source: string): string => `${GATEWAY_ID}/${source}`

/** The ENI that owns a pod's address. */
function eniIdOf(topology: ResolvedTopology, ip: number): string | undefined {
  const pod = topology.pods.find((p) => p.ip === ip)
  return topology.nodes.find((n) => n.name === pod?.node)?.enis.find((eni) => eni.dev === pod?.eni)?.id
}
