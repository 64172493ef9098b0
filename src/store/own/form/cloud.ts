/*! Fields of the VPC's ways in and out: NAT gateway, EIPs, custom routes. */
import { err, ok } from '../../../base/result'
import {
  type Edit,
  type EipSpec,
  type NatGatewaySpec,
  type SnatEntrySpec,
  type Topology,
  newSnatEntry,
  type VpcRouteSpec,
} from '../../../sim'
import { address, type Codec, type Field, fieldsBy, maybe, name, one, prefix } from './field'
import { cellsOf, rows } from './rows'

export function gatewayFields(topology: Topology, gateway: NatGatewaySpec): readonly Field[] {
  const set = (change: Partial<NatGatewaySpec>): Edit => ({
    kind: 'set-nat-gateway',
    gateway: { ...gateway, ...change },
  })
  const cell = cellsOf<SnatEntrySpec>()
  return [
    one('name', gateway.id, name, (id) => set({ id })),
    rows<SnatEntrySpec>(
      'entries',
      [cell('source', prefix), cell('eip', address)],
      gateway.entries,
      newSnatEntry(topology),
      ({ items }) => set({ entries: items }),
    ),
  ]
}

export function eipFields(at: number, spec: EipSpec): readonly Field[] {
  const field = fieldsBy<EipSpec>(spec, ({ change }): Edit => ({ kind: 'set-eip', at, eip: { ...spec, ...change } }))
  return [field('eip', address), field('ip', address, 'boundTo')]
}

/** Neither can be a node's name. */
const NAT = 'nat:'
const BLACKHOLE = 'blackhole:'

/** `node-1`, `node-1/eth1`, `nat:ngw-1`, `blackhole:`; asked for as one of those that there are. */
function nextHop({ nodes, natGateway }: Topology, now: VpcRouteSpec['via']): Codec<VpcRouteSpec['via']> {
  const show = (via: VpcRouteSpec['via']): string => {
    if ('blackhole' in via) return BLACKHOLE
    if ('natGateway' in via) return `${NAT}${via.natGateway}`
    return via.eni === undefined ? via.node : `${via.node}/${via.eni}`
  }
  const options = [
    ...nodes.flatMap((node) => [node.name, ...node.enis.slice(1).map(({ dev }) => `${node.name}/${dev}`)]),
    ...(natGateway ? [`${NAT}${natGateway.id}`] : []),
    BLACKHOLE,
  ]
  return {
    input: { kind: 'choice', options: [...new Set([...options, show(now)])] },
    show,
    read: (text) => {
      if (text === BLACKHOLE) return ok({ blackhole: true })
      if (text.startsWith(NAT)) return ok({ natGateway: text.slice(NAT.length) })
      const [node = '', eni] = text.split('/')
      if (node === '') return err({ path: [], code: 'missing' })
      return ok({ node, ...(eni === undefined ? {} : { eni }) })
    },
  }
}

export function routeFields(topology: Topology, at: number, spec: VpcRouteSpec): readonly Field[] {
  const field = fieldsBy<VpcRouteSpec>(spec, ({ change, clear = [] }): Edit => {
    const { table: _, ...rest } = spec
    const kept = clear.includes('table') ? rest : spec
    return { kind: 'set-route', at, route: { ...kept, ...change } }
  })
  return [
    field('destination', prefix),
    field('via', nextHop(topology, spec.via)),
    field('table', maybe(name), 'routeTable'),
  ]
}
