/*! Every reason that this mode can meet is met: for each number of datapath.md §7 (but those that docs/reasons.md says cannot happen)
and each kind that has none, a flow ends by it, with the row that decided first, what the client sees, and words. */
import { describe, expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import {
  changeNetns,
  cidr,
  type ClientSees,
  type DropReason,
  ipv4,
  type KubeProxyMode,
  type KubeProxyRelease,
  nodeNetns,
  type NetnsId,
  type NetnsRows,
  podNetns,
  REASONS,
  type Row,
  type Run,
  simulateIn,
  stepsOf,
  type Topology,
  UNMET,
  withoutRow,
} from '../../src/sim'
import { loadAllPlanes } from '../../src/sim/all-planes'
import { en } from '../../src/text/en'
import { explain } from '../../src/text/explain'
import { plainText } from '../../src/text/rich'
import { verdictText } from '../../src/text/verdict-text'
import {
  aclRule,
  advanced,
  ask,
  basic,
  CENTOS,
  cluster,
  ECS1,
  ECS2,
  fateOf,
  natGateway,
  NGINX,
  rule,
  withAcl,
  withGroups,
} from './cloud'

loadAllPlanes()

const POD = '10.0.3.58'
const LOCAL = '10.0.3.62'
const CLUSTER = '10.0.3.63'
const VIP = '192.168.2.115'
const NODE = '10.0.1.82'

const proxy = (mode: KubeProxyMode, release: KubeProxyRelease, more: Partial<Topology['kubeProxy']> = {}) =>
  cluster({ kubeProxy: { mode, release, scheduler: 'rr', clusterCIDR: null, masqueradeAll: false, ...more } })
const services = (topology: Topology, more: Partial<Topology['services'][number]>): Topology => ({
  ...topology,
  services: topology.services.map((service) => ({ ...service, ...more })),
})
const nodes = (topology: Topology, more: Partial<Topology['nodes'][number]>): Topology => ({
  ...topology,
  nodes: topology.nodes.map((node) => ({ ...node, ...more })),
})
const check = (topology: Topology): Topology => ({
  ...topology,
  nodes: topology.nodes.map((node) => ({
    ...node,
    enis: node.enis.map((eni) => ({ ...eni, sourceDestCheck: true })),
  })),
})
const slb = (backends: readonly string[], acl?: 'white'): Topology =>
  cluster({
    services: [],
    slb: {
      id: 'lb-1',
      listeners: [
        {
          vip: ipv4('10.0.3.99'),
          port: 80,
          protocol: 'TCP',
          backends: backends.map((ip) => ({ ip: ipv4(ip), port: 80 })),
          ...(acl && { acl: { type: acl, entries: [cidr('10.0.0.0/8')] } }),
        },
      ],
    },
  })
const byInstance = (topology: Topology): Topology => ({
  ...topology,
  routes: [{ destination: cidr('10.9.0.0/16'), via: { node: ECS1 } }],
})

/** The flow again in the world without these rows of one namespace. */
function without(before: Run, netns: NetnsId, find: (rows: NetnsRows) => readonly Row[]): Run {
  const found = find(must(before.world.netns.get(netns), netns))
  if (found.length === 0) throw new Error('no such row')
  const world = found.reduce((now, row) => withoutRow(now, row as Parameters<typeof withoutRow>[1]), before.world)
  return simulateIn(before.topology, world, before.flow)
}
const host = nodeNetns(ECS1)
const noDefault = (run: Run, alsoTables: boolean): Run =>
  without(run, host, ({ routes }) =>
    routes.filter(({ dst, table }) => dst.length === 0 && (table === 254 || (alsoTables && table > 1000))),
  )

/** A third host that the answer passes, and that has not seen the request. */
const passing = (): Topology => {
  const plain = proxy('iptables', '1.28')
  const third = { name: 'third', ip: ipv4('10.0.1.47'), vswitch: 'vsw-1', enis: [{ dev: 'eth0' }] }
  return {
    ...plain,
    nodes: [...plain.nodes, third],
    routes: [{ destination: cidr('10.0.1.91/32'), via: { node: 'third' } }],
  }
}

const TIME_OUT = 'time-out'
const RST = 'ECONNREFUSED by rst'
const ICMP = 'ECONNREFUSED by icmp'
const saw = (sees: ClientSees): string =>
  sees.kind === 'refused' ? `${sees.errno} by ${sees.by}` : 'errno' in sees ? sees.errno : sees.kind

type Kind = DropReason['kind']
interface Case {
  readonly d: string
  readonly run: () => Run
  readonly fate: Kind | `${Kind} on the way back`
  readonly sees: string
  /** Kind of the row that decided; null: none did (nobody listens, no row fits). */
  readonly row: Row['kind'] | null
}
const met = (d: string, fate: Case['fate'], sees: string, row: Case['row'], run: () => Run): Case => ({
  d,
  fate,
  sees,
  row,
  run,
})

const CASES: readonly Case[] = [
  met('D1', 'ipvs-no-server', ICMP, 'virtual-server', () => ask(cluster(), CENTOS, `${LOCAL}:80`)),
  met('D2', 'no-socket', RST, null, () => ask(cluster(), CENTOS, `${VIP}:81`)),
  met('D3', 'netfilter-reject', ICMP, 'chain-rule', () => ask(proxy('ipvs', '1.28'), CENTOS, `${VIP}:81`)),
  met('D4', 'netfilter-reject', ICMP, 'chain-rule', () =>
    ask(
      services(proxy('ipvs', '1.28'), { externalIPs: [ipv4('10.0.3.99')], externalTrafficPolicy: 'Local' }),
      CENTOS,
      '10.0.3.99:80',
    ),
  ),
  met('D5', 'netfilter-reject', ICMP, 'chain-rule', () =>
    ask(services(proxy('iptables', '1.28'), { endpoints: { pods: [] } }), CENTOS, `${VIP}:80`),
  ),
  met('D5', 'netfilter-reject', ICMP, 'nft-rule', () =>
    ask(services(proxy('nftables', '1.33'), { endpoints: { pods: [] } }), CENTOS, `${VIP}:80`),
  ),
  met('D6', 'netfilter-drop', TIME_OUT, 'chain-rule', () => ask(proxy('iptables', '1.28'), CENTOS, `${LOCAL}:80`)),
  met('D7', 'netfilter-reject', ICMP, 'nft-rule', () => ask(proxy('nftables', '1.33'), CENTOS, `${VIP}:81`)),
  met('D7', 'netfilter-drop', TIME_OUT, 'nft-rule', () =>
    ask(proxy('nftables', '1.33', { serviceCIDRs: [cidr('192.168.0.0/16')] }), CENTOS, '192.168.9.9:80'),
  ),
  met('D8', 'netfilter-drop', TIME_OUT, 'chain-rule', () =>
    ask(services(proxy('ipvs', '1.28'), { sourceRanges: [cidr('172.16.0.0/16')] }), CENTOS, `${CLUSTER}:80`),
  ),
  met('D9', 'martian-source', TIME_OUT, 'route', () =>
    without(ask(cluster(), NGINX, `${VIP}:80`), nodeNetns(ECS2), ({ chains }) =>
      chains.filter(({ chain, target }) => chain === 'KUBE-POSTROUTING' && target.kind === 'masquerade'),
    ),
  ),
  met('D10', 'vpc-no-owner on the way back', TIME_OUT, 'vpc-route', () =>
    // The backend's node does not own the address, so the request arrives, and the answer is for nobody.
    without(ask(proxy('ipvs', '1.28'), ECS1, `${LOCAL}:80`), nodeNetns(ECS2), ({ routes }) =>
      routes.filter(({ type, dst }) => type === 'local' && dst.address === ipv4(LOCAL)),
    ),
  ),
  met('D11', 'rp-filter on the way back', TIME_OUT, 'sysctl', () =>
    ask(nodes(cluster(), { rpFilter: { all: 1 } }), CENTOS, `${CLUSTER}:80`),
  ),
  met('D12', 'martian-source', TIME_OUT, 'route', () => ask(proxy('ipvs', '1.28'), ECS1, `${LOCAL}:80`)),
  met('D13', 'no-route', 'ENETUNREACH', null, () => noDefault(ask(cluster(), CENTOS, `${POD}:80`), true)),
  met('D14', 'no-route', 'ENETUNREACH', null, () => noDefault(ask(cluster(), ECS1, `${POD}:80`), false)),
  met('D15', 'forwarding-off', TIME_OUT, 'sysctl', () =>
    ask(nodes(cluster(), { ipForward: false }), CENTOS, `${POD}:80`),
  ),
  met('D16', 'neigh-failed', 'EHOSTUNREACH', 'link', () =>
    without(ask(cluster(), CENTOS, `${POD}:80`), podNetns('default', CENTOS), ({ neighs }) => neighs),
  ),
  met('D17', 'vpc-no-owner', TIME_OUT, 'vpc-route', () => ask(cluster(), CENTOS, '10.0.3.200:80')),
  met('D18', 'ttl-exceeded', 'EHOSTUNREACH', null, () => ask(cluster(), CENTOS, `${POD}:80`, { ttl: 1 })),
  met('D20', 'netfilter-drop', TIME_OUT, 'chain-rule', () =>
    ask(cluster({ networkPolicies: [{ name: 'none', pods: [NGINX], ingress: [] }] }), CENTOS, `${POD}:80`),
  ),
  met('D21', 'netfilter-drop', TIME_OUT, 'chain-rule', () =>
    ask(
      services(proxy('iptables', '1.20'), { ports: [nodePort(31_080)], externalTrafficPolicy: 'Local' }),
      'office',
      `${NODE}:31080`,
    ),
  ),
  met('D22', 'netfilter-drop on the way back', TIME_OUT, 'chain-rule', () => ask(passing(), CENTOS, `${POD}:80`)),
  met('D25', 'no-masquerade-address', TIME_OUT, 'chain-rule', () =>
    without(ask(cluster(), CENTOS, `${CLUSTER}:80`), host, ({ addrs }) => addrs.filter(({ dev }) => dev !== 'lo')),
  ),
  met('D26', 'no-socket', RST, null, () => ask(cluster(), CENTOS, `${POD}:81`)),
  met('D26', 'no-socket', ICMP, null, () => ask(cluster(), CENTOS, `${POD}:81`, { protocol: 'UDP' })),
  met('D27', 'security-group', TIME_OUT, 'security-group', () =>
    ask(withGroups(cluster(), [advanced('sg-1')], { '1/eth1': ['sg-1'] }), CENTOS, `${POD}:80`),
  ),
  met('D27', 'security-group', TIME_OUT, 'security-rule', () =>
    ask(
      withGroups(cluster(), [basic('sg-1', rule('in', 'drop', '10.0.1.0/24'))], { '2/eth1': ['sg-1'] }),
      CENTOS,
      `${POD}:80`,
    ),
  ),
  met('D28', 'source-check', TIME_OUT, 'eni', () => ask(check(cluster()), CENTOS, `${VIP}:80`)),
  met('D28', 'destination-check', TIME_OUT, 'eni', () => ask(check(byInstance(cluster())), NGINX, '10.9.0.1:80')),
  met('D29', 'network-acl', TIME_OUT, 'network-acl-rule', () =>
    ask(withAcl(cluster(), 'vsw-3', aclRule('in', 'drop', '10.0.1.0/24')), CENTOS, `${POD}:80`),
  ),
  met('D30', 'vpc-no-route', TIME_OUT, null, () => ask(cluster(), CENTOS, '192.0.2.1:80')),
  met('D31', 'snat-no-entry', TIME_OUT, 'nat-gateway', () =>
    ask(cluster({ natGateway: { ...natGateway, entries: natGateway.entries.slice(1) } }), CENTOS, '93.184.216.34:443'),
  ),
  met('D31', 'snat-no-session', TIME_OUT, 'snat-entry', () => ask(cluster({ natGateway }), 'www', '8.210.1.1:80')),
  met('D32', 'slb-no-listener', TIME_OUT, 'slb-listener', () => ask(slb([POD]), 'office', '10.0.3.99:81')),
  met('D33', 'slb-no-backend', TIME_OUT, 'slb-listener', () => ask(slb([]), 'office', '10.0.3.99:80')),
  met('D34', 'martian-source', TIME_OUT, 'route', () => ask(slb([POD]), NGINX, '10.0.3.99:80')),
  met('D35', 'slb-acl', TIME_OUT, 'slb-listener', () => ask(slb([POD], 'white'), 'office', '10.0.3.99:80')),
  met('D36', 'security-group on the way back', TIME_OUT, 'security-group', () =>
    ask(
      withGroups(cluster(), [basic('a'), basic('b', rule('in', 'accept', '10.0.1.0/24')), basic('c')], {
        '*': ['a'],
        '1/eth1': ['c'],
        '2/eth1': ['b'],
      }),
      CENTOS,
      `${VIP}:80`,
    ),
  ),
  // Without a number there.
  met('', 'not-asked on the way back', TIME_OUT, null, () =>
    ask(services(proxy('ipvs', '1.28'), { ports: [nodePort(31_080)] }), 'office', `${NODE}:31080`),
  ),
  met('', 'broadcast', TIME_OUT, 'route', () => ask(cluster(), CENTOS, '10.0.1.255:80')),
  met('', 'multicast', TIME_OUT, null, () => ask(cluster(), CENTOS, '239.1.1.1:80', { protocol: 'UDP' })),
  met('', 'link-down', TIME_OUT, 'link', () => {
    const { topology, world, flow } = ask(cluster(), CENTOS, `${POD}:80`)
    // The host's end of the pod's veth pair: the pod has a row for its MAC, so it sends all the same.
    const down = changeNetns(world, host, (rows) => ({
      ...rows,
      links: rows.links.map((link) => (link.name === 'cali44ae9fbceeb' ? { ...link, up: false } : link)),
    }))
    return simulateIn(topology, down, flow)
  }),
  met('', 'internet-no-route', TIME_OUT, null, () => ask(cluster(), 'www', `${POD}:80`)),
  met('', 'outside-unknown', TIME_OUT, null, () => ask(cluster({ natGateway }), CENTOS, '8.8.8.8:53')),
]

function nodePort(port: number) {
  return { protocol: 'TCP', port: 80, targetPort: 80, nodePort: port } as const
}

describe('every reason', () => {
  it.each(CASES.map((one) => [`${one.d} ${one.fate}`, one] as const))('%s', (_name, one) => {
    const run = one.run()
    const steps = stepsOf(run.trace)
    const at = steps.findIndex(({ event }) => event.kind === 'drop')
    const [row] = steps[at]?.because ?? []
    const { clientSees } = run.trace.verdict
    expect({ fate: fateOf(run), sees: saw(clientSees), row: row?.kind ?? null }).toEqual({
      fate: one.fate,
      sees: one.sees,
      row: one.row,
    })
    expect(plainText(explain(run, at, en).sentence)).not.toBe('')
    expect(plainText(verdictText(run, en).sentence)).not.toBe('')
  })

  it('that has a number or a name is here, but those that cannot happen', () => {
    const kinds = Object.keys(REASONS).toSorted()
    expect([...new Set(CASES.map(({ fate }) => fate.replace(' on the way back', '')))].toSorted()).toEqual(kinds)
    const numbers = new Set(Object.values(REASONS).flatMap(({ d }) => d))
    expect([...new Set(CASES.flatMap(({ d }) => (d === '' ? [] : [d])))].toSorted()).toEqual([...numbers].toSorted())
    for (const { d, fate } of CASES) {
      if (d === '') continue
      const kind = fate.replace(' on the way back', '')
      expect(REASONS[kind as Kind].d, `${d} ${kind}`).toContain(d)
    }
    expect([...UNMET].some((id) => numbers.has(id))).toBe(false)
  })
})
