/*! Topology → ResolvedTopology: fills in what was not declared, the way the real thing derives it. Decides nothing else. */
import { gatewayOf } from '../net/ip'
import { caliName, clientMac, eniId, eniMac, hostEndMac, podMac } from './derive'
import type {
  Client,
  ClientSpec,
  Eni,
  EniSpec,
  Node,
  NodeSpec,
  Pod,
  PodSpec,
  ResolvedTopology,
  Service,
  ServiceSpec,
  Topology,
} from './types'

/** Where nothing is declared: 4 ENIs with 15 addresses each (datapath.md §5.6). */
const DEFAULT_INSTANCE_TYPE = 'ecs.g7.xlarge'
/** lo is 1; the primary ENI 2, hot-plugged ones follow in order of attachment (§1.5). */
const FIRST_ENI_IFINDEX = 2
/** In the pod: 1 is lo, 2 a tunnel device that most kernels make by themselves, 3 eth0. */
const POD_IFINDEX = 3
const FIRST_VETH_IFINDEX = 20

/** Everything of the topology made explicit. Same input, same output. */
export function resolve(topology: Topology): ResolvedTopology {
  const pods = resolvePods(topology.pods)
  const byName = new Map(pods.map((pod) => [`${pod.namespace}/${pod.name}`, pod]))
  return {
    ...topology,
    vswitches: topology.vswitches.map((v) => ({
      ...v,
      gateway: v.gateway ?? gatewayOf(v.cidr),
      routeTable: v.routeTable ?? 'system',
    })),
    nodes: topology.nodes.map(resolveNode),
    pods,
    services: topology.services.map((s) => resolveService(s, pods, byName)),
    clients: topology.clients.map(resolveClient),
  }
}

function resolveNode(node: NodeSpec): Node {
  return {
    ...node,
    instanceType: node.instanceType ?? DEFAULT_INSTANCE_TYPE,
    rpFilter: node.rpFilter ?? {},
    ipForward: node.ipForward ?? true,
    forwarding: node.forwarding ?? {},
    listen: node.listen ?? [],
    enis: node.enis.map((eni, index) => resolveEni(eni, index, node)),
  }
}

const resolveEni = (eni: EniSpec, index: number, node: NodeSpec): Eni => ({
  dev: eni.dev,
  ifindex: eni.ifindex ?? FIRST_ENI_IFINDEX + index,
  id: eni.id ?? eniId(node.name, eni.dev),
  mac: eni.mac ?? eniMac(node.name, eni.dev),
  vswitch: eni.vswitch ?? node.vswitch,
  sourceDestCheck: eni.sourceDestCheck ?? false,
  securityGroups: eni.securityGroups ?? [],
  primary: eni.dev === 'eth0',
})

function resolvePods(pods: readonly PodSpec[]): readonly Pod[] {
  const taken = new Map<string, Set<number>>()
  for (const pod of pods) {
    const set = taken.get(pod.node) ?? new Set<number>()
    taken.set(pod.node, set)
    if (pod.ifindex !== undefined) set.add(pod.ifindex)
  }
  return pods.map((pod) => {
    const namespace = pod.namespace ?? 'default'
    return {
      ...namesOf(pod, namespace),
      ...pod,
      namespace,
      hostNetwork: pod.hostNetwork ?? false,
      labels: pod.labels ?? {},
      listen: pod.listen ?? [],
      endpoint: pod.endpoint ?? 'ready',
      pid: pod.pid ?? null,
      ifindex: pod.ifindex ?? nextFree(taken.get(pod.node)),
      podIfindex: pod.podIfindex ?? POD_IFINDEX,
    }
  })
}

type Named = Pick<Pod, 'veth' | 'mac' | 'hostMac'>

/** An edit leaves nearly all pods the objects that they were: their names are not hashed again. */
const named = new WeakMap<PodSpec, Named>()
function namesOf(pod: PodSpec, namespace: string): Named {
  let names = named.get(pod)
  if (!names) {
    const { name } = pod
    names = { veth: caliName(namespace, name), mac: podMac(namespace, name), hostMac: hostEndMac(namespace, name) }
    named.set(pod, names)
  }
  return names
}

function nextFree(taken: Set<number> | undefined): number {
  let candidate = FIRST_VETH_IFINDEX
  while (taken?.has(candidate)) candidate++
  taken?.add(candidate)
  return candidate
}

function resolveService(service: ServiceSpec, pods: readonly Pod[], byName: ReadonlyMap<string, Pod>): Service {
  const { namespace = 'default', endpoints } = service
  // An empty selector selects nothing: such a Service has no endpoints of its own.
  const wanted = Object.entries('pods' in endpoints ? {} : endpoints.selector)
  const backends =
    'pods' in endpoints
      ? endpoints.pods.flatMap((name) => byName.get(`${namespace}/${name}`) ?? [])
      : pods.filter(
          (pod) =>
            wanted[0] && pod.namespace === namespace && wanted.every(([key, value]) => pod.labels[key] === value),
        )
  return {
    ...service,
    namespace,
    internalTrafficPolicy: service.internalTrafficPolicy ?? 'Cluster',
    externalIPs: service.externalIPs ?? [],
    sourceRanges: service.sourceRanges ?? [],
    affinitySeconds: service.affinitySeconds ?? null,
    lbIPMode: service.lbIPMode ?? 'VIP',
    backends,
  }
}

const resolveClient = (client: ClientSpec): Client => ({
  ...client,
  internet: client.internet ?? false,
  mac: client.mac ?? clientMac(client.name),
  listen: client.listen ?? [],
})
