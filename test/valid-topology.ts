/*! Topologies that `check` accepts, with something of everything, for property tests: sizes and choices are drawn, names and
addresses follow from them. */
import * as fc from 'fast-check'
import {
  cidr,
  type Flow,
  type Ipv4,
  ipv4FromNumber,
  type NetworkPolicySpec,
  type NodeSpec,
  type PodSpec,
  type Question,
  type SecurityGroupSpec,
  type ServiceSpec,
  type Topology,
} from '../src/sim'

const VSWITCHES = 3

const shape = fc.record({
  nodes: fc.array(
    fc.record({
      vswitch: fc.nat(VSWITCHES - 1),
      enis: fc.array(
        fc.record({
          group: fc.boolean(),
          elsewhere: fc.boolean(),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      rpFilter: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  pods: fc.array(
    fc.record({ node: fc.nat(), eni: fc.nat(), host: fc.nat(6), prod: fc.boolean(), listens: fc.boolean() }),
    { minLength: 1, maxLength: 10 },
  ),
  services: fc.array(
    fc.record({
      picks: fc.array(fc.nat(), { maxLength: 4 }),
      prod: fc.boolean(),
      lb: fc.boolean(),
      nodePort: fc.boolean(),
      local: fc.boolean(),
      selector: fc.boolean(),
    }),
    { maxLength: 4 },
  ),
  policies: fc.option(
    fc.array(fc.record({ picks: fc.array(fc.nat(), { maxLength: 3 }), ingress: fc.boolean() }), { maxLength: 2 }),
    {
      nil: null,
    },
  ),
  clients: fc.nat(2),
  slb: fc.boolean(),
  groups: fc.nat(2),
  acl: fc.boolean(),
  nat: fc.boolean(),
  eip: fc.boolean(),
  route: fc.boolean(),
  from: fc.nat(),
  to: fc.nat(),
})
type Shape = typeof shape extends fc.Arbitrary<infer S> ? S : never

const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index % list.length]
  if (item === undefined) throw new Error('an empty list')
  return item
}
const host = (vswitch: number, n: number): Ipv4 => ipv4FromNumber(0x0a000000 + vswitch * 256 + 10 + n)

function topologyOf(drawn: Shape): Question {
  const counts = Array.from({ length: VSWITCHES }, () => 0)
  const free = (vswitch: number): Ipv4 => host(vswitch, counts[vswitch]!++)
  const groups = Array.from({ length: drawn.groups }, (_, n) => `sg-${n + 1}`)
  const nodes = drawn.nodes.map(
    ({ vswitch, enis, rpFilter }, n): NodeSpec => ({
      name: `node-${n + 1}`,
      ip: free(vswitch),
      vswitch: `vsw-${vswitch + 1}`,
      ...(rpFilter ? { rpFilter: { all: 1, eth1: 2 } } : {}),
      enis: [
        { dev: 'eth0' },
        ...enis.map(({ group, elsewhere }, e) => ({
          dev: `eth${e + 1}`,
          ...(elsewhere ? { vswitch: `vsw-${((vswitch + 1) % VSWITCHES) + 1}` } : {}),
          ...(group && groups.length > 0 ? { securityGroups: [at(groups, e)] } : {}),
        })),
      ],
    }),
  )
  const pods = drawn.pods.map(({ node: n, eni: e, host: inHost, prod, listens }, p): PodSpec => {
    const node = at(nodes, n)
    const common = {
      name: `pod-${p + 1}`,
      ...(prod ? { namespace: 'prod' } : {}),
      node: node.name,
      labels: { app: `app-${p % 3}` },
      ...(listens ? { listen: [{ port: 80, protocol: 'TCP' as const }] } : {}),
    }
    if (inHost === 0) return { ...common, hostNetwork: true, eni: 'eth0', ip: node.ip }
    const eni = at(node.enis.slice(1), e)
    return { ...common, eni: eni.dev, ip: free(Number((eni.vswitch ?? node.vswitch).slice(4)) - 1) }
  })
  const podsOf = (prod: boolean, picks: readonly number[]): readonly string[] => {
    const own = pods.filter(({ namespace }) => (namespace === 'prod') === prod).map(({ name }) => name)
    return own.length === 0 ? [] : [...new Set(picks.map((pick) => at(own, pick)))]
  }
  const services = drawn.services.map(
    ({ picks, prod, lb, nodePort, local, selector }, s): ServiceSpec => ({
      name: `svc-${s + 1}`,
      ...(prod ? { namespace: 'prod' } : {}),
      clusterIP: ipv4FromNumber(0xac150001 + s),
      lbIP: lb ? free(0) : null,
      ports: [{ protocol: 'TCP', port: 80, targetPort: 80, nodePort: nodePort ? 30_080 + s : null }],
      externalTrafficPolicy: local ? 'Local' : 'Cluster',
      endpoints: selector ? { selector: { app: `app-${s % 3}` } } : { pods: podsOf(prod, picks) },
    }),
  )
  const names = pods.map(({ name }) => name)
  const policies = drawn.policies?.map(
    ({ picks, ingress }, n): NetworkPolicySpec => ({
      name: `policy-${n + 1}`,
      pods: [...new Set(picks.map((pick) => at(names, pick)))],
      ...(ingress
        ? {
            ingress: [
              {
                peers: [{ pods: [at(names, n)] }, { cidr: cidr('10.0.0.0/16') }],
                ports: [{ port: 80, protocol: 'TCP' }],
              },
            ],
          }
        : { egress: [] }),
    }),
  )
  const own = pods.filter(({ hostNetwork }) => !hostNetwork)
  const topology: Topology = {
    vpc: cidr('10.0.0.0/16'),
    vswitches: counts.map((_, n) => ({ name: `vsw-${n + 1}`, cidr: cidr(`10.0.${n}.0/24`) })),
    nodes,
    pods,
    services,
    clients: Array.from({ length: drawn.clients }, (_, n) => ({
      name: `client-${n + 1}`,
      ip: ipv4FromNumber(0xac100001 + n),
      ...(n === 1 ? { internet: true } : {}),
    })),
    slb: drawn.slb
      ? {
          id: 'lb-1',
          listeners: services.flatMap(({ lbIP }) =>
            lbIP === null
              ? []
              : [{ vip: lbIP, port: 80, protocol: 'TCP' as const, backends: pods.map(({ ip }) => ({ ip, port: 80 })) }],
          ),
        }
      : null,
    terway: { release: '1.4.1' },
    kubeProxy: { mode: 'ipvs', release: '1.28', scheduler: 'rr', clusterCIDR: null, masqueradeAll: false },
    ...(policies === undefined ? {} : { networkPolicies: policies }),
    ...(drawn.nat
      ? { natGateway: { id: 'ngw-1', entries: [{ source: cidr('10.0.0.0/16'), eip: ipv4FromNumber(0x08080101) }] } }
      : {}),
    ...(drawn.eip && own[0] ? { eips: [{ eip: ipv4FromNumber(0x08080201), ip: own[0].ip }] } : {}),
    ...(groups.length > 0
      ? {
          securityGroups: groups.map(
            (id): SecurityGroupSpec => ({
              id,
              type: 'basic',
              rules: [
                {
                  direction: 'in',
                  policy: 'accept',
                  priority: 1,
                  protocol: 'TCP',
                  peer: { group: at(groups, drawn.to) },
                },
                { direction: 'in', policy: 'drop', priority: 2, protocol: 'ALL', peer: { cidr: cidr('10.0.2.0/24') } },
              ],
            }),
          ),
        }
      : {}),
    ...(drawn.acl
      ? {
          networkAcls: [
            {
              id: 'nacl-1',
              vswitches: ['vsw-1', 'vsw-3'],
              rules: [{ direction: 'in', policy: 'accept', protocol: 'ALL', cidr: cidr('0.0.0.0/0') }],
            },
          ],
        }
      : {}),
    ...(drawn.route
      ? {
          routes: [
            { destination: cidr('10.9.0.0/16'), via: { node: at(nodes, drawn.from).name, eni: 'eth1' } },
            { destination: cidr('10.8.0.0/16'), via: { node: at(nodes, drawn.to).name } },
            ...(drawn.nat ? [{ destination: cidr('0.0.0.0/0'), via: { natGateway: 'ngw-1' } }] : []),
          ],
        }
      : {}),
  }
  const target = at([...services.map(({ clusterIP }) => clusterIP), ...pods.map(({ ip }) => ip)], drawn.to)
  const flow: Flow = {
    from: { kind: 'pod', name: at(names, drawn.from) },
    to: { ip: target, port: 80 },
    protocol: 'TCP',
    sport: 40_001,
    backend: at(names, drawn.to),
    ...(drawn.slb ? { slbBackend: at([...names, 'node-1'], drawn.from) } : {}),
  }
  return { topology, flow }
}

export const validQuestion: fc.Arbitrary<Question> = shape.map(topologyOf)
