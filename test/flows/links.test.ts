/*! Every link × kube-proxy mode × release × policy × Terway release. What must come out is written here by hand, as rules read
off datapath.md §3–§7 (the section stands at each); the simulator is not asked for it. */
import { describe, expect, it } from 'vitest'
import {
  cidr,
  type Flow,
  formatIpv4,
  ipv4,
  type KubeProxyMode,
  type KubeProxyRelease,
  type Run,
  type TerwayRelease,
  type Topology,
} from '../../src/sim'
import { ask, fateOf, seenBy } from './cloud'

type Policy = 'Cluster' | 'Local'
/** Where the Service's only endpoint is, seen from node-1: on it, on node-2 (also as hostNetwork pods), the client pod itself, or nowhere. */
type Backend = 'here' | 'there' | 'host-here' | 'host-there' | 'self' | 'none'
interface Case {
  readonly mode: KubeProxyMode
  readonly release: KubeProxyRelease
  readonly terway: TerwayRelease
  readonly policy: Policy
}

/** nftables is stable from 1.33 (§3.7). */
const RELEASES: Readonly<Record<KubeProxyMode, readonly KubeProxyRelease[]>> = {
  ipvs: ['1.20', '1.24', '1.28', '1.30', '1.33', '1.34'],
  iptables: ['1.20', '1.24', '1.28', '1.30', '1.33', '1.34'],
  nftables: ['1.33', '1.34'],
}
const MODES: readonly KubeProxyMode[] = ['ipvs', 'iptables', 'nftables']
const minorOf = ({ release }: Case): number => Number(release.slice(2))

const NODE = '10.0.1.82'
const POD = '10.0.1.91'
const VIP = '192.168.2.115'
const LB = '10.0.3.62'
const EXTERNAL = '10.0.3.99'
const OFFICE = '172.16.5.20'
const WWW = '93.184.216.34'
const BACKENDS: Readonly<Record<Backend, readonly string[]>> = {
  here: ['beside'],
  there: ['remote'],
  'host-here': ['host-1'],
  'host-there': ['host-2'],
  self: ['client'],
  none: [],
}

const web = [
  { port: 80, protocol: 'TCP' },
  { port: 53, protocol: 'UDP' },
] as const
const ssh = [{ port: 22, protocol: 'TCP' }] as const
const tls = [{ port: 443, protocol: 'TCP' }] as const

function topologyOf({ mode, release, terway, policy }: Case, backend: Backend, more: Partial<Topology> = {}): Topology {
  return {
    vpc: cidr('10.0.0.0/8'),
    vswitches: [
      { name: 'vsw-1', cidr: cidr('10.0.1.0/24') },
      { name: 'vsw-3', cidr: cidr('10.0.3.0/24') },
    ],
    nodes: [
      { name: 'node-1', ip: ipv4(NODE), vswitch: 'vsw-1', enis: [{ dev: 'eth0' }, { dev: 'eth1' }], listen: ssh },
      {
        name: 'node-2',
        ip: ipv4('10.0.3.49'),
        vswitch: 'vsw-3',
        enis: [{ dev: 'eth0' }, { dev: 'eth1' }],
        listen: ssh,
      },
    ],
    pods: [
      { name: 'client', node: 'node-1', eni: 'eth1', ip: ipv4(POD), listen: web },
      { name: 'beside', node: 'node-1', eni: 'eth1', ip: ipv4('10.0.1.104'), listen: web },
      { name: 'remote', node: 'node-2', eni: 'eth1', ip: ipv4('10.0.3.58'), listen: web },
      { name: 'host-1', node: 'node-1', hostNetwork: true, eni: 'eth0', ip: ipv4(NODE), listen: web },
      { name: 'host-2', node: 'node-2', hostNetwork: true, eni: 'eth0', ip: ipv4('10.0.3.49'), listen: web },
    ],
    services: [
      {
        name: 'web',
        clusterIP: ipv4(VIP),
        lbIP: ipv4(LB),
        ports: [
          { protocol: 'TCP', port: 80, targetPort: 80, nodePort: 31080 },
          { protocol: 'UDP', port: 53, targetPort: 53, nodePort: 31053 },
        ],
        externalTrafficPolicy: policy,
        endpoints: { pods: BACKENDS[backend] },
      },
    ],
    clients: [
      { name: 'www', ip: ipv4(WWW), internet: true, listen: tls },
      { name: 'office', ip: ipv4(OFFICE), listen: tls },
      { name: 'dns', ip: ipv4('100.100.2.136'), listen: [{ port: 53, protocol: 'UDP' }] },
    ],
    slb: null,
    terway: { release: terway },
    kubeProxy: { mode, release, scheduler: 'rr', clusterCIDR: null, masqueradeAll: false },
    ...more,
  }
}

