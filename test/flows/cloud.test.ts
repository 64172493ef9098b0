/*! The cloud between the machines: who reaches whom through gateways, groups, ACLs and routes, and why not. The Internet's cases
are recorded (`inet-*`); groups, ACLs and custom routes follow datapath.md §5. */
import { describe, expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import {
  type CloudRow,
  check,
  cidr,
  commandsFor,
  type Flow,
  ipv4,
  type Run,
  simulateIn,
  stepsOf,
  type Topology,
  topologyToJson,
  withoutRow,
} from '../../src/sim'
import type { SlbAclSpec, SlbSpec } from '../../src/sim/topology/types'
import { because } from '../../src/text/because'
import { en } from '../../src/text/en'
import { explain } from '../../src/text/explain'
import { plainText } from '../../src/text/rich'
import { verdictLine } from '../../src/text/verdict-text'
import {
  aclRule,
  advanced,
  ask,
  basic,
  CENTOS,
  cluster,
  ECS1,
  fateOf,
  natGateway,
  NGINX,
  rule,
  seenBy,
  withAcl,
  withGroups,
} from './cloud'

const WEB = '93.184.216.34:443'
const OFFICE = '172.16.5.20:443'
const DNS = '100.100.2.136:443'
const POD2 = '10.0.3.58:80'
const CLUSTER_IP = '192.168.2.115:80'

const snat = cluster({ natGateway })
const eips = [
  { eip: ipv4('8.210.7.8'), ip: ipv4('10.0.3.58') },
  { eip: ipv4('8.210.7.7'), ip: ipv4('10.0.1.91') },
]
const slb = {
  id: 'lb-1',
  listeners: [
    { vip: ipv4('10.0.3.99'), port: 80, protocol: 'TCP' as const, backends: [{ ip: ipv4('10.0.3.58'), port: 80 }] },
  ],
}
const noBackend = { id: 'lb-1', listeners: [{ ...must(slb.listeners[0], 'a listener'), backends: [] }] }
const one = (groups: Parameters<typeof withGroups>[1], all: readonly string[]) =>
  withGroups(cluster(), groups, { '*': all })
const pod = (name: string, group: string) => ({ '*': [name], '2/eth1': [group] })

type Case = readonly [
  name: string,
  topology: Topology,
  from: string,
  to: string,
  fate: string,
  sees: 'connected' | 'time-out' | 'refused' | 'unreachable',
  flow?: Partial<Flow>,
]

const internet: readonly Case[] = [
  ['pod by SNAT', snat, CENTOS, WEB, 'delivered', 'connected'],
  ['node by SNAT', snat, ECS1, WEB, 'delivered', 'connected'],
  ['pod pings by SNAT', snat, CENTOS, '93.184.216.34', 'delivered', 'connected', { protocol: 'ICMP' }],
  [
    'no entry for the vSwitch',
    cluster({ natGateway: { id: 'ngw-1', entries: natGateway.entries.slice(1) } }),
    CENTOS,
    WEB,
    'snat-no-entry',
    'time-out',
  ],
  ['no gateway at all', cluster(), CENTOS, WEB, 'vpc-no-route', 'time-out'],
  ['own EIP, no gateway', cluster({ eips }), CENTOS, WEB, 'delivered', 'connected'],
  ['from outside to an EIP', cluster({ eips }), 'www', '8.210.7.8:80', 'delivered', 'connected'],
  ['from outside to a closed port of an EIP', cluster({ eips }), 'www', '8.210.7.8:81', 'no-socket', 'refused'],
  ['from outside to a SNAT address', snat, 'www', '8.210.1.1:80', 'snat-no-session', 'time-out'],
  ['from outside to a pod IP', snat, 'www', POD2, 'internet-no-route', 'time-out'],
  ['from outside through the SLB', cluster({ slb }), 'www', '10.0.3.99:80', 'delivered', 'connected'],
  ['to a host that nobody declared', snat, CENTOS, '8.8.8.8:53', 'outside-unknown', 'time-out'],
  ['from outside to another outside host', snat, 'www', '8.8.8.8:53', 'internet-no-route', 'time-out'],
]
const routes: readonly Case[] = [
  ['leased line', cluster(), CENTOS, OFFICE, 'delivered', 'connected'],
  ['from the leased line', cluster(), 'office', POD2, 'delivered', 'connected'],
  ['a shared service', cluster(), CENTOS, DNS, 'delivered', 'connected'],
  ['a shared service that nobody declared', cluster(), CENTOS, '100.64.9.9:80', 'outside-unknown', 'time-out'],
  ['no row', cluster(), CENTOS, '10.9.0.1:80', 'vpc-no-route', 'time-out'],
  ['a row, but no owner', cluster(), CENTOS, '10.0.3.77:80', 'vpc-no-owner', 'time-out'],
  [
    'a black hole',
    cluster({ natGateway, routes: [{ destination: cidr('93.184.0.0/16'), via: { blackhole: true } }] }),
    CENTOS,
    WEB,
    'vpc-no-route',
    'time-out',
  ],
  [
    'a vSwitch with a table that lacks the gateway',
    { ...snat, vswitches: snat.vswitches.map((v) => (v.name === 'vsw-1' ? { ...v, routeTable: 'own' } : v)) },
    CENTOS,
    WEB,
    'vpc-no-route',
    'time-out',
  ],
  [
    'a table of its own with the gateway',
    {
      ...snat,
      vswitches: snat.vswitches.map((v) => (v.name === 'vsw-1' ? { ...v, routeTable: 'own' } : v)),
      routes: [{ table: 'own', destination: cidr('0.0.0.0/0'), via: { natGateway: 'ngw-1' } }],
    },
    CENTOS,
    WEB,
    'delivered',
    'connected',
  ],
  [
    'to a node that sends it back: round until the TTL is gone',
    cluster({ routes: [{ destination: cidr('10.9.0.0/16'), via: { node: ECS1 } }] }),
    CENTOS,
    '10.9.0.1:80',
    'loop',
    'unreachable',
  ],
]
const groups: readonly Case[] = [
  ['one basic group for all', one([basic('sg')], ['sg']), CENTOS, POD2, 'delivered', 'connected'],
  ['S4 in one basic group', one([basic('sg')], ['sg']), CENTOS, CLUSTER_IP, 'delivered', 'connected'],
  [
    'two basic groups',
    withGroups(cluster(), [basic('a'), basic('b')], pod('a', 'b')),
    CENTOS,
    POD2,
    'security-group',
    'time-out',
  ],
  [
    'two basic groups and a rule',
    withGroups(cluster(), [basic('a'), basic('b', rule('in', 'accept', 'a'))], pod('a', 'b')),
    CENTOS,
    POD2,
    'delivered',
    'connected',
  ],
  [
    'a rule for another port',
    withGroups(cluster(), [basic('a'), basic('b', rule('in', 'accept', 'a', { from: 443, to: 443 }))], pod('a', 'b')),
    CENTOS,
    POD2,
    'security-group',
    'time-out',
  ],
  ['advanced lets nothing out', one([advanced('sg')], ['sg']), CENTOS, POD2, 'security-group', 'time-out'],
  [
    'advanced with both rules: the answer needs none',
    one([advanced('sg', rule('out', 'accept', '0.0.0.0/0'), rule('in', 'accept', '10.0.1.0/24'))], ['sg']),
    CENTOS,
    POD2,
    'delivered',
    'connected',
  ],
  [
    'advanced, out only',
    one([advanced('sg', rule('out', 'accept', '0.0.0.0/0'))], ['sg']),
    CENTOS,
    POD2,
    'security-group',
    'time-out',
  ],
  [
    'a drop rule goes before the members',
    one([basic('sg', rule('in', 'drop', '10.0.1.91/32'))], ['sg']),
    CENTOS,
    POD2,
    'security-group',
    'time-out',
  ],
  ['one node: no ENI, no group', one([advanced('sg')], ['sg']), ECS1, '10.0.1.91:80', 'no-socket', 'refused'],
  [
    'an answer from the Internet needs no rule',
    withGroups(snat, [basic('sg')], { '*': ['sg'] }),
    CENTOS,
    WEB,
    'delivered',
    'connected',
  ],
  [
    'an EIP is not open by itself',
    withGroups(cluster({ eips }), [basic('sg')], { '*': ['sg'] }),
    'www',
    '8.210.7.8:80',
    'security-group',
    'time-out',
  ],
  [
    'an EIP with a rule',
    withGroups(cluster({ eips }), [basic('sg', rule('in', 'accept', '0.0.0.0/0', { from: 80, to: 80 }))], {
      '*': ['sg'],
    }),
    'www',
    '8.210.7.8:80',
    'delivered',
    'connected',
  ],
  ['a RST comes back by the session', one([basic('sg')], ['sg']), CENTOS, '10.0.3.58:81', 'no-socket', 'refused'],
  ['ping', one([basic('sg')], ['sg']), CENTOS, '10.0.3.58', 'delivered', 'connected', { protocol: 'ICMP' }],
  [
    'a port that nobody listens on, UDP: the error belongs to the session',
    withGroups(
      cluster(),
      [basic('a', rule('out', 'accept', '0.0.0.0/0')), advanced('b', rule('in', 'accept', '10.0.1.0/24'))],
      pod('a', 'b'),
    ),
    CENTOS,
    '10.0.3.58:53',
    'no-socket',
    'refused',
    { protocol: 'UDP' },
  ],
]
const acls: readonly Case[] = [
  ['no rules deny all', withAcl(cluster(), 'vsw-1'), CENTOS, POD2, 'network-acl', 'time-out'],
  [
    'out only: stateless',
    withAcl(cluster(), 'vsw-1', aclRule('out', 'accept', '10.0.3.0/24')),
    CENTOS,
    POD2,
    'network-acl on the way back',
    'time-out',
  ],
  [
    'both directions',
    withAcl(cluster(), 'vsw-1', aclRule('out', 'accept', '10.0.3.0/24'), aclRule('in', 'accept', '10.0.3.0/24')),
    CENTOS,
    POD2,
    'delivered',
    'connected',
  ],
  [
    'the ephemeral ports are missing',
    withAcl(
      cluster(),
      'vsw-1',
      aclRule('out', 'accept', '10.0.3.0/24'),
      aclRule('in', 'accept', '10.0.3.0/24', { from: 1, to: 1023 }),
    ),
    CENTOS,
    POD2,
    'network-acl on the way back',
    'time-out',
  ],
  [
    'at the vSwitch of the receiver',
    withAcl(cluster(), 'vsw-3', aclRule('out', 'accept', '0.0.0.0/0')),
    CENTOS,
    POD2,
    'network-acl',
    'time-out',
  ],
  ['an ACL of another vSwitch', withAcl(cluster(), 'vsw-3'), CENTOS, OFFICE, 'delivered', 'connected'],
  ['name servers', withAcl(cluster(), 'vsw-1'), CENTOS, DNS, 'delivered', 'connected'],
  [
    'inside one vSwitch',
    withAcl(
      {
        ...cluster(),
        nodes: cluster().nodes.map((n) => ({ ...n, vswitch: 'vsw' })),
        vswitches: [{ name: 'vsw', cidr: cidr('10.0.0.0/20') }],
      },
      'vsw',
    ),
    CENTOS,
    POD2,
    'delivered',
    'connected',
  ],
]
const guarded = (acl: SlbAclSpec): SlbSpec => ({ ...slb, listeners: slb.listeners.map((each) => ({ ...each, acl })) })
/** A Service whose address kube-proxy does not know (status has a hostname): pods do reach the SLB (§5.4). */
const balanced: readonly Case[] = [
  ['another pod', cluster({ slb }), CENTOS, '10.0.3.99:80', 'delivered', 'connected'],
  ['D32 no listener', cluster({ slb }), CENTOS, '10.0.3.99:81', 'slb-no-listener', 'time-out'],
  ['D33 no backend', cluster({ slb: noBackend }), CENTOS, '10.0.3.99:80', 'slb-no-backend', 'time-out'],
  ...(
    [
      ['white', '10.0.1.0/24', 'delivered'],
      ['white', '10.0.3.0/24', 'slb-acl'],
      ['black', '10.0.1.91/32', 'slb-acl'],
      ['black', '10.0.3.0/24', 'delivered'],
      ['white', null, 'delivered'],
      ['black', null, 'delivered'],
    ] as const
  ).map(
    ([type, entry, fate]): Case => [
      `D35 ${type}list ${entry ?? 'without an entry'}`,
      cluster({ slb: guarded({ type, entries: entry === null ? [] : [cidr(entry)] }) }),
      CENTOS,
      '10.0.3.99:80',
      fate,
      fate === 'delivered' ? 'connected' : 'time-out',
    ],
  ),
  ['D34 the backend calls itself', cluster({ slb, services: [] }), NGINX, '10.0.3.99:80', 'martian-source', 'time-out'],
  // KUBE-LOOP-BACK, meant for the hairpin of a Service, lends the request the node's address; its answer is the martian then.
  [
    'D34 as an endpoint of a Service',
    cluster({ slb }),
    NGINX,
    '10.0.3.99:80',
    'martian-source on the way back',
    'time-out',
  ],
]
const named = (cases: readonly Case[]) => cases.map((each) => [each[0], each] as const)
const all = { internet, routes, groups, acls, balanced }

describe.each(Object.entries(all))('%s', (_group, cases) => {
  it.each(named(cases))('%s', (_name, [, topology, from, to, fate, sees, flow]) => {
    const run = ask(topology, from, to, flow)
    expect([fateOf(run), run.trace.verdict.clientSees.kind]).toEqual([fate, sees])
  })
})

describe('what the other end sees', () => {
  it('SNAT: the EIP, and the answer finds its way back', () => {
    const run = ask(snat, CENTOS, WEB)
    expect(seenBy(run)).toBe('8.210.1.1')
    expect(
      stepsOf(run.trace)
        .filter(({ place }) => place.kind === 'gateway')
        .map(({ event }) => event.kind),
    ).toEqual(['gateway-snat', 'gateway-un-snat'])
  })
  it('an EIP goes before the NAT gateway', () => {
    const run = ask(cluster({ natGateway, eips }), CENTOS, WEB)
    expect(seenBy(run)).toBe('8.210.7.7')
    expect(stepsOf(run.trace).some(({ place }) => place.kind === 'gateway')).toBe(false)
  })
  it('a leased line, a shared service, an SLB: the address itself', () => {
    expect(seenBy(ask(cluster(), CENTOS, OFFICE))).toBe('10.0.1.91')
    expect(seenBy(ask(cluster(), CENTOS, DNS))).toBe('10.0.1.91')
    expect(seenBy(ask(cluster({ slb }), 'www', '10.0.3.99:80'))).toBe('93.184.216.34')
  })
  it('an error about a datagram comes back with the private address in what it quotes', () => {
    const run = ask(snat, CENTOS, '93.184.216.34:5353', { protocol: 'UDP' })
    expect(run.trace.verdict.clientSees).toEqual({ kind: 'refused', errno: 'ECONNREFUSED', by: 'icmp' })
  })
})

describe('where a group judges', () => {
  const reasonOf = (run: Run) => {
    const { fate } = run.trace.verdict
    return 'reason' in fate && fate.reason.kind === 'security-group' ? fate.reason : null
  }
  it('names the rule that dropped, the ENI and the direction', () => {
    const reason = reasonOf(ask(one([basic('sg', rule('in', 'drop', '10.0.1.91/32'))], ['sg']), CENTOS, POD2))
    expect(reason).toMatchObject({
      direction: 'in',
      eni: { dev: 'eth1' },
      row: { kind: 'security-rule', group: 'sg' },
      session: null,
    })
  })
  it('S4 with the old rule 2048 is judged by the groups of the ENI that sends, eth0', () => {
    const topology = withGroups(cluster(), [basic('a'), advanced('closed')], { '*': ['a'], '1/eth0': ['closed'] })
    expect(reasonOf(ask(topology, CENTOS, CLUSTER_IP))).toMatchObject({ direction: 'out', eni: { dev: 'eth0' } })
    const pods = withGroups(cluster(), [basic('a'), advanced('closed')], { '*': ['a'], '1/eth1': ['closed'] })
    expect(reasonOf(ask(pods, CENTOS, CLUSTER_IP))).toMatchObject({ direction: 'in', eni: { dev: 'eth1' } })
  })
  it('D36: says which other ENI opened the connection', () => {
    const topology = withGroups(cluster(), [basic('a'), basic('b', rule('in', 'accept', '10.0.1.0/24')), basic('c')], {
      '*': ['a'],
      '1/eth1': ['c'],
      '2/eth1': ['b'],
    })
    const run = ask(topology, CENTOS, CLUSTER_IP)
    expect(fateOf(run)).toBe('security-group on the way back')
    expect(reasonOf(run)?.session).toMatchObject({ dev: 'eth0' })
  })
})

describe('a custom route to an instance', () => {
  const via = (sourceDestCheck: boolean): Topology => {
    const plain = cluster({ routes: [{ destination: cidr('10.9.0.0/16'), via: { node: ECS1 } }] })
    const nodes = plain.nodes.map((node) => ({ ...node, enis: node.enis.map((eni) => ({ ...eni, sourceDestCheck })) }))
    return { ...plain, nodes }
  }
  it('brings it the packet, whoever owns the address', () => {
    const run = ask(via(false), NGINX, '10.9.0.1:80')
    const first = run.trace.request.steps.find(({ event }) => event.kind === 'vpc-deliver')
    expect(first?.event).toMatchObject({ dev: 'eth0' })
    expect(first?.because[0]).toMatchObject({ kind: 'vpc-route' })
  })
  it('needs the destination check off', () =>
    expect(fateOf(ask(via(true), NGINX, '10.9.0.1:80'))).toBe('destination-check'))
})

describe('a missing row of the cloud', () => {
  const without = (topology: Topology, from: string, to: string, find: (run: Run) => CloudRow | undefined): Run => {
    const before = ask(topology, from, to)
    expect(before.trace.verdict.fate.kind).toBe('delivered')
    return simulateIn(before.topology, withoutRow(before.world, must(find(before), 'the row')), before.flow)
  }
  const acl = withAcl(
    cluster(),
    'vsw-1',
    aclRule('out', 'accept', '10.0.3.0/24'),
    aclRule('in', 'accept', '10.0.3.0/24'),
  )
  const withRule = withGroups(cluster(), [basic('a'), basic('b', rule('in', 'accept', 'a'))], pod('a', 'b'))
  const cases: readonly (readonly [string, Topology, string, string, (run: Run) => CloudRow | undefined, string])[] = [
    ['SNAT entry', snat, CENTOS, WEB, (r) => r.world.cloud.gateways[0]?.entries[0], 'snat-no-entry'],
    ['NAT gateway', snat, CENTOS, WEB, (r) => r.world.cloud.gateways[0], 'vpc-no-route'],
    [
      'route to the gateway',
      snat,
      CENTOS,
      WEB,
      (r) => r.world.cloud.routes.find((x) => x.target.kind === 'nat-gateway'),
      'vpc-no-route',
    ],
    ['EIP, outwards', cluster({ eips }), CENTOS, WEB, (r) => r.world.cloud.eips[1], 'vpc-no-route'],
    ['EIP, inwards', cluster({ eips }), 'www', '8.210.7.8:80', (r) => r.world.cloud.eips[0], 'internet-no-route'],
    [
      'local route',
      cluster(),
      CENTOS,
      POD2,
      (r) => r.world.cloud.routes.find((x) => x.dst.address === ipv4('10.0.3.0')),
      'vpc-no-route',
    ],
    [
      'line',
      cluster(),
      CENTOS,
      OFFICE,
      (r) => r.world.cloud.routes.find((x) => x.target.kind === 'outside'),
      'vpc-no-route',
    ],
    [
      'service route',
      cluster(),
      CENTOS,
      DNS,
      (r) => r.world.cloud.routes.find((x) => x.target.kind === 'service'),
      'vpc-no-route',
    ],
    [
      'address of an ENI',
      cluster(),
      CENTOS,
      POD2,
      (r) => r.world.cloud.index.owners.get(ipv4('10.0.3.58'))?.row,
      'vpc-no-owner',
    ],
    ['rule of a group', withRule, CENTOS, POD2, (r) => r.world.cloud.groups[1]?.rules[0], 'security-group'],
    ['rule of an ACL', acl, CENTOS, POD2, (r) => r.world.cloud.acls[0]?.rules[0], 'network-acl'],
    ['listener', cluster({ slb }), CENTOS, '10.0.3.99:80', (r) => r.world.cloud.listeners[0], 'vpc-no-owner'],
    [
      'backend',
      cluster({ slb }),
      CENTOS,
      '10.0.3.99:80',
      (r) => r.world.cloud.listeners[0]?.backends[0],
      'slb-no-backend',
    ],
  ]
  it.each(cases)('%s', (_name, topology, from, to, find, fate) => {
    expect(fateOf(without(topology, from, to, find))).toBe(fate)
  })
  it('a group or an ACL that is gone judges nobody', () => {
    const denied = ask(one([advanced('sg')], ['sg']), CENTOS, POD2)
    const group = must(denied.world.cloud.groups[0], 'a group')
    expect(fateOf(simulateIn(denied.topology, withoutRow(denied.world, group), denied.flow))).toBe('delivered')
    const closed = ask(withAcl(cluster(), 'vsw-1'), CENTOS, POD2)
    const list = must(closed.world.cloud.acls[0], 'an ACL')
    expect(fateOf(simulateIn(closed.topology, withoutRow(closed.world, list), closed.flow))).toBe('delivered')
  })
  it('leaves every other row the same object', () => {
    const { world } = ask(withRule, CENTOS, POD2)
    const { cloud } = withoutRow(world, must(world.cloud.groups[1]?.rules[0], 'a rule'))
    expect(cloud.groups[0]).toBe(world.cloud.groups[0])
    expect(cloud.enis[0]).toBe(world.cloud.enis[0])
  })
})

describe('words, commands and files', () => {
  const runs = Object.values(all).flatMap((cases) =>
    cases.map(([name, topology, from, to, , , flow]) => [name, ask(topology, from, to, flow)] as const),
  )
  it.each(runs)('%s', (_name, run) => {
    expect(verdictLine(run, en)).not.toMatch(/undefined|NaN|\[object| {2}/)
    stepsOf(run.trace).forEach((step, index) => {
      const { title, breadcrumb, sentence } = explain(run, index, en)
      const text = `${title} | ${breadcrumb.join(' › ')} | ${plainText(sentence)}`
      expect(text).not.toMatch(/undefined|null|NaN|\[object|0\.0\.0\.0(?!\/)| {2}/)
      for (const one of plainText(sentence).split(/(?<=[.])\s+(?=[A-Z])/))
        expect(one.split(/\s+/).length, one).toBeLessThanOrEqual(25)
      expect(because(run, index, en).every((reason) => reason.index < index)).toBe(true)
      if (step.event.kind !== 'drop') return
      expect(commandsFor(run, index).length).toBeGreaterThan(0)
    })
  })
  it.each(named(Object.values(all).flat()))('%s: check takes what topologyToJson writes', (_name, [, topology]) => {
    const written: unknown = JSON.parse(JSON.stringify(topologyToJson(topology)))
    expect(check(written)).toEqual({ ok: true, value: topology })
  })
})
