/*! Interfaces: `ip link`. */
import type { Mac } from '../net/mac'
import type { NetnsId, RowBase } from './row'

export interface Link extends RowBase {
  readonly kind: 'link'
  readonly name: string
  readonly ifindex: number
  readonly mac: Mac
  readonly mtu: number
  readonly up: boolean
  readonly type: LinkType
}

/** Where what is sent on the link comes out. */
export type LinkType =
  | { readonly kind: 'loopback' }
  /** One end of a veth pair (A4). */
  | {
      readonly kind: 'veth'
      readonly peer: { readonly netns: NetnsId; readonly name: string; readonly ifindex: number }
    }
  /** An ENI in the host: what is sent reaches the VPC (A2). */
  | { readonly kind: 'eni'; readonly id: string }
  /** kube-ipvs0: carries addresses, never packets. */
  | { readonly kind: 'dummy' }
  /** The interface of a host outside the cluster: what is sent reaches the VPC's edge. */
  | { readonly kind: 'uplink' }
