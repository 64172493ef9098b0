/*! The way to the Internet: the NAT gateway with its SNAT entries, and EIPs that are bound one to one (datapath.md §5.5). */
import { type Cidr, type Ipv4, inCidr } from '../net/ip'
import type { Tuple } from '../net/packet'
import type { RowBase } from '../kernel/row'

export interface NatGateway extends RowBase {
  readonly kind: 'nat-gateway'
  readonly id: string
  readonly entries: readonly SnatEntry[]
}

/** What comes from `source` goes out as `eip`. */
export interface SnatEntry extends RowBase {
  readonly kind: 'snat-entry'
  readonly gateway: string
  readonly source: Cidr
  readonly eip: Ipv4
}

/** A public address for one private address, in both directions. The NAT gateway is not asked (§5.5). */
export interface Eip extends RowBase {
  readonly kind: 'eip'
  readonly eip: Ipv4
  readonly ip: Ipv4
}

/** A connection that the NAT gateway translates: as it came from the VPC, and as its answer comes from the Internet. */
export interface SnatSession {
  readonly kind: 'snat-session'
  readonly gateway: string
  readonly orig: Tuple
  readonly reply: Tuple
}

/** The entry with the longest `source` that holds the address: a pod's own /32 goes before its vSwitch's prefix. */
export function snatEntryFor(gateway: NatGateway, src: Ipv4): SnatEntry | null {
  let best: SnatEntry | null = null
  for (const entry of gateway.entries) {
    if (inCidr(src, entry.source) && (best === null || entry.source.length > best.source.length)) best = entry
  }
  return best
}
