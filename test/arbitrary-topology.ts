/*! Topologies of any shape for property tests: every optional field is there sometimes. Well-formed, but not checked: names may
dangle and addresses clash, as in an editor half-way through. */
import * as fc from 'fast-check'
import {
  type Cidr,
  cidrOf,
  type Flow,
  type Ipv4,
  ipv4FromNumber,
  type NetworkPolicySpec,
  type NodeSpec,
  parseMac,
  type EndpointState,
  type PodSpec,
  type SecurityGroupSpec,
  type ServiceSpec,
  type SlbListenerSpec,
  type Topology,
} from '../src/sim'

/** Keys of T whose value may be left out. */
const some = <T extends object>(
  keys: { readonly [K in keyof T]-?: fc.Arbitrary<Exclude<T[K], undefined>> },
  ...optional: readonly (keyof T)[]
): fc.Arbitrary<T> =>
  fc.record(keys, {
    requiredKeys: (Object.keys(keys) as (keyof T)[]).filter((key) => !optional.includes(key)),
  } as never) as unknown as fc.Arbitrary<T>

const few = <T>(item: fc.Arbitrary<T>, maxLength = 4) => fc.array(item, { maxLength })

const ip = fc.oneof(
  fc.integer({ min: 0, max: 0xffffffff }).map(ipv4FromNumber),
  fc.integer({ min: 0, max: 255 }).map((last): Ipv4 => ipv4FromNumber(0x0a000100 + last)),
)
const cidr: fc.Arbitrary<Cidr> = fc.tuple(ip, fc.integer({ min: 0, max: 32 })).map(([a, length]) => cidrOf(a, length))
const mac = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 6, maxLength: 6 }).map((octets) => {
  const parsed = parseMac(octets.map((octet) => octet.toString(16).padStart(2, '0')).join(':'))
  if (!parsed.ok) throw new Error('not a MAC')
  return parsed.value
})
const port = fc.oneof(fc.constantFrom(80, 443, 8080), fc.integer({ min: 1, max: 65_535 }))
const protocol = fc.constantFrom('TCP' as const, 'UDP' as const)
const anyProtocol = fc.constantFrom('TCP' as const, 'UDP' as const, 'ICMP' as const, 'ALL' as const)
const free = fc.stringMatching(/^[a-z0-9]([a-z0-9.-]{0,20}[a-z0-9])?$/)
const name = fc.oneof(
  fc.constantFrom(
    'nginx',
    'web-1',
    'web-2',
    'web-10',
    'nginx-7d6877d777-zp5jg',
    'nginx-7d6877d777-h4jtf',
    'db-007',
    'a',
  ),
  fc.constantFrom('order-api-6c8f9b7d44-x9w2c', 'cn-hongkong.10.0.1.82', 'n-', 'x-1-2', '5', '0', 'a--b', '10'),
  free,
)
const dev = fc.constantFrom('eth0', 'eth1', 'eth2', 'eth10', 'eth07')
const labels = fc.dictionary(
  fc.constantFrom('app', 'tier', 'k8s-app', '__proto__x', 'a/b'),
  fc.oneof(name, fc.constant('')),
  {
    maxKeys: 3,
    noNullPrototype: true,
  },
)
const listeners = few(some({ port, protocol, process: fc.constantFrom('nginx', 'java -jar') }, 'process'), 3)
const ifindex = fc.integer({ min: 1, max: 0x7fffffff })
const verdict = fc.constantFrom('accept' as const, 'drop' as const)
const direction = fc.constantFrom('in' as const, 'out' as const)
const range = fc.record({ from: port, to: port })
const trafficPolicy = fc.constantFrom('Cluster' as const, 'Local' as const)