/** What must come out: the source that the server sees, or the reason and what the client sees. */
type Expected = { readonly seen: string } | { readonly fate: string; readonly sees: 'rst' | 'icmp' | 'time-out' }
const seen = (source: string): Expected => ({ seen: source })
const ends = (fate: string, sees: 'rst' | 'icmp' | 'time-out'): Expected => ({ fate, sees })

interface Link {
  readonly name: string
  readonly backend: Backend
  readonly from: string
  readonly to: string
  readonly more?: Partial<Flow>
  readonly topology?: (plain: Topology) => Topology
  readonly expected: (c: Case) => Expected
}

// ——— the rules, as the document has them ———

/** §3.5, §3.7, §4.9 row 1: a Service without any endpoint. */
const noEndpoint = ({ mode }: Case): Expected => ends(mode === 'ipvs' ? 'ipvs-no-server' : 'netfilter-reject', 'icmp')

/** §3.6: a pod asks a Local address and its node has no endpoint. */
function podToLocalThere(c: Case): Expected {
  if (c.mode === 'ipvs') return minorOf(c) >= 21 ? seen(POD) : ends('ipvs-no-server', 'icmp')
  // §3.5, #110290: up to 1.24 it is marked for drop, and a forwarded packet is not dropped; it leaves for an address nobody owns.
  if (c.mode === 'iptables' && minorOf(c) < 25) return ends('vpc-no-owner', 'time-out')
  return ends('netfilter-drop', 'time-out')
}

/** §4.7, §3.6, §10: the node itself asks a Local address and has no endpoint. */
function nodeToLocalThere(c: Case): Expected {
  // The source is the address itself; the backend's node has it on kube-ipvs0, so it is martian there (§4.4 step 3).
  if (c.mode === 'ipvs') {
    return minorOf(c) >= 21 ? ends('martian-source', 'time-out') : ends('ipvs-no-server', 'icmp')
  }
  if (c.mode === 'nftables' && minorOf(c) < 34) return ends('netfilter-drop', 'time-out')
  return seen(NODE)
}

/** §3.6: an outside client asks a Local NodePort of a node without an endpoint. */
function clientToLocalThere(c: Case): Expected {
  if (c.mode !== 'ipvs') return ends('netfilter-drop', 'time-out')
  return minorOf(c) >= 21 ? ends('not-asked on the way back', 'time-out') : ends('ipvs-no-server', 'icmp')
}

/** §4.9 rows 2 and 3, §3.5, §3.7: a port of a VIP that nobody serves. */
function unserved(c: Case, clusterIp: boolean): Expected {
  if (c.mode === 'ipvs') return minorOf(c) >= 26 ? ends('netfilter-reject', 'icmp') : ends('no-socket', 'rst')
  if (c.mode === 'nftables' && clusterIp) return ends('netfilter-reject', 'icmp')
  // D30: the service CIDR lies outside the VPC, the load balancer's address in it.
  return ends(clusterIp ? 'vpc-no-route' : 'vpc-no-owner', 'time-out')
}

/** The same where a daemon of the host listens on all addresses: it answers where the VIP is local and nothing rejects. */
const daemon = (c: Case): Expected => (c.mode === 'ipvs' && minorOf(c) < 26 ? seen(POD) : unserved(c, true))

/** D4: KUBE-IPVS-FILTER did not know Local external IPs before 1.30. */
const orRejected =
  (expected: (c: Case) => Expected) =>
  (c: Case): Expected =>
    c.mode === 'ipvs' && minorOf(c) >= 26 && minorOf(c) < 30 ? ends('netfilter-reject', 'icmp') : expected(c)

/** K@1.20.2 iptables/proxier.go, "Capture externalIPs": what a process of the node sends is none of "all traffic from off-machine". */
const nodeToExternal = (c: Case): Expected =>
  c.mode === 'iptables' && minorOf(c) < 24 ? ends('vpc-no-owner', 'time-out') : seen(NODE)

