/*! English: what mends a flow that fails, at what price; what would break one that works. */
import type { ClientSees, MendTopic, TargetAddress } from '../sim'
import { code, type Rich, rich, strong } from './rich'

type End = 'pod' | 'node' | 'client'

const HEARS: Readonly<Record<ClientSees['kind'], string>> = {
  connected: 'is connected',
  refused: 'is refused at once',
  unreachable: 'hears that it is unreachable',
  'time-out': 'times out',
}

/** What a language has to say here. Titles are what a person would do. */
export interface MendMessages {
  readonly letThrough: string
  readonly eachTried: string
  readonly wouldBreak: string

  readonly apply: string
  readonly applied: string
  readonly trying: (topic: string) => string
  readonly nothingMends: string
  readonly nothingBreaks: string
  readonly stillFails: (facts: { readonly pill: string; readonly topics: readonly string[] }) => string
  readonly topic: Readonly<Record<MendTopic, string>>

  readonly callAddress: (facts: { readonly address: TargetAddress; readonly whose: string }) => Rich
  readonly askPort: (facts: { readonly port: number }) => Rich
  readonly usualTtl: Rich
  readonly takeBackend: (facts: { readonly backend: string; readonly slb: boolean }) => Rich
  readonly policy: (facts: { readonly policy: string; readonly service: string; readonly internal: boolean }) => Rich
  readonly ranges: (facts: { readonly service: string; readonly range: string }) => Rich
  readonly noEndpoint: (facts: { readonly service: string }) => Rich
  readonly servePort: (facts: { readonly service: string; readonly port: number; readonly target: number }) => Rich
  readonly targetPort: (facts: { readonly service: string; readonly port: number; readonly target: number }) => Rich
  readonly runPod: (facts: { readonly process: string; readonly host: string }) => Rich
  readonly kubeProxy: (facts: { readonly release: string; readonly newer: boolean }) => Rich
  readonly mode: (facts: { readonly mode: string }) => Rich
  readonly scheduler: (facts: { readonly scheduler: string }) => Rich
  readonly masqueradeAll: Rich
  readonly terway: (facts: { readonly newer: boolean }) => Rich
  readonly symmetric: Rich
  readonly rpFilter: (facts: { readonly dev: string; readonly host: string; readonly value: number }) => Rich
  readonly sourceCheck: (facts: { readonly dev: string; readonly host: string; readonly on: boolean }) => Rich
  /** `dev` null: ip_forward, for all devices. */
  readonly forwarding: (facts: { readonly dev: string | null; readonly host: string; readonly value: boolean }) => Rich
  readonly listen: (facts: { readonly who: string; readonly port: number; readonly protocol: string }) => Rich
  readonly basicGroup: Rich
  readonly innerAccess: (facts: { readonly group: string; readonly accept: boolean }) => Rich
  readonly groupRule: (facts: {
    readonly group: string
    readonly into: boolean
    readonly what: string
    readonly peer: string
  }) => Rich
  readonly groupRuleGone: (facts: { readonly group: string }) => Rich
  readonly policyRule: (facts: { readonly policy: string }) => Rich
  readonly policyGone: (facts: { readonly policy: string }) => Rich
  readonly policyDenies: (facts: { readonly pod: string }) => Rich
  readonly aclRule: (facts: { readonly acl: string; readonly into: boolean }) => Rich
  readonly aclGone: (facts: { readonly acl: string }) => Rich
  readonly slbListener: (facts: { readonly target: string }) => Rich
  readonly slbBackends: (facts: { readonly target: string }) => Rich
  /** Let in by the list that there is. */
  readonly slbAcl: (facts: { readonly target: string; readonly client: string }) => Rich
  readonly slbAclGone: (facts: { readonly target: string }) => Rich
  readonly slbListenerGone: Rich
  readonly routeGone: Rich
  readonly routeToGateway: Rich
  readonly snatEntry: Rich