const node = some<NodeSpec>(
  {
    name,
    ip,
    vswitch: fc.constantFrom('vsw-1', 'vsw-2', 'nowhere'),
    instanceType: fc.constantFrom('ecs.g7.xlarge', 'ecs.r8i.large'),
    enis: fc.array(
      some<NodeSpec['enis'][number]>(
        {
          dev,
          ifindex,
          id: fc.constantFrom('eni-j6c4qxbpnkg5o7uog5kr', 'eni-x', 'E9'),
          mac,
          vswitch: fc.constantFrom('vsw-1', 'other'),
          sourceDestCheck: fc.boolean(),
          securityGroups: few(fc.constantFrom('sg-1', 'sg-2')),
        },
        'ifindex',
        'id',
        'mac',
        'vswitch',
        'sourceDestCheck',
        'securityGroups',
      ),
      { minLength: 1, maxLength: 4 },
    ),
    rpFilter: fc.dictionary(
      fc.constantFrom('all', 'eth0', 'eth1'),
      fc.constantFrom(0 as const, 1 as const, 2 as const),
      {
        noNullPrototype: true,
      },
    ),
    ipForward: fc.boolean(),
    forwarding: fc.dictionary(fc.constantFrom('eth0', 'eth1'), fc.boolean(), { noNullPrototype: true }),
    listen: listeners,
  },
  'instanceType',
  'rpFilter',
  'ipForward',
  'forwarding',
  'listen',
)

const pod = some<PodSpec>(
  {
    name,
    namespace: fc.constantFrom('default', 'prod', 'kube-system'),
    node: name,
    hostNetwork: fc.boolean(),
    eni: dev,
    ip,
    labels,
    pid: fc.integer({ min: 1, max: 4_194_304 }),
    veth: fc.constantFrom('cali1234', 'veth0'),
    ifindex,
    podIfindex: ifindex,
    mac,
    hostMac: mac,
    listen: listeners,
    endpoint: fc.constantFrom<EndpointState[]>('ready', 'serving-terminating', 'not-ready'),
  },
  'namespace',
  'hostNetwork',
  'labels',
  'pid',
  'veth',
  'ifindex',
  'podIfindex',
  'mac',
  'hostMac',
  'listen',
  'endpoint',
)

const podNames = few(fc.oneof(name, fc.constantFrom('prod/web-1', 'default/nginx')))

const service = some<ServiceSpec>(
  {
    name,
    namespace: fc.constantFrom('default', 'prod'),
    clusterIP: ip,
    lbIP: fc.option(ip, { nil: null }),
    externalIPs: few(ip),
    sourceRanges: few(cidr),
    ports: few(
      fc.record({
        protocol,
        port,
        targetPort: port,
        nodePort: fc.option(fc.oneof(port, fc.constant(31_080)), { nil: null }),
      }),
    ),
    externalTrafficPolicy: trafficPolicy,
    internalTrafficPolicy: trafficPolicy,
    affinitySeconds: fc.option(fc.integer({ min: 1, max: 86_400 }), { nil: null }),
    endpoints: fc.oneof(
      podNames.map((pods) => ({ pods })),
      labels.map((selector) => ({ selector })),
    ),
    lbIPMode: fc.constantFrom<('VIP' | 'Proxy')[]>('VIP', 'Proxy'),
  },
  'namespace',
  'externalIPs',
  'sourceRanges',
  'internalTrafficPolicy',
  'affinitySeconds',
  'lbIPMode',
)

const policyRules = few(
  some<NonNullable<NetworkPolicySpec['ingress']>[number]>(
    {
      peers: few(
        fc.oneof(
          podNames.map((pods) => ({ pods })),
          cidr.map((one) => ({ cidr: one })),
        ),
      ),
      ports: few(fc.record({ port, protocol })),
    },
    'peers',
    'ports',
  ),
)

const group = some<SecurityGroupSpec>(
  {
    id: fc.constantFrom('sg-1', 'sg-bp1abcdefgh12345678'),
    type: fc.constantFrom('basic' as const, 'advanced' as const),
    innerAccessPolicy: verdict,
    rules: few(
      some<SecurityGroupSpec['rules'][number]>(
        {
          direction,
          policy: verdict,
          priority: fc.integer({ min: 1, max: 100 }),
          protocol: anyProtocol,
          ports: range,
          peer: fc.oneof(
            cidr.map((one) => ({ cidr: one })),
            name.map((one) => ({ group: one })),
          ),
        },
        'ports',
      ),
    ),
  },
  'innerAccessPolicy',
)

