/*! Edits of every kind for property tests, some of things that are there and some of things that are not. */
import * as fc from 'fast-check'
import { cidr, type Edit, ipv4FromNumber, type Ipv4, nameOf, type Question } from '../src/sim'

const ip: fc.Arbitrary<Ipv4> = fc.integer({ min: 0x0a000001, max: 0x0a0003ff }).map(ipv4FromNumber)
const nameIn = (names: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...names, 'nobody', 'prod/pod-1')
const place = fc.nat(5)
const NET = cidr('10.1.0.0/16')
const LISTENER = { vip: ipv4FromNumber(0x0a0000f0), port: 443, protocol: 'TCP', backends: [] } as const
const SECURITY_RULE = { direction: 'out', policy: 'drop', priority: 9, protocol: 'UDP', peer: { cidr: NET } } as const
const ACL_RULE = { direction: 'out', policy: 'drop', protocol: 'UDP', cidr: NET } as const
const GATEWAY = { id: 'ngw-9', entries: [] } as const

/** Every kind but those that add: some names are taken, some are nobody's. */
export function changeOf({ topology, flow }: Question): fc.Arbitrary<Edit> {
  const vswitch = nameIn(topology.vswitches.map(({ name }) => name))
  const node = nameIn(topology.nodes.map(({ name }) => name))
  const pod = nameIn(topology.pods.map(nameOf))
  const service = nameIn(topology.services.map(nameOf))
  const client = nameIn(topology.clients.map(({ name }) => name))
  const group = nameIn((topology.securityGroups ?? []).map(({ id }) => id))
  const acl = nameIn((topology.networkAcls ?? []).map(({ id }) => id))
  const policy = nameIn((topology.networkPolicies ?? []).map(({ name }) => name))
  const dev = fc.constantFrom('eth0', 'eth1', 'eth2', 'eth9')
  const to = fc.constantFrom('renamed', 'pod-2', 'node-2', 'x')
  const one = <K extends Edit['kind']>(
    kind: K,
    fields: { readonly [F in keyof Omit<Extract<Edit, { kind: K }>, 'kind'>]: fc.Arbitrary<unknown> },
  ): fc.Arbitrary<Edit> => fc.record({ kind: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<Edit>
  const fixed = fc.constant
  return fc.oneof(
    one('set-external-policy', { service, policy: fixed('Local') }),
    one('set-terway', { release: fixed('1.4.2') }),
    one('set-kube-proxy', { release: fixed('1.33') }),
    one('set-proxy-mode', { mode: fc.constantFrom('iptables', 'nftables') }),
    one('set-rp-filter', { value: fixed(1) }),
    one('set-device-rp-filter', { node, dev, value: fixed(2) }),
    one('set-source-check', { node, dev, value: fc.boolean() }),
    one('set-ip-forward', { node, value: fc.boolean() }),
    one('set-device-forwarding', { node, dev, value: fc.boolean() }),
    one('set-symmetric-routing', { value: fc.boolean() }),
    one('set-default-security-group', { group: fixed({ id: 'sg-default', type: 'basic', rules: [] }) }),
    one('set-listener-acl', { at: fc.nat(3), acl: fixed(null) }),
    one('set-inner-access', { group, policy: fixed('drop') }),
    one('set-target', { ip, port: fixed(80) }),
    one('set-backend', { backend: pod }),
    one('set-slb-backend', { backend: pod }),
    one('move-pod', { pod, eni: dev, node, ip }),
    one('set-vswitch', { vswitch, change: fixed({ cidr: NET }), clear: fixed(['gateway']) }),
    one('rename-vswitch', { vswitch, to }),
    one('remove-vswitch', { vswitch }),
    one('set-node', { node, change: fc.record({ ip }), clear: fixed(['rpFilter']) }),
    one('rename-node', { node, to }),
    one('remove-node', { node }),
    one('set-eni', { node, dev, change: fixed({ sourceDestCheck: true }), clear: fixed(['vswitch']) }),
    one('rename-eni', { node, dev, to: fixed('eth7') }),
    one('remove-eni', { node, dev }),
    one('set-pod', {
      pod,
      change: fc.record({ ip, namespace: fc.constantFrom('default', 'prod') }),
      clear: fixed(['labels']),
    }),
    one('rename-pod', { pod, to }),
    one('remove-pod', { pod }),
    one('set-service', { service, change: fc.record({ lbIP: fc.option(ip), clusterIP: ip }), clear: fixed([]) }),
    one('rename-service', { service, to }),
    one('remove-service', { service }),
    one('set-client', { client, change: fc.record({ ip }), clear: fixed(['internet']) }),
    one('rename-client', { client, to }),
    one('remove-client', { client }),
    one('add-slb', { slb: fixed({ id: 'lb-9', listeners: [] }) }),
    one('rename-slb', { to }),
    one('remove-slb', {}),
    one('add-listener', { listener: fixed(LISTENER), at: place }),
    one('set-listener', { at: place, listener: fixed(LISTENER) }),
    one('remove-listener', { at: place }),
    one('set-security-group', { group, change: fixed({ type: 'advanced' }), clear: fixed(['innerAccessPolicy']) }),
    one('rename-security-group', { group, to }),
    one('remove-security-group', { group }),
    one('add-security-rule', { group, rule: fixed(SECURITY_RULE), at: place }),
    one('set-security-rule', { group, at: place, rule: fixed(SECURITY_RULE) }),
    one('remove-security-rule', { group, at: place }),
    one('move-security-rule', { group, at: place, to: group }),
    one('set-network-policy', { policy, change: fixed({ pods: [] }), clear: fixed(['ingress']) }),
    one('rename-network-policy', { policy, to }),
    one('remove-network-policy', { policy }),
    one('set-felix', { value: fc.boolean() }),
    one('set-network-acl', { acl, change: fixed({ vswitches: [] }), clear: fixed([]) }),
    one('rename-network-acl', { acl, to }),
    one('remove-network-acl', { acl }),
    one('add-acl-rule', { acl, rule: fixed(ACL_RULE), at: place }),
    one('set-acl-rule', { acl, at: place, rule: fixed(ACL_RULE) }),
    one('remove-acl-rule', { acl, at: place }),
    one('move-acl-rule', { acl, at: place, to: place }),
    one('set-vpc', { cidr: fixed(NET) }),
    one('set-nat-gateway', { gateway: fc.constantFrom(null, GATEWAY) }),
    one('set-eip', { at: place, eip: fc.record({ eip: ip, ip }) }),
    one('remove-eip', { at: place }),
    one('set-route', { at: place, route: fixed({ destination: NET, via: { blackhole: true } }) }),
    one('remove-route', { at: place }),
    one('set-kube-proxy-options', { change: fixed({ masqueradeAll: true }), clear: fixed(['serviceCIDRs']) }),
    one('set-flow', { flow: fixed({ ...flow, protocol: 'UDP' }) }),
  )
}

/** What adds an object, with what removes it again. */
export function additions({ topology }: Question): readonly (readonly [add: Edit, remove: Edit])[] {
  const { nodes, networkAcls = [], securityGroups = [], eips = [], routes = [] } = topology
  const [node] = nodes
  const free = ipv4FromNumber(0x0a0000c8)
  const pairs: (readonly [Edit, Edit])[] = [
    [
      { kind: 'add-vswitch', vswitch: { name: 'new', cidr: cidr('10.0.9.0/24') } },
      { kind: 'remove-vswitch', vswitch: 'new' },
    ],
    [
      { kind: 'add-node', node: { name: 'new', ip: free, vswitch: 'vsw-1', enis: [{ dev: 'eth0' }] } },
      { kind: 'remove-node', node: 'new' },
    ],
    [
      {
        kind: 'add-service',
        service: {
          name: 'new',
          namespace: 'prod',
          clusterIP: ipv4FromNumber(0xac1500f0),
          lbIP: free,
          ports: [{ protocol: 'TCP', port: 80, targetPort: 80, nodePort: null }],
          externalTrafficPolicy: 'Cluster',
          endpoints: { pods: [] },
        },
      },
      { kind: 'remove-service', service: 'prod/new' },
    ],
    [
      { kind: 'add-client', client: { name: 'new', ip: ipv4FromNumber(0xac1000f0) } },
      { kind: 'remove-client', client: 'new' },
    ],
    [
      { kind: 'add-security-group', group: { id: 'new', type: 'basic', rules: [] } },
      { kind: 'remove-security-group', group: 'new' },
    ],
    [
      { kind: 'add-network-acl', acl: { id: 'new', vswitches: [], rules: [] } },
      { kind: 'remove-network-acl', acl: 'new' },
    ],
    [
      { kind: 'add-eip', eip: { eip: ipv4FromNumber(0x08080808), ip: node?.ip ?? free } },
      { kind: 'remove-eip', at: eips.length },
    ],
    [
      { kind: 'add-route', route: { destination: NET, via: { blackhole: true } }, at: 0 },
      { kind: 'remove-route', at: 0 },
    ],
    [
      { kind: 'add-route', route: { destination: NET, via: { blackhole: true } } },
      { kind: 'remove-route', at: routes.length },
    ],
  ]
  if (node) {
    pairs.push(
      [
        { kind: 'add-eni', node: node.name, eni: { dev: 'eth8' } },
        { kind: 'remove-eni', node: node.name, dev: 'eth8' },
      ],
      [
        { kind: 'add-pod', pod: { name: 'new', node: node.name, eni: 'eth1', ip: free } },
        { kind: 'remove-pod', pod: 'new' },
      ],
    )
  }
  if (topology.networkPolicies) {
    pairs.push([
      { kind: 'add-network-policy', policy: { name: 'new', pods: [] } },
      { kind: 'remove-network-policy', policy: 'new' },
    ])
  }
  if (topology.slb) {
    pairs.push([
      { kind: 'add-listener', listener: LISTENER, at: 0 },
      { kind: 'remove-listener', at: 0 },
    ])
  } else pairs.push([{ kind: 'add-slb', slb: { id: 'lb-9', listeners: [LISTENER] } }, { kind: 'remove-slb' }])
  const [group] = securityGroups
  if (group) {
    pairs.push([
      { kind: 'add-security-rule', group: group.id, rule: SECURITY_RULE, at: 1 },
      { kind: 'remove-security-rule', group: group.id, at: 1 },
    ])
  }
  const [acl] = networkAcls
  if (acl) {
    pairs.push([
      { kind: 'add-acl-rule', acl: acl.id, rule: ACL_RULE, at: 0 },
      { kind: 'remove-acl-rule', acl: acl.id, at: 0 },
    ])
  }
  return pairs
}

/** What removes each object that is there. */
export function removals({ topology }: Question): readonly Edit[] {
  const { vswitches, nodes, pods, services, clients, slb, securityGroups, networkAcls, networkPolicies } = topology
  return [
    ...vswitches.slice(1).map(({ name }): Edit => ({ kind: 'remove-vswitch', vswitch: name })),
    ...nodes.map(({ name }): Edit => ({ kind: 'remove-node', node: name })),
    ...nodes.flatMap(({ name, enis }) => enis.map(({ dev }): Edit => ({ kind: 'remove-eni', node: name, dev }))),
    ...pods.map(({ name, namespace = 'default' }): Edit => ({ kind: 'remove-pod', pod: nameOf({ name, namespace }) })),
    ...services.map(
      ({ name, namespace = 'default' }): Edit => ({ kind: 'remove-service', service: nameOf({ name, namespace }) }),
    ),
    ...clients.map(({ name }): Edit => ({ kind: 'remove-client', client: name })),
    ...(slb?.listeners ?? []).map((_, at): Edit => ({ kind: 'remove-listener', at })),
    { kind: 'remove-slb' },
    ...(securityGroups ?? []).map(({ id }): Edit => ({ kind: 'remove-security-group', group: id })),
    ...(networkAcls ?? []).map(({ id }): Edit => ({ kind: 'remove-network-acl', acl: id })),
    ...(networkPolicies ?? []).map(({ name }): Edit => ({ kind: 'remove-network-policy', policy: name })),
    { kind: 'set-felix', value: false },
    { kind: 'set-nat-gateway', gateway: null },
    ...(topology.eips ?? []).map((_, at): Edit => ({ kind: 'remove-eip', at })),
    ...(topology.routes ?? []).map((_, at): Edit => ({ kind: 'remove-route', at })),
  ]
}

/** What gives each object that is there another name, with what gives it back the old one. */
export function renamings({ topology }: Question): readonly (readonly [there: Edit, back: Edit])[] {
  const { vswitches, nodes, pods, services, clients, slb, securityGroups, networkAcls, networkPolicies } = topology
  const to = 'other'
  return [
    ...vswitches.map(({ name }): readonly [Edit, Edit] => [
      { kind: 'rename-vswitch', vswitch: name, to },
      { kind: 'rename-vswitch', vswitch: to, to: name },
    ]),
    ...nodes.flatMap(({ name, enis }): (readonly [Edit, Edit])[] => [
      [
        { kind: 'rename-node', node: name, to },
        { kind: 'rename-node', node: to, to: name },
      ],
      ...enis.slice(1).map(({ dev }): readonly [Edit, Edit] => [
        { kind: 'rename-eni', node: name, dev, to: 'eth9' },
        { kind: 'rename-eni', node: name, dev: 'eth9', to: dev },
      ]),
    ]),
    ...pods.map(({ name, namespace = 'default' }): readonly [Edit, Edit] => [
      { kind: 'rename-pod', pod: nameOf({ name, namespace }), to },
      { kind: 'rename-pod', pod: nameOf({ name: to, namespace }), to: name },
    ]),
    ...services.map(({ name, namespace = 'default' }): readonly [Edit, Edit] => [
      { kind: 'rename-service', service: nameOf({ name, namespace }), to },
      { kind: 'rename-service', service: nameOf({ name: to, namespace }), to: name },
    ]),
    ...clients.map(({ name }): readonly [Edit, Edit] => [
      { kind: 'rename-client', client: name, to },
      { kind: 'rename-client', client: to, to: name },
    ]),
    ...(slb
      ? [
          [
            { kind: 'rename-slb', to },
            { kind: 'rename-slb', to: slb.id },
          ] as const,
        ]
      : []),
    ...(securityGroups ?? []).map(({ id }): readonly [Edit, Edit] => [
      { kind: 'rename-security-group', group: id, to },
      { kind: 'rename-security-group', group: to, to: id },
    ]),
    ...(networkAcls ?? []).map(({ id }): readonly [Edit, Edit] => [
      { kind: 'rename-network-acl', acl: id, to },
      { kind: 'rename-network-acl', acl: to, to: id },
    ]),
    ...(networkPolicies ?? []).map(({ name }): readonly [Edit, Edit] => [
      { kind: 'rename-network-policy', policy: name, to },
      { kind: 'rename-network-policy', policy: to, to: name },
    ]),
  ]
}
