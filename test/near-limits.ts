/*! Links close to what one may hold: the largest counts, the longest names, the deepest lists, everything alike or everything its own.
Nobody encodes such a cluster; a stranger who wants the page to stand still does. */
import { check16, toBase64url } from '../src/share/codec/bytes'
import type { CodecFault } from '../src/share/codec/coder'
import { LIMITS } from '../src/share/codec/limits'
import { primed } from '../src/share/codec/primer'
import { RangeWriter } from '../src/share/codec/range'
import { tell } from '../src/share/codec/topology'
import {
  type Cidr,
  cidr,
  cidrOf,
  type Ipv4,
  ipv4FromNumber,
  type NetworkPolicySpec,
  type NodeSpec,
  type PodSpec,
  type SecurityGroupSpec,
  type ServiceSpec,
  type SlbListenerSpec,
  type Topology,
} from '../src/sim'

type Random = (n: number) => number

/** What the names of one link are like. `alike`: all are one, so that every name is there twice and the last means the first. */
const NAMES = ['long', 'alike', 'short', 'hostile', 'replicas'] as const
type Names = (typeof NAMES)[number]

/** The lists of a topology that a link may be full of. */
const LISTS = [
  'vswitches',
  'nodes',
  'pods',
  'labels',
  'services',
  'selectors',
  'ports',
  'clients',
  'listeners',
  'access lists',
  'policies',
  'peers',
  'snat',
  'eips',
  'groups',
  'rules',
  'acls',
  'routes',
  'endpoints',
  'sysctls',
] as const
type List = (typeof LISTS)[number]

export interface NearLimit {
  /** What it is full of, for a person. */
  readonly what: string
  /** A link whose check fits. */
  readonly hash: string
}

/** Links near the limits without end, each full of one list or of a few. The first ones are of each list alone. */
export function* nearLimits(random: Random): Generator<NearLimit> {
  for (let turn = 0; ; turn++) {
    for (const [at, list] of LISTS.entries()) {
      const names = NAMES[(turn + at) % NAMES.length] ?? 'short'
      const full = new Set<List>([list, ...LISTS.filter(() => turn > 0 && random(6) === 0)])
      const what = `${[...full].join(', ')}; names ${names}`
      for (const { hash, fits } of packed(topologyOf(full, names, random))) {
        yield { what: fits ? what : `too much: ${what}`, hash }
      }
    }
  }
}

/** In the order in which a link tells them. */
const TOLD = [
  'vswitches',
  'nodes',
  'pods',
  'services',
  'clients',
  'slb',
  'networkPolicies',
  'natGateway',
  'eips',
  'securityGroups',
  'networkAcls',
  'routes',
] as const
type Told = (typeof TOLD)[number]
type Lists = Partial<Record<Told, readonly unknown[]>>

/** A link with more than a link may hold, if there is so much, and the one that holds just so much. */
function* packed(lists: Lists): Generator<{ readonly hash: string; readonly fits: boolean }> {
  let over = false
  for (let fitting = lists; ; ) {
    const bits = new RangeWriter()
    const coder = primed(bits, true)
    tell(coder, { topology: topologyWith(fitting), flow: null })
    const { fault } = coder
    const bytes = bits.finish()
    const check = check16(bytes)
    const hash = `2.${toBase64url([...bytes, check >> 8, check & 255])}`
    const short = hash.length <= LIMITS.characters
    if (short && (fault === null || (fault.code === 'too-much' && !over))) yield { hash, fits: fault === null }
    if (short && fault === null) return
    over ||= fault !== null
    fitting =
      fault?.code === 'too-much'
        ? cut(fitting, fault)
        : shorter(fitting, Math.min(0.9, LIMITS.characters / hash.length))
  }
}

/** Without what did not fit any more: the list that was told when it ended is cut there, and what comes behind it goes. */
function cut(lists: Lists, { path: [key, at, inner] }: CodecFault): Lists {
  const last = TOLD.findIndex((one) => one === key)
  const place = key === 'slb' || key === 'natGateway' ? inner : at
  const list = last < 0 ? undefined : lists[TOLD[last] ?? 'routes']
  if (list === undefined || typeof place !== 'number') return shorter(lists, 0.9)
  const kept = TOLD.filter((_, order) => order < last).map((one) => [one, lists[one] ?? []] as const)
  return Object.fromEntries([...kept, [key, list.slice(0, Math.floor(place * 0.98))]])
}

