/*! Why this row and not that: a row that could have decided a step and did not, with the reason. Data only; the words are in
src/text/questions-en.ts. */
import type { IpsetType } from '../kernel/netfilter/ipset'
import type { ChainRule, CtState, Match } from '../kernel/netfilter/iptables'
import type { NftMatch, NftRule } from '../kernel/netfilter/nftables'
import type { TableId } from '../kernel/rule'
import type { Cidr, Ipv4 } from '../net/ip'
import type { Tuple } from '../net/packet'
import type { Row } from '../trace/trace'

/** A candidate that lost. */
export interface Loser {
  readonly row: Row
  /** The row that it lost against; null where nothing won. */
  readonly against: Row | null
  /** It would decide if `against` were taken away. At most one of the losers against a row. */
  readonly next: boolean
  readonly reason: LoserReason
}

/** What a netfilter rule saw of the packet when it was asked. */
export interface Seen {
  readonly tuple: Tuple
  readonly mark: number
  readonly ctState: CtState
  /** '' where the hook has no such device. */
  readonly iif: string
  readonly oif: string
}

export type LoserReason =
  // ——— ip rule ———
  /** It fits too, but a rule of a lower number was asked first. */
  | { readonly kind: 'later-priority'; readonly priority: number; readonly than: number }
  | { readonly kind: 'from'; readonly wants: Cidr; readonly has: Ipv4 }
  | { readonly kind: 'to'; readonly wants: Cidr; readonly has: Ipv4 }
  | { readonly kind: 'iif'; readonly wants: string; readonly has: string }
  | { readonly kind: 'fwmark'; readonly wants: number; readonly mask: number; readonly has: number }
  /** It fits, but its table has no route, so the search went on. */
  | { readonly kind: 'no-route-in-table'; readonly table: TableId; readonly dst: Ipv4 }
  // ——— ip route ———
  | { readonly kind: 'shorter-prefix'; readonly length: number; readonly than: number }
  | { readonly kind: 'other-prefix'; readonly wants: Cidr; readonly has: Ipv4 }
  /** A unicast route goes with its link (fib_sync_down_dev). */
  | { readonly kind: 'dead-link'; readonly dev: string }
  // ——— netfilter ———
  /** This match of the rule failed. */
  | { readonly kind: 'match'; readonly match: Exclude<Match, { kind: 'comment' | 'set' }>; readonly seen: Seen }
  /** A `--match-set` failed; with `!` because the packet is in the set. */
  | {
      readonly kind: 'set'
      readonly set: string
      readonly type: IpsetType
      readonly dims: readonly ('src' | 'dst')[]
      readonly negate: boolean
      readonly seen: Seen
    }
  | { readonly kind: 'no-set'; readonly set: string }
  | { readonly kind: 'nft-match'; readonly match: NftMatch; readonly seen: Seen }
  /** `vmap`: the map has no element for the packet. */
  | { readonly kind: 'no-element'; readonly map: string; readonly seen: Seen }
  /** It stands behind the rule that ended the chain. */
  | { readonly kind: 'behind'; readonly by: ChainRule | NftRule }
  // ——— IPVS, SLB ———
  | { readonly kind: 'other-address'; readonly wants: Ipv4; readonly has: Ipv4 }
  | { readonly kind: 'other-port'; readonly wants: number; readonly has: number }
  | { readonly kind: 'other-protocol'; readonly wants: string; readonly has: string }
  | { readonly kind: 'weight-zero' }
  /** It could have been taken as well. */
  | { readonly kind: 'not-picked' }
  // ——— security groups, network ACLs ———
  | { readonly kind: 'other-ports'; readonly from: number; readonly to: number; readonly has: number }
  | { readonly kind: 'not-in-group'; readonly group: string; readonly has: Ipv4 }
  // ——— anywhere ———
  /** It fits too, but stands behind the one that won. */
  | { readonly kind: 'stands-behind' }
  /** The same key, but it stands behind the one that won. */
  | { readonly kind: 'same-key' }
  | { readonly kind: 'other-device'; readonly wants: string; readonly has: string }

export const loser = (row: Row, against: Row | null, reason: LoserReason, next = false): Loser => ({
  row,
  against,
  next,
  reason,
})