/** D8: the source ranges do not have the pod. */
const deniedPod = ({ mode, release }: Case): Expected =>
  // Marked for drop, which is never asked of what is forwarded.
  mode === 'iptables' && Number(release.slice(2)) < 25
    ? ends('vpc-no-owner', 'time-out')
    : ends('netfilter-drop', 'time-out')

/** D8, §10: nor the node. IPVS judged it in OUTPUT by the mark, then not at all, then again (#110628, #119791). */
const deniedNode = (c: Case): Expected =>
  c.mode === 'ipvs' && minorOf(c) >= 25 && minorOf(c) < 29
    ? seen(c.policy === 'Cluster' ? NODE : LB)
    : ends('netfilter-drop', 'time-out')

/** §3.6: internalTrafficPolicy Local, nothing on the node; the Service has a load-balancer address, so IPVS falls back. */
function internalLocalThere(c: Case): Expected {
  if (c.mode === 'ipvs' || minorOf(c) < 22) return seen(POD)
  // As podToLocalThere; the service CIDR lies outside the VPC.
  return c.mode === 'iptables' && minorOf(c) < 25
    ? ends('vpc-no-route', 'time-out')
    : ends('netfilter-drop', 'time-out')
}

/** §3.5, §3.7: with `--cluster-cidr` a pod's traffic to a Local address is served by all endpoints; IPVS has no such rule. */
const podTrafficThere = (c: Case): Expected => (c.mode === 'ipvs' ? podToLocalThere(c) : seen(POD))

/** §4.9, §10: an echo request to a VIP: its own node answers, filter rejects it, or it leaves. */
const pingVip = (c: Case): Expected => {
  if (c.mode === 'ipvs' && minorOf(c) < 26) return seen(POD)
  return c.mode === 'iptables' ? ends('vpc-no-route', 'time-out') : ends('netfilter-reject', 'icmp')
}

const byPolicy =
  (cluster: (c: Case) => Expected, local: (c: Case) => Expected) =>
  (c: Case): Expected =>
    c.policy === 'Cluster' ? cluster(c) : local(c)

const NODE_SEEN = () => seen(NODE)
const POD_SEEN = () => seen(POD)
const OFFICE_SEEN = () => seen(OFFICE)

const gateway = (plain: Topology): Topology => ({
  ...plain,
  natGateway: { id: 'ngw-1', entries: [{ source: cidr('10.0.1.0/24'), eip: ipv4('8.210.1.1') }] },
})
const slb =
  (ip: string, port: number) =>
  (plain: Topology): Topology => ({
    ...plain,
    slb: {
      id: 'lb-1',
      listeners: [{ vip: ipv4(LB), port: 80, protocol: 'TCP', backends: [{ ip: ipv4(ip), port }] }],
    },
  })
const everyEni =
  (eni: Partial<Topology['nodes'][number]['enis'][number]>) =>
  (plain: Topology): Topology => ({
    ...plain,
    nodes: plain.nodes.map((node) => ({ ...node, enis: node.enis.map((own) => ({ ...own, ...eni })) })),
  })
const strict = (plain: Topology): Topology => ({
  ...plain,
  nodes: plain.nodes.map((node) => ({ ...node, rpFilter: { all: 1 as const } })),
})

const withService =
  (more: Partial<Topology['services'][number]>) =>
  (plain: Topology): Topology => ({ ...plain, services: plain.services.map((service) => ({ ...service, ...more })) })
const withProxy =
  (more: Partial<Topology['kubeProxy']>) =>
  (plain: Topology): Topology => ({ ...plain, kubeProxy: { ...plain.kubeProxy, ...more } })
const external = withService({ externalIPs: [ipv4(EXTERNAL)] })
const onlyOffice = withService({ sourceRanges: [cidr('172.16.0.0/16')] })
const pods = withProxy({ clusterCIDR: cidr('10.0.0.0/16') })
const UDP = { protocol: 'UDP' } as const
const PING = { protocol: 'ICMP' } as const

