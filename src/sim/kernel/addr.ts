/*! Addresses: `ip addr`. */
import type { Ipv4 } from '../net/ip'
import type { RowBase } from './row'

export interface Address extends RowBase {
  readonly kind: 'addr'
  readonly dev: string
  readonly address: Ipv4
  readonly length: number
  readonly scope: 'global' | 'host'
}
