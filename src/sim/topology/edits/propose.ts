/*! What an editor offers when somebody adds a thing: a whole one that fits the cluster as it is. null: nothing of the kind fits. */
import { cidr, cidrOf, type Ipv4, ipv4FromNumber, lastOf } from '../../net/ip'
import { instanceType } from '../instance-types'
import type { ClientSpec, EniSpec, NodeSpec, PodSpec, ServiceSpec, Topology, VSwitchSpec } from '../types'
import { firstOutside, fitsVSwitch, freeAddress, freeDevice, freeName, overlap } from './free'
import type { MovePod } from './kinds'
import { findNamed } from './names'

/** The kernel's own names end at two digits. */
const MOST_ENIS = 16
const VSWITCH_LENGTH = 24

/** The next /24 of the VPC (or a smaller one, as the VPC has it) that overlaps no other vSwitch. */
export function newVSwitch(topology: Topology): VSwitchSpec | null {
  const { vpc, vswitches } = topology
  const length = Math.max(VSWITCH_LENGTH, vpc.length)
  const size = 2 ** (32 - length)
  for (let address: number = vpc.address; address < lastOf(vpc); address += size) {
    const prefix = cidrOf(ipv4FromNumber(address), length)
    if (!vswitches.some((other) => overlap(other.cidr, prefix))) {
      return { name: freeName(topology, 'vswitch', 'vsw'), cidr: prefix }
    }
  }
  return null
}

/** A node with one ENI for pods, in the given vSwitch, else in the last node's, of its instance type. */
export function newNode(topology: Topology, vswitch?: string): NodeSpec | null {
  const last = topology.nodes.at(-1)
  const home = vswitch ?? last?.vswitch ?? topology.vswitches[0]?.name
  const ip = home === undefined ? null : freeAddress(topology, home)
  if (home === undefined || ip === null) return null
  return {
    name: freeName(topology, 'node', 'node'),
    ip,
    vswitch: home,
    ...(last?.instanceType === undefined ? {} : { instanceType: last.instanceType }),
    enis: [{ dev: 'eth0' }, { dev: 'eth1' }],
  }
}

/** The next ENI of a node; null: its instance type has no more. */
export function newEni(node: NodeSpec): EniSpec | null {
  const most = Math.min(MOST_ENIS, instanceType(node.instanceType)?.enis ?? MOST_ENIS)
  return node.enis.length < most ? { dev: freeDevice(node) } : null
}

/** Where a pod is to be; what is left out is chosen: the emptiest node, its emptiest ENI. */
export interface PodPlace {
  readonly node?: string
  readonly eni?: string
}

interface Home {
  readonly node: NodeSpec
  readonly eni: string
  readonly vswitch: string
  readonly pods: number
}

/** The ENIs that have room for one more pod, the emptiest node's emptiest one first. */
function homesFor({ nodes, pods }: Topology, place: PodPlace, except?: PodSpec): readonly Home[] {
  const count = new Map<string, number>()
  const add = (key: string): void => void count.set(key, (count.get(key) ?? 0) + 1)
  for (const pod of pods) {
    if (pod.hostNetwork || pod === except) continue
    add(pod.node)
    add(`${pod.node} ${pod.eni}`)
  }
  const onNode = ({ name }: NodeSpec): number => count.get(name) ?? 0
  return nodes
    .filter(({ name }) => place.node === undefined || name === place.node)
    .toSorted((a, b) => onNode(a) - onNode(b))
    .flatMap((node) => {
      const room = instanceType(node.instanceType)?.addresses ?? Number.POSITIVE_INFINITY
      return node.enis
        .slice(1)
        .filter(({ dev }) => place.eni === undefined || dev === place.eni)
        .map(
          (eni): Home => ({
            node,
            eni: eni.dev,
            vswitch: eni.vswitch ?? node.vswitch,
            pods: count.get(`${node.name} ${eni.dev}`) ?? 0,
          }),
        )
        .filter((home) => home.pods < room)
        .toSorted((a, b) => a.pods - b.pods)
    })
}

/** A pod that serves port 80, with a free address of its ENI's vSwitch. null: no ENI there has room, or no vSwitch an address. */
export function newPod(topology: Topology, place: PodPlace = {}, stem = 'pod'): PodSpec | null {
  for (const { node, eni, vswitch } of homesFor(topology, place)) {
    const ip = freeAddress(topology, vswitch)
    if (ip === null) continue
    return {
      name: freeName(topology, 'pod', stem),
      node: node.name,
      eni,
      ip,
      labels: { app: stem },
      listen: [{ port: 80, protocol: 'TCP' }],
    }
  }
  return null
}

/**
 * The edit that takes a pod to another node or ENI. The address stays where it fits the vSwitch of the new ENI, else it is a free
 * one of that. null: it is there already, there is no room, or no such pod, node or ENI. A pod in its host's network takes the
 * address of the new host.
 */
