/*! Neighbours: `ip neigh`. Rows that were written (PERMANENT); what ARP finds on the way is an effect of the trace. */
import type { Ipv4 } from '../net/ip'
import type { Mac } from '../net/mac'
import type { RowBase } from './row'

export interface Neigh extends RowBase {
  readonly kind: 'neigh'
  readonly dev: string
  readonly address: Ipv4
  readonly mac: Mac
  readonly state: 'PERMANENT' | 'REACHABLE'
}
