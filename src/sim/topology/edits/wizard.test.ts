import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { simulate } from '../../simulate'
import { check, judge, topologyToJson } from '../check'
import { INSTANCE_TYPES, instanceType } from '../instance-types'
import { type ClusterWish, makeCluster, podsPerNode } from './wizard'

const wish: ClusterWish = {
  nodes: 3,
  instanceType: 'ecs.g7.xlarge',
  workloads: [
    { name: 'web', replicas: 5, port: 8080 },
    { name: 'db', replicas: 2 },
  ],
  services: [
    { name: 'web', workload: 'web', type: 'LoadBalancer', policy: 'Local' },
    { name: 'db', workload: 'db' },
  ],
}

describe('the wizard', () => {
  it('makes clusters that check accepts, up to what the instance type has room for', () => {
    const anyWish = fc.record({
      nodes: fc.integer({ min: 1, max: 12 }),
      instanceType: fc.constantFrom(...INSTANCE_TYPES.map(({ name }) => name)),
      replicas: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 5 }),
      services: fc.array(fc.constantFrom('ClusterIP', 'NodePort', 'LoadBalancer'), { maxLength: 5 }),
    })
    fc.assert(
      fc.property(anyWish, ({ nodes, instanceType: type, replicas, services }) => {
        const workloads = replicas.map((count, n) => ({ name: `app${n + 1}`, replicas: count }))
        const made = makeCluster({
          nodes,
          instanceType: type,
          workloads,
          services:
            workloads.length === 0
              ? []
              : services.map((each, n) => ({ name: `svc${n + 1}`, workload: 'app1', type: each })),
        })
        const wanted = replicas.reduce((sum, count) => sum + count, 0)
        const perNode = podsPerNode(instanceType(type) ?? { enis: 0, addresses: 0 })
        if (wanted > nodes * perNode) {
          expect(made).toEqual({ ok: false, error: { code: 'pods', wanted, fit: nodes * perNode, perNode } })
          return
        }
        expect(made.ok && made.value.pods.length).toBe(wanted)
        if (made.ok)
          expect(check(JSON.parse(JSON.stringify(topologyToJson(made.value))))).toEqual({ ok: true, value: made.value })
      }),
    )
  })

  it('spreads pods over nodes and their ENIs', () => {
    const made = makeCluster({ ...wish, workloads: [{ name: 'web', replicas: 100 }], services: [] })
    const on = new Map<string, number>()
    for (const { node, eni } of made.ok ? made.value.pods : [])
      on.set(`${node} ${eni}`, (on.get(`${node} ${eni}`) ?? 0) + 1)
    expect(on.size).toBe(9)
    expect(Math.max(...on.values()) - Math.min(...on.values())).toBeLessThanOrEqual(1)
  })

  it('gives the same cluster for the same wish, with short numbered names', () => {
    const made = makeCluster(wish)
    expect(makeCluster(wish)).toEqual(made)
    expect(made.ok && made.value.nodes.map(({ name }) => name)).toEqual(['node-1', 'node-2', 'node-3'])
    expect(made.ok && made.value.pods.map(({ name }) => name)).toEqual([
      'web-1',
      'web-2',
      'web-3',
      'web-4',
      'web-5',
      'db-1',
      'db-2',
    ])
  })

  it('a Service answers: its packet is delivered', () => {
    const made = makeCluster({ ...wish, services: [{ name: 'web', workload: 'web' }] })
    if (!made.ok) throw new Error(made.error.code)
    const { services } = made.value
    const { trace } = simulate(made.value, {
      from: { kind: 'pod', name: 'db-1' },
      to: { ip: services[0]?.clusterIP ?? (0 as never), port: 80 },
      protocol: 'TCP',
      sport: 40_001,
      backend: 'web-3',
    })
    expect(trace.verdict.fate.kind).toBe('delivered')
    expect(judge(made.value).notes).toEqual([])
  })

  it.each([
    ['no nodes', { nodes: 0 }, 'nodes'],
    ['half a node', { nodes: 1.5 }, 'nodes'],
    ['more nodes than a cluster may have', { nodes: 1_001 }, 'nodes'],
    ['an instance type that is not known', { instanceType: 'ecs.of-tomorrow' }, 'instance-type'],
    ['a name that is none', { workloads: [{ name: 'Web', replicas: 1 }], services: [] }, 'name'],
    [
      'two workloads of one name',
      { workloads: [1, 2].map(() => ({ name: 'web', replicas: 1 })), services: [] },
      'name',
    ],
    ['fewer replicas than none', { workloads: [{ name: 'web', replicas: -1 }], services: [] }, 'replicas'],
    ['a Service of a workload that is not there', { services: [{ name: 'x', workload: 'nobody' }] }, 'workload'],
    ['more pods than fit', { workloads: [{ name: 'web', replicas: 136 }], services: [] }, 'pods'],
    [
      'more NodePorts than there are',
      {
        services: Array.from({ length: 2_769 }, (_, n) => ({
          name: `s${n}`,
          workload: 'web',
          type: 'NodePort' as const,
        })),
      },
      'services',
    ],
  ] as const)('says why not: %s', (_what, other, code) => {
    const made = makeCluster({ ...wish, ...other })
    expect(made.ok || made.error.code).toBe(code)
  })
})
