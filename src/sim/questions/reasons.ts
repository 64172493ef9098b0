/*! Facts about the reasons for which a packet ends, whatever the flow: Linux's own name, and the number that datapath.md §7 gives
it. The sentences are in src/text/reasons-en.ts; docs/reasons.md is made of both. */
import type { DropReason } from '../trace/verdict'

export interface ReasonFacts {
  /** enum skb_drop_reason (include/net/dropreason-core.h) or the SNMP counter's name; null: the cloud's, or no name. */
  readonly linux: string | null
  /** Numbers of datapath.md §7. */
  readonly d: readonly string[]
  readonly by: 'kernel' | 'cloud' | 'client'
}

/** A new reason without an entry does not compile. */
export const REASONS: { readonly [Kind in DropReason['kind']]: ReasonFacts } = {
  'no-route': { linux: 'IP_INNOROUTES, IP_OUTNOROUTES', d: ['D13', 'D14', 'D17'], by: 'kernel' },
  'rp-filter': { linux: 'IP_RPFILTER', d: ['D11'], by: 'kernel' },
  'martian-source': { linux: 'IP_LOCAL_SOURCE, IP_INVALID_SOURCE', d: ['D9', 'D12', 'D34'], by: 'kernel' },
  'forwarding-off': { linux: 'IP_INADDRERRORS', d: ['D15'], by: 'kernel' },
  'neigh-failed': { linux: 'NEIGH_FAILED', d: ['D16'], by: 'kernel' },
  'ttl-exceeded': { linux: 'IP_INHDR', d: ['D18'], by: 'kernel' },
  'netfilter-drop': { linux: 'NETFILTER_DROP', d: ['D6', 'D7', 'D8', 'D20', 'D21', 'D22'], by: 'kernel' },
  'netfilter-reject': { linux: 'NETFILTER_DROP', d: ['D3', 'D4', 'D5', 'D7'], by: 'kernel' },
  'ipvs-no-server': { linux: 'NETFILTER_DROP', d: ['D1'], by: 'kernel' },
  'no-socket': { linux: 'NO_SOCKET', d: ['D2', 'D26'], by: 'kernel' },
  'not-asked': { linux: 'NO_SOCKET', d: [], by: 'client' },
  broadcast: { linux: 'NOT_SPECIFIED', d: [], by: 'kernel' },
  multicast: { linux: 'NOT_SPECIFIED', d: [], by: 'kernel' },
  'link-down': { linux: null, d: [], by: 'kernel' },
  'no-masquerade-address': { linux: 'NETFILTER_DROP', d: ['D25'], by: 'kernel' },
  'source-check': { linux: null, d: ['D28'], by: 'cloud' },
  'destination-check': { linux: null, d: ['D28'], by: 'cloud' },
  'security-group': { linux: null, d: ['D27', 'D36'], by: 'cloud' },
  'network-acl': { linux: null, d: ['D29'], by: 'cloud' },
  'vpc-no-owner': { linux: null, d: ['D10', 'D17', 'D30'], by: 'cloud' },
  'vpc-no-route': { linux: null, d: ['D30'], by: 'cloud' },
  'internet-no-route': { linux: null, d: [], by: 'cloud' },
  'snat-no-entry': { linux: null, d: ['D31'], by: 'cloud' },
  'snat-no-session': { linux: null, d: ['D31'], by: 'cloud' },
  'outside-unknown': { linux: null, d: [], by: 'cloud' },
  'slb-no-listener': { linux: null, d: ['D32'], by: 'cloud' },
  'slb-no-backend': { linux: null, d: ['D33'], by: 'cloud' },
  'slb-acl': { linux: null, d: ['D35'], by: 'cloud' },
}

/** Numbers of datapath.md §7 that no walk can end with: what they need is not in this mode, or not in one exchange. */
export const UNMET = ['D19', 'D23', 'D24', 'D24a'] as const
export type Unmet = (typeof UNMET)[number]
