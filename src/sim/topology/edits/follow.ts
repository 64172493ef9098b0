/*! What names an object follows it: to another name, to another address, or out of the lists when it is gone. A name or an address
that somebody else bears too is left alone: it still means somebody. */
import type { Ipv4 } from '../../net/ip'
import type { Question } from '../edit'
import type { NetworkPolicySpec, PodSpec, PolicyRuleSpec, Source, Topology } from '../types'
import { withList } from './list'

/** A name's new one; null: gone; the same: nothing happened to it. */
type NewName = (name: string) => string | null

type Named = Pick<PodSpec, 'name' | 'namespace'>

/** How policies and the flow may call a pod: pod-ref.ts. */
const refsOf = ({ name, namespace = 'default' }: Named): readonly string[] => [name, `${namespace}/${name}`]
const allRefs = (pods: readonly Named[]): ReadonlySet<string> => new Set(pods.flatMap(refsOf))

/** Nothing that is not there any more is named: pods by Services, policies and the flow; addresses by the SLB and EIPs. */
export function withoutPods(question: Question, gone: readonly PodSpec[]): Question {
  if (gone.length === 0) return question
  const left = new Set(gone)
  const pods = question.topology.pods.filter((pod) => !left.has(pod))
  const there = allRefs(pods)
  const lost = allRefs(gone)
  const named = withPodNames(
    { ...question, topology: { ...question.topology, pods } },
    (ref) => (lost.has(ref) && !there.has(ref) ? null : ref),
    false,
  )
  return withoutAddresses(
    named,
    gone.map(({ ip }) => ip),
  )
}

/** A pod has another name or namespace; `question` has it already. Lists of a namespace that it left do not know it. */
export function podRenamed(question: Question, before: Named, after: Named): Question {
  const { pods } = question.topology
  const there = allRefs(pods)
  const [oldName = '', oldRef = ''] = refsOf(before)
  const [newName = '', newRef = ''] = refsOf(after)
  const shared = pods.filter(({ name }) => name === newName).length > 1
  return withPodNames(
    question,
    (ref) => {
      if (there.has(ref)) return ref
      if (ref === oldRef) return newRef
      return ref === oldName ? (shared ? newRef : newName) : ref
    },
    true,
  )
}

/** `to` judges references; those of Services are names in their own namespace. `source`: also who asks. */
function withPodNames({ topology, flow }: Question, to: NewName, source: boolean): Question {
  const policies = topology.networkPolicies
  return {
    topology: {
      ...topology,
      services: topology.services.map((service) => {
        if (!('pods' in service.endpoints)) return service
        const prefix = `${service.namespace ?? 'default'}/`
        const { pods } = service.endpoints
        const next = renamed(pods, (name) => {
          const ref = to(`${prefix}${name}`)
          return ref?.startsWith(prefix) ? ref.slice(prefix.length) : null
        })
        return next === pods ? service : { ...service, endpoints: { pods: next } }
      }),
      ...(policies === undefined ? {} : { networkPolicies: policies.map((policy) => policyWith(policy, to)) }),
    },
    flow: flowWith(flow, 'pod', to, source),
  }
}

/** The same list if no name changes. */
function renamed(names: readonly string[], to: NewName): readonly string[] {
  const next = names.map(to)
  return next.every((name, at) => name === names[at]) ? names : next.filter((name) => name !== null)
}

/** A rule whose peers are gone names nobody; it never comes to mean everybody. */
const policyWith = (policy: NetworkPolicySpec, to: NewName): NetworkPolicySpec => ({
  ...policy,
  pods: renamed(policy.pods, to),
  ...(policy.ingress === undefined ? {} : { ingress: policy.ingress.map((rule) => ruleWith(rule, to)) }),
  ...(policy.egress === undefined ? {} : { egress: policy.egress.map((rule) => ruleWith(rule, to)) }),
})

const ruleWith = (rule: PolicyRuleSpec, to: NewName): PolicyRuleSpec =>
  rule.peers === undefined
    ? rule
    : { ...rule, peers: rule.peers.map((peer) => ('pods' in peer ? { pods: renamed(peer.pods, to) } : peer)) }

/** What load balancing was to take is forgotten with it. Who asks stays, even if nobody has the name: that is for the person to say. */
export function flowWith(flow: Question['flow'], kind: Source['kind'], to: NewName, source: boolean): Question['flow'] {
  const { slbBackend, ...rest } = flow
  const slb = slbBackend === undefined ? null : to(slbBackend)
  return {
    ...rest,
    from: source && flow.from.kind === kind ? { kind, name: to(flow.from.name) ?? flow.from.name } : flow.from,
    backend: kind === 'pod' && flow.backend !== null ? to(flow.backend) : flow.backend,
    ...(slb === null ? {} : { slbBackend: slb }),
  }
}

const owned = ({ nodes, pods }: Topology): ReadonlySet<Ipv4> => new Set([...nodes, ...pods].map(({ ip }) => ip))

/** The SLB's backends and the EIPs of addresses that no node and no pod has any more. */
export function withoutAddresses(question: Question, addresses: readonly Ipv4[]): Question {
  const still = owned(question.topology)
  const gone = new Set(addresses.filter((ip) => !still.has(ip)))
  if (gone.size === 0) return question
  const { slb, eips } = question.topology
  const topology: Topology = {
    ...question.topology,
    slb: slb && {
      ...slb,
      listeners: slb.listeners.map((listener) => ({
        ...listener,
        backends: listener.backends.filter(({ ip }) => !gone.has(ip)),
      })),
    },
  }
  return {
    ...question,
    topology:
      eips === undefined || !eips.some(({ ip }) => gone.has(ip))
        ? topology
        : withList(
            topology,
            'eips',
            eips.filter(({ ip }) => !gone.has(ip)),
          ),
  }
}

/** A node or pod has another address; `question` has it already. The SLB, EIPs and a flow to it follow. */
export function addressMoved(question: Question, from: Ipv4, to: Ipv4): Question {
  if (from === to || owned(question.topology).has(from)) return question
  const { topology, flow } = question
  const { slb, eips } = topology
  const moved = (ip: Ipv4): Ipv4 => (ip === from ? to : ip)
  return {
    topology: {
      ...topology,
      slb: slb && {
        ...slb,
        listeners: slb.listeners.map((listener) => ({
          ...listener,
          backends: listener.backends.map((backend) => ({ ...backend, ip: moved(backend.ip) })),
        })),
      },
      ...(eips === undefined ? {} : { eips: eips.map((each) => ({ ...each, ip: moved(each.ip) })) }),
    },
    flow: flowTo(flow, from, to),
  }
}

export const flowTo = (flow: Question['flow'], from: Ipv4, to: Ipv4): Question['flow'] =>
  flow.to.ip === from && from !== to ? { ...flow, to: { ...flow.to, ip: to } } : flow
