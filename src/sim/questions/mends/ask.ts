/*! What is known of a question before anything is tried: its run, whom it asks, where it ends. */
import type { NetnsId } from '../../kernel/row'
import type { Ipv4 } from '../../net/ip'
import type { Run } from '../../simulate'
import type { Edit, Question } from '../../topology/edit'
import { type TargetAddress, whoIsAsked } from '../../topology/flow-choice'
import { podNamed } from '../../topology/pod-ref'
import type { Service, TrafficPolicy } from '../../topology/types'
import { machineOf, type Step } from '../../trace/trace'
import { nodeNetns } from '../../world'

/** Edits that are tried. Each has words (text/mend-words.ts) and, on a scenario's cluster, a word in the link. */
export type MendEdit = Extract<
  Edit,
  {
    readonly kind:
      | 'set-target'
      | 'set-flow'
      | 'set-backend'
      | 'set-slb-backend'
      | 'set-external-policy'
      | 'set-service'
      | 'add-pod'
      | 'set-kube-proxy'
      | 'set-kube-proxy-options'
      | 'set-proxy-mode'
      | 'set-terway'
      | 'set-symmetric-routing'
      | 'set-device-rp-filter'
      | 'set-source-check'
      | 'set-ip-forward'
      | 'set-device-forwarding'
      | 'set-default-security-group'
      | 'set-inner-access'
      | 'set-pod'
      | 'set-node'
      | 'set-client'
      | 'add-security-rule'
      | 'remove-security-rule'
      | 'set-network-policy'
      | 'remove-network-policy'
      | 'add-network-policy'
      | 'add-acl-rule'
      | 'remove-network-acl'
      | 'add-listener'
      | 'set-listener'
      | 'set-listener-acl'
      | 'remove-listener'
      | 'remove-route'
      | 'add-route'
      | 'set-nat-gateway'
  }
>

/** What an edit is about. "Tried and still dropped" names these; of one that has several that help, the first is offered. */
export type MendTopic =
  | 'address'
  | 'port'
  | 'backend'
  | 'policy'
  | 'endpoint'
  | 'source-ranges'
  | 'target-port'
  | 'listener'
  | 'scheduler'
  | 'masquerade-all'
  | 'kube-proxy'
  | 'mode'
  | 'terway'
  | 'symmetric-routing'
  | 'rp-filter'
  | 'source-check'
  | 'forwarding'
  | 'security-group'
  | 'network-policy'
  | 'network-acl'
  | 'slb'
  | 'route'
  | 'snat'
  | 'ttl'

export interface Candidate {
  readonly topic: MendTopic
  readonly edit: MendEdit
}

export interface Ask {
  readonly question: Question
  readonly run: Run
  /** The Service whose address is asked; null: no Service's. */
  readonly service: Service | null
  readonly address: TargetAddress | null
  /** Where the packet ended; null: it arrived. */
  readonly last: Step | null
  /** Nodes on the way, in order. */
  readonly nodes: readonly string[]
}

export function askOf(question: Question, run: Run): Ask {
  const { topology, flow, trace } = run
  const { ip, port } = flow.to
  const asked = whoIsAsked(question.topology, flow)
  const service =
    topology.services.find(
      ({ clusterIP, lbIP, externalIPs }) => clusterIP === ip || lbIP === ip || externalIPs.includes(ip),
    ) ??
    (asked?.address === 'nodePort'
      ? topology.services.find(({ ports }) =>
          ports.some(({ nodePort, protocol }) => nodePort === port && protocol === flow.protocol),
        )
      : undefined)
  const steps = [...trace.request.steps, ...(trace.reply?.steps ?? [])]
  const machines = new Set(steps.map(({ place }) => machineOf(place)))
  return {
    question,
    run,
    service: service ?? null,
    address: asked?.address ?? null,
    last: steps.find(({ event }) => event.kind === 'drop') ?? null,
    nodes: topology.nodes.map(({ name }) => name).filter((name) => machines.has(nodeNetns(name))),
  }
}

/** The node of a namespace: a node's own, or that of a pod. */
export function nodeOf({ topology }: Run, netns: NetnsId): string | null {
  const name = netns.startsWith('node:') ? netns.slice('node:'.length) : null
  return name ?? topology.pods.find((pod) => netns === (`pod:${pod.namespace}/${pod.name}` as NetnsId))?.node ?? null
}

/** The address that the flow's source has. */
export function ownAddress({ topology, flow: { from } }: Run): Ipv4 | null {
  if (from.kind === 'pod') return podNamed(topology.pods, from.name)?.ip ?? null
  const lists = { node: topology.nodes, client: topology.clients }
  return lists[from.kind].find(({ name }) => name === from.name)?.ip ?? null
}

/** How edits tell a Service. */
export const serviceName = ({ name, namespace }: Service): string =>
  namespace === 'default' ? name : `${namespace}/${name}`

/** The external policy of one Service: the edit that the variants have means every Service of its name. */
export const withPolicy = ({ topology }: Run, service: Service, policy: TrafficPolicy): MendEdit =>
  topology.services.filter(({ name }) => name === service.name).length === 1
    ? { kind: 'set-external-policy', service: service.name, policy }
    : { kind: 'set-service', service: serviceName(service), change: { externalTrafficPolicy: policy } }

/** So many are tried for one question. */
export const MOST_CANDIDATES = 60
