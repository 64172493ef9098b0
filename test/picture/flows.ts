/*! Flows by way of every place that the scenarios do not have: the Internet and its gateway, EIPs, a leased line, a shared service,
NodePort clients, load balancers in a flow's middle, and drops in the cloud. */
import { cidr, type Flow, ipv4, type PodSpec, type Run, type ServiceSpec, type Topology } from '../../src/sim'
import {
  aclRule,
  advanced,
  ask,
  basic,
  CENTOS,
  cluster,
  ECS1,
  ECS2,
  line,
  natGateway,
  NGINX,
  rule,
  withAcl,
  withGroups,
  www,
} from '../flows/cloud'
import { type Layout, layout } from '../../src/ui/graph/layout'
import { route, viewOf, type Way } from '../../src/ui/graph/route'
import { words } from './words'

const WEB = '93.184.216.34:443'
const POD2 = '10.0.3.58:80'
const NODE_PORT = 30_080
const eips = [
  { eip: ipv4('8.210.7.8'), ip: ipv4('10.0.3.58') },
  { eip: ipv4('8.210.7.7'), ip: ipv4('10.0.1.91') },
]
const snat = cluster({ natGateway })
const listener = { vip: ipv4('10.0.3.99'), port: 80, protocol: 'TCP' } as const
const slbTo = (...backends: readonly (readonly [string, number])[]) => ({
  id: 'lb-j6cw3daxxukxln8xccive',
  listeners: [{ ...listener, backends: backends.map(([ip, port]) => ({ ip: ipv4(ip), port })) }],
})
const toEnis = slbTo(['10.0.3.58', 80])
const toNodes = slbTo(['10.0.1.82', NODE_PORT], ['10.0.3.49', NODE_PORT])

const services = (spec: Partial<ServiceSpec>): readonly ServiceSpec[] =>
  cluster().services.map((service) => ({
    ...service,
    ports: service.ports.map((port) => ({ ...port, nodePort: NODE_PORT })),
    ...spec,
  }))
const nodePort = (spec: Partial<ServiceSpec> = {}, added: Partial<Topology> = {}) =>
  cluster({ services: services(spec), ...added })
/** As kube-proxy 1.20 in iptables mode leaves it: nothing claims the load balancer's address, the SLB gets the packet. */
const iptables = (topology: Topology): Topology => ({
  ...topology,
  kubeProxy: { ...topology.kubeProxy, mode: 'iptables' },
})
const beside: PodSpec = {
  name: 'nginx-beside',
  node: ECS1,
  eni: 'eth1',
  ip: ipv4('10.0.1.104'),
  labels: { app: 'nginx' },
  listen: [{ port: 80, protocol: 'TCP', process: 'nginx' }],
}
const own = { endpoints: { pods: [beside.name] } }
const withBeside = (spec: Partial<ServiceSpec>, added: Partial<Topology> = {}): Topology => {
  const plain = nodePort(spec, added)
  return { ...plain, pods: [...plain.pods, beside] }
}
const groups = (one: string, other: string) => ({ '*': [one], '2/eth1': [other] })
const checked = (topology: Topology): Topology => ({
  ...topology,
  nodes: topology.nodes.map((node) => ({ ...node, enis: node.enis.map((eni) => ({ ...eni, sourceDestCheck: true })) })),
})

type Row = readonly [title: string, topology: Topology, from: string, to: string, flow?: Partial<Flow>]

