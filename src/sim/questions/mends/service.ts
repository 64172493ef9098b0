/*! What could be asked instead, and what the Service that is asked could have: policy, endpoints, source ranges, ports. */
import { hostCidr, type Ipv4 } from '../../net/ip'
import { backendOn } from '../../topology/backend-pod'
import { isPod, podNamed, refsOf } from '../../topology/pod-ref'
import { askTarget, targetAt, targetsOf } from '../../topology/targets'
import type { Flow, Service } from '../../topology/types'
import { type Ask, type Candidate, nodeOf, ownAddress, serviceName, withPolicy } from './ask'

/** Of other backends, and of other ports. */
const MOST_OTHERS = 4

export function serviceCandidates(ask: Ask): readonly Candidate[] {
  const { service } = ask
  return [
    ...otherAddresses(ask),
    ...otherPorts(ask),
    ...(service === null
      ? []
      : [
          ...otherBackends(ask, service),
          ...policies(ask, service),
          ...endpoints(ask, service),
          ...sourceRanges(ask, service),
          ...targetPorts(ask, service),
        ]),
  ]
}

const target = (topic: 'address' | 'port', ip: Ipv4, port: number): Candidate => ({
  topic,
  edit: { kind: 'set-target', ip, port },
})

/** The same Service by its other addresses, and the first of its pods by its own; a ping only by that: no Service answers pings. */
function otherAddresses({ service, run: { flow, topology } }: Ask): readonly Candidate[] {
  const asked = service?.ports.find(
    ({ port, nodePort, protocol }) =>
      protocol === flow.protocol && (port === flow.to.port || nodePort === flow.to.port),
  )
  if (!service) return []
  const { port = flow.to.port, targetPort = flow.to.port } = asked ?? {}
  const [first] = service.backends
  const own = topology.pods.find((pod) => pod === first)
  return [
    ...(flow.protocol === 'ICMP'
      ? []
      : [service.clusterIP, ...(service.lbIP === null ? [] : [service.lbIP]), ...service.externalIPs]
    )
      .filter((ip) => ip !== flow.to.ip)
      .map((ip) => target('address', ip, port)),
    ...(own === undefined ? [] : [target('address', own.ip, targetPort)]),
  ]
}

/** Ports that are served where the flow asks. */
function otherPorts({ question, run: { flow } }: Ask): readonly Candidate[] {
  if (flow.protocol === 'ICMP') return []
  const there = targetAt(targetsOf(question.topology), flow)
  if (there === null) return []
  return there.ports
    .filter(({ port, protocol }) => protocol === flow.protocol && port !== flow.to.port)
    .slice(0, MOST_OTHERS)
    .map(({ port, protocol }) => target('port', askTarget(there, { port, protocol }).to.ip, port))
}

function otherBackends({ run: { flow, trace, topology } }: Ask, { backends }: Service): readonly Candidate[] {
  const ref = refsOf(topology.pods)
  const byLb = trace.request.steps.some(({ event }) => event.kind === 'slb-dnat')
  const taken = byLb ? (flow.slbBackend ?? flow.backend) : flow.backend
  return backends
    .filter((pod) => !isPod(pod, taken))
    .slice(0, backends.length > 1 ? MOST_OTHERS : 0)
    .map((pod) => ({
      topic: 'backend',
      edit: byLb ? { kind: 'set-slb-backend', backend: ref(pod) } : { kind: 'set-backend', backend: ref(pod) },
    }))
}

function policies({ run, address }: Ask, service: Service): readonly Candidate[] {
  const { externalTrafficPolicy, internalTrafficPolicy } = service
  return [
    ...(externalTrafficPolicy === 'Local' && address !== 'clusterIP'
      ? [{ topic: 'policy', edit: withPolicy(run, service, 'Cluster') } as const]
      : []),
    ...(internalTrafficPolicy === 'Local'
      ? [
          {
            topic: 'policy',
            edit: { kind: 'set-service', service: serviceName(service), change: { internalTrafficPolicy: 'Cluster' } },
          } as const,
        ]
      : []),
  ]
}

/** One more backend where the packet ended, and on the client's own node. */
function endpoints({ question, run, last, nodes }: Ask, service: Service): readonly Candidate[] {
  const ended = last !== null && 'netns' in last.place ? nodeOf(run, last.place.netns) : null
  const { from } = run.flow
  const own = from.kind === 'pod' ? (podNamed(run.topology.pods, from.name)?.node ?? null) : from.name
  const [first] = nodes
  const wanted = new Set([ended, from.kind === 'client' ? null : own, first ?? null].filter((name) => name !== null))
  return [...wanted].flatMap((node) => {
    const edit = backendOn(question.topology, run.topology, serviceName(service), node)
    return edit === null ? [] : [{ topic: 'endpoint', edit } as const]
  })
}

/** Whoever asks is let in: as itself, and as what a node made of it. */
function sourceRanges({ run, last }: Ask, service: Service): readonly Candidate[] {
  if (service.sourceRanges.length === 0) return []
  const own = ownAddress(run)
  const sources = [last?.before.src ?? null, own].filter((ip) => ip !== null && ip !== 0)
  return [...new Set(sources.filter((ip) => ip !== null))].map((ip) => ({
    topic: 'source-ranges',
    edit: {
      kind: 'set-service',
      service: serviceName(service),
      change: { sourceRanges: [...service.sourceRanges, hostCidr(ip)] },
    },
  }))
}

/** The target port becomes one that the backend listens on; a port that the Service does not have is added to it. */
function targetPorts({ run: { flow }, address }: Ask, service: Service): readonly Candidate[] {
  const [first] = service.backends
  const at = service.ports.findIndex(
    ({ port, protocol, nodePort }) =>
      protocol === flow.protocol && (port === flow.to.port || nodePort === flow.to.port),
  )
  const asked = service.ports[at]
  if (first && !asked && flow.protocol !== 'ICMP' && address !== 'nodePort') return addedPort(flow, service)
  if (
    !first ||
    !asked ||
    first.listen.some(({ port, protocol }) => port === asked.targetPort && protocol === asked.protocol)
  )
    return []
  return first.listen
    .filter(({ protocol }) => protocol === flow.protocol)
    .slice(0, MOST_OTHERS)
    .map(({ port: targetPort }) => ({
      topic: 'target-port',
      edit: {
        kind: 'set-service',
        service: serviceName(service),
        change: { ports: service.ports.map((each, index) => (index === at ? { ...each, targetPort } : each)) },
      },
    }))
}

/** It leads where the Service's first port does. */
function addedPort({ protocol, to: { port } }: Flow, service: Service): readonly Candidate[] {
  const like = service.ports.find((each) => each.protocol === protocol)
  if (!like) return []
  const more = { protocol: like.protocol, port, targetPort: like.targetPort, nodePort: null }
  return [
    {
      topic: 'target-port',
      edit: { kind: 'set-service', service: serviceName(service), change: { ports: [...service.ports, more] } },
    },
  ]
}