const LINKS: readonly Link[] = [
  // By address: kube-proxy has no part in it (§8.1–§8.3).
  { name: 'node → own pod', backend: 'there', from: 'node-1', to: '10.0.1.104:80', expected: NODE_SEEN },
  { name: 'node → remote pod', backend: 'there', from: 'node-1', to: '10.0.3.58:80', expected: NODE_SEEN },
  { name: 'pod → own node', backend: 'there', from: 'client', to: `${NODE}:22`, expected: POD_SEEN },
  { name: 'pod → other node', backend: 'there', from: 'client', to: '10.0.3.49:22', expected: POD_SEEN },
  { name: 'pod → pod beside it', backend: 'there', from: 'client', to: '10.0.1.104:80', expected: POD_SEEN },
  // A headless Service has no address: DNS gives the pod's, and this is that flow.
  {
    name: 'pod → remote pod, or headless Service',
    backend: 'none',
    from: 'client',
    to: '10.0.3.58:80',
    expected: POD_SEEN,
  },
  { name: 'pod → remote hostNetwork pod', backend: 'there', from: 'client', to: '10.0.3.49:80', expected: POD_SEEN },
  { name: 'hostNetwork pod → remote pod', backend: 'there', from: 'host-1', to: '10.0.3.58:80', expected: NODE_SEEN },
  // ClusterIP (§4.7: IPVS makes the VIP the source, and the `src,dst` rule marks it).
  { name: 'node → ClusterIP, here', backend: 'here', from: 'node-1', to: `${VIP}:80`, expected: NODE_SEEN },
  { name: 'node → ClusterIP, there', backend: 'there', from: 'node-1', to: `${VIP}:80`, expected: NODE_SEEN },
  {
    name: 'hostNetwork pod → ClusterIP, there',
    backend: 'there',
    from: 'host-1',
    to: `${VIP}:80`,
    expected: NODE_SEEN,
  },
  { name: 'pod → ClusterIP, here', backend: 'here', from: 'client', to: `${VIP}:80`, expected: POD_SEEN },
  { name: 'pod → ClusterIP, there', backend: 'there', from: 'client', to: `${VIP}:80`, expected: POD_SEEN },
  {
    name: 'pod → ClusterIP by UDP',
    backend: 'there',
    from: 'client',
    to: `${VIP}:53`,
    more: { protocol: 'UDP' },
    expected: POD_SEEN,
  },
  { name: 'pod → ClusterIP without endpoints', backend: 'none', from: 'client', to: `${VIP}:80`, expected: noEndpoint },
  {
    name: 'pod → its own Service (hairpin, §4.7)',
    backend: 'self',
    from: 'client',
    to: `${VIP}:80`,
    expected: NODE_SEEN,
  },
  // Load-balancer address, in the cluster.
  {
    name: 'node → LB address, here (§4.7: the source stays the address itself)',
    backend: 'here',
    from: 'node-1',
    to: `${LB}:80`,
    expected: byPolicy(NODE_SEEN, ({ mode }) => seen(mode === 'ipvs' ? LB : NODE)),
  },
  {
    name: 'node → LB address, there',
    backend: 'there',
    from: 'node-1',
    to: `${LB}:80`,
    expected: byPolicy(NODE_SEEN, nodeToLocalThere),
  },
  {
    name: 'pod → LB address, here',
    backend: 'here',
    from: 'client',
    to: `${LB}:80`,
    expected: byPolicy(NODE_SEEN, POD_SEEN),
  },
  {
    name: 'pod → LB address, there',
    backend: 'there',
    from: 'client',
    to: `${LB}:80`,
    expected: byPolicy(NODE_SEEN, podToLocalThere),
  },
  { name: 'pod → LB address without endpoints', backend: 'none', from: 'client', to: `${LB}:80`, expected: noEndpoint },
  // Ports that nobody serves.
  {
    name: 'pod → ClusterIP, unserved port',
    backend: 'there',
    from: 'client',
    to: `${VIP}:81`,
    expected: (c) => unserved(c, true),
  },
  {
    name: 'pod → LB address, unserved port',
    backend: 'there',
    from: 'client',
    to: `${LB}:81`,
    expected: (c) => unserved(c, false),
  },
  {
    name: 'pod → ClusterIP, port of a host daemon',
    backend: 'there',
    from: 'client',
    to: `${VIP}:22`,
    expected: daemon,
  },
  // NodePort from outside (§4.6).
  {
    name: 'client → NodePort, here',
    backend: 'here',
    from: 'office',
    to: `${NODE}:31080`,
    expected: byPolicy(NODE_SEEN, OFFICE_SEEN),
  },
  {
    name: 'client → NodePort, there',
    backend: 'there',
    from: 'office',
    to: `${NODE}:31080`,
    expected: byPolicy(NODE_SEEN, clientToLocalThere),
  },
  // SLB (§5.4): ENI backends never meet kube-proxy; ECS backends are a NodePort.
  {
    name: 'client → SLB, ENI backend',
    backend: 'there',
    from: 'office',
    to: `${LB}:80`,
    topology: slb('10.0.3.58', 80),
    expected: OFFICE_SEEN,
  },
  {
    name: 'client → SLB, ECS backend',
    backend: 'here',
    from: 'office',
    to: `${LB}:80`,
    topology: slb(NODE, 31080),
    expected: byPolicy(NODE_SEEN, OFFICE_SEEN),
  },
  // Out of the VPC (§5.5).
  {
    name: 'pod → Internet, SNAT gateway',
    backend: 'there',
    from: 'client',
    to: '93.184.216.34:443',
    topology: gateway,
    expected: () => seen('8.210.1.1'),
  },
  {
    name: 'pod → Internet, own EIP',
    backend: 'there',
    from: 'client',
    to: '93.184.216.34:443',
    topology: (plain) => ({ ...gateway(plain), eips: [{ eip: ipv4('8.210.7.7'), ip: ipv4(POD) }] }),
    expected: () => seen('8.210.7.7'),
  },
  { name: 'pod → leased line', backend: 'there', from: 'client', to: `${OFFICE}:443`, expected: POD_SEEN },
  {
    name: 'pod → shared service',
    backend: 'there',
    from: 'client',
    to: '100.100.2.136:53',
    more: { protocol: 'UDP' },
    expected: POD_SEEN,
  },
  {
    name: 'node → Internet, SNAT gateway',
    backend: 'there',
    from: 'node-1',
    to: `${WWW}:443`,
    topology: gateway,
    expected: () => seen('8.210.1.1'),
  },
  {
    name: 'Internet → EIP of a pod',
    backend: 'there',
    from: 'www',
    to: '8.210.7.7:80',
    topology: (plain) => ({ ...plain, eips: [{ eip: ipv4('8.210.7.7'), ip: ipv4(POD) }] }),
    expected: () => seen(WWW),
  },
  // spec.externalIPs (§3.1, §3.3).
  {
    name: 'pod → external IP, here',
    backend: 'here',
    from: 'client',
    to: `${EXTERNAL}:80`,
    topology: external,
    expected: byPolicy(NODE_SEEN, orRejected(POD_SEEN)),
  },
  {
    name: 'pod → external IP, there',
    backend: 'there',
    from: 'client',
    to: `${EXTERNAL}:80`,
    topology: external,
    expected: byPolicy(NODE_SEEN, orRejected(podToLocalThere)),
  },
  {
    name: 'pod → external IP without endpoints',
    backend: 'none',
    from: 'client',
    to: `${EXTERNAL}:80`,
    topology: external,
    expected: byPolicy(noEndpoint, orRejected(noEndpoint)),
  },
  {
    name: 'node → external IP, Cluster, there',
    backend: 'there',
    from: 'node-1',
    to: `${EXTERNAL}:80`,
    topology: (plain) => withService({ externalTrafficPolicy: 'Cluster' })(external(plain)),
    expected: nodeToExternal,
  },
  // NodePort, from inside and by UDP.
  {
    name: 'pod → NodePort of its own node, there',
    backend: 'there',
    from: 'client',
    to: `${NODE}:31080`,
    expected: byPolicy(NODE_SEEN, (c) =>
      // To an address of the host: INPUT drops what was marked, too.
      c.mode !== 'ipvs' ? ends('netfilter-drop', 'time-out') : podToLocalThere(c),
    ),
  },
  {
    name: 'pod → NodePort of the other node, which has it',
    backend: 'there',
    from: 'client',
    to: '10.0.3.49:31080',
    expected: byPolicy(() => seen('10.0.3.49'), POD_SEEN),
  },
  {
    name: 'client → NodePort by UDP, here',
    backend: 'here',
    from: 'office',
    to: `${NODE}:31053`,
    more: UDP,
    expected: byPolicy(NODE_SEEN, OFFICE_SEEN),
  },
  {
    name: 'client → NodePort without endpoints',
    backend: 'none',
    from: 'office',
    to: `${NODE}:31080`,
    expected: noEndpoint,
  },
  {
    name: 'client → SLB, ECS backend, node without an endpoint',
    backend: 'there',
    from: 'office',
    to: `${LB}:80`,
    topology: slb(NODE, 31080),
    expected: byPolicy(NODE_SEEN, clientToLocalThere),
  },
  {
    name: 'client → SLB without a backend',
    backend: 'there',
    from: 'office',
    to: `${LB}:80`,
    topology: (plain) => ({
      ...plain,
      slb: { id: 'lb-1', listeners: [{ vip: ipv4(LB), port: 80, protocol: 'TCP', backends: [] }] },
    }),
    expected: () => ends('slb-no-backend', 'time-out'),
  },
  // hostNetwork pods as endpoints (§1.5; recordings opt-host-backend-*).
  {
    name: 'pod → ClusterIP, hostNetwork endpoint here',
    backend: 'host-here',
    from: 'client',
    to: `${VIP}:80`,
    expected: POD_SEEN,
  },
  {
    name: 'pod → ClusterIP, hostNetwork endpoint there',
    backend: 'host-there',
    from: 'client',
    to: `${VIP}:80`,
    expected: POD_SEEN,
  },
  {
    name: 'pod → LB address, hostNetwork endpoint here: POSTROUTING is never met',
    backend: 'host-here',
    from: 'client',
    to: `${LB}:80`,
    expected: POD_SEEN,
  },
  {
    name: 'pod → LB address, hostNetwork endpoint there',
    backend: 'host-there',
    from: 'client',
    to: `${LB}:80`,
    expected: byPolicy(NODE_SEEN, podToLocalThere),
  },
  // What a Service or kube-proxy's options ask for.
  {
    name: 'pod → LB address, not in its source ranges',
    backend: 'here',
    from: 'client',
    to: `${LB}:80`,
    topology: onlyOffice,
    expected: deniedPod,
  },
  {
    name: 'node → LB address, not in its source ranges',
    backend: 'here',
    from: 'node-1',
    to: `${LB}:80`,
    topology: onlyOffice,
    expected: deniedNode,
  },
  {
    name: 'pod → ClusterIP, source ranges are for the LB address only',
    backend: 'here',
    from: 'client',
    to: `${VIP}:80`,
    topology: onlyOffice,
    expected: POD_SEEN,
  },
  {
    name: 'pod → ClusterIP, internalTrafficPolicy Local, here',
    backend: 'here',
    from: 'client',
    to: `${VIP}:80`,
    topology: withService({ internalTrafficPolicy: 'Local' }),
    expected: POD_SEEN,
  },
  {
    name: 'pod → ClusterIP, internalTrafficPolicy Local, there',
    backend: 'there',
    from: 'client',
    to: `${VIP}:80`,
    topology: withService({ internalTrafficPolicy: 'Local' }),
    expected: internalLocalThere,
  },
  {
    name: 'pod → ClusterIP, session affinity',
    backend: 'there',
    from: 'client',
    to: `${VIP}:80`,
    topology: withService({ affinitySeconds: 10_800 }),
    expected: POD_SEEN,
  },
  {
    name: 'pod → ClusterIP, --masquerade-all',
    backend: 'there',
    from: 'client',
    to: `${VIP}:80`,
    topology: withProxy({ masqueradeAll: true }),
    expected: NODE_SEEN,
  },
  {
    name: 'pod → ClusterIP, --cluster-cidr with the pods',
    backend: 'there',
    from: 'client',
    to: `${VIP}:80`,
    topology: pods,
    expected: POD_SEEN,
  },
  {
    name: 'pod → ClusterIP, --cluster-cidr without the pods',
    backend: 'there',
    from: 'client',
    to: `${VIP}:80`,
    topology: withProxy({ clusterCIDR: cidr('172.20.0.0/16') }),
    expected: NODE_SEEN,
  },
  {
    name: 'pod → LB address, there, --cluster-cidr with the pods',
    backend: 'there',
    from: 'client',
    to: `${LB}:80`,
    topology: pods,
    expected: byPolicy(NODE_SEEN, podTrafficThere),
  },
  ...(['rr', 'wrr', 'lc', 'sh'] as const).map(
    (scheduler): Link => ({
      name: `pod → ClusterIP, scheduler ${scheduler}`,
      backend: 'there',
      from: 'client',
      to: `${VIP}:80`,
      topology: withProxy({ scheduler }),
      expected: POD_SEEN,
    }),
  ),
  // Ping.
  {
    name: 'pod pings a remote pod',
    backend: 'there',
    from: 'client',
    to: '10.0.3.58:0',
    more: PING,
    expected: POD_SEEN,
  },
  { name: 'pod pings a ClusterIP', backend: 'there', from: 'client', to: `${VIP}:0`, more: PING, expected: pingVip },
  // What the device of §4.5 decides: the ENI's source check (§5.3) and strict rp_filter (§4.4).
  {
    name: 'pod → ClusterIP, there, source check on every ENI',
    backend: 'there',
    from: 'client',
    to: `${VIP}:80`,
    topology: everyEni({ sourceDestCheck: true }),
    expected: (c) => (leavesBy(c) === 'eth0' ? ends('source-check', 'time-out') : seen(POD)),
  },
  {
    name: 'pod → Cluster LB address, there, source check on every ENI',
    backend: 'there',
    from: 'client',
    to: `${LB}:80`,
    topology: everyEni({ sourceDestCheck: true }),
    // Masqueraded to eth0's address: eth1 does not own it. Not masqueraded (Local): as the ClusterIP.
    expected: byPolicy(
      (c) => (leavesBy(c) === 'eth1' ? ends('source-check', 'time-out') : seen(NODE)),
      (c) => {
        const free = podToLocalThere(c)
        return 'seen' in free && leavesBy(c) === 'eth0' ? ends('source-check', 'time-out') : free
      },
    ),
  },
  {
    name: 'pod → Cluster LB address, there, strict rp_filter',
    backend: 'there',
    from: 'client',
    to: `${LB}:80`,
    topology: strict,
    expected: byPolicy(() => ends('rp-filter on the way back', 'time-out'), podToLocalThere),
  },
]