export function newPlace(topology: Topology, name: string, place: PodPlace): MovePod | null {
  const pod = findNamed(topology.pods, name)
  if (!pod) return null
  const node = place.node ?? pod.node
  const move = (eni: string, ip: Ipv4): MovePod | null =>
    node === pod.node && eni === pod.eni
      ? null
      : {
          kind: 'move-pod',
          pod: name,
          eni,
          ...(node === pod.node ? {} : { node }),
          ...(ip === pod.ip ? {} : { ip }),
        }
  if (pod.hostNetwork) {
    const host = topology.nodes.find((each) => each.name === node)
    return host ? move('eth0', host.ip) : null
  }
  if (place.eni === undefined && node === pod.node) return null
  for (const { eni, vswitch: home } of homesFor(topology, { ...place, node }, pod)) {
    const vswitch = topology.vswitches.find((each) => each.name === home)
    const ip = vswitch && fitsVSwitch(pod.ip, vswitch) ? pod.ip : freeAddress(topology, home)
    if (ip !== null) return move(eni, ip)
  }
  return null
}

/** What kind of Service is wanted; not given: ClusterIP. */
export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer'

/** The range of `--service-node-port-range` where nobody says another. */
const FIRST_NODE_PORT = 30_000
const LAST_NODE_PORT = 32_767
/** Where nothing says another: prefixes for ClusterIPs, for clients (private, then documentation, RFC 5737). */
const SERVICE_NETS = [cidr('172.21.0.0/20'), cidr('192.168.0.0/20'), cidr('10.96.0.0/20')]
const CLIENT_NETS = [cidr('172.16.5.0/24'), cidr('192.168.100.0/24'), cidr('10.200.0.0/24')]
const INTERNET = cidr('203.0.113.0/24')

/**
 * A Service at port 80 in front of these pods (of one namespace, the first one's), at the port that the first one serves. A load
 * balancer has an address of the first vSwitch that has one left, and a NodePort besides, as Kubernetes gives it.
 */
export function newService(
  topology: Topology,
  pods: readonly PodSpec[] = [],
  type: ServiceType = 'ClusterIP',
  stem = 'svc',
): ServiceSpec | null {
  const clusterIP = freeClusterIP(topology)
  const lbIP = type === 'LoadBalancer' ? freeLoadBalancer(topology) : null
  const nodePort = type === 'ClusterIP' ? null : freeNodePort(topology)
  if (clusterIP === null || (type === 'LoadBalancer' && lbIP === null)) return null
  const [first] = pods
  const namespace = first?.namespace
  const [listener] = first?.listen ?? []
  const backends = pods.filter((pod) => (pod.namespace ?? 'default') === (namespace ?? 'default'))
  return {
    name: freeName(topology, 'service', stem),
    ...(namespace === undefined ? {} : { namespace }),
    clusterIP,
    lbIP,
    ports: [{ protocol: listener?.protocol ?? 'TCP', port: 80, targetPort: listener?.port ?? 80, nodePort }],
    externalTrafficPolicy: 'Cluster',
    endpoints: { pods: backends.map(({ name }) => name) },
  }
}

const freeLoadBalancer = (topology: Topology): Ipv4 | null =>
  topology.vswitches.reduce<Ipv4 | null>((found, { name }) => found ?? freeAddress(topology, name), null)

/** The lowest NodePort that no Service has for this protocol, 30000 … 32767; null: none is left. */
export function freeNodePort({ services }: Pick<Topology, 'services'>, protocol: 'TCP' | 'UDP' = 'TCP'): number | null {
  const taken = new Set(
    services.flatMap(({ ports }) => ports.flatMap((port) => (port.protocol === protocol ? [port.nodePort] : []))),
  )
  for (let port = FIRST_NODE_PORT; port <= LAST_NODE_PORT; port++) if (!taken.has(port)) return port
  return null
}

/** In the Service CIDR that is declared, else beside the ClusterIPs that are there, else in ACK's own that is outside the VPC. */
export function freeClusterIP(topology: Topology): Ipv4 | null {
  const { kubeProxy, services, vpc } = topology
  const [first] = services
  const beside = first ? [cidrOf(first.clusterIP, 24), cidrOf(first.clusterIP, 20)] : []
  const outside = SERVICE_NETS.filter((net) => !overlap(net, vpc))
  return firstOutside(topology, kubeProxy.serviceCIDRs ?? [...beside, ...outside])
}

/** A host outside the VPC, by a leased line or (`internet`) on the Internet. */
export function newClient(topology: Topology, internet = false, stem = 'client'): ClientSpec | null {
  const nets = internet ? [INTERNET] : CLIENT_NETS.filter((net) => !overlap(net, topology.vpc))
  const ip = firstOutside(topology, nets)
  return ip === null ? null : { name: freeName(topology, 'client', stem), ip, ...(internet ? { internet } : {}) }
}
