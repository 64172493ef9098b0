/*! More links: one flow for each link of the article's architecture section and for each that the titles of the recordings name: who
asks what, and the ways in which a flow fails that the seven scenarios do not show. What a recording changes about a cluster (a row
taken away, a policy, a check) is no link: it is an edit of any of these. One cluster has them all; each link is a question about it, never the answer.

Ids and list order keep their meaning for ever: links name a flow's ends by their place in these lists. New things go to the end. */
import {
  cidr,
  type ClientSpec,
  type Flow,
  type Ipv4,
  ipv4,
  type NodeSpec,
  type PodSpec,
  type ServicePortSpec,
  type ServiceSpec,
  type SlbListenerSpec,
  type Source,
  type Topology,
} from '../sim'
import {
  client,
  h4jtf,
  h5wnp,
  nginx,
  nginx1,
  node,
  node1_82,
  node3_49,
  outsideClient,
  pod,
  PORT,
  slbOf,
  zp5jg,
} from './article'
import type { MoreGroup, Scenario } from './types'
import { proxy, releases } from './variants'

/** The kubelet answers on every node. */
const KUBELET = 10250
const DNS = 53
const kubelet = { listen: [{ port: KUBELET, protocol: 'TCP', process: 'kubelet' }] } as const
const ecs1: NodeSpec = { ...node1_82, ...kubelet }
const ecs2: NodeSpec = { ...node3_49, ...kubelet }

const api: PodSpec = {
  name: 'api-5c9f7b6d4d-x2vqk',
  node: ecs1.name,
  eni: 'eth1',
  ip: ipv4('10.0.1.92'),
  labels: { app: 'api' },
  listen: [{ port: 8080, protocol: 'TCP', process: 'api' }],
}
const coredns: PodSpec = {
  name: 'coredns-6f8c9d5b7-k4n8s',
  node: ecs2.name,
  eni: 'eth1',
  ip: ipv4('10.0.3.60'),
  labels: { app: 'coredns' },
  listen: [
    { port: DNS, protocol: 'UDP', process: 'coredns' },
    { port: DNS, protocol: 'TCP', process: 'coredns' },
  ],
}
const crawler: PodSpec = {
  name: 'crawler-7d4b8c6f9-q7m2z',
  node: ecs1.name,
  eni: 'eth1',
  ip: ipv4('10.0.1.93'),
  labels: { app: 'crawler' },
}
/** Lives in its node's own namespace. */
const exporter: PodSpec = {
  name: 'node-exporter-hn6tw',
  node: ecs2.name,
  hostNetwork: true,
  eni: 'eth0',
  ip: ecs2.ip,
  labels: { app: 'node-exporter' },
  listen: [{ port: 9100, protocol: 'TCP', process: 'node_exporter' }],
}

/** Behind a leased line, on the Internet (addresses for documentation, RFC 5737), and the shared service that every VPC has. */
const office: ClientSpec = outsideClient
const database: ClientSpec = {
  name: 'idc-db',
  ip: ipv4('172.16.8.30'),
  listen: [{ port: 3306, protocol: 'TCP', process: 'mysqld' }],
}
const www: ClientSpec = {
  name: 'www',
  ip: ipv4('203.0.113.80'),
  internet: true,
  listen: [{ port: 443, protocol: 'TCP', process: 'www' }],
}
const resolver: ClientSpec = {
  name: 'vpc-dns',
  ip: ipv4('100.100.2.136'),
  listen: [
    { port: DNS, protocol: 'UDP', process: 'dns' },
    { port: DNS, protocol: 'TCP', process: 'dns' },
  ],
}

/** A second backend, beside the client. */
const nginxHere: PodSpec = zp5jg