  readonly staysOnNode: Rich
  readonly at: (target: string) => Rich
  readonly kept: (source: End) => string
  readonly lost: (source: End) => string
  readonly sees: (facts: { readonly process: string; readonly peer: string }) => Rich
  readonly detour: (facts: { readonly host: string }) => Rich
  /** How many other flows were asked again, and how many of them change. */
  readonly others: (facts: { readonly changed: number; readonly asked: number }) => string
  /** One of them: who asks whom, and what becomes of it. `more`: that change too. */
  readonly other: (facts: {
    readonly from: string
    readonly to: string
    readonly outcome: Rich
    readonly more: number
  }) => Rich
  readonly nowSees: (facts: { readonly sees: string }) => Rich
  readonly nowEnds: (facts: { readonly pill: string }) => Rich
  /** The same word as before, but elsewhere, or so that the client hears something else. */
  readonly stillEnds: (facts: { readonly pill: string; readonly hears: ClientSees['kind'] | null }) => Rich
}

const source = { pod: 'pod IP', node: 'node IP', client: 'client IP' } as const
const ADDRESS: Readonly<Record<TargetAddress, string>> = {
  clusterIP: 'the ClusterIP',
  externalIP: 'the ExternalIP',
  nodePort: 'the NodePort',
  eip: 'the EIP',
  slb: 'the SLB',
  own: '',
}
const article = (word: string): string => (/^[aeio]|^[nfhlmrsx](?=[^aeiou])/i.test(word) ? 'an' : 'a')
const MODE: Readonly<Record<string, string>> = { ipvs: 'IPVS', iptables: 'iptables', nftables: 'nftables' }

