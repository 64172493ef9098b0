/*! What the laws are about: any cluster, and any flow in it. */
import fc from 'fast-check'
import { must } from '../../src/base/assert'
import {
  cidr,
  type Flow,
  fromOctets,
  type KubeProxyRelease,
  type KubeProxySpec,
  type NetworkPolicySpec,
  type NodeSpec,
  type Question,
  type Topology,
} from '../../src/sim'

const WWW = fromOctets(93, 184, 216, 34)
const EIP = fromOctets(8, 210, 7, 7)

type PolicyRules = NonNullable<NetworkPolicySpec['ingress']>

/** An empty list allows nobody; a rule without peers everybody. */
const policyRules: fc.Arbitrary<PolicyRules> = fc.array(
  fc.oneof(
    fc.constant({}),
    fc.subarray(['pod0', 'pod1', 'pod2', 'pod3'], { minLength: 1 }).map((pods) => ({ peers: [{ pods }] })),
    fc.constantFrom('10.0.0.0/16', '10.0.1.0/24', '0.0.0.0/0').map((text) => ({ peers: [{ cidr: cidr(text) }] })),
    fc.constantFrom(80, 81).map((port) => ({ ports: [{ port, protocol: 'TCP' as const }] })),
  ),
  { maxLength: 2 },
)

/** The rules with the pods that there are. */
const existing = (rules: PolicyRules, pods: number): PolicyRules =>
  rules.map((rule) =>
    rule.peers === undefined
      ? rule
      : {
          ...rule,
          peers: rule.peers.map((peer) =>
            'pods' in peer ? { pods: peer.pods.filter((name) => Number(name.slice(3)) < pods) } : peer,
          ),
        },
  )

const releases: Readonly<Record<KubeProxySpec['mode'], readonly KubeProxyRelease[]>> = {
  ipvs: ['1.20', '1.24', '1.28', '1.30'],
  iptables: ['1.20', '1.24', '1.28', '1.30'],
  nftables: ['1.33', '1.34'],
}

