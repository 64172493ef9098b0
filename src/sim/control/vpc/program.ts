/*! The VPC: which ENI owns which address, the vSwitches, and the route tables (datapath.md §5.1). */
import { type Cidr, EVERYWHERE, hostCidr, type Ipv4 } from '../../net/ip'
import type { EniAddress, EniRow, VSwitchRow } from '../../cloud/rows'
import { SHARED_SERVICES, SYSTEM_TABLE, type VpcRoute, type VpcTarget } from '../../cloud/vpc-route'
import type { NetnsId, Origin } from '../../kernel/row'
import type { Eni, NatGatewaySpec, Node, Pod, VpcRouteSpec, VSwitch } from '../../topology/types'

const cloud = (object: string): Origin => ({ plane: 'cloud', object })

/** An ENI with all addresses it owns: the node's on the primary one, its pods' on a secondary one (A1, A6). */
export function eniRow(node: Node, eni: Eni, host: NetnsId, podsOfNode: readonly Pod[]): EniRow {
  const owned = podsOfNode.filter((pod) => pod.eni === eni.dev && !pod.hostNetwork).map((pod) => pod.ip)
  const addresses = eni.primary ? [node.ip, ...owned] : owned
  return {
    kind: 'eni',
    netns: null,
    by: cloud(`node ${node.name}`),
    id: eni.id,
    mac: eni.mac,
    primary: eni.primary,
    sourceDestCheck: eni.sourceDestCheck,
    vswitch: eni.vswitch,
    host,
    dev: eni.dev,
    groups: eni.securityGroups,
    addresses: addresses.map(
      (address): EniAddress => ({ kind: 'eni-address', netns: null, by: cloud(`ENI ${eni.id}`), eni: eni.id, address }),
    ),
  }
}

export const vswitchRow = (vswitch: VSwitch): VSwitchRow => ({
  kind: 'vswitch',
  netns: null,
  by: cloud('VPC'),
  name: vswitch.name,
  cidr: vswitch.cidr,
  gateway: vswitch.gateway,
  table: vswitch.routeTable,
})

/**
 * The route tables (§5.1). Every table has the system rows: one for each vSwitch, one for the shared services; and learns a row
 * for each host that is reached by a line of its own. Making a NAT gateway adds its default row to the system table.
 */
export function vpcRoutes({
  vswitches,
  routes,
  natGateway,
  outside,
  eniOf,
}: {
  readonly vswitches: readonly VSwitch[]
  readonly routes: readonly VpcRouteSpec[]
  readonly natGateway: NatGatewaySpec | null
  /** Hosts behind lines. */
  readonly outside: readonly { readonly ip: Ipv4; readonly netns: NetnsId }[]
  readonly eniOf: (node: string, dev: string) => string | null
}): readonly VpcRoute[] {
  const row = (table: string, by: string, dst: Cidr, target: VpcTarget): VpcRoute => ({
    kind: 'vpc-route',
    netns: null,
    by: cloud(by),
    table,
    dst,
    target,
  })
  const tables = [...new Set([SYSTEM_TABLE, ...vswitches.map((v) => v.routeTable), ...routes.map(tableOf)])]
  return tables.flatMap((table) => {
    const own = routes.filter((route) => tableOf(route) === table)
    const byDefault =
      table === SYSTEM_TABLE && natGateway !== null && !own.some((route) => route.destination.length === 0)
    return [
      ...vswitches.map((v) => row(table, `${table} route table`, v.cidr, { kind: 'local', vswitch: v.name })),
      row(table, `${table} route table`, SHARED_SERVICES, { kind: 'service' }),
      ...outside.map(({ ip, netns }) => row(table, 'leased line', hostCidr(ip), { kind: 'outside', client: netns })),
      ...own.flatMap((route) => {
        const target = targetOf(route, eniOf)
        return target === null ? [] : [row(table, 'custom route', route.destination, target)]
      }),
      ...(byDefault
        ? [row(table, `NAT gateway ${natGateway.id}`, EVERYWHERE, { kind: 'nat-gateway', gateway: natGateway.id })]
        : []),
    ]
  })
}

const tableOf = ({ table }: VpcRouteSpec): string => table ?? SYSTEM_TABLE

/** null: the instance or its ENI is not there, which `check` reports. */
function targetOf({ via }: VpcRouteSpec, eniOf: (node: string, dev: string) => string | null): VpcTarget | null {
  if ('natGateway' in via) return { kind: 'nat-gateway', gateway: via.natGateway }
  if ('blackhole' in via) return { kind: 'blackhole' }
  const eni = eniOf(via.node, via.eni ?? 'eth0')
  return eni === null ? null : { kind: 'eni', eni }
}
