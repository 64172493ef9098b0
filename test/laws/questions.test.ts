/*! True of every topology: shares add up, the first listed loser is the next to win, and a default that is not listed counts for
nothing. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import {
  allBackends,
  applyEdits,
  assumptionsOf,
  cidr,
  type Flow,
  fromOctets,
  type KubeProxyRelease,
  type KubeProxySpec,
  losersOf,
  type Question,
  type Run,
  simulate,
  simulateIn,
  stepsOf,
  type Topology,
  withoutRow,
} from '../../src/sim'
import { fibLookup } from '../../src/sim/kernel/netns'
import { sameVerdict } from '../../src/sim/questions/assumptions'
import { alternativesOf, defaultsOf } from '../../src/sim/questions/defaults'
import { runWith } from '../../src/sim/questions/flip'
import { replaysOf } from '../../src/sim/questions/losers-chain'
import { lookUpOf } from '../../src/sim/questions/look-up'
import { visitOf } from '../../src/sim/questions/visit'

const releases: Readonly<Record<KubeProxySpec['mode'], readonly KubeProxyRelease[]>> = {
  ipvs: ['1.20', '1.24', '1.28', '1.30'],
  iptables: ['1.20', '1.24', '1.28', '1.30'],
  nftables: ['1.33', '1.34'],
}

/** One to three nodes, up to five pods, one Service with up to five endpoints; a flow of one of them to something. */
const question: fc.Arbitrary<Question> = fc
  .record({
    nodes: fc.integer({ min: 1, max: 3 }),
    pods: fc.array(fc.record({ node: fc.nat(2), eni: fc.integer({ min: 1, max: 2 }), listens: fc.boolean() }), {
      minLength: 1,
      maxLength: 5,
    }),
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
    symmetric: fc.constantFrom<(boolean | null)[]>(null, null, false, true),
    isolated: fc.boolean(),
    groups: fc.constantFrom<(null | 'basic' | 'advanced')[]>(null, null, 'basic', 'advanced'),
    check: fc.constantFrom<(boolean | null)[]>(null, null, false, true),
    from: fc.record({
      kind: fc.constantFrom<Flow['from']['kind'][]>('pod', 'pod', 'node', 'client'),
      index: fc.nat(4),
    }),
    to: fc.record({
      kind: fc.constantFrom('pod', 'node', 'cluster-ip', 'cluster-ip', 'lb-ip', 'node-port', 'client', 'nobody'),
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
      eni: `eth${pod.eni}`,
      ip: fromOctets(10, 0, pod.node % draw.nodes, 100 + i),
      listen: pod.listens ? [{ port: 80, protocol }] : [],
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
      clients: [{ name: 'client', ip: fromOctets(172, 16, 5, 20) }],
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
      ...(draw.isolated
        ? { networkPolicies: [{ name: 'np', pods: ['pod0'], ingress: [{ peers: [{ pods: ['pod1'] }] }] }] }
        : {}),
      terway: { release: draw.terway, ...(draw.symmetric === null ? {} : { symmetricRouting: draw.symmetric }) },
      kubeProxy: {
        ...draw.proxy,
        scheduler: draw.scheduler,
        clusterCIDR: null,
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
      nobody: fromOctets(10, 0, 9, 9),
    } as const
    const names = { pod: `pod${draw.from.index % pods.length}`, node: nodeName(draw.from.index), client: 'client' }
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

const law = (name: string, numRuns: number, holds: (q: Question) => void): void =>
  it(name, { timeout: 60_000 }, () => fc.assert(fc.property(question, holds), { numRuns, seed: 7 }))

const runOf = ({ topology, flow }: Question): Run => simulate(topology, flow)

describe('all backends', () => {
  law('shares add up to 1, and each pick is a run that takes it', 300, (q) => {
    const { choice, backends } = allBackends(q)
    if (choice === null) {
      expect(backends).toEqual([])
      return
    }
    expect(backends.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
    for (const { share, run, flow } of backends) {
      expect(share).toBeGreaterThanOrEqual(0)
      const taken = must(run, 'a run with that pick')
      // A link that holds the flow replays it.
      expect(simulate(q.topology, must(flow, 'its flow')).trace.verdict).toEqual(taken.trace.verdict)
    }
  })
})

describe('why this row and not that', () => {
  law('a step asked again gives the rows that the trace names', 200, (q) => {
    const run = runOf(q)
    for (const [index, step] of stepsOf(run.trace).entries()) {
      const visit = visitOf(run, index)
      if (visit === null) continue
      const name = `${index} ${step.event.kind}`
      if (step.because.some(({ kind }) => kind === 'route') && step.event.kind !== 'drop') {
        expect(lookUpOf(visit), name).not.toBeNull()
      }
      for (const { pass, replay } of replaysOf(visit)) {
        expect(replay, `${index} ${step.event.kind} ${pass.table} ${pass.hook}`).not.toBeNull()
      }
    }
  })

  law('taking the winner away makes the first listed loser win: rules and routes', 200, (q) => {
    const run = runOf(q)
    for (const index of stepsOf(run.trace).keys()) {
      const visit = visitOf(run, index)
      const asked = visit === null ? null : lookUpOf(visit)
      if (visit === null || asked === null || asked.found === null) continue
      const losers = losersOf(run, index)
      for (const winner of [asked.found.rule, asked.found.route]) {
        const without = must(withoutRow(run.world, winner).netns.get(visit.ns.id), 'the namespace')
        const found = fibLookup(without, asked.dst, asked.src, asked.iif, asked.mark)
        const [first] = losers.filter(({ against }) => against === winner)
        const wins = winner.kind === 'rule' ? found?.rule : found?.route
        if (first?.next) expect(wins).toBe(first.row)
        else if (winner.kind === 'rule') expect(found).toBeNull()
        // Its table has no other route, so the next rule is asked.
        else expect(found?.rule).not.toBe(asked.found.rule)
      }
    }
  })

  law('taking the winner away makes the first listed loser win: real servers, and the whole walk', 200, (q) => {
    const run = runOf(q)
    const steps = stepsOf(run.trace)
    for (const [index, { event }] of steps.entries()) {
      if (event.kind !== 'ipvs-dnat') continue
      const [first] = losersOf(run, index).filter(({ against }) => against === event.real)
      const after = simulateIn(run.topology, withoutRow(run.world, event.real), run.flow)
      const then = must(stepsOf(after.trace)[index], 'a step there').event
      if (first?.next) expect(then.kind === 'ipvs-dnat' && then.real).toBe(first.row)
      else expect(then).toMatchObject({ kind: 'drop', reason: { kind: 'ipvs-no-server' } })
    }
  })

  /** Rules of netfilter that lost, each next in its own base chain; and the same step of the walk without the winner. */
  const netfilterLaw = (name: string, kind: 'nft-rule' | 'chain-rule', numRuns: number): void => {
    let claims = 0
    law(name, numRuns, (q) => {
      const run = runOf(q)
      for (const [index, step] of stepsOf(run.trace).entries()) {
        for (const { row, against, next } of losersOf(run, index)) {
          if (!next || row.kind !== kind || against?.kind !== kind) continue
          claims++
          const after = simulateIn(run.topology, withoutRow(run.world, against), run.flow)
          const then = must(stepsOf(after.trace)[index], 'a step there')
          expect(then.place).toEqual(step.place)
          expect(then.because).toContain(row)
          expect(then.because).not.toContain(against)
          expect(step.because).not.toContain(row)
        }
      }
    })
    it(`${name}: it was asked often enough`, () => expect(claims).toBeGreaterThan(30))
  }
  netfilterLaw('taking the winner away makes the first listed loser win: nftables', 'nft-rule', 400)
  netfilterLaw('taking the winner away makes the first listed loser win: iptables', 'chain-rule', 200)

  law('nftables: a rule that nobody follows leaves its base chain without a decision', 300, (q) => {
    const run = runOf(q)
    for (const [index, step] of stepsOf(run.trace).entries()) {
      // One base chain at this hook, so that a later one cannot decide in its place.
      if (step.place.kind !== 'stage' || step.place.stage !== 'postrouting') continue
      const winner = step.because.find((row) => row.kind === 'nft-rule')
      if (winner === undefined) continue
      if (losersOf(run, index).some(({ against, next }) => next && against === winner)) continue
      const after = simulateIn(run.topology, withoutRow(run.world, winner), run.flow)
      const then = must(stepsOf(after.trace)[index], 'a step there')
      for (const row of then.because) if (row.kind === 'nft-rule') expect(step.because).toContain(row)
    }
  })

  law('nobody loses against itself, and at most one is next', 100, (q) => {
    const run = runOf(q)
    for (const index of stepsOf(run.trace).keys()) {
      const losers = losersOf(run, index)
      for (const { row, against, next } of losers) {
        expect(row).not.toBe(against)
        if (next) expect(losers.find((other) => other.against === against)?.row).toBe(row)
      }
    }
  })
})

describe('what a verdict rests on', () => {
  law('flipping a default that is not listed never changes the verdict', 60, (q) => {
    const run = runOf(q)
    const listed = new Set(assumptionsOf(q.topology, q.flow).map(({ what }) => JSON.stringify(what)))
    for (const what of defaultsOf(q, run.topology)) {
      if (listed.has(JSON.stringify(what))) continue
      for (const value of alternativesOf(what)) {
        const { verdict } = runWith(q, run, what, value).trace
        expect(sameVerdict(verdict, run.trace.verdict), JSON.stringify({ what, value })).toBe(true)
      }
    }
  })

  law('giving the assumed value by its edit gives the verdict that was promised', 60, (q) => {
    for (const { alternatives } of assumptionsOf(q.topology, q.flow)) {
      for (const { edits, verdict } of alternatives) {
        if (edits.length === 0) continue
        expect(runOf(applyEdits(q, edits)).trace.verdict).toEqual(verdict)
      }
    }
  })
})
