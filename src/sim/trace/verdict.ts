/*! How a packet ends, and what the client's socket sees of it. */
import type { NatGateway, SnatEntry } from '../cloud/gateway'
import type { NetworkAcl, NetworkAclRule } from '../cloud/network-acl'
import type { EniRow, SlbListener } from '../cloud/rows'
import type { Direction, SecurityGroup, SecurityRule } from '../cloud/security-group'
import type { VpcRoute } from '../cloud/vpc-route'
import type { Route } from '../kernel/fib'
import type { VirtualServer } from '../kernel/ipvs'
import type { ChainRule } from '../kernel/netfilter/iptables'
import type { NftRule } from '../kernel/netfilter/nftables'
import type { Sysctl } from '../kernel/sysctl'
import type { Ipv4 } from '../net/ip'
import type { Place } from './place'

/** Why a packet ended. In capitals, Linux's own name (enum skb_drop_reason), where it has one. */
export type DropReason =
  | { readonly kind: 'no-route'; readonly dst: Ipv4 } // IP_INNOROUTES, IP_OUTNOROUTES (D13, D14)
  | { readonly kind: 'rp-filter'; readonly dev: string; readonly wouldUse: string | null; readonly sysctl: Sysctl } // IP_RPFILTER (D11)
  | { readonly kind: 'martian-source'; readonly dev: string; readonly src: Ipv4; readonly row: Route | null } // D12
  | { readonly kind: 'forwarding-off'; readonly dev: string; readonly sysctl: Sysctl | null } // D15
  | { readonly kind: 'neigh-failed'; readonly dev: string; readonly nextHop: Ipv4 } // NEIGH_FAILED (D16)
  | { readonly kind: 'ttl-exceeded' } // D18
  | { readonly kind: 'netfilter-drop'; readonly rule: ChainRule | NftRule } // NETFILTER_DROP (D8, D20)
  | { readonly kind: 'netfilter-reject'; readonly rule: ChainRule | NftRule } // D3
  | { readonly kind: 'ipvs-no-server'; readonly virtualServer: VirtualServer } // D1
  | { readonly kind: 'no-socket'; readonly port: number } // NO_SOCKET (D2, D26)
  | { readonly kind: 'not-asked'; readonly expected: Ipv4 } // an answer from an address that the client did not ask
  /** `errno`: the sender's own kernel refuses it at once; null: it arrived, and nobody answers it. `row`: what makes it a broadcast. */
  | {
      readonly kind: 'broadcast'
      readonly dst: Ipv4
      readonly row: Route | null
      readonly errno: 'ENETUNREACH' | 'EACCES' | null
    }
  /** Of a group that the host is not in; it routes none. */
  | { readonly kind: 'multicast'; readonly dst: Ipv4; readonly dev: string }
  | { readonly kind: 'link-down'; readonly dev: string }
  | { readonly kind: 'no-masquerade-address' } // D25
  | { readonly kind: 'source-check'; readonly eni: EniRow; readonly src: Ipv4 } // D28
  | { readonly kind: 'destination-check'; readonly eni: EniRow; readonly dst: Ipv4 } // D28
  /** `row`: the rule that matched, or the group whose default decided. `session`: the ENI that has the connection (D36). */
  | {
      readonly kind: 'security-group'
      readonly eni: EniRow
      readonly direction: Direction
      readonly row: SecurityRule | SecurityGroup
      readonly session: EniRow | null
    } // D27, D36
  /** `rule` null: no rule names the packet. */
  | {
      readonly kind: 'network-acl'
      readonly acl: NetworkAcl
      readonly rule: NetworkAclRule | null
      readonly vswitch: string
      readonly direction: Direction
    } // D29
  | { readonly kind: 'vpc-no-owner'; readonly dst: Ipv4 } // D30
  /** `route`: a row that leads nowhere; null: there is no row. */
  | { readonly kind: 'vpc-no-route'; readonly dst: Ipv4; readonly route: VpcRoute | null } // D30
  | { readonly kind: 'internet-no-route'; readonly dst: Ipv4 } // neither an EIP nor the SLB's: nobody routes it there
  | { readonly kind: 'snat-no-entry'; readonly gateway: NatGateway; readonly src: Ipv4 } // D31
  | { readonly kind: 'snat-no-session'; readonly entry: SnatEntry | null; readonly dst: Ipv4 } // D31
  /** On its way outside, to a host that nobody has declared, or an echo to the load balancer: what it would answer is not known. */
  | { readonly kind: 'outside-unknown'; readonly dst: Ipv4; readonly where: 'internet' | 'service' | 'slb' }
  | { readonly kind: 'slb-no-listener'; readonly vip: Ipv4; readonly port: number } // D32
  | { readonly kind: 'slb-no-backend'; readonly listener: SlbListener } // D33
  | { readonly kind: 'slb-acl'; readonly listener: SlbListener; readonly src: Ipv4 } // D35

/** What became of the exchange. The pill of the page. */
export type Fate =
  | { readonly kind: 'delivered' }
  /** Arrived at a host where nothing listens: RST or ICMP from the receiver. */
  | { readonly kind: 'refused'; readonly reason: DropReason; readonly place: Place; readonly leg: LegKind }
  | { readonly kind: 'dropped'; readonly reason: DropReason; readonly place: Place; readonly leg: LegKind }
  /** Went round until its TTL was used up. */
  | { readonly kind: 'loop'; readonly place: Place; readonly leg: LegKind }
  /** What follows is not known here, so nothing is claimed. `reason` says where the knowledge ends. */
  | { readonly kind: 'not-modelled'; readonly reason: DropReason; readonly place: Place; readonly leg: LegKind }

/** What connect() or the connected UDP socket reports. */
export type ClientSees =
  | { readonly kind: 'connected' }
  | { readonly kind: 'refused'; readonly errno: 'ECONNREFUSED'; readonly by: 'rst' | 'icmp' }
  | { readonly kind: 'unreachable'; readonly errno: 'EHOSTUNREACH' | 'ENETUNREACH' | 'EACCES' }
  | { readonly kind: 'time-out' }

export interface Verdict {
  readonly fate: Fate
  readonly clientSees: ClientSees
}

export type LegKind = 'request' | 'reply'
