/*! What the cloud's console shows of a load balancer, under the names of its API: listeners, the backend group, sessions. */
import type { SlbBackend, SlbListener, SlbSession } from '../cloud/rows'
import { formatCidr, formatIpv4 } from '../net/ip'
import type { CloudRows } from '../world'
import { columns } from './columns'
import type { Line } from './line'

export const SLB_LISTENERS = 'aliyun slb DescribeLoadBalancerListeners'
export const SLB_BACKENDS = 'aliyun slb DescribeVServerGroupAttribute'
/** The platform keeps them to itself: no console and no API shows them. */
export const SLB_SESSIONS = 'sessions inside the SLB'

export const slbListeners = (cloud: CloudRows): readonly Line[] =>
  columns(
    ['LoadBalancerId', 'Address', 'ListenerProtocol', 'ListenerPort'],
    cloud.listeners.map((row) => ({
      cells: [row.slb, formatIpv4(row.vip), row.proto.toLowerCase(), `${row.port}`],
      rows: [row],
    })),
    true,
  )

/** The virtual server groups, one after the other: ENIs, by pod address and pod port. */
export const slbBackends = (cloud: CloudRows): readonly Line[] =>
  columns(
    ['ListenerPort', 'Type', 'ServerId', 'ServerIp', 'Port'],
    cloud.listeners.flatMap((listener) =>
      listener.backends.map((row) => ({
        cells: [`${listener.port}`, 'eni', row.eni ?? '', formatIpv4(row.address), `${row.port}`],
        rows: [row],
      })),
    ),
    true,
  )

export const slbSessions = (sessions: readonly SlbSession[]): readonly Line[] =>
  columns(
    ['Client', 'Address', 'Server'],
    sessions.map((row) => ({
      cells: [at(row.client, row.cport), at(row.vip, row.vport), at(row.backend, row.bport)],
      rows: [row],
    })),
    true,
  )

/** "lb-j6cw3daxxukxln8xccive tcp 10.0.3.62:80". */
export const showSlbListener = (row: SlbListener): string =>
  `${row.slb} ${row.proto.toLowerCase()} ${at(row.vip, row.port)}${row.acl === null ? '' : ` acl ${row.acl.type} ${row.acl.entries.map(formatCidr).join(',')}`}`
/** "eni-j6c4qxbpnkg5o7uog5kr 10.0.3.58:80". */
export const showSlbBackend = (row: SlbBackend): string =>
  `${row.eni === null ? '' : `${row.eni} `}${at(row.address, row.port)}`
export const showSlbSession = (row: SlbSession): string =>
  `${at(row.client, row.cport)} ${at(row.vip, row.vport)} ${at(row.backend, row.bport)}`

const at = (ip: SlbSession['vip'], port: number): string => `${formatIpv4(ip)}:${port}`
