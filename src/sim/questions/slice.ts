/*! The part of a topology that a trace asked for: its hosts and their ENIs, the Service with its endpoints, the vSwitches, groups,
policies and routes that touch them. What is left out changes nothing, and that is not believed but tried: the part is walked. */
import { podsBehind } from '../topology/pods-behind'
import { type Cidr, inCidr, type Ipv4 } from '../net/ip'
import { simulate } from '../simulate'
import { isPod } from '../topology/pod-ref'
import type { Flow, NodeSpec, PodSpec, ServiceSpec, Topology } from '../topology/types'
import { machineOf, stepsOf, type Trace } from '../trace/trace'
import { clientNetns, nodeNetns, podNetns } from '../world'
import { sameVerdict } from './assumptions'

/** Endpoints that a Service keeps at first: its share of the work is told by a few. */
const FEW = 3

/**
 * A topology with the same trace (places, packets, verdict) for this flow, as small as this knows how: whatever the size of the
 * cluster, the size of the question. Labels that no selector reads and PIDs are left out. `trace` is the flow's in `topology`.
 */
export function sliceOf(topology: Topology, flow: Flow, trace: Trace): Topology {
  const way = wayOf(trace)
  for (const most of [FEW, Number.POSITIVE_INFINITY]) {
    const part = partOf(topology, flow, trace, most)
    const tried = simulate(part, flow).trace
    if (wayOf(tried) === way && sameVerdict(tried.verdict, trace.verdict)) return part
  }
  return topology
}

/** Places, what happened, and packets. */
const wayOf = (trace: Trace): string =>
  JSON.stringify([
    stepsOf(trace).map(({ place, event, before, after }) => [
      place,
      event.kind,
      'dev' in event ? event.dev : null,
      before,
      after,
    ]),
    'place' in trace.verdict.fate ? trace.verdict.fate.place : null,
  ])

function partOf(topology: Topology, flow: Flow, trace: Trace, most: number): Topology {
  const addresses = addressesOf(flow, trace)
  const ports = portsOf(flow, trace)
  const machines = new Set<string>(stepsOf(trace).map(({ place }) => machineOf(place)))
  const asked = (ip: Ipv4 | null | undefined): boolean => ip !== null && ip !== undefined && addresses.has(ip)
  const touched = (cidr: Cidr): boolean => [...addresses].some((ip) => inCidr(ip, cidr))
  const visited = (pod: PodSpec): boolean =>
    machines.has(podNetns(pod.namespace ?? 'default', pod.name)) ||
    isPod(pod, flow.backend) ||
    isPod(pod, flow.slbBackend) ||
    (flow.from.kind === 'pod' && isPod(pod, flow.from.name)) ||
    (asked(pod.ip) && (!pod.hostNetwork || (pod.listen ?? []).some(({ port }) => ports.has(port))))

  const nodeAddresses = new Set(topology.nodes.map(({ ip }) => ip))
  const atNode = [...addresses].some((ip) => nodeAddresses.has(ip))
  const hears = (service: ServiceSpec): boolean =>
    asked(service.clusterIP) ||
    asked(service.lbIP) ||
    (service.externalIPs ?? []).some(asked) ||
    // Asked at a node, by the client or by an SLB whose backends are nodes.
    (atNode && service.ports.some(({ nodePort }) => nodePort !== null && ports.has(nodePort)))
  const heard = topology.services.filter(hears)
  const bySelector = heard.some(({ endpoints }) => 'selector' in endpoints)

  // Of a Service, those that the packet met and a few more.
  const endpoints = new Set<PodSpec>()
  for (const service of heard) {
    const own = podsBehind(service, topology.pods)
    const met = own.filter(visited)
    for (const pod of met) endpoints.add(pod)
    for (const pod of own.filter((one) => !visited(one)).slice(0, Math.max(0, most - met.length))) endpoints.add(pod)
  }
  const pods = topology.pods.filter((pod) => visited(pod) || endpoints.has(pod))
  const names = new Set(pods.map(({ name }) => name))
  const routes = topology.routes?.filter(({ destination }) => touched(destination))
  const gateways = (routes ?? []).some(({ via }) => 'natGateway' in via)
  const routers = new Set((routes ?? []).flatMap(({ via }) => ('node' in via ? [via.node] : [])))
  const nodes = topology.nodes
    .filter(
      ({ name, ip }) =>
        machines.has(nodeNetns(name)) ||
        asked(ip) ||
        routers.has(name) ||
        name === flow.slbBackend ||
        pods.some((pod) => pod.node === name),
    )
    .map((node) => withEnis(node, pods, trace, routers.has(node.name)))
    .map((node) => listening(node, ports))
  const used = new Set(nodes.flatMap(({ vswitch, enis }) => [vswitch, ...enis.map((eni) => eni.vswitch ?? vswitch)]))
  const vswitches = topology.vswitches.filter(
    ({ name, cidr }, at) => used.has(name) || touched(cidr) || (at === 0 && used.size === 0),
  )
  const eips = topology.eips?.filter(({ eip, ip }) => asked(eip) || asked(ip))
  const listeners = topology.slb?.listeners.filter(({ vip }) => asked(vip)) ?? []
  const podAddresses = new Set(pods.map(({ ip }) => ip))

  return {
    ...withoutGateway(topology),
    vswitches,
    nodes,
    pods: pods.map(({ labels, pid: _notAsked, ...pod }) =>
      bySelector && labels !== undefined ? { ...pod, labels } : pod,
    ),
    services: heard.map((service) =>
      'pods' in service.endpoints
        ? { ...service, endpoints: { pods: service.endpoints.pods.filter((name) => names.has(name)) } }
        : service,
    ),
    clients: topology.clients.filter(({ name, ip }) => machines.has(clientNetns(name)) || asked(ip)),
    slb:
      topology.slb === null || listeners.length === 0
        ? null
        : {
            ...topology.slb,
            listeners: listeners.map((one) => ({
              ...one,
              backends: one.backends.filter(({ ip }) => podAddresses.has(ip) || nodes.some((node) => node.ip === ip)),
            })),
          },
    ...policiesOf(topology, pods),
    ...(topology.natGateway === undefined || (most === FEW && !machines.has('gateway') && !gateways)
      ? {}
      : {
          natGateway: {
            ...topology.natGateway,
            entries: topology.natGateway.entries.filter(({ source, eip }) => touched(source) || asked(eip)),
          },
        }),
    ...(eips === undefined ? {} : { eips }),
    ...(routes === undefined ? {} : { routes }),
    ...groupsOf(topology, nodes),
    ...aclsOf(topology, new Set(vswitches.map(({ name }) => name))),
  }
}