const rows: readonly Row[] = [
  ['pod → SNAT gateway → Internet', snat, CENTOS, WEB],
  ['pod of the second host → SNAT gateway → Internet', snat, NGINX, WEB],
  ['node → SNAT gateway → Internet', snat, ECS1, WEB],
  ['ping through the SNAT gateway', snat, CENTOS, '93.184.216.34', { protocol: 'ICMP' }],
  ['closed port of an Internet host', snat, CENTOS, '93.184.216.34:81'],
  ['pod → Internet by its own EIP', cluster({ eips }), CENTOS, WEB],
  ['Internet → EIP', cluster({ eips }), 'www', '8.210.7.8:80'],
  ['Internet → EIP of the first host', cluster({ eips }), 'www', '8.210.7.7:80'],
  ['pod → leased line', cluster(), CENTOS, '172.16.5.20:443'],
  ['node → leased line', cluster(), ECS2, '172.16.5.20:443'],
  ['pod → shared service', cluster(), CENTOS, '100.100.2.136:443'],
  ['leased line → pod', cluster(), line.name, POD2],
  ['leased line → node', cluster(), line.name, '10.0.1.82:22'],
  ['client → NodePort, backend elsewhere', nodePort(), line.name, `10.0.1.82:${NODE_PORT}`],
  [
    'client → NodePort, backend to the left',
    nodePort({ endpoints: { pods: [CENTOS] } }),
    line.name,
    `10.0.3.49:${NODE_PORT}`,
  ],
  ['client → NodePort, backend here', nodePort(), line.name, `10.0.3.49:${NODE_PORT}`],
  ['client → NodePort in iptables mode', iptables(nodePort()), line.name, `10.0.1.82:${NODE_PORT}`],
  [
    'client → NodePort, Local, no backend',
    nodePort({ externalTrafficPolicy: 'Local' }),
    line.name,
    `10.0.1.82:${NODE_PORT}`,
  ],
  ['pod → NodePort of the other node', nodePort(), CENTOS, `10.0.3.49:${NODE_PORT}`],
  ['pod → NodePort of the other node, backend here', withBeside(own), CENTOS, `10.0.3.49:${NODE_PORT}`],
  ['client → SLB with ECS backends', nodePort({}, { slb: toNodes }), 'www', '10.0.3.99:80'],
  [
    'client → SLB with ECS backends, this node',
    nodePort({}, { slb: toNodes }),
    'www',
    '10.0.3.99:80',
    { slbBackend: ECS2 },
  ],
  [
    'client → SLB with ECS backends, the answer passes it by',
    nodePort({}, { slb: toNodes }),
    line.name,
    '10.0.3.99:80',
  ],
  ['Internet → SLB with ENI backends', cluster({ slb: toEnis }), 'www', '10.0.3.99:80'],
  ['pod → SLB → pod', cluster({ slb: toEnis }), CENTOS, '10.0.3.99:80'],
  ['pod → SLB → pod to the left', cluster({ slb: slbTo(['10.0.1.91', 80]) }), NGINX, '10.0.3.99:80'],
  ['pod → SLB → node → pod', nodePort({}, { slb: toNodes }), CENTOS, '10.0.3.99:80', { slbBackend: ECS2 }],
  ['pod → SLB → own node → pod', nodePort({}, { slb: toNodes }), CENTOS, '10.0.3.99:80', { slbBackend: ECS1 }],
  ['pod → SLB → pod beside', withBeside(own, { slb: slbTo(['10.0.1.104', 80]) }), CENTOS, '10.0.3.99:80'],
  ['node → SLB → pod', cluster({ slb: toEnis }), ECS1, '10.0.3.99:80'],
  ['pod calls itself through the SLB', cluster({ slb: toEnis }), NGINX, '10.0.3.99:80'],
  ['SLB without the port', cluster({ slb: toEnis }), CENTOS, '10.0.3.99:81'],
  ['SLB without a backend', cluster({ slb: slbTo() }), 'www', '10.0.3.99:80'],
  ['own process → Service', cluster(), ECS1, '192.168.2.115:80'],
  ['own process → Service in iptables mode', iptables(cluster()), ECS1, '192.168.2.115:80'],
  ['own process → Service, backend here', withBeside(own), ECS1, '192.168.2.115:80'],
  ['own process → pod beside', withBeside(own), ECS1, '10.0.1.104:80'],
  ['own process → Service without endpoints here', nodePort({ externalTrafficPolicy: 'Local' }), ECS1, '10.0.3.62:80'],
  ['own process → own NodePort, backend elsewhere', nodePort(), ECS1, `10.0.1.82:${NODE_PORT}`],
  ['own process → own process', cluster(), ECS1, '10.0.1.82:22'],
  ['pod → its own address', cluster(), NGINX, POD2],
  ['pod calls itself by its Service', cluster(), NGINX, '192.168.2.115:80'],
  ['no gateway: drop at the VPC', cluster(), CENTOS, WEB],
  [
    'no SNAT entry: drop at the gateway',
    cluster({ natGateway: { id: 'ngw-1', entries: natGateway.entries.slice(1) } }),
    CENTOS,
    WEB,
  ],
  ['no session: drop at the gateway on the way in', snat, 'www', '8.210.1.1:80'],
  ['no EIP: nobody routes it', snat, 'www', POD2],
  ['an unknown host behind the gateway', snat, CENTOS, '8.8.8.8:53'],
  ['the same with an EIP', cluster({ eips }), CENTOS, '8.8.8.8:53'],
  ['Internet → Internet', cluster({ clients: [www, { ...www, name: 'far', ip: ipv4('93.184.216.99') }] }), 'far', WEB],
  ['traceroute, first hop', cluster(), CENTOS, POD2, { ttl: 1 }],
  ['traceroute through IPVS', cluster(), CENTOS, '192.168.2.115:80', { ttl: 1 }],
  ['traceroute, the other host', cluster(), CENTOS, POD2, { ttl: 2 }],
  ['traceroute to a NodePort', nodePort(), line.name, `10.0.1.82:${NODE_PORT}`, { ttl: 1 }],
  ['an unknown shared service', cluster(), CENTOS, '100.64.9.9:80'],
  ['nobody has the address', cluster(), CENTOS, '10.0.3.77:80'],
  ['security group, in', withGroups(cluster(), [basic('a'), basic('b')], groups('a', 'b')), CENTOS, POD2],
  ['security group, out', withGroups(cluster(), [advanced('a')], { '*': ['a'] }), CENTOS, POD2],
  ['security group on an EIP', withGroups(cluster({ eips }), [basic('a')], { '*': ['a'] }), 'www', '8.210.7.8:80'],
  [
    'security group on a NodePort',
    withGroups(nodePort(), [basic('a')], { '*': ['a'] }),
    line.name,
    `10.0.1.82:${NODE_PORT}`,
  ],
  [
    'security group on the way back',
    withGroups(cluster(), [basic('a'), basic('b', rule('in', 'accept', '10.0.1.0/24')), basic('c')], {
      '*': ['a'],
      '1/eth1': ['c'],
      '2/eth1': ['b'],
    }),
    CENTOS,
    '192.168.2.115:80',
  ],
  ['network ACL, out', withAcl(cluster(), 'vsw-1'), CENTOS, POD2],
  ['network ACL, in', withAcl(cluster(), 'vsw-3', aclRule('out', 'accept', '0.0.0.0/0')), CENTOS, POD2],
  ['network ACL on the way back', withAcl(cluster(), 'vsw-1', aclRule('out', 'accept', '10.0.3.0/24')), CENTOS, POD2],
  ['source check', checked(cluster({ terway: { release: '1.4.1' } })), CENTOS, '192.168.2.115:80'],
  [
    'destination check',
    checked(cluster({ routes: [{ destination: cidr('10.9.0.0/16'), via: { node: ECS1 } }] })),
    NGINX,
    '10.9.0.1:80',
  ],
]

export interface FlowPicture {
  readonly title: string
  readonly run: Run
  readonly layout: Layout
  readonly ways: readonly Way[]
}

export function flowPicture(title: string, run: Run): FlowPicture {
  const legs = [run.trace.request, run.trace.reply].filter((leg) => leg !== null)
  const placed = layout(run.topology, viewOf(legs), words)
  return { title, run, layout: placed, ways: legs.map((leg) => route(leg, placed)) }
}

export const flowPictures: readonly FlowPicture[] = rows.map(([title, topology, from, to, flow]) =>
  flowPicture(title, ask(topology, from, to, flow)),
)