/** One to three nodes, up to five pods, one Service with up to five endpoints, whatever stands around them; a flow of one of them. */
export const question: fc.Arbitrary<Question> = fc
  .record({
    nodes: fc.integer({ min: 1, max: 3 }),
    pods: fc.array(
      fc.record({
        node: fc.nat(2),
        eni: fc.integer({ min: 1, max: 2 }),
        listens: fc.boolean(),
        host: fc.constantFrom(false, false, false, true),
      }),
      {
        minLength: 1,
        maxLength: 5,
      },
    ),
    endpoints: fc.subarray([0, 1, 2, 3, 4]),
    policy: fc.constantFrom<('Local' | 'Cluster')[]>('Local', 'Cluster'),
    terway: fc.constantFrom<('1.4.1' | '1.4.2')[]>('1.4.1', '1.4.2'),
    proxy: fc
      .constantFrom<KubeProxySpec['mode'][]>('ipvs', 'ipvs', 'iptables', 'nftables')
      .chain((mode) => fc.record({ mode: fc.constant(mode), release: fc.constantFrom(...releases[mode]) })),
    scheduler: fc.constantFrom<KubeProxySpec['scheduler'][]>('rr', 'wrr', 'lc', 'sh'),
    affinity: fc.constantFrom(null, null, null, 10_800),
    masqueradeAll: fc.boolean(),
    rpFilter: fc.constantFrom<({ all?: 0 | 1 | 2; eth0?: 0 | 1 | 2 } | null)[]>(
      null,
      null,
      { all: 1 },
      { all: 0, eth0: 1 },
      { eth0: 2 },
      { eth0: 0 },
    ),
    forwarding: fc.constantFrom<(Pick<NodeSpec, 'ipForward' | 'forwarding'> | null)[]>(
      null,
      null,
      null,
      { ipForward: false },
      { forwarding: { eth0: false } },
      { forwarding: { eth1: false, eth2: true } },
      { ipForward: false, forwarding: { eth0: true, eth1: true } },
    ),
    symmetric: fc.constantFrom<(boolean | null)[]>(null, null, false, true),
    policies: fc.array(
      fc.record({
        pods: fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }),
        ingress: fc.option(policyRules),
        egress: fc.option(policyRules),
      }),
      { maxLength: 2 },
    ),
    enforced: fc.boolean(),
    snat: fc.constantFrom<('none' | 'all' | 'first' | 'no-entry')[]>('none', 'all', 'first', 'no-entry'),
    eip: fc.boolean(),
    clusterCIDR: fc.constantFrom(null, null, '10.0.0.0/16'),
    groups: fc.constantFrom<(null | 'basic' | 'advanced')[]>(null, null, 'basic', 'advanced'),
    check: fc.constantFrom<(boolean | null)[]>(null, null, false, true),
    from: fc.record({
      kind: fc.constantFrom<Flow['from']['kind'][]>('pod', 'pod', 'node', 'client'),
      internet: fc.boolean(),
      index: fc.nat(4),
    }),
    to: fc.record({
      kind: fc.constantFrom(
        'pod',
        'node',
        'cluster-ip',
        'cluster-ip',
        'lb-ip',
        'node-port',
        'client',
        'www',
        'eip',
        'nobody',
      ),
      index: fc.nat(4),
    }),
    slb: fc.boolean(),
    port: fc.constantFrom(80, 80, 81),
    protocol: fc.constantFrom<Flow['protocol'][]>('TCP', 'TCP', 'UDP', 'ICMP'),
  })
  .map((draw): Question => {
    const protocol = draw.protocol === 'UDP' ? 'UDP' : 'TCP'
    const nodeName = (i: number) => `node${i % draw.nodes}`
    const lbIP = fromOctets(10, 0, 0, 200)
    const pods: Topology['pods'] = draw.pods.map((pod, i) => ({
      name: `pod${i}`,
      node: nodeName(pod.node),
      ...(pod.host ? { hostNetwork: true } : {}),
      eni: pod.host ? 'eth0' : `eth${pod.eni}`,
      ip: fromOctets(10, 0, pod.node % draw.nodes, pod.host ? 10 : 100 + i),
      // Two pods of one host network cannot both have the port.
      listen: pod.listens && !(pod.host && i > 0) ? [{ port: 80, protocol }] : [],
    }))
    const endpoints = draw.endpoints.filter((i) => i < pods.length)
    const topology: Topology = {
      vpc: cidr('10.0.0.0/16'),
      vswitches: Array.from({ length: draw.nodes }, (_, i) => ({ name: `vsw${i}`, cidr: cidr(`10.0.${i}.0/24`) })),
      nodes: Array.from({ length: draw.nodes }, (_, i) => ({
        name: `node${i}`,
        ip: fromOctets(10, 0, i, 10),
        vswitch: `vsw${i}`,
        enis: ['eth0', 'eth1', 'eth2'].map((dev) => ({
          dev,
          ...(draw.groups === null || (draw.groups === 'basic' && dev === 'eth2') ? {} : { securityGroups: ['sg-1'] }),
          ...(draw.check === null || dev === 'eth2' ? {} : { sourceDestCheck: draw.check }),
        })),
        ...(draw.rpFilter === null ? {} : { rpFilter: draw.rpFilter }),
        ...draw.forwarding,
      })),
      pods,
      services: [
        {
          name: 'svc',
          clusterIP: fromOctets(192, 168, 0, 1),
          lbIP,
          ports: [{ protocol, port: 80, targetPort: 80, nodePort: 31080 }],
          externalTrafficPolicy: draw.policy,
          affinitySeconds: draw.affinity,
          endpoints: { pods: endpoints.map((i) => `pod${i}`) },
        },
      ],
      clients: [
        { name: 'client', ip: fromOctets(172, 16, 5, 20), listen: [{ port: 80, protocol }] },
        { name: 'www', ip: WWW, internet: true, listen: [{ port: 80, protocol }] },
      ],
      slb: draw.slb
        ? {
            id: 'lb-1',
            listeners: [
              {
                vip: lbIP,
                port: 80,
                protocol,
                backends: endpoints.map((i) => ({ ip: must(pods[i], 'a pod').ip, port: 80 })),
              },
            ],
          }
        : null,
      ...(draw.groups === null
        ? {}
        : {
            securityGroups: [
              {
                id: 'sg-1',
                type: draw.groups,
                rules: [
                  {
                    direction: 'out',
                    policy: 'accept',
                    priority: 1,
                    protocol: 'ALL',
                    peer: { cidr: cidr('0.0.0.0/0') },
                  },
                ],
              },
            ],
          }),
      ...(draw.enforced
        ? {
            networkPolicies: draw.policies.map((policy, i) => ({
              name: `np${i}`,
              pods: policy.pods.filter((p) => p < pods.length && !draw.pods[p]?.host).map((p) => `pod${p}`),
              ...(policy.ingress === null ? {} : { ingress: existing(policy.ingress, pods.length) }),
              ...(policy.egress === null ? {} : { egress: existing(policy.egress, pods.length) }),
            })),
          }
        : {}),
      ...(draw.snat === 'none'
        ? {}
        : {
            natGateway: {
              id: 'ngw-1',
              entries:
                draw.snat === 'no-entry'
                  ? []
                  : [
                      {
                        source: cidr(draw.snat === 'all' ? '10.0.0.0/16' : '10.0.0.0/24'),
                        eip: fromOctets(8, 210, 1, 1),
                      },
                    ],
            },
          }),
      ...(draw.eip ? { eips: [{ eip: EIP, ip: must(pods[0], 'a pod').ip }] } : {}),
      terway: { release: draw.terway, ...(draw.symmetric === null ? {} : { symmetricRouting: draw.symmetric }) },
      kubeProxy: {
        ...draw.proxy,
        scheduler: draw.scheduler,
        clusterCIDR: draw.clusterCIDR === null ? null : cidr(draw.clusterCIDR),
        masqueradeAll: draw.masqueradeAll,
      },
    }
    const node = must(topology.nodes[draw.to.index % draw.nodes], 'a node')
    const pod = must(pods[draw.to.index % pods.length], 'a pod')
    const addresses = {
      pod: pod.ip,
      node: node.ip,
      'cluster-ip': fromOctets(192, 168, 0, 1),
      'lb-ip': lbIP,
      'node-port': node.ip,
      client: fromOctets(172, 16, 5, 20),
      www: WWW,
      eip: EIP,
      nobody: fromOctets(10, 0, 9, 9),
    } as const
    const names = {
      pod: `pod${draw.from.index % pods.length}`,
      node: nodeName(draw.from.index),
      client: draw.from.internet ? 'www' : 'client',
    }
    return {
      topology,
      flow: {
        from: { kind: draw.from.kind, name: names[draw.from.kind] },
        to: {
          ip: addresses[draw.to.kind],
          port: draw.protocol === 'ICMP' ? 0 : draw.to.kind === 'node-port' ? 31080 : draw.port,
        },
        protocol: draw.protocol,
        sport: 40001,
        backend: null,
      },
    }
  })