function addressesOf(flow: Flow, trace: Trace): ReadonlySet<Ipv4> {
  const addresses = new Set<Ipv4>([flow.to.ip])
  for (const { before, after, event } of stepsOf(trace)) {
    for (const { src, dst } of [before, after]) addresses.add(src).add(dst)
    if ('nextHop' in event) addresses.add(event.nextHop)
  }
  return addresses
}

function portsOf(flow: Flow, trace: Trace): ReadonlySet<number> {
  const ports = new Set([flow.to.port])
  for (const { after } of stepsOf(trace)) if ('dport' in after.l4) ports.add(after.l4.dport)
  return ports
}

/** Who listens where nobody asks is another question. */
function listening(node: NodeSpec, ports: ReadonlySet<number>): NodeSpec {
  const { listen, ...rest } = node
  const heard = (listen ?? []).filter(({ port }) => ports.has(port))
  return heard.length > 0 ? { ...rest, listen: heard } : rest
}

const withoutGateway = ({ natGateway: _asked, ...topology }: Topology): Topology => topology

/** ENIs up to the last that is used: those before it give it its number. */
function withEnis(node: NodeSpec, pods: readonly PodSpec[], trace: Trace, router: boolean): NodeSpec {
  if (router) return node
  const devices = new Set(pods.flatMap((pod) => (pod.node === node.name ? [pod.eni] : [])))
  for (const { place, event } of stepsOf(trace)) {
    if (place.kind === 'link' && place.netns === nodeNetns(node.name)) devices.add(place.dev)
    if (event.kind === 'vpc-deliver' && event.host === nodeNetns(node.name)) devices.add(event.dev)
  }
  const last = node.enis.findLastIndex(({ dev }) => devices.has(dev))
  return { ...node, enis: node.enis.slice(0, Math.max(last, 0) + 1) }
}

function policiesOf({ networkPolicies }: Topology, pods: readonly PodSpec[]): Partial<Topology> {
  const isKept = (name: string) => pods.some((pod) => isPod(pod, name))
  if (networkPolicies === undefined) return {}
  const kept = networkPolicies.filter((policy) => policy.pods.some(isKept))
  const rules = (list: (typeof kept)[number]['ingress']) =>
    list?.map((rule) =>
      rule.peers === undefined
        ? rule
        : {
            ...rule,
            peers: rule.peers.map((peer) => ('pods' in peer ? { pods: peer.pods.filter(isKept) } : peer)),
          },
    )
  return {
    networkPolicies: kept.map(({ ingress, egress, ...policy }) => ({
      ...policy,
      pods: policy.pods.filter(isKept),
      ...(ingress === undefined ? {} : { ingress: rules(ingress) ?? [] }),
      ...(egress === undefined ? {} : { egress: rules(egress) ?? [] }),
    })),
  }
}

/** The groups of the ENIs, and those that their rules name. */
function groupsOf({ securityGroups }: Topology, nodes: readonly NodeSpec[]): Partial<Topology> {
  if (securityGroups === undefined) return {}
  const ids = new Set(nodes.flatMap(({ enis }) => enis.flatMap((eni) => eni.securityGroups ?? [])))
  const own = securityGroups.filter(({ id }) => ids.has(id))
  for (const { rules } of own) for (const { peer } of rules) if ('group' in peer) ids.add(peer.group)
  return { securityGroups: securityGroups.filter(({ id }) => ids.has(id)) }
}

function aclsOf({ networkAcls }: Topology, names: ReadonlySet<string>): Partial<Topology> {
  if (networkAcls === undefined) return {}
  const kept = networkAcls.filter((acl) => acl.vswitches.some((name) => names.has(name)))
  return {
    networkAcls: kept.map((acl) => ({ ...acl, vswitches: acl.vswitches.filter((name) => names.has(name)) })),
  }
}
