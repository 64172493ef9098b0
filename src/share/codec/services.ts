/*! Fields of Services, and how other things name pods. */
import type { NetworkPolicySpec, PolicyRuleSpec, ServicePortSpec, ServiceSpec, TrafficPolicy } from '../../sim'
import { address, prefix } from './addresses'
import type { Coder } from './coder'
import { added, between, choose, type Field, list, maybe, nullable, oneOf, record } from './fields'
import { LIMITS } from './limits'
import { slots } from './model'
import { name, workloadOf } from './names'
import { labels } from './pods'
import { nodePort, port } from './ports'

const spelledPod = name('pod-elsewhere')
const podWays = slots(4)
const podNext = slots(1, 0.7, 1)

/** A pod by name or by namespace/name; one that is not there is spelled. */
export const podRef: Field<string> = (c, value) => {
  const { pods, podNumbers, lastPodRef } = c.seen
  const at = value === undefined ? undefined : podNumbers.get(value)
  const lies = value === undefined ? undefined : at === undefined ? 2 : pods[at]?.name === value ? 0 : 1
  const way = choose(c, podWays, 3, lies)
  if (way === 2 || pods.length === 0) return spelledPod(c, value, {})
  const next = lastPodRef + 1
  const number = next < pods.length && c.bit(podNext, at === next) ? next : c.uniform(pods.length, at)
  c.seen.lastPodRef = number
  const pod = pods[number]
  if (pod === undefined) return ''
  return way === 0 ? pod.name : `${pod.namespace ?? 'default'}/${pod.name}`
}

const podList = list(podRef, LIMITS.endpoints)
const asGroup = slots(1, 0.8, 2)
const groupNext = slots(1, 0.7, 1)

/** A workload: the one after the last that was named, or any. */
function workload(c: Coder, value: number | undefined): number {
  const { groups, lastGroup } = c.seen
  const next = lastGroup + 1
  const found = next < groups.length && c.bit(groupNext, value === next) ? next : c.uniform(groups.length, value)
  c.seen.lastGroup = found
  return found
}

/** Names of a list of pods: all of a workload in their order, or one by one. */
export const podNames: Field<readonly string[]> = (c, value) => {
  const { groups } = c.seen
  const group = value === undefined ? undefined : groupOf(c, value)
  if (groups.length > 0 && c.bit(asGroup, group !== undefined)) {
    const names = c.seen.namesOf(workload(c, group))
    c.spend(names.length)
    return names
  }
  return podList(c, value, [])
}

function groupOf(c: Coder, names: readonly string[]): number | undefined {
  const first = c.seen.podNumbers.get(names[0] ?? '')
  const group = first === undefined ? undefined : c.seen.groupOfPod[first]
  if (group === undefined) return undefined
  const all = c.seen.namesOf(group)
  return all.length === names.length && all.every((one, at) => one === names[at]) ? group : undefined
}

const bySelector = slots(1, 0.3, 2)
const ofGroup = slots(1, 0.8, 2)
const selector: Field<Readonly<Record<string, string>>> = (c, value) => {
  const { groups, pods } = c.seen
  const labelsOf = (group: number) => pods[groups[group]?.pods[0] ?? -1]?.labels ?? {}
  const group = value === undefined ? undefined : c.seen.groupLabelled(value)
  if (groups.length > 0 && c.bit(ofGroup, group !== undefined)) {
    const found = labelsOf(workload(c, group))
    c.spend(Object.keys(found).length)
    return found
  }
  return labels(c, value, {})
}

const endpoints: Field<ServiceSpec['endpoints']> = (c, value) =>
  c.bit(bySelector, value === undefined ? undefined : 'selector' in value)
    ? { selector: selector(c, value !== undefined && 'selector' in value ? value.selector : undefined, {}) }
    : { pods: podNames(c, value !== undefined && 'pods' in value ? value.pods : undefined, []) }

/** A Service is mostly called after its pods' workload. */
function nameOfBackends({ endpoints: ends }: Readonly<Partial<ServiceSpec>>): string | undefined {
  if (ends === undefined) return undefined
  if ('pods' in ends) return ends.pods[0] === undefined ? undefined : workloadOf(ends.pods[0])
  return Object.values(ends.selector)[0]
}

const trafficPolicy = (): Field<TrafficPolicy> => oneOf<TrafficPolicy>('Cluster', 'Local')
const servicePort = record<ServicePortSpec>({
  protocol: oneOf<ServicePortSpec['protocol']>('TCP', 'UDP'),
  port: port('service'),
  targetPort: port<ServicePortSpec>('target', ({ port: same }) => same),
  nodePort: nullable(nodePort, 0.5),
})

export const services = list(
  record<ServiceSpec>({
    endpoints,
    name: name<ServiceSpec>('service', undefined, LIMITS.name, (_, owner) => nameOfBackends(owner)),
    namespace: maybe(name('service-namespace'), 0.1),
    clusterIP: address('cluster-ip'),
    lbIP: nullable(address('lb-ip')),
    externalIPs: maybe(list(address('external-ip'), LIMITS.addresses)),
    sourceRanges: maybe(list(prefix('source-range'), LIMITS.addresses)),
    ports: list(servicePort, LIMITS.ports),
    externalTrafficPolicy: trafficPolicy(),
    internalTrafficPolicy: maybe(trafficPolicy()),
    affinitySeconds: maybe(nullable(between(1, 86_400), 0.9)),
    lbIPMode: added(3, oneOf<'VIP' | 'Proxy'>('VIP', 'Proxy')),
  }),
  LIMITS.services,
)

const policyPort = record<{ readonly port: number; readonly protocol: 'TCP' | 'UDP' }>({
  protocol: oneOf<'TCP' | 'UDP'>('TCP', 'UDP'),
  port: port('policy'),
})
type Peer = NonNullable<PolicyRuleSpec['peers']>[number]
const byPods = slots(1)
const peerPrefix = prefix('peer')
const peer: Field<Peer> = (c, value) =>
  c.bit(byPods, value === undefined ? undefined : 'pods' in value)
    ? { pods: podNames(c, value !== undefined && 'pods' in value ? value.pods : undefined, []) }
    : { cidr: peerPrefix(c, value !== undefined && 'cidr' in value ? value.cidr : undefined, {}) }

const policyRules = list(
  record<PolicyRuleSpec>({
    peers: maybe(list(peer, LIMITS.policyRules), 0.8),
    ports: maybe(list(policyPort, LIMITS.ports), 0.5),
  }),
  LIMITS.policyRules,
)

export const networkPolicies = list(
  record<NetworkPolicySpec>({
    name: name('policy'),
    pods: podNames,
    ingress: maybe(policyRules, 0.8),
    egress: maybe(policyRules, 0.3),
  }),
  LIMITS.policies,
)