const NODE_PORT_LOCAL = 31080
const NODE_PORT_CLUSTER = 31081
const apiIP = ipv4('192.168.2.80')
const dnsIP = ipv4('192.168.0.10')
const exporterIP = ipv4('192.168.2.91')
const twoIP = ipv4('192.168.2.92')
const stickyIP = ipv4('192.168.2.93')
const emptyIP = ipv4('192.168.2.94')
const cartIP = ipv4('192.168.2.95')
const cacheIP = ipv4('192.168.2.96')
const legacyIP = ipv4('192.168.2.97')
const adminIP = ipv4('192.168.2.98')
/** spec.externalIPs: no host owns it. */
const externalIP = ipv4('198.51.100.200')
const adminLB = ipv4('10.0.3.64')
const ecsLB = ipv4('10.0.3.65')
const idleLB = ipv4('10.0.3.66')
/** One to one with h4jtf, which listens; the crawler does not. */
const webEip = ipv4('198.51.100.94')

const services: readonly ServiceSpec[] = [
  {
    name: 'nginx',
    clusterIP: nginx.clusterIP,
    lbIP: nginx.externalIP,
    ports: [{ protocol: 'TCP', port: PORT, targetPort: PORT, nodePort: NODE_PORT_LOCAL }],
    externalTrafficPolicy: 'Local',
    endpoints: { pods: [h4jtf.name] },
  },
  {
    name: 'nginx1',
    clusterIP: nginx1.clusterIP,
    lbIP: nginx1.externalIP,
    ports: [{ protocol: 'TCP', port: PORT, targetPort: PORT, nodePort: NODE_PORT_CLUSTER }],
    externalTrafficPolicy: 'Cluster',
    endpoints: { pods: [h4jtf.name] },
  },
  {
    name: 'api',
    clusterIP: apiIP,
    lbIP: null,
    ports: [{ protocol: 'TCP', port: PORT, targetPort: 8080, nodePort: null }],
    externalTrafficPolicy: 'Cluster',
    endpoints: { pods: [api.name] },
  },
  {
    name: 'kube-dns',
    clusterIP: dnsIP,
    lbIP: null,
    ports: [
      { protocol: 'UDP', port: DNS, targetPort: DNS, nodePort: null },
      { protocol: 'TCP', port: DNS, targetPort: DNS, nodePort: null },
    ],
    externalTrafficPolicy: 'Cluster',
    endpoints: { pods: [coredns.name] },
  },
  web('exporter', exporterIP, [exporter], { ports: [tcp(9100)] }),
  web('two', twoIP, [h4jtf, nginxHere]),
  web('sticky', stickyIP, [h4jtf, nginxHere], { affinitySeconds: 10_800 }),
  web('empty', emptyIP, []),
  web('cart', cartIP, [api], { ports: [{ ...tcp(PORT), targetPort: 8081 }] }),
  web('cache', cacheIP, [h4jtf], { internalTrafficPolicy: 'Local' }),
  web('legacy', legacyIP, [h4jtf], { externalIPs: [externalIP] }),
  web('admin', adminIP, [h4jtf], { lbIP: adminLB, sourceRanges: [cidr('172.16.0.0/16')] }),
]

function web(name: string, clusterIP: Ipv4, pods: readonly PodSpec[], more: Partial<ServiceSpec> = {}): ServiceSpec {
  const endpoints = { pods: pods.map((each) => each.name) }
  return { name, clusterIP, lbIP: null, ports: [tcp(PORT)], externalTrafficPolicy: 'Cluster', endpoints, ...more }
}
function tcp(port: number): ServicePortSpec {
  return { protocol: 'TCP', port, targetPort: port, nodePort: null }
}

const slb = slbOf([h4jtf])
/** One with ENI backends, one with ECS backends (each node by its NodePort), one by UDP, one that has lost all of them. */
const listeners: readonly SlbListenerSpec[] = [
  ...slb.listeners,
  {
    vip: ecsLB,
    port: PORT,
    protocol: 'TCP',
    backends: [ecs1, ecs2].map(({ ip }) => ({ ip, port: NODE_PORT_CLUSTER })),
  },
  { vip: ecsLB, port: DNS, protocol: 'UDP', backends: [{ ip: coredns.ip, port: DNS }] },
  { vip: idleLB, port: PORT, protocol: 'TCP', backends: [] },
]

