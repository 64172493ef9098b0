/*! A cluster out of a few numbers: N nodes of an instance type, M replicas of each workload, Services in front of them. The same
wish gives the same cluster: short numbered names, the lowest addresses, pods spread over nodes and their ENIs. */
import { err, ok, type Result } from '../../../base/result'
import { type Cidr, cidr, cidrOf, type Ipv4, ipv4FromNumber } from '../../net/ip'
import { type InstanceType, instanceType } from '../instance-types'
import type { KubeProxySpec, NodeSpec, PodSpec, ServiceSpec, SlbSpec, Topology, VSwitchSpec } from '../types'
import { EMPTY_CLUSTER } from './empty'
import { addressPool } from './free'
import { freeNodePort, type ServiceType } from './propose'

export interface ClusterWish {
  readonly nodes: number
  /** One of INSTANCE_TYPES. */
  readonly instanceType: string
  readonly workloads: readonly { readonly name: string; readonly replicas: number; readonly port?: number }[]
  /** Each in front of one workload, by its name. `policy`: externalTrafficPolicy; not given: Cluster. */
  readonly services: readonly {
    readonly name: string
    readonly workload: string
    readonly type?: ServiceType
    readonly policy?: ServiceSpec['externalTrafficPolicy']
  }[]
  readonly kubeProxy?: Partial<KubeProxySpec>
}

export type WishProblem =
  /** Fewer than one node, more than the limit, or no whole number. */
  | { readonly code: 'nodes'; readonly limit: number; readonly found: number }
  | { readonly code: 'instance-type'; readonly found: string }
  /** A workload or Service has the name of an earlier one, or one that Kubernetes does not take. */
  | { readonly code: 'name'; readonly found: string }
  | { readonly code: 'replicas'; readonly workload: string; readonly found: number }
  | { readonly code: 'workload'; readonly service: string; readonly found: string }
  /** More pods than all secondary ENIs of all nodes have addresses. */
  | { readonly code: 'pods'; readonly wanted: number; readonly fit: number; readonly perNode: number }
  /** More Services than there are NodePorts or addresses. */
  | { readonly code: 'services'; readonly wanted: number }

const MOST_NODES = 1_000
/** Kubernetes' own advice: pods take turns over two zones, each with a vSwitch. */
const ZONES = 2
/** Room for 4,092 addresses a vSwitch: nodes and pods of the largest clusters take more than one each. */
const VSWITCH_LENGTH = 20
const SERVICE_NET = cidr('172.21.0.0/16')
const NAME = /^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$/

/** How many pods fit on one node: (ENIs − 1) × addresses (Terway pkg/aliyun/client/limit.go, datapath.md §5.6). */
export const podsPerNode = ({ enis, addresses }: Pick<InstanceType, 'enis' | 'addresses'>): number =>
  (enis - 1) * addresses

/** The cluster that is wished for, one that `check` accepts; or why there is none. */
export function makeCluster(wish: ClusterWish): Result<Topology, WishProblem> {
  const type = instanceType(wish.instanceType)
  if (!type) return err({ code: 'instance-type', found: wish.instanceType })
  const problem = wrongIn(wish, type)
  if (problem) return err(problem)
  const wanted = wish.workloads.reduce((sum, { replicas }) => sum + replicas, 0)
  const vswitches = vswitchesFor(wish.nodes, wish.nodes + wanted + wish.services.length)
  const bare = { ...EMPTY_CLUSTER, vswitches, kubeProxy: { ...EMPTY_CLUSTER.kubeProxy, ...wish.kubeProxy } }
  const pool = addressPool(bare)
  const nodes = nodesFor(wish.nodes, type, wanted, vswitches, pool)
  const pods = podsFor(wish, type, nodes, pool)
  const services = nodes && pods && servicesFor(wish, vswitches, pods, pool)
  if (!nodes || !pods || !services) return err({ code: 'services', wanted: wish.services.length })
  return ok({ ...bare, nodes, pods, services, slb: slbFor(services, pods) })
}

function wrongIn({ nodes, workloads, services }: ClusterWish, type: InstanceType): WishProblem | null {
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > MOST_NODES) {
    return { code: 'nodes', limit: MOST_NODES, found: nodes }
  }
  for (const list of [workloads, services]) {
    const names = new Set<string>()
    for (const { name } of list) {
      if (!NAME.test(name) || names.has(name)) return { code: 'name', found: name }
      names.add(name)
    }
  }
  const odd = workloads.find(({ replicas }) => !Number.isInteger(replicas) || replicas < 0)
  if (odd) return { code: 'replicas', workload: odd.name, found: odd.replicas }
  const lost = services.find(({ workload }) => !workloads.some(({ name }) => name === workload))
  if (lost) return { code: 'workload', service: lost.name, found: lost.workload }
  const wanted = workloads.reduce((sum, { replicas }) => sum + replicas, 0)
  const perNode = podsPerNode(type)
  const fit = nodes * perNode
  return wanted > fit ? { code: 'pods', wanted, fit, perNode } : null
}

