/*! Kernel settings: name → value, as `sysctl` prints them. */
import type { RowBase } from './row'

export interface Sysctl extends RowBase {
  readonly kind: 'sysctl'
  /** `net.ipv4.ip_forward`, `net.ipv4.conf.eth0.rp_filter`, `net.ipv4.vs.conntrack`, … */
  readonly name: string
  readonly value: number
}
