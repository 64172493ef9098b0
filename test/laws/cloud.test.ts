/*! Laws of the cloud: whatever groups, ACLs, routes and gateways a person declares, a walk ends, steps join, and what decided is
a row of the world or a session that this very walk opened. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  check,
  cidr,
  type Flow,
  ipv4,
  type NetworkAclRuleSpec,
  probeOf,
  type SecurityRuleSpec,
  simulate,
  stepsOf,
  type Topology,
  topologyToJson,
  verdict,
} from '../../src/sim'
import { CENTOS, cluster, ECS1, NGINX, withGroups } from '../flows/cloud'

const prefixes = ['0.0.0.0/0', '10.0.0.0/8', '10.0.1.0/24', '10.0.3.58/32', '93.184.216.34/32', '100.64.0.0/10']
const prefix = fc.constantFrom(...prefixes).map(cidr)
const policy = fc.constantFrom<('accept' | 'drop')[]>('accept', 'drop')
const direction = fc.constantFrom<('in' | 'out')[]>('in', 'out')
const protocol = fc.constantFrom<('TCP' | 'UDP' | 'ICMP' | 'ALL')[]>('TCP', 'UDP', 'ICMP', 'ALL')
const ports = fc.constantFrom({ from: 80, to: 80 }, { from: 1024, to: 65535 })

const rule: fc.Arbitrary<SecurityRuleSpec> = fc.record({
  direction,
  policy,
  priority: fc.integer({ min: 1, max: 3 }),
  protocol,
  ports,
  peer: fc.oneof(fc.record({ cidr: prefix }), fc.record({ group: fc.constantFrom('a', 'b') })),
})
const aclRule: fc.Arbitrary<NetworkAclRuleSpec> = fc.record({ direction, policy, protocol, ports, cidr: prefix })
const type = fc.constantFrom<('basic' | 'advanced')[]>('basic', 'advanced')
const groupsOfEni = fc.subarray(['a', 'b'])

const listener = {
  vip: ipv4('10.0.3.99'),
  port: 80,
  protocol: 'TCP',
  backends: [{ ip: ipv4('10.0.3.58'), port: 80 }],
} as const

const question = fc
  .record({
    a: fc.record({ type, rules: fc.array(rule, { maxLength: 3 }) }),
    b: fc.record({ type, rules: fc.array(rule, { maxLength: 3 }) }),
    members: fc.tuple(groupsOfEni, groupsOfEni, groupsOfEni, groupsOfEni),
    acl: fc.option(fc.array(aclRule, { maxLength: 4 })),
    snat: fc.subarray(['10.0.1.0/24', '10.0.3.0/24', '10.0.1.91/32']),
    gateway: fc.boolean(),
    eips: fc.subarray([
      { eip: ipv4('8.210.7.8'), ip: ipv4('10.0.3.58') },
      { eip: ipv4('8.210.7.7'), ip: ipv4('10.0.1.91') },
      { eip: ipv4('8.210.7.9'), ip: ipv4('10.0.1.82') },
    ]),
    routes: fc.subarray([
      { destination: cidr('93.184.216.0/24'), via: { node: ECS1 } },
      { destination: cidr('10.9.0.0/16'), via: { blackhole: true as const } },
      { table: 'own', destination: cidr('10.9.0.0/16'), via: { node: ECS1, eni: 'eth1' } },
    ]),
    table: fc.constantFrom('system', 'own'),
    check: fc.boolean(),
    from: fc.constantFrom(CENTOS, NGINX, ECS1, 'www', 'office'),
    to: fc.constantFrom(
      '10.0.3.58',
      '10.0.1.91',
      '10.0.1.82',
      '192.168.2.115',
      '10.0.3.63',
      '10.0.3.99',
      '93.184.216.34',
      '172.16.5.20',
      '100.100.2.136',
      '8.210.7.8',
      '8.210.1.1',
      '10.9.0.1',
      '8.8.8.8',
    ),
    port: fc.constantFrom(80, 443),
    protocol: fc.constantFrom<Flow['protocol'][]>('TCP', 'UDP', 'ICMP'),
  })
  .map((draw): { topology: Topology; flow: Flow } => {
    const plain = cluster({
      eips: draw.eips,
      routes: draw.routes,
      slb: { id: 'lb-1', listeners: [listener] },
      ...(draw.gateway
        ? {
            natGateway: { id: 'ngw-1', entries: draw.snat.map((s) => ({ source: cidr(s), eip: ipv4('8.210.1.1') })) },
          }
        : {}),
      ...(draw.acl === null ? {} : { networkAcls: [{ id: 'nacl-1', vswitches: ['vsw-1'], rules: draw.acl }] }),
    })
    const [primary1, secondary1, primary2, secondary2] = draw.members
    const grouped = withGroups(
      plain,
      [
        { id: 'a', ...draw.a },
        { id: 'b', ...draw.b },
      ],
      { '1/eth0': primary1, '1/eth1': secondary1, '2/eth0': primary2, '2/eth1': secondary2 },
    )
    const kind = draw.from === ECS1 ? 'node' : draw.from === 'www' || draw.from === 'office' ? 'client' : 'pod'
    return {
      topology: {
        ...grouped,
        vswitches: grouped.vswitches.map((v) => ({ ...v, routeTable: draw.table })),
        nodes: grouped.nodes.map((n) => ({ ...n, enis: n.enis.map((e) => ({ ...e, sourceDestCheck: draw.check })) })),
      },
      flow: {
        from: { kind, name: draw.from },
        to: { ip: ipv4(draw.to), port: draw.protocol === 'ICMP' ? 0 : draw.port },
        protocol: draw.protocol,
        sport: 40001,
        backend: null,
      },
    }
  })

const law = (name: string, holds: (q: { topology: Topology; flow: Flow }) => void): void =>
  it(name, () => fc.assert(fc.property(question, holds), { numRuns: 300, seed: 11 }))

describe('every cloud', () => {
  law('ends in one verdict, connected if and only if delivered', ({ topology, flow }) => {
    const { fate, clientSees } = simulate(topology, flow).trace.verdict
    expect(['delivered', 'refused', 'dropped', 'loop', 'not-modelled']).toContain(fate.kind)
    expect(fate.kind === 'delivered').toBe(clientSees.kind === 'connected')
  })

  law('the recorder changes nothing', ({ topology, flow }) => {
    const run = simulate(topology, flow)
    expect(verdict(run.world, probeOf(run.topology, run.flow))).toEqual(run.trace.verdict)
  })

  law('each step begins with the packet that the one before left', ({ topology, flow }) => {
    const { request, reply } = simulate(topology, flow).trace
    for (const leg of [request, ...(reply ? [reply] : [])]) {
      leg.steps.slice(1).forEach((step, index) => expect(step.before).toEqual(leg.steps[index]?.after))
    }
  })

  law('a connected client hears from the address that it asked', ({ topology, flow }) => {
    const { trace } = simulate(topology, flow)
    if (trace.verdict.clientSees.kind !== 'connected') return
    const [first, last] = [trace.request.steps[0]?.after, trace.reply?.steps.at(-1)?.after]
    expect([last?.src, last?.dst]).toEqual([first?.dst, first?.src])
  })

  law('what decided in the cloud is one of its rows, or a session that an earlier step or this one opened', (q) => {
    const run = simulate(q.topology, q.flow)
    const { cloud } = run.world
    const rows = new Set<unknown>([
      ...cloud.enis,
      ...cloud.routes,
      ...cloud.listeners,
      ...cloud.gateways,
      ...cloud.eips,
      ...cloud.groups,
      ...cloud.acls,
      ...cloud.enis.flatMap(({ addresses }) => addresses),
      ...cloud.listeners.flatMap(({ backends }) => backends),
      ...cloud.gateways.flatMap(({ entries }) => entries),
      ...cloud.groups.flatMap(({ rules }) => rules),
      ...cloud.acls.flatMap(({ rules }) => rules),
    ])
    for (const step of stepsOf(run.trace)) {
      for (const effect of step.effects) if ('session' in effect) rows.add(effect.session)
      if ('netns' in step.place) continue
      for (const row of step.because) expect(rows.has(row), row.kind).toBe(true)
    }
  })

  law('survives its own file', ({ topology }) => {
    expect(check(JSON.parse(JSON.stringify(topologyToJson(topology))))).toEqual({ ok: true, value: topology })
  })
})
