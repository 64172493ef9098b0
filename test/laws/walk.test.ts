/*! True of every topology: fast-check draws clusters and flows, and the laws must hold for each. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import {
  cidr,
  type Flow,
  fromOctets,
  type KubeProxyRelease,
  probeOf,
  type Question,
  simulate,
  simulateIn,
  stepsOf,
  type TerwayRelease,
  type Topology,
  verdict,
} from '../../src/sim'

const HOSTS = 3
const PODS = 5

/** A cluster of one to three nodes, up to five pods, one Service; and a flow of one of them to something. */
const question: fc.Arbitrary<Question> = fc
  .record({
    nodes: fc.integer({ min: 1, max: HOSTS }),
    pods: fc.array(fc.record({ node: fc.nat(HOSTS - 1), eni: fc.integer({ min: 1, max: 2 }), listens: fc.boolean() }), {
      minLength: 1,
      maxLength: PODS,
    }),
    endpoints: fc.subarray([0, 1, 2, 3, 4]),
    policy: fc.constantFrom('Local', 'Cluster'),
    terway: fc.constantFrom<TerwayRelease[]>('1.4.1', '1.4.2'),
    release: fc.constantFrom<KubeProxyRelease[]>('1.20', '1.24', '1.28'),
    rpFilter: fc.constantFrom<(0 | 1 | 2)[]>(0, 1, 2),
    masqueradeAll: fc.boolean(),
    from: fc.record({ kind: fc.constantFrom('pod', 'node', 'client'), index: fc.nat(PODS - 1) }),
    to: fc.record({
      kind: fc.constantFrom('pod', 'node', 'cluster-ip', 'lb-ip', 'node-port', 'client', 'nobody'),
      index: fc.nat(PODS - 1),
    }),
    port: fc.constantFrom(80, 81),
    protocol: fc.constantFrom<('TCP' | 'UDP')[]>('TCP', 'UDP'),
  })
  .map((draw) => {
    const nodeName = (i: number) => `node${i % draw.nodes}`
    const topology: Topology = {
      vpc: cidr('10.0.0.0/16'),
      vswitches: Array.from({ length: draw.nodes }, (_, i) => ({ name: `vsw${i}`, cidr: cidr(`10.0.${i}.0/24`) })),
      nodes: Array.from({ length: draw.nodes }, (_, i) => ({
        name: `node${i}`,
        ip: fromOctets(10, 0, i, 10),
        vswitch: `vsw${i}`,
        enis: [{ dev: 'eth0' }, { dev: 'eth1' }, { dev: 'eth2' }],
        rpFilter: { all: draw.rpFilter },
      })),
      pods: draw.pods.map((pod, i) => ({
        name: `pod${i}`,
        node: nodeName(pod.node),
        eni: `eth${pod.eni}`,
        ip: fromOctets(10, 0, pod.node % draw.nodes, 100 + i),
        listen: pod.listens ? [{ port: 80, protocol: draw.protocol }] : [],
      })),
      services: [
        {
          name: 'svc',
          clusterIP: fromOctets(192, 168, 0, 1),
          lbIP: fromOctets(10, 0, 0, 200),
          ports: [{ protocol: draw.protocol, port: 80, targetPort: 80, nodePort: 31080 }],
          externalTrafficPolicy: draw.policy === 'Local' ? 'Local' : 'Cluster',
          endpoints: { pods: draw.endpoints.filter((i) => i < draw.pods.length).map((i) => `pod${i}`) },
        },
      ],
      clients: [{ name: 'client', ip: fromOctets(172, 16, 5, 20) }],
      slb: null,
      terway: { release: draw.terway },
      kubeProxy: {
        mode: 'ipvs',
        release: draw.release,
        scheduler: 'rr',
        clusterCIDR: null,
        masqueradeAll: draw.masqueradeAll,
      },
    }
    const podIndex = (i: number) => i % draw.pods.length
    const addresses = {
      pod: () => must(topology.pods[podIndex(draw.to.index)], 'a pod').ip,
      node: () => must(topology.nodes[draw.to.index % draw.nodes], 'a node').ip,
      'cluster-ip': () => fromOctets(192, 168, 0, 1),
      'lb-ip': () => fromOctets(10, 0, 0, 200),
      'node-port': () => must(topology.nodes[draw.to.index % draw.nodes], 'a node').ip,
      client: () => fromOctets(172, 16, 5, 20),
      nobody: () => fromOctets(10, 0, 9, 9),
    } as const
    const flow: Flow = {
      from: {
        kind: draw.from.kind,
        name:
          draw.from.kind === 'pod'
            ? `pod${podIndex(draw.from.index)}`
            : draw.from.kind === 'node'
              ? nodeName(draw.from.index)
              : 'client',
      },
      to: { ip: addresses[draw.to.kind](), port: draw.to.kind === 'node-port' ? 31080 : draw.port },
      protocol: draw.protocol,
      sport: 40001,
      backend: null,
    }
    return { topology, flow }
  })