const topology: Topology = {
  vpc: cidr('10.0.0.0/16'),
  vswitches: [
    { name: 'vsw-1', cidr: cidr('10.0.1.0/24') },
    { name: 'vsw-3', cidr: cidr('10.0.3.0/24') },
  ],
  nodes: [ecs1, ecs2],
  pods: [h5wnp, h4jtf, api, coredns, crawler, exporter, nginxHere],
  services,
  clients: [office, database, www, resolver],
  slb: { ...slb, listeners },
  terway: { release: '1.4.1' },
  kubeProxy: { mode: 'ipvs', release: '1.20', scheduler: 'rr', clusterCIDR: null, masqueradeAll: false },
  natGateway: {
    id: 'ngw-j6cm3snat9eniip5link',
    entries: [
      { source: cidr('10.0.1.0/24'), eip: ipv4('198.51.100.10') },
      { source: cidr('10.0.3.0/24'), eip: ipv4('198.51.100.11') },
    ],
  },
  eips: [
    { eip: ipv4('198.51.100.93'), ip: crawler.ip },
    { eip: webEip, ip: h4jtf.ip },
  ],
}

/** The client's port, as in the seven scenarios. */
const CLIENT_PORT = 40001

const ask = (from: Source, ip: Ipv4, port: number, protocol: Flow['protocol'] = 'TCP'): Flow => ({
  from,
  to: { ip, port },
  protocol,
  sport: CLIENT_PORT,
  backend: null,
})

const link = (id: Scenario['id'], flow: Flow, ...facts: readonly string[]): Scenario => ({
  id,
  question: { topology, flow },
  groups: [proxy, releases],
  facts,
  neverWent: null,
})