/** Two zones, and more where the addresses need it. */
function vswitchesFor(nodes: number, addresses: number): readonly VSwitchSpec[] {
  const size = 2 ** (32 - VSWITCH_LENGTH)
  // A half of each stays free: nodes are not spread to the last address.
  const count = Math.max(Math.min(ZONES, nodes), Math.ceil((2 * addresses) / size))
  return Array.from({ length: count }, (_, at) => ({
    name: `vsw-${at + 1}`,
    cidr: cidrOf(ipv4FromNumber(EMPTY_CLUSTER.vpc.address + at * size), VSWITCH_LENGTH),
  }))
}

type Pool = (vswitch: string) => Ipv4 | null

/** As many ENIs as the pods need, one at least: Terway attaches them when they are wanted. */
function nodesFor(
  count: number,
  type: InstanceType,
  pods: number,
  vswitches: readonly VSwitchSpec[],
  pool: Pool,
): readonly NodeSpec[] | null {
  const secondary = Math.max(1, Math.ceil(Math.ceil(pods / count) / type.addresses))
  const enis = Array.from({ length: 1 + secondary }, (_, at) => ({ dev: `eth${at}` }))
  const nodes = Array.from({ length: count }, (_, at): NodeSpec | null => {
    const vswitch = vswitches[at % vswitches.length]?.name ?? ''
    const ip = pool(vswitch)
    return ip === null ? null : { name: `node-${at + 1}`, ip, vswitch, instanceType: type.name, enis }
  })
  return whole(nodes)
}

/** Round the nodes, and on each round its ENIs. */
function podsFor(
  { workloads }: ClusterWish,
  type: InstanceType,
  nodes: readonly NodeSpec[] | null,
  pool: Pool,
): readonly PodSpec[] | null {
  if (!nodes) return null
  let turn = 0
  return whole(
    workloads.flatMap(({ name, replicas, port = 80 }) =>
      Array.from({ length: replicas }, (_, at): PodSpec | null => {
        const node = nodes[turn % nodes.length]
        const secondary = (node?.enis.length ?? 1) - 1
        const eni = `eth${1 + (Math.floor(turn / nodes.length) % secondary)}`
        turn++
        const ip = node ? pool(node.vswitch) : null
        if (!node || ip === null || secondary * type.addresses === 0) return null
        return {
          name: `${name}-${at + 1}`,
          node: node.name,
          eni,
          ip,
          labels: { app: name },
          listen: [{ port, protocol: 'TCP' }],
        }
      }),
    ),
  )
}

function servicesFor(
  { services, workloads }: ClusterWish,
  vswitches: readonly VSwitchSpec[],
  pods: readonly PodSpec[],
  pool: Pool,
): readonly ServiceSpec[] | null {
  const made: ServiceSpec[] = []
  for (const { name, workload, type = 'ClusterIP', policy = 'Cluster' } of services) {
    const lbIP = type === 'LoadBalancer' ? firstOf(vswitches, pool) : null
    const nodePort = type === 'ClusterIP' ? null : freeNodePort({ services: made })
    if ((type === 'LoadBalancer' && lbIP === null) || (type !== 'ClusterIP' && nodePort === null)) return null
    const targetPort = workloads.find((each) => each.name === workload)?.port ?? 80
    made.push({
      name,
      clusterIP: addressIn(SERVICE_NET, made.length + 1),
      lbIP,
      ports: [{ protocol: 'TCP', port: 80, targetPort, nodePort }],
      externalTrafficPolicy: policy,
      endpoints: { pods: pods.filter(({ labels }) => labels?.['app'] === workload).map((pod) => pod.name) },
    })
  }
  return made
}

const firstOf = (vswitches: readonly VSwitchSpec[], pool: Pool): Ipv4 | null => {
  for (const { name } of vswitches) {
    const ip = pool(name)
    if (ip !== null) return ip
  }
  return null
}

const addressIn = (net: Cidr, n: number): Ipv4 => ipv4FromNumber(net.address + n)

/** The load balancers' listeners, with the pods behind them, as the cloud controller programs them for ENI backends (§5.4). */
function slbFor(services: readonly ServiceSpec[], pods: readonly PodSpec[]): SlbSpec | null {
  const byName = new Map(pods.map((pod) => [pod.name, pod]))
  const listeners = services.flatMap(({ lbIP, ports, endpoints }) =>
    lbIP === null
      ? []
      : ports.map(({ port, protocol, targetPort }) => ({
          vip: lbIP,
          port,
          protocol,
          backends: ('pods' in endpoints ? endpoints.pods : []).flatMap((name) => {
            const pod = byName.get(name)
            return pod ? [{ ip: pod.ip, port: targetPort }] : []
          }),
        })),
  )
  return listeners.length === 0 ? null : { id: 'lb-1', listeners }
}

/** null if one of them is. */
const whole = <T>(list: readonly (T | null)[]): readonly T[] | null =>
  list.every((item) => item !== null) ? list.flatMap((item) => (item === null ? [] : [item])) : null