const law = (name: string, holds: (q: Question) => void): void =>
  it(name, () => fc.assert(fc.property(question, holds), { numRuns: 300, seed: 7 }))

describe('every topology and flow', () => {
  law('ends in one verdict, within its bound', (q) => {
    const { trace } = simulate(q.topology, q.flow)
    expect(['delivered', 'refused', 'dropped', 'loop']).toContain(trace.verdict.fate.kind)
    expect(stepsOf(trace).length).toBeLessThan(2500)
    expect(trace.verdict.fate.kind === 'delivered').toBe(trace.verdict.clientSees.kind === 'connected')
  })

  law('same input, same trace', (q) => {
    const a = simulate(q.topology, q.flow).trace
    const b = simulate(q.topology, q.flow).trace
    expect(JSON.stringify(a)).toBe(JSON.stringify(b))
  })

  law('the recorder changes nothing: the verdict alone is the same', (q) => {
    const run = simulate(q.topology, q.flow)
    expect(verdict(run.world, probeOf(run.topology, run.flow))).toEqual(run.trace.verdict)
  })

  law('each step begins with the packet that the one before left, but for its mark and frame', (q) => {
    const { trace } = simulate(q.topology, q.flow)
    for (const leg of [trace.request, ...(trace.reply ? [trace.reply] : [])]) {
      for (const [i, step] of leg.steps.entries()) {
        const before = leg.steps[i - 1]
        if (before === undefined) continue
        expect(step.before).toEqual(before.after)
      }
    }
  })

  law('the reply inverts the request: a connected client hears from the address that it asked', (q) => {
    const { trace } = simulate(q.topology, q.flow)
    if (trace.verdict.clientSees.kind !== 'connected') return
    const first = must(trace.request.steps[0], 'a step').after
    const last = must(trace.reply?.steps.at(-1), 'a step').after
    expect([last.src, last.dst]).toEqual([first.dst, first.src])
    expect(first.l4.proto !== 'ICMP' && last.l4.proto !== 'ICMP' && [last.l4.sport, last.l4.dport]).toEqual(
      first.l4.proto !== 'ICMP' && [first.l4.dport, first.l4.sport],
    )
  })

  law('the rows that decided are rows of the world, or entries that this trace made', (q) => {
    const run = simulate(q.topology, q.flow)
    const rows = new Set<unknown>()
    for (const ns of run.world.netns.values()) {
      for (const list of [
        ns.links,
        ns.addrs,
        ns.neighs,
        ns.rules,
        ns.routes,
        ns.sysctls,
        ns.sockets,
        ns.chains,
        ns.ipsets,
      ]) {
        for (const row of list) rows.add(row)
      }
      for (const set of ns.ipsets) for (const member of set.members) rows.add(member)
      for (const server of ns.virtualServers) for (const row of [server, ...server.reals]) rows.add(row)
    }
    const { cloud } = run.world
    for (const row of [...cloud.enis, ...cloud.vswitches, ...cloud.routes, ...cloud.listeners]) rows.add(row)
    for (const eni of cloud.enis) for (const row of eni.addresses) rows.add(row)
    for (const step of stepsOf(run.trace)) {
      for (const row of step.because) {
        const made = row.kind === 'conntrack' || row.kind === 'ipvs-conn' || row.kind === 'neigh'
        expect(made || rows.has(row), row.kind).toBe(true)
      }
    }
  })

  law('an object that the flow does not meet changes nothing', (q) => {
    const run = simulate(q.topology, q.flow)
    const stranger = { name: 'stranger', node: 'node0', eni: 'eth2', ip: fromOctets(10, 0, 0, 77) }
    const other = simulate({ ...q.topology, pods: [...q.topology.pods, stranger] }, q.flow)
    const shape = (r: typeof run) =>
      stepsOf(r.trace).map((s) => JSON.stringify([s.place, s.event.kind, s.before, s.after]))
    expect(shape(other)).toEqual(shape(run))
  })

  law('no input is changed', (q) => {
    const text = JSON.stringify(q)
    const run = simulate(q.topology, q.flow)
    simulateIn(run.topology, run.world, q.flow)
    expect(JSON.stringify(q)).toBe(text)
  })
})
