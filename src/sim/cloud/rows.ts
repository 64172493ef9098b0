/*! What the cloud console would show: ENIs, vSwitches, SLB listeners and backend groups. Routes, gateways, security groups and
network ACLs have files of their own. */
import type { Cidr, Ipv4 } from '../net/ip'
import type { Mac } from '../net/mac'
import type { NetnsId, RowBase } from '../kernel/row'

export interface EniRow extends RowBase {
  readonly kind: 'eni'
  readonly id: string
  readonly mac: Mac
  readonly primary: boolean
  /** Sends only with a source of its own (§5.3). */
  readonly sourceDestCheck: boolean
  readonly vswitch: string
  /** The host that it is attached to, and its device name there. */
  readonly host: NetnsId
  readonly dev: string
  /** Ids of its security groups (§5.2). None: nobody judges what it sends and gets. */
  readonly groups: readonly string[]
  /** Every address that it owns: delivery goes by this (§5.1). */
  readonly addresses: readonly EniAddress[]
}

/** One private address of an ENI: the row that decides a delivery. */
export interface EniAddress extends RowBase {
  readonly kind: 'eni-address'
  readonly eni: string
  readonly address: Ipv4
}

export interface VSwitchRow extends RowBase {
  readonly kind: 'vswitch'
  readonly name: string
  readonly cidr: Cidr
  readonly gateway: Ipv4
  /** Name of its route table. */
  readonly table: string
}

/** A host that no ENI of the VPC owns: on the Internet, or one of the shared services. No console lists it. */
export interface OutsideHost {
  readonly where: 'internet' | 'service'
  readonly address: Ipv4
  readonly netns: NetnsId
}

export interface SlbListener extends RowBase {
  readonly kind: 'slb-listener'
  readonly slb: string
  readonly vip: Ipv4
  readonly port: number
  readonly proto: 'TCP' | 'UDP'
  readonly backends: readonly SlbBackend[]
  /** null: none, so everybody may use it. */
  readonly acl: { readonly type: 'white' | 'black'; readonly entries: readonly Cidr[] } | null
}

/** An entry of a virtual server group: an ENI, by pod address and pod port. */
export interface SlbBackend extends RowBase {
  readonly kind: 'slb-backend'
  readonly slb: string
  readonly eni: string | null
  readonly address: Ipv4
  readonly port: number
}

/** A connection that the SLB translates: it keeps the client's address. */
export interface SlbSession {
  readonly kind: 'slb-session'
  readonly slb: string
  readonly client: Ipv4
  readonly cport: number
  readonly vip: Ipv4
  readonly vport: number
  readonly backend: Ipv4
  readonly bport: number
}