/** §4.5: the ENI by which a pod's request to a VIP with a remote backend leaves. */
const leavesBy = ({ mode, terway }: Case): 'eth0' | 'eth1' => (mode === 'ipvs' && terway === '1.4.1' ? 'eth0' : 'eth1')

const casesOf = (mode: KubeProxyMode): readonly Case[] =>
  RELEASES[mode].flatMap((release) =>
    (['1.4.1', '1.4.2'] as const).flatMap((terway) =>
      (['Cluster', 'Local'] as const).map((policy) => ({ mode, release, terway, policy })),
    ),
  )

function runOf(link: Link, c: Case): Run {
  const plain = topologyOf(c, link.backend)
  return ask(link.topology?.(plain) ?? plain, link.from, link.to, link.more)
}

/** In the form of `Expected`. */
function observed(run: Run): Expected {
  const { clientSees } = run.trace.verdict
  switch (clientSees.kind) {
    case 'connected':
      return seen(seenBy(run))
    case 'refused':
      return ends(fateOf(run), clientSees.by)
    case 'time-out':
      return ends(fateOf(run), 'time-out')
    case 'unreachable':
      throw new Error(`nothing here is unreachable: ${fateOf(run)}`)
  }
}

describe.each(MODES)('every link in %s mode, by release, policy and Terway release', (mode) => {
  it.each(LINKS.map((link) => [link.name, link] as const))('%s', (_, link) => {
    for (const c of casesOf(mode)) {
      expect({ ...c, ...observed(runOf(link, c)) }).toEqual({ ...c, ...link.expected(c) })
    }
  })

  it('a request to a VIP with a remote backend leaves by the interface of §4.5', () => {
    const link = LINKS.find(({ name }) => name === 'pod → ClusterIP, there')
    if (link === undefined) throw new Error('no such link')
    for (const c of casesOf(mode)) {
      const { request } = runOf(link, c).trace
      const out = request.steps.flatMap(({ event, place }) =>
        event.kind === 'transmit' && 'netns' in place && place.netns === 'node:node-1' ? [event.dev] : [],
      )
      expect([c, ...out]).toEqual([c, leavesBy(c)])
      expect(formatIpv4(request.steps[0]?.after.dst ?? ipv4('0.0.0.0'))).toBe(VIP)
    }
  })
})
