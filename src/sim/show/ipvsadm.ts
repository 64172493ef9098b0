/*! `ipvsadm -Ln` and `ipvsadm -Lnc`. */
import type { IpvsConn, RealServer, VirtualServer } from '../kernel/ipvs'
import { formatIpv4, type Ipv4 } from '../net/ip'
import { heading, type Line, line } from './line'

export const IPVSADM = 'ipvsadm -Ln'
export const IPVSADM_CONNECTIONS = 'ipvsadm -Lnc'

/** "TCP  10.0.3.63:80 rr". */
export const showVirtualServer = (vs: VirtualServer): string =>
  `${vs.proto.padEnd(4)} ${endpoint(vs.addr, vs.port)} ${vs.scheduler}${vs.persistent === null ? '' : ` persistent ${vs.persistent}`}`

/** "  -> 10.0.3.58:80                 Masq    1", then the connections if they are known. */
export function showRealServer(real: RealServer, connections: number | null = null): string {
  const row = `  -> ${endpoint(real.addr, real.port).padEnd(28)} ${real.forward.padEnd(7)} ${real.weight}`
  if (connections === null) return row
  // ActiveConn counts established connections only. All that a trace makes is SYN_RECV or UDP: InActConn.
  return `${row.padEnd(row.length + 6 - String(real.weight).length)} ${'0'.padEnd(10)} ${connections}`
}

/** What is left one second after the packet; a template lives as long as its service's affinity, 10800 s by default. */
const EXPIRES = { SYN_RECV: '00:59', UDP: '04:59', ASSURED: '179:59' } as const

/** "TCP 00:59  SYN_RECV    10.0.1.91:40001    10.0.3.63:80       10.0.3.58:80", a second after it was made. */
export function showIpvsConn(conn: IpvsConn): string {
  const client = endpoint(conn.client, conn.cport).padEnd(18)
  const virtual = endpoint(conn.virtual, conn.vport).padEnd(18)
  const expire = EXPIRES[conn.state]
  return `${conn.proto.padEnd(3)} ${expire}  ${conn.state.padEnd(11)} ${client} ${virtual} ${endpoint(conn.dest, conn.dport)}`
}

export function ipvsadm(servers: readonly VirtualServer[], conns: readonly IpvsConn[]): readonly Line[] {
  const lines = [
    heading('IP Virtual Server version 1.2.1 (size=4096)'),
    heading('Prot LocalAddress:Port Scheduler Flags'),
    heading('  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn'),
  ]
  for (const vs of [...servers].sort(byProtocolAndAddress)) {
    lines.push(line(showVirtualServer(vs), vs))
    for (const real of [...vs.reals].sort(byAddress)) {
      lines.push(line(showRealServer(real, conns.filter((conn) => takes(vs, real, conn)).length), real))
    }
  }
  return lines
}

export const ipvsadmConnections = (conns: readonly IpvsConn[]): readonly Line[] => [
  heading('IPVS connection entries'),
  heading('pro expire state       source             virtual            destination'),
  ...conns.map((conn) => line(showIpvsConn(conn), conn)),
]

const takes = (vs: VirtualServer, real: RealServer, conn: IpvsConn): boolean =>
  conn.proto === vs.proto &&
  conn.virtual === vs.addr &&
  conn.vport === vs.port &&
  conn.dest === real.addr &&
  conn.dport === real.port

const endpoint = (ip: Ipv4, port: number): string => `${formatIpv4(ip)}:${port}`

/**
 * ipvsadm sorts what the kernel gives it, by the difference of two addresses in a C `int`: more than 2^31 apart it turns
 * negative, and so 192.168.2.115 stands before 10.0.1.82.
 */
const byAddress = (a: { addr: Ipv4; port: number }, b: { addr: Ipv4; port: number }): number =>
  (a.addr - b.addr) | 0 || a.port - b.port

const byProtocolAndAddress = (a: VirtualServer, b: VirtualServer): number =>
  a.proto === b.proto ? byAddress(a, b) : a.proto === 'TCP' ? -1 : 1
