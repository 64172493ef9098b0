/*! IPVS: virtual servers and real servers (`ipvsadm -Ln`), connections (`ipvsadm -Lnc`). */
import type { Ipv4 } from '../net/ip'
import type { NetnsId, RowBase } from './row'

export interface VirtualServer extends RowBase {
  readonly kind: 'virtual-server'
  readonly proto: 'TCP' | 'UDP'
  readonly addr: Ipv4
  readonly port: number
  readonly scheduler: 'rr' | 'wrr' | 'lc' | 'sh'
  /** Seconds of `persistent`; null: every connection is scheduled anew. */
  readonly persistent: number | null
  /** In the order of the kernel's list, as `ipvsadm -Ln` prints it: a fresh rr takes the first. */
  readonly reals: readonly RealServer[]
}

export interface RealServer extends RowBase {
  readonly kind: 'real-server'
  readonly addr: Ipv4
  readonly port: number
  /** `-m`: masquerading, which to IPVS means NAT. */
  readonly forward: 'Masq'
  readonly weight: number
}

/** One line of `ipvsadm -Lnc`. */
export interface IpvsConn {
  readonly kind: 'ipvs-conn'
  readonly netns: NetnsId
  readonly proto: 'TCP' | 'UDP'
  readonly client: Ipv4
  readonly cport: number
  readonly virtual: Ipv4
  readonly vport: number
  readonly dest: Ipv4
  readonly dport: number
  /** ASSURED: the template of a persistent service, with client port 0. */
  readonly state: 'SYN_RECV' | 'UDP' | 'ASSURED'
}
