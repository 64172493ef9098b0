/*! Clusters unlike the recorded ones, and a flow in each, that a lab can build: odd prefixes, ENIs in vSwitches of their own, groups, policies,
ranges, rp_filter by device, in iptables and nftables mode. */
import fc from 'fast-check'
import { must } from '../../src/base/assert'
import {
  type Cidr,
  cidr,
  type Flow,
  formatCidr,
  type Ipv4,
  ipv4FromNumber,
  type KubeProxySpec,
  lastOf,
  type Question,
  type ServiceSpec,
  type Topology,
} from '../../src/sim'

/** vSwitches that share no address, none of them a /24 at a round number. */
const PREFIXES = ['172.20.16.0/20', '172.20.32.64/26', '172.20.33.0/25', '172.20.40.0/22', '172.20.50.96/27'] as const
const VPC = cidr('172.20.0.0/16')
const CLUSTER_IPS = [cidr('10.96.0.0/12').address + 10, cidr('10.96.0.0/12').address + 77]
const at = (prefix: Cidr, n: number): Ipv4 => ipv4FromNumber(prefix.address + n)

const proxy = fc.constantFrom<KubeProxySpec['mode'][]>('iptables', 'nftables').chain((mode) =>
  fc.record({
    mode: fc.constant(mode),
    release: fc.constantFrom(
      ...(mode === 'iptables' ? (['1.20', '1.28', '1.30'] as const) : (['1.33', '1.34'] as const)),
    ),
    clusterCIDR: fc.constantFrom(null, '172.20.0.0/16', '172.20.32.0/19'),
    masqueradeAll: fc.constantFrom(false, false, false, true),
  }),
)

const rp = fc.constantFrom<(0 | 1 | 2 | null)[]>(null, null, 0, 1, 2)

