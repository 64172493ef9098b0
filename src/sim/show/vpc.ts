/*! What the cloud's console shows of a VPC, under the names of its API: who owns an address, where prefixes lead, vSwitches. */
import type { EniAddress, EniRow, VSwitchRow } from '../cloud/rows'
import { SYSTEM_TABLE, type VpcRoute, type VpcTarget } from '../cloud/vpc-route'
import { formatCidr, formatIpv4 } from '../net/ip'
import type { CloudRows, World } from '../world'
import { columns } from './columns'
import type { Line } from './line'

export const ENIS = 'aliyun ecs DescribeNetworkInterfaces'
export const VPC_ROUTES = 'aliyun vpc DescribeRouteEntryList'
export const VSWITCHES = 'aliyun vpc DescribeVSwitches'

/** A line an address: the row that decides a delivery (datapath.md §5.1). */
export const eniOwners = (world: World): readonly Line[] =>
  columns(
    ['PrivateIpAddress', 'NetworkInterfaceId', 'Type', 'MacAddress', 'VSwitchId', 'Instance', 'Device'],
    world.cloud.enis.flatMap((eni) =>
      eni.addresses.map((address) => ({ cells: cells(world, eni, address), rows: [address, eni] })),
    ),
    true,
  )

const cells = (world: World, eni: EniRow, address: EniAddress): readonly string[] => [
  formatIpv4(address.address),
  eni.id,
  eni.primary ? 'Primary' : 'Secondary',
  eni.mac,
  eni.vswitch,
  world.netns.get(eni.host)?.name ?? eni.host,
  eni.dev,
]

/** Only a VPC that has custom tables needs their names. */
export function vpcRoutes(world: World): readonly Line[] {
  const { routes } = world.cloud
  const named = routes.some((route) => route.table !== SYSTEM_TABLE)
  return columns(
    [...(named ? ['RouteTable'] : []), 'DestinationCidrBlock', 'NextHopType', 'NextHop'],
    routes.map((route) => ({
      cells: [...(named ? [route.table] : []), formatCidr(route.dst), ...nextHop(route.target, world)],
      rows: [route],
    })),
    true,
  )
}

function nextHop(target: VpcTarget, world: World | null): readonly [type: string, hop: string] {
  switch (target.kind) {
    case 'local':
      return ['local', target.vswitch]
    case 'outside':
      return ['RouterInterface', world?.netns.get(target.client)?.name ?? target.client]
    case 'service':
      return ['service', '']
    case 'nat-gateway':
      return ['NatGateway', target.gateway]
    case 'eni':
      return ['NetworkInterface', target.eni]
    case 'blackhole':
      return ['blackhole', '']
  }
}

export const vswitchList = (cloud: CloudRows): readonly Line[] =>
  columns(
    ['VSwitchId', 'CidrBlock', 'Gateway'],
    cloud.vswitches.map((row) => ({ cells: [row.name, formatCidr(row.cidr), formatIpv4(row.gateway)], rows: [row] })),
    true,
  )

/** "10.0.3.58 eni-j6c4qxbpnkg5o7uog5kr". */
export const showEniAddress = (row: EniAddress): string => `${formatIpv4(row.address)} ${row.eni}`
/** "eni-j6c4qxbpnkg5o7uog5kr 00:16:3e:d6:9c:0b eth1". */
export const showEni = (row: EniRow): string => `${row.id} ${row.mac} ${row.dev}`
export const showVSwitch = (row: VSwitchRow): string => `${row.name} ${formatCidr(row.cidr)}`
export const showVpcRoute = ({ dst, target }: VpcRoute): string =>
  `${formatCidr(dst)} ${nextHop(target, null).join(' ')}`.trim()