const shorter = (lists: Lists, share: number): Lists =>
  Object.fromEntries(Object.entries(lists).map(([key, list]) => [key, list.slice(0, Math.floor(list.length * share))]))

const topologyWith = (lists: Lists): Topology => {
  const { slb, natGateway, ...rest } = lists
  // Made below with the very fields that each list has; cutting keeps them.
  return {
    vpc: VPC,
    vswitches: [],
    nodes: [],
    pods: [],
    services: [],
    clients: [],
    ...rest,
    slb: slb === undefined ? null : { id: 'lb', listeners: slb },
    ...(natGateway === undefined ? {} : { natGateway: { id: 'nat', entries: natGateway } }),
    terway: { release: '1.4.2' },
    kubeProxy: { mode: 'ipvs', release: '1.28', scheduler: 'rr', clusterCIDR: null, masqueradeAll: false },
  } as Topology
}

const VPC = cidr('10.0.0.0/8')
const times = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at))

function topologyOf(full: ReadonlySet<List>, names: Names, random: Random): Lists {
  /** As many as there may be of what the link is full of, a share of it where it is full of several; else a few. */
  const most = (list: List, limit: number, few: number): number =>
    full.has(list) ? Math.max(few, Math.ceil(limit / (full.size === 1 ? 1 : 1 + random(2 * full.size)))) : few
  const name = naming(names, random)
  const ip = (): Ipv4 => ipv4FromNumber(0x0a000000 + random(0x1000000))
  const one = (): Cidr => cidrOf(ip(), full.has('vswitches') ? 8 + random(25) : 32)
  const port = (): number => 1 + random(65_535)
  const vswitches = times(most('vswitches', LIMITS.vswitches, 2), (at) => ({
    name: name('vsw', at),
    cidr: cidrOf(ipv4FromNumber(0x0a000000 + at * 2048), 21),
  }))
  const vswitch = () => vswitches[random(vswitches.length)]!
  const groups = times(LIMITS.groupsOfEni, (at) => name('sg', at))
  const enis = times(LIMITS.enis, (at) => ({
    dev: `eth${at}`,
    ...(full.has('groups') ? { securityGroups: groups } : {}),
  }))
  const sysctls = Object.fromEntries(times(full.has('sysctls') ? LIMITS.sysctls : 0, (at) => [`a${at}`, 1 as const]))
  const nodes = times(
    most('nodes', LIMITS.nodes, full.has('sysctls') ? 100 : 3),
    (at): NodeSpec => ({
      name: name('node', at),
      ip: ip(),
      vswitch: vswitch().name,
      instanceType: 'ecs.g7.4xlarge',
      enis: full.has('nodes') ? enis : enis.slice(0, 3),
      ...(full.has('sysctls')
        ? { rpFilter: sysctls, forwarding: Object.fromEntries(Object.keys(sysctls).map((key) => [key, true])) }
        : {}),
    }),
  )
  const labels = Object.fromEntries(times(full.has('labels') ? LIMITS.labels : 2, (at) => [`k${at}`, `v${at}`]))
  const pods = times(
    most('pods', LIMITS.pods, full.size === 1 ? 200 : 1_500),
    (at): PodSpec => ({
      name: name('pod', at),
      node: nodes[full.has('endpoints') ? 0 : random(nodes.length)]!.name,
      eni: 'eth1',
      ip: ip(),
      labels: full.has('labels') ? labels : { app: `a${random(9)}`, ...labels },
      ...(full.has('ports') ? { listen: times(LIMITS.ports, () => ({ port: port(), protocol: 'TCP' as const })) } : {}),
      ...(full.has('endpoints') ? { endpoint: 'not-ready' as const } : {}),
    }),
  )
  const all = pods.map((pod) => pod.name)
  const few = (): readonly string[] => times(1 + random(4), () => all[random(all.length)]!)
  /** All replicas of a workload at once cost a link one decision and the page one entry each. */
  const meant = (): readonly string[] => (names === 'replicas' ? all : few())
  const services = times(
    most('services', LIMITS.services, full.has('selectors') ? 900 : 3),
    (at): ServiceSpec => ({
      name: name('svc', at),
      clusterIP: ip(),
      lbIP: at % 2 ? ip() : null,
      ports: times(full.has('ports') ? LIMITS.ports : 1, () => ({
        protocol: 'TCP',
        port: port(),
        targetPort: port(),
        nodePort: port(),
      })),
      externalTrafficPolicy: 'Cluster',
      endpoints: full.has('selectors') ? { selector: pairOf(labels, random) } : { pods: meant() },
      ...(full.has('eips')
        ? { externalIPs: times(LIMITS.addresses, ip), sourceRanges: times(LIMITS.addresses, one) }
        : {}),
    }),
  )
  const listeners = times(
    most('listeners', LIMITS.listeners, full.has('access lists') ? 200 : 1),
    (): SlbListenerSpec => ({
      vip: ip(),
      port: port(),
      protocol: 'TCP',
      backends: times(full.has('listeners') ? 200 : 2, () => ({ ip: pods[random(pods.length)]!.ip, port: port() })),
      ...(full.has('access lists') ? { acl: { type: 'white' as const, entries: times(LIMITS.entries, one) } } : {}),
    }),
  )
  const peers = () =>
    times(full.has('peers') ? LIMITS.policyRules : 1, () => (random(2) ? { pods: meant() } : { cidr: one() }))
  const rules = () =>
    times(full.has('policies') ? 3 : 20, () => ({
      peers: peers(),
      ports: [{ port: port(), protocol: 'TCP' as const }],
    }))
  const group =
    (rulesOf: () => SecurityGroupSpec['rules']) =>
    (at: number): SecurityGroupSpec => ({ id: name('sg', at), type: 'basic', rules: rulesOf() })
  const rule = () => ({
    direction: 'in' as const,
    policy: 'drop' as const,
    protocol: 'TCP' as const,
    ports: { from: port(), to: port() },
  })
  return {
    vswitches,
    nodes,
    pods,
    services,
    clients: times(most('clients', LIMITS.clients, 1), (at) => ({
      name: name('client', at),
      ip: ip(),
      listen: times(full.has('clients') ? LIMITS.ports : 0, () => ({ port: port(), protocol: 'UDP' })),
    })),
    slb: listeners,
    networkPolicies: times(
      most('policies', LIMITS.policies, full.has('peers') ? 30 : 1),
      (at): NetworkPolicySpec => ({ name: name('np', at), pods: meant(), ingress: rules(), egress: rules() }),
    ),
    natGateway: times(most('snat', LIMITS.entries, 1), () => ({ source: one(), eip: ip() })),
    eips: times(most('eips', LIMITS.entries, 1), () => ({ eip: ip(), ip: pods[random(pods.length)]!.ip })),
    securityGroups: times(
      most('groups', LIMITS.groups, full.has('rules') ? 300 : 2),
      group(() =>
        times(full.has('rules') ? LIMITS.rules : 2, () => ({
          ...rule(),
          priority: 1 + random(100),
          peer: random(2) ? { group: name('sg', random(500)) } : { cidr: one() },
        })),
      ),
    ),
    networkAcls: times(most('acls', LIMITS.groups, 1), (at) => ({
      id: name('acl', at),
      vswitches: vswitches.map((each) => each.name),
      rules: times(full.has('rules') ? LIMITS.rules : 2, () => ({ ...rule(), cidr: one() })),
    })),
    routes: times(most('routes', LIMITS.routes, 1), () => ({
      destination: one(),
      via: random(2) ? { node: nodes[random(nodes.length)]!.name, eni: 'eth1' } : { natGateway: 'nat' },
    })),
  }
}

/** Two labels of all that there are, in any order: a selector that was asked before is answered from memory. */
function pairOf(labels: Readonly<Record<string, string>>, random: Random): Readonly<Record<string, string>> {
  const all = Object.entries(labels)
  return Object.fromEntries(times(2, () => all[random(all.length)]!))
}

/** A name of something by its number. */
function naming(names: Names, random: Random): (prefix: string, at: number) => string {
  switch (names) {
    case 'short':
      return (prefix, at) => `${prefix}-${at}`
    case 'long':
      return () => times(LIMITS.name, () => 'abcdefghijklmnopqrstuvwxyz'[random(26)]).join('')
    case 'alike':
      return (prefix) => prefix
    case 'replicas':
      return (prefix) => `${prefix}-7d6877d777-${times(5, () => 'bcdfghjklmnpqrstvwxz2456789'[random(27)]).join('')}`
    case 'hostile':
      return (prefix, at) => `${prefix} <img src=x>$(id)${at}`
  }
}