export const anyTopology: fc.Arbitrary<Topology> = some<Topology>(
  {
    vpc: cidr,
    vswitches: few(
      some<Topology['vswitches'][number]>(
        { name: fc.constantFrom('vsw-1', 'vsw-2'), cidr, gateway: ip, routeTable: fc.constantFrom('system', 'own') },
        'gateway',
        'routeTable',
      ),
      3,
    ),
    nodes: few(node, 3),
    pods: few(pod, 8),
    services: few(service, 4),
    clients: few(
      some<Topology['clients'][number]>(
        { name, ip, internet: fc.boolean(), mac, listen: listeners },
        'internet',
        'mac',
        'listen',
      ),
      2,
    ),
    slb: fc.option(
      fc.record({
        id: fc.constantFrom('lb-j6cw3daxxukxln8xccive', 'lb'),
        listeners: few(
          some<SlbListenerSpec>(
            {
              vip: ip,
              port,
              protocol,
              backends: few(fc.record({ ip, port })),
              acl: fc.record({ type: fc.constantFrom('white' as const, 'black' as const), entries: few(cidr) }),
            },
            'acl',
          ),
        ),
      }),
      { nil: null },
    ),
    terway: some<Topology['terway']>(
      { release: fc.constantFrom('1.4.1' as const, '1.4.2' as const), symmetricRouting: fc.boolean() },
      'symmetricRouting',
    ),
    kubeProxy: some<Topology['kubeProxy']>(
      {
        mode: fc.constantFrom('ipvs' as const, 'iptables' as const, 'nftables' as const),
        release: fc.constantFrom('1.20', '1.24', '1.28', '1.30', '1.33', '1.34'),
        scheduler: fc.constantFrom('rr' as const, 'wrr' as const, 'lc' as const, 'sh' as const),
        clusterCIDR: fc.option(cidr, { nil: null }),
        masqueradeAll: fc.boolean(),
        serviceCIDRs: few(cidr),
      },
      'serviceCIDRs',
    ),
    networkPolicies: few(
      some<NetworkPolicySpec>({ name, pods: podNames, ingress: policyRules, egress: policyRules }, 'ingress', 'egress'),
      3,
    ),
    natGateway: fc.record({ id: name, entries: few(fc.record({ source: cidr, eip: ip })) }),
    eips: few(fc.record({ eip: ip, ip })),
    securityGroups: few(group),
    networkAcls: few(
      fc.record({
        id: name,
        vswitches: few(fc.constantFrom('vsw-1', 'vsw-9')),
        rules: few(
          some<NonNullable<Topology['networkAcls']>[number]['rules'][number]>(
            { direction, policy: verdict, protocol: anyProtocol, ports: range, cidr },
            'ports',
          ),
        ),
      }),
    ),
    routes: few(
      some<NonNullable<Topology['routes']>[number]>(
        {
          table: name,
          destination: cidr,
          via: fc.oneof(
            some<{ readonly node: string; readonly eni?: string }>({ node: name, eni: dev }, 'eni'),
            fc.record({ natGateway: name }),
            fc.constant({ blackhole: true as const }),
          ),
        },
        'table',
      ),
    ),
  },
  'networkPolicies',
  'natGateway',
  'eips',
  'securityGroups',
  'networkAcls',
  'routes',
)

export const anyFlow: fc.Arbitrary<Flow> = some<Flow>(
  {
    from: fc.record({ kind: fc.constantFrom('pod' as const, 'node' as const, 'client' as const), name }),
    to: fc.record({ ip, port: fc.oneof(port, fc.constant(0)) }),
    protocol: fc.constantFrom('TCP' as const, 'UDP' as const, 'ICMP' as const),
    sport: fc.oneof(fc.constant(40_001), fc.integer({ min: 0, max: 65_535 })),
    backend: fc.option(name, { nil: null }),
    slbBackend: name,
    ttl: fc.integer({ min: 1, max: 255 }),
  },
  'slbBackend',
  'ttl',
)
