/*! What the cloud's console shows of the way to the Internet, under the names of its API: SNAT entries, EIPs, sessions. */
import type { Eip, NatGateway, SnatEntry, SnatSession } from '../cloud/gateway'
import { formatCidr, formatIpv4, type Ipv4 } from '../net/ip'
import type { CloudRows } from '../world'
import { type ColumnRow, columns } from './columns'
import type { Line } from './line'

export const SNAT_ENTRIES = 'aliyun vpc DescribeSnatTableEntries'
export const EIPS = 'aliyun vpc DescribeEipAddresses'
/** The platform keeps them to itself: no console and no API shows them. */
export const SNAT_SESSIONS = 'sessions of the SNAT gateway'

export const snatEntries = (cloud: CloudRows): readonly Line[] =>
  columns(
    ['NatGatewayId', 'SourceCIDR', 'SnatIp'],
    cloud.gateways.flatMap((gateway): ColumnRow[] => [
      { cells: [gateway.id], rows: [gateway] },
      ...gateway.entries.map(
        (row): ColumnRow => ({
          cells: [gateway.id, formatCidr(row.source), formatIpv4(row.eip)],
          rows: [row],
        }),
      ),
    ]),
    true,
  )

export const eips = (cloud: CloudRows): readonly Line[] =>
  columns(
    ['IpAddress', 'PrivateIpAddress'],
    cloud.eips.map((row) => ({ cells: [formatIpv4(row.eip), formatIpv4(row.ip)], rows: [row] })),
    true,
  )

export const snatSessions = (sessions: readonly SnatSession[]): readonly Line[] =>
  columns(
    ['Private', 'Public', 'Peer'],
    sessions.map((row) => ({
      cells: [at(row.orig.src, row.orig.sport), at(row.reply.dst, row.reply.dport), at(row.orig.dst, row.orig.dport)],
      rows: [row],
    })),
    true,
  )

export const showNatGateway = (row: NatGateway): string => row.id
/** "ngw-1 10.0.1.0/24 8.210.1.1". */
export const showSnatEntry = (row: SnatEntry): string =>
  `${row.gateway} ${formatCidr(row.source)} ${formatIpv4(row.eip)}`
export const showEip = (row: Eip): string => `${formatIpv4(row.eip)} ${formatIpv4(row.ip)}`
/** "10.0.1.91:40001 8.210.1.1:40001 93.184.216.34:443". */
export const showSnatSession = ({ orig, reply }: SnatSession): string =>
  `${at(orig.src, orig.sport)} ${at(reply.dst, reply.dport)} ${at(orig.dst, orig.dport)}`

const at = (ip: Ipv4, port: number): string => `${formatIpv4(ip)}:${port}`
