/*! The cluster of the article: its nodes, pods, Services and load balancer, with the names and addresses that it prints.

Given are only facts of the article. Veth names, MACs, gateways, the other ifindexes and ids are derived from them (the two veth
names that the article prints come out of that derivation). The cluster differs a little from scenario to scenario: which pods
exist, hence which of them back the Services. */
import {
  cidr,
  type ClientSpec,
  type EniSpec,
  type Flow,
  type Ipv4,
  ipv4,
  type NodeSpec,
  type PodSpec,
  type ServiceSpec,
  type SlbSpec,
  type Source,
  type Topology,
} from '../sim'

/** Every scenario asks for this port; the pods listen on the same one. */
export const PORT = 80
/** The client's port, as in the recordings of a real kernel. */
const CLIENT_PORT = 40001

const instanceType = 'ecs.g7.xlarge'
const secondary = (dev: string, id?: string): EniSpec => (id === undefined ? { dev } : { dev, id })
const primary: EniSpec = { dev: 'eth0' }

export const node1_82: NodeSpec = {
  name: 'cn-hongkong.10.0.1.82',
  ip: ipv4('10.0.1.82'),
  vswitch: 'vsw-1',
  instanceType,
  enis: [primary, secondary('eth1')],
}
/** The same node with a second ENI for pods (S2: "the same or different ENIs"). */
export const node1_82TwoEnis: NodeSpec = { ...node1_82, enis: [primary, secondary('eth1'), secondary('eth2')] }

/** The ENI ids are those of the load balancer's server group in S7. */
export const node3_49: NodeSpec = {
  name: 'cn-hongkong.10.0.3.49',
  ip: ipv4('10.0.3.49'),
  vswitch: 'vsw-3',
  instanceType,
  enis: [primary, secondary('eth1', 'eni-j6c4qxbpnkg5o7uog5kr')],
}
export const node1_47: NodeSpec = {
  name: 'cn-hongkong.10.0.1.47',
  ip: ipv4('10.0.1.47'),
  vswitch: 'vsw-1',
  instanceType,
  enis: [primary, secondary('eth1', 'eni-j6c6r7m3849fodxdf5l7')],
}

const nginxPod = (name: string, node: NodeSpec, ip: string): PodSpec => ({
  name,
  node: node.name,
  eni: 'eth1',
  ip: ipv4(ip),
  labels: { app: 'nginx' },
  listen: [{ port: PORT, protocol: 'TCP', process: 'nginx' }],
})

/** The client of S2 to S6. The article shows its `eth0@if63`. */
export const h5wnp: PodSpec = {
  name: 'centos-67756b6dc8-h5wnp',
  node: node1_82.name,
  eni: 'eth1',
  ip: ipv4('10.0.1.91'),
  labels: { app: 'centos' },
  pid: 2211426,
  ifindex: 63,
}
export const zp5jg: PodSpec = { ...nginxPod('nginx-7d6877d777-zp5jg', node1_82, '10.0.1.104'), pid: 1094736 }
/** S3 has this name for the pod 10.0.3.58, S4 to S7 the next one. */
export const lwrfc: PodSpec = nginxPod('nginx-7d6877d777-lwrfc', node3_49, '10.0.3.58')
export const h4jtf: PodSpec = nginxPod('nginx-7d6877d777-h4jtf', node3_49, '10.0.3.58')
export const kxwdb: PodSpec = nginxPod('nginx-7d6877d777-kxwdb', node1_47, '10.0.1.29')

export const outsideClient: ClientSpec = { name: 'client', ip: ipv4('172.16.5.20') }

/** The addresses of the two Services. "ExternalIP" is the EXTERNAL-IP column: `status.loadBalancer.ingress[0].ip`. */
export const nginx = { clusterIP: ipv4('192.168.2.115'), externalIP: ipv4('10.0.3.62') } as const
export const nginx1 = { clusterIP: ipv4('192.168.2.253'), externalIP: ipv4('10.0.3.63') } as const

const services = (backends: readonly PodSpec[]): readonly ServiceSpec[] => {
  const endpoints = { pods: backends.map((pod) => pod.name) }
  return [
    {
      name: 'nginx',
      clusterIP: nginx.clusterIP,
      lbIP: nginx.externalIP,
      ports: [{ protocol: 'TCP', port: PORT, targetPort: PORT, nodePort: 31080 }],
      externalTrafficPolicy: 'Local',
      endpoints,
    },
    {
      name: 'nginx1',
      clusterIP: nginx1.clusterIP,
      lbIP: nginx1.externalIP,
      ports: [{ protocol: 'TCP', port: PORT, targetPort: PORT, nodePort: 31081 }],
      externalTrafficPolicy: 'Cluster',
      endpoints,
    },
  ]
}

/** The load balancer of Service nginx: its server group holds ENIs, by pod address and pod port. */
export const slbOf = (backends: readonly PodSpec[]): SlbSpec => ({
  id: 'lb-j6cw3daxxukxln8xccive',
  listeners: [
    { vip: nginx.externalIP, port: PORT, protocol: 'TCP', backends: backends.map(({ ip }) => ({ ip, port: PORT })) },
  ],
})

/** What a scenario adds: its machines. The source's host comes first. */
export interface Machines {
  readonly nodes: readonly NodeSpec[]
  readonly pods: readonly PodSpec[]
  readonly clients?: readonly ClientSpec[]
  readonly slb?: SlbSpec
}

/** The article's cluster with these machines; all nginx pods back both Services. */
export const article = ({ nodes, pods, clients = [], slb }: Machines): Topology => ({
  vpc: cidr('10.0.0.0/16'),
  vswitches: [
    { name: 'vsw-1', cidr: cidr('10.0.1.0/24') },
    { name: 'vsw-3', cidr: cidr('10.0.3.0/24') },
  ].filter(({ name }) => nodes.some((node) => node.vswitch === name)),
  nodes,
  pods,
  services: services(pods.filter((pod) => pod.labels?.['app'] === 'nginx')),
  clients,
  slb: slb ?? null,
  terway: { release: '1.4.1' },
  kubeProxy: { mode: 'ipvs', release: '1.20', scheduler: 'rr', clusterCIDR: null, masqueradeAll: false },
})

export const pod = ({ name }: PodSpec): Source => ({ kind: 'pod', name })
export const node = ({ name }: NodeSpec): Source => ({ kind: 'node', name })
export const client = ({ name }: ClientSpec): Source => ({ kind: 'client', name })

/** One TCP connection to port 80. `backend` is given where load balancing has a choice. */
export const connect = (from: Source, ip: Ipv4, backend: PodSpec | null = null): Flow => ({
  from,
  to: { ip, port: PORT },
  protocol: 'TCP',
  sport: CLIENT_PORT,
  backend: backend?.name ?? null,
})
