/*! What a step leaves behind in a machine's tables. The state at step k is the fold of the effects up to it. */
import type { SnatSession } from '../cloud/gateway'
import type { SlbSession } from '../cloud/rows'
import type { GroupSession } from '../cloud/security-group'
import type { ConntrackEntry } from '../kernel/conntrack'
import type { IpvsConn } from '../kernel/ipvs'
import type { Neigh } from '../kernel/neigh'

export type Effect =
  /** A confirmed entry, or a new version of one (same id). */
  | { readonly kind: 'conntrack'; readonly entry: ConntrackEntry }
  /** A RST was the only answer: the entry is gone at once (nf_conntrack_proto_tcp.c). */
  | { readonly kind: 'conntrack-gone'; readonly id: number }
  /** `replaces`: the version of the entry that it takes the place of. */
  | { readonly kind: 'ipvs-conn'; readonly conn: IpvsConn; readonly replaces: IpvsConn | null }
  /** ARP found who has the next hop. */
  | { readonly kind: 'neigh'; readonly neigh: Neigh }
  | { readonly kind: 'slb-session'; readonly session: SlbSession }
  | { readonly kind: 'snat-session'; readonly session: SnatSession }
  | { readonly kind: 'group-session'; readonly session: GroupSession }