export const mendEn: MendMessages = {
  letThrough: 'What would let it through',
  eachTried: 'each one tried',
  wouldBreak: 'What single change would break it',
  apply: 'Apply',
  applied: 'Applied',
  trying: (topic) => `Trying: ${topic} …`,
  nothingMends: 'No single change that was tried lets it through.',
  nothingBreaks: 'No single change that was tried breaks it.',
  stillFails: ({ pill, topics }) => `Tried and still ${pill.toLowerCase()}: ${topics.join(', ')}.`,
  topic: {
    address: 'another address',
    port: 'another port',
    backend: 'another backend',
    policy: 'traffic policy',
    endpoint: 'a backend here',
    'source-ranges': 'source ranges',
    'target-port': 'ports of the Service',
    listener: 'listener',
    scheduler: 'scheduler',
    'masquerade-all': 'masquerade all',
    'kube-proxy': 'kube-proxy release',
    mode: 'proxy mode',
    terway: 'Terway release',
    'symmetric-routing': 'symmetric routing',
    'rp-filter': 'rp_filter',
    'source-check': 'source check',
    forwarding: 'forwarding',
    'security-group': 'security groups',
    'network-policy': 'network policies',
    'network-acl': 'network ACL',
    slb: 'SLB listener',
    route: 'VPC route',
    snat: 'SNAT entry',
    ttl: 'TTL',
  },

  callAddress: ({ address, whose }) =>
    address === 'own' ? rich`Call ${whose} by its own address` : rich`Call ${ADDRESS[address]} instead`,
  askPort: ({ port }) => rich`Ask port ${port} instead`,
  usualTtl: rich`Send with the usual TTL`,
  takeBackend: ({ backend, slb }) => (slb ? rich`Let the SLB take ${backend}` : rich`Take the backend ${backend}`),
  policy: ({ policy, service, internal }) =>
    rich`Set the ${internal ? 'internal ' : ''}policy of ${service} to ${policy}`,
  ranges: ({ service, range }) => rich`Add ${range} to the source ranges of ${service}`,
  noEndpoint: ({ service }) => rich`Take its pod out of the endpoints of ${service}`,
  servePort: ({ service, port, target }) => rich`Give ${service} a port ${port}, to port ${target} of its pods`,
  targetPort: ({ service, port, target }) => rich`Lead port ${port} of ${service} to port ${target} of its pods`,
  runPod: ({ process, host }) => rich`Run ${article(process)} ${process} pod on ${host}`,
  kubeProxy: ({ release, newer }) => rich`Use ${newer ? 'a newer' : 'an older'} kube-proxy (${release})`,
  mode: ({ mode }) => rich`Run kube-proxy in ${MODE[mode] ?? mode} mode`,
  scheduler: ({ scheduler }) => rich`Use the IPVS scheduler ${scheduler}`,
  masqueradeAll: rich`Let kube-proxy masquerade everything`,
  terway: ({ newer }) => (newer ? rich`Use a newer Terway (1.4.2 or later)` : rich`Use an older Terway (1.4.1)`),
  symmetric: rich`Turn Terway's symmetric routing on`,
  rpFilter: ({ dev, host, value }) =>
    dev === 'all' ? rich`Set rp_filter on ${host} to ${value}` : rich`Set rp_filter of ${dev} on ${host} to ${value}`,
  sourceCheck: ({ dev, host, on }) => rich`Turn the source check of ${dev} on ${host} ${on ? 'on' : 'off'}`,
  forwarding: ({ dev, host, value }) =>
    dev === null
      ? rich`Set ip_forward on ${host} to ${value ? 1 : 0}`
      : rich`Set forwarding of ${code(dev)} on ${host} to ${value ? 1 : 0}`,
  listen: ({ who, port, protocol }) => rich`Listen on ${protocol} port ${port} in ${who}`,
  basicGroup: rich`Put the ENIs in one basic security group`,
  innerAccess: ({ group, accept }) =>
    accept ? rich`Let members of ${group} reach each other` : rich`Keep members of ${group} from reaching each other`,
  groupRule: ({ group, into, what, peer }) =>
    into
      ? rich`Let ${peer} in on ${what} by a rule of ${group}`
      : rich`Let ${what} out to ${peer} by a rule of ${group}`,
  groupRuleGone: ({ group }) => rich`Remove the rule of ${group} that drops it`,
  policyRule: ({ policy }) => rich`Allow it by a rule of network policy ${policy}`,
  policyGone: ({ policy }) => rich`Remove network policy ${policy}`,
  policyDenies: ({ pod }) => rich`Let a network policy allow nobody in to ${pod}`,
  aclRule: ({ acl, into }) => rich`Let it ${into ? 'in' : 'out'} by a rule of network ACL ${acl}`,
  aclGone: ({ acl }) => rich`Remove network ACL ${acl}`,
  slbListener: ({ target }) => rich`Give the SLB a listener for ${target}`,
  slbBackends: ({ target }) => rich`Put the Service's pods behind ${target}`,
  slbAcl: ({ target, client }) => rich`Let ${client} in by the access control list of ${target}`,
  slbAclGone: ({ target }) => rich`Take the access control list of ${target} away`,
  slbListenerGone: rich`Remove the SLB's listener`,
  routeGone: rich`Remove the route that leads nowhere`,
  routeToGateway: rich`Route everything else to the NAT gateway`,
  snatEntry: rich`Give its vSwitch an SNAT entry`,

  staysOnNode: rich`never leaves the node`,
  at: (target) => rich`${code(target)}`,
  kept: (of) => `${source[of]} kept`,
  lost: (of) => `${source[of]} lost`,
  sees: ({ process, peer }) => rich`${process} sees ${code(peer)}`,
  detour: ({ host }) => rich`one more node on the way, ${host}`,
  others: ({ changed, asked }) => `${changed} of ${asked} other flows of this cluster that were asked again`,
  other: ({ from, to, outcome, more }) =>
    rich`Also ${from} → ${code(to)}: ${outcome}${more === 0 ? '' : `, ${more} more`}`,
  nowSees: ({ sees }) => rich`sees ${code(sees)}`,
  nowEnds: ({ pill }) => rich`${strong(pill.toLowerCase())}`,
  stillEnds: ({ pill, hears }) =>
    rich`still ${strong(pill.toLowerCase())}, ${hears === null ? 'elsewhere' : `the client now ${HEARS[hears]}`}`,
}
