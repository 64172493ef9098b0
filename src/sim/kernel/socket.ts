/*! Listening sockets: `ss -ltn`, `ss -lun`. All are bound to 0.0.0.0. */
import type { RowBase } from './row'

export interface Socket extends RowBase {
  readonly kind: 'socket'
  readonly proto: 'TCP' | 'UDP'
  readonly port: number
  readonly process: string
}