export const labQuestion: fc.Arbitrary<Question> = fc
  .record({
    order: fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5, maxLength: 5 }),
    nodes: fc.integer({ min: 1, max: 3 }),
    enis: fc.integer({ min: 1, max: 2 }),
    pods: fc.array(
      fc.record({
        node: fc.nat(2),
        eni: fc.nat(1),
        tcp: fc.boolean(),
        udp: fc.boolean(),
        state: fc.constantFrom('ready', 'ready', 'ready', 'serving-terminating', 'not-ready'),
        host: fc.constantFrom(false, false, false, false, true),
      }),
      { minLength: 2, maxLength: 4 },
    ),
    endpoints: fc.subarray([0, 1, 2, 3]),
    terway: fc.constantFrom<('1.4.1' | '1.4.2')[]>('1.4.1', '1.4.2'),
    symmetric: fc.constantFrom(false, false, true),
    proxy,
    service: fc.record({
      external: fc.constantFrom<('Local' | 'Cluster')[]>('Local', 'Cluster'),
      internal: fc.constantFrom<('Local' | 'Cluster')[]>('Cluster', 'Cluster', 'Local'),
      affinity: fc.constantFrom(null, null, 10_800),
      ranges: fc.constantFrom<(readonly string[])[]>([], [], ['172.20.0.0/16'], ['192.0.2.0/24']),
      xip: fc.boolean(),
      targetPort: fc.constantFrom(80, 8080),
    }),
    rp: fc.record({ all: rp, eth0: rp, eth1: rp }),
    policy: fc.constantFrom('none', 'none', 'empty', 'deny-in', 'allow-one', 'deny-out'),
    from: fc.record({
      kind: fc.constantFrom<Flow['from']['kind'][]>('pod', 'pod', 'pod', 'node', 'client'),
      index: fc.nat(3),
    }),
    to: fc.record({
      kind: fc.constantFrom(
        'pod',
        'pod',
        'node',
        'cluster-ip',
        'cluster-ip',
        'lb-ip',
        'lb-ip',
        'external-ip',
        'node-port',
        'client',
        'broadcast',
        'nobody',
      ),
      index: fc.nat(3),
    }),
    port: fc.constantFrom(80, 80, 80, 81),
    protocol: fc.constantFrom<Flow['protocol'][]>('TCP', 'TCP', 'TCP', 'UDP', 'ICMP'),
    ttl: fc.constantFrom(null, null, null, null, 1, 2),
  })
  .map((draw): Question => {
    const prefixes = draw.order.map((n) => cidr(must(PREFIXES[n], 'a prefix')))
    const vswitchOf = (node: number, eni: number) => (node * 2 + eni) % prefixes.length
    const prefixAt = (node: number, eni: number) => must(prefixes[vswitchOf(node, eni)], 'a vSwitch')
    const nodeIp = (node: number) => at(prefixAt(node, 0), 5 + node)
    const nodes: Topology['nodes'] = Array.from({ length: draw.nodes }, (_, node) => ({
      name: `n${node}`,
      ip: nodeIp(node),
      vswitch: `v${vswitchOf(node, 0)}`,
      enis: [
        { dev: 'eth0' },
        ...Array.from({ length: draw.enis }, (__, eni) => ({
          dev: `eth${eni + 1}`,
          vswitch: `v${vswitchOf(node, eni + 1)}`,
        })),
      ],
      rpFilter: Object.fromEntries(
        Object.entries(draw.rp).flatMap(([dev, value]) => (value === null ? [] : [[dev, value]])),
      ),
    }))
    const pods: Topology['pods'] = draw.pods.map((pod, index) => {
      const node = pod.node % draw.nodes
      const eni = 1 + (pod.eni % draw.enis)
      const taken = draw.pods.slice(0, index).some((other) => other.host && other.node % draw.nodes === node)
      const listen = [
        ...(pod.tcp ? [{ port: draw.service.targetPort, protocol: 'TCP' as const }] : []),
        ...(pod.udp ? [{ port: draw.service.targetPort, protocol: 'UDP' as const }] : []),
      ]
      return {
        name: `p${index}`,
        node: `n${node}`,
        ...(pod.host ? { hostNetwork: true } : {}),
        eni: pod.host ? 'eth0' : `eth${eni}`,
        ip: pod.host ? nodeIp(node) : at(prefixAt(node, eni), 13 + index),
        listen: pod.host && taken ? [] : listen,
        endpoint: pod.state as 'ready',
      }
    })
    const endpoints = draw.endpoints.filter((index) => index < pods.length).map((index) => `p${index}`)
    const protocol = draw.protocol === 'UDP' ? 'UDP' : 'TCP'
    const { service } = draw
    const lbIP = ipv4FromNumber(lastOf(VPC) - 300)
    const xip = ipv4FromNumber(lastOf(VPC) - 301)
    const declared: ServiceSpec = {
      name: 'svc',
      clusterIP: ipv4FromNumber(must(CLUSTER_IPS[0], 'an address')),
      lbIP,
      externalIPs: service.xip && draw.proxy.release !== '1.20' ? [xip] : [],
      sourceRanges: service.ranges.map(cidr),
      ports: [{ protocol, port: 80, targetPort: service.targetPort, nodePort: 31_080 }],
      externalTrafficPolicy: service.external,
      internalTrafficPolicy: draw.proxy.release === '1.20' ? 'Cluster' : service.internal,
      affinitySeconds: service.affinity,
      endpoints: { pods: endpoints },
    }
    const policies: Topology['networkPolicies'] =
      draw.policy === 'none'
        ? undefined
        : draw.policy === 'empty'
          ? []
          : draw.policy === 'deny-in'
            ? [{ name: 'np', pods: ['p0'], ingress: [] }]
            : draw.policy === 'deny-out'
              ? [
                  {
                    name: 'np',
                    pods: ['p1'],
                    egress: [{ peers: [{ cidr: VPC }], ports: [{ port: 80, protocol: 'TCP' }] }],
                  },
                ]
              : [{ name: 'np', pods: ['p0'], ingress: [{ peers: [{ pods: ['p1'] }] }] }]
    const topology: Topology = {
      vpc: VPC,
      vswitches: prefixes.map((prefix, n) => ({ name: `v${n}`, cidr: prefix })),
      nodes,
      pods,
      services: [declared],
      clients: [{ name: 'office', ip: at(cidr('192.168.77.0/24'), 9), listen: [{ port: 80, protocol }] }],
      slb: null,
      terway: {
        release: draw.terway,
        ...(draw.symmetric && draw.terway !== '1.4.1' ? { symmetricRouting: true } : {}),
      },
      kubeProxy: {
        mode: draw.proxy.mode,
        release: draw.proxy.release,
        scheduler: 'rr',
        clusterCIDR: draw.proxy.clusterCIDR === null ? null : cidr(draw.proxy.clusterCIDR),
        masqueradeAll: draw.proxy.masqueradeAll,
      },
      ...(policies === undefined ? {} : { networkPolicies: policies }),
    }
    const from: Flow['from'] =
      draw.from.kind === 'client'
        ? { kind: 'client', name: 'office' }
        : draw.from.kind === 'node'
          ? { kind: 'node', name: `n${draw.from.index % draw.nodes}` }
          : { kind: 'pod', name: `p${draw.from.index % pods.length}` }
    const node = draw.to.index % draw.nodes
    const targets: Readonly<Record<string, readonly [Ipv4, number]>> = {
      pod: [must(pods[draw.to.index % pods.length], 'a pod').ip, draw.port === 80 ? service.targetPort : 81],
      node: [nodeIp(node), draw.port],
      'cluster-ip': [declared.clusterIP, draw.port],
      'lb-ip': [lbIP, draw.port],
      'external-ip': [xip, draw.port],
      'node-port': [nodeIp(node), 31_080],
      client: [must(topology.clients[0], 'a client').ip, draw.port],
      broadcast: [lastOf(prefixAt(node, 0)), draw.port],
      nobody: [at(prefixAt(node, 0), 20), draw.port],
    }
    const [ip, port] = must(targets[draw.to.kind], draw.to.kind)
    return {
      topology,
      flow: {
        from,
        to: { ip, port: draw.protocol === 'ICMP' ? 0 : port },
        protocol: draw.protocol,
        sport: 40_001,
        backend: null,
        ...(draw.ttl === null ? {} : { ttl: draw.ttl }),
      },
    }
  })

/** In one line, to be found again. */
export const inShort = ({ topology: { kubeProxy, services, nodes, vswitches }, flow }: Question): string =>
  [
    kubeProxy.mode,
    kubeProxy.release,
    `${nodes.length} nodes`,
    vswitches.map((one) => formatCidr(one.cidr)).join(' '),
    services[0]?.externalTrafficPolicy,
    `${flow.from.kind} ${flow.from.name} to ${flow.to.ip}:${flow.to.port} ${flow.protocol} ${flow.ttl ?? ''}`,
  ].join(', ')