export const moreLinks: readonly Scenario[] = [
  link('m1', ask(node(ecs1), api.ip, 8080), 'A10'),
  link('m2', ask(node(ecs1), h4jtf.ip, PORT), 'A9'),
  link('m3', ask(pod(h5wnp), ecs1.ip, KUBELET), 'A10'),
  link('m4', ask(pod(h5wnp), ecs2.ip, KUBELET), 'A11'),
  link('m5', ask(node(ecs1), nginx.clusterIP, PORT), 'V6'),
  link('m6', ask(node(ecs1), nginx1.externalIP, PORT), 'V4'),
  link('m7', ask(pod(api), apiIP, PORT), 'A8'),
  link('m8', ask(pod(h5wnp), www.ip, 443), 'A12'),
  link('m9', ask(pod(crawler), www.ip, 443)),
  link('m10', ask(pod(h5wnp), database.ip, 3306), 'A11'),
  link('m11', ask(pod(h5wnp), resolver.ip, DNS, 'UDP'), 'A11'),
  link('m12', ask(client(office), ecs1.ip, NODE_PORT_CLUSTER)),
  link('m13', ask(client(office), ecs2.ip, NODE_PORT_LOCAL)),
  link('m14', ask(client(office), ecs1.ip, NODE_PORT_LOCAL), 'V5'),
  link('m15', ask(client(office), nginx.externalIP, PORT), 'S7'),
  link('m16', ask(pod(h5wnp), exporter.ip, 9100)),
  link('m17', ask(pod(h5wnp), nginx.clusterIP, 81)),
  link('m18', ask(pod(h5wnp), h4jtf.ip, 81)),
  link('m19', ask(pod(h5wnp), h4jtf.ip, 0, 'ICMP'), 'A9'),
  link('m20', ask(pod(h5wnp), nginx.clusterIP, 0, 'ICMP')),
  link('m21', ask(pod(h5wnp), dnsIP, DNS, 'UDP')),
  // The links of the recordings' titles that are none of these.
  link('m22', ask(node(ecs1), ecs2.ip, KUBELET)),
  link('m23', ask(node(ecs1), www.ip, 443)),
  link('m24', ask(node(ecs1), database.ip, 3306)),
  link('m25', ask(node(ecs1), nginx.externalIP, PORT)),
  link('m26', ask(node(ecs1), ecs1.ip, NODE_PORT_CLUSTER)),
  link('m27', ask(pod(h5wnp), ecs1.ip, NODE_PORT_CLUSTER)),
  link('m28', ask(pod(h5wnp), ecs2.ip, NODE_PORT_LOCAL)),
  link('m29', ask(pod(api), api.ip, 8080)),
  link('m30', ask(pod(h5wnp), nginxHere.ip, PORT)),
  link('m31', ask(pod(exporter), apiIP, PORT)),
  link('m32', ask(pod(h5wnp), exporterIP, 9100)),
  link('m33', ask(pod(h5wnp), twoIP, PORT)),
  link('m34', ask(pod(h5wnp), stickyIP, PORT)),
  link('m35', ask(pod(h5wnp), externalIP, PORT)),
  link('m36', ask(pod(h5wnp), cacheIP, PORT)),
  link('m37', ask(pod(h5wnp), emptyIP, PORT)),
  link('m38', ask(pod(h5wnp), cartIP, PORT)),
  link('m39', ask(pod(h5wnp), adminLB, PORT)),
  link('m40', ask(pod(h5wnp), nginx.clusterIP, KUBELET)),
  link('m41', ask(pod(h5wnp), ipv4('192.168.2.77'), PORT)),
  link('m42', ask(pod(h5wnp), ipv4('10.0.3.200'), PORT)),
  link('m43', ask(client(office), h4jtf.ip, PORT)),
  link('m44', ask(client(office), ecsLB, PORT)),
  link('m45', ask(client(office), idleLB, PORT)),
  link('m46', ask(client(www), nginx.externalIP, PORT)),
  link('m47', ask(client(www), webEip, PORT)),
  link('m48', ask(client(www), ipv4('198.51.100.10'), PORT)),
  link('m49', ask(client(www), h4jtf.ip, PORT)),
  link('m50', ask(node(ecs1), h4jtf.ip, 0, 'ICMP')),
  link('m51', ask(client(office), h4jtf.ip, 0, 'ICMP')),
  link('m52', ask(client(office), nginx.externalIP, 0, 'ICMP')),
  link('m53', ask(pod(h5wnp), www.ip, 0, 'ICMP')),
  link('m54', { ...ask(pod(h5wnp), h4jtf.ip, 0, 'ICMP'), ttl: 1 }),
  link('m55', { ...ask(pod(h5wnp), h4jtf.ip, 0, 'ICMP'), ttl: 2 }),
  link('m56', { ...ask(pod(h5wnp), dnsIP, DNS, 'UDP'), ttl: 2 }),
  link('m57', ask(pod(h5wnp), coredns.ip, 5353, 'UDP')),
  link('m58', ask(client(office), ecsLB, DNS, 'UDP')),
]

/** The list in groups: each link stands in one. */
export const moreGroups: readonly MoreGroup[] = [
  { id: 'nodes', links: ['m1', 'm2', 'm22', 'm3', 'm4', 'm29', 'm30', 'm16', 'm43'] },
  { id: 'services', links: ['m5', 'm6', 'm25', 'm7', 'm33', 'm34', 'm31', 'm32', 'm35', 'm36'] },
  { id: 'ports', links: ['m12', 'm13', 'm14', 'm26', 'm27', 'm28', 'm15', 'm44'] },
  { id: 'outside', links: ['m8', 'm9', 'm23', 'm10', 'm24', 'm11', 'm46', 'm47'] },
  { id: 'ping', links: ['m19', 'm50', 'm51', 'm20', 'm53', 'm52', 'm54', 'm55', 'm21', 'm56', 'm58'] },
  { id: 'fails', links: ['m17', 'm40', 'm18', 'm38', 'm37', 'm39', 'm41', 'm42', 'm45', 'm48', 'm49', 'm57'] },
]
