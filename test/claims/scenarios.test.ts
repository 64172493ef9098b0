/*! S1 to S7: the article's chains, verdicts and stack counts, read off the computed traces. */
import { describe, expect, it } from 'vitest'
import { ask, CALI_OF, packetsOnEnis, serverSaw, stacks, way } from './ask'

const delivered = { fate: { kind: 'delivered' }, clientSees: { kind: 'connected' } }

describe('the seven scenarios', () => {
  it('S1 a node reaches its own pod by the cali, 2 stacks, no ENI', () => {
    const run = ask('s1')
    expect(run.trace.verdict).toMatchObject(delivered)
    expect(way(run, 'request')).toEqual([`.1.82 ${CALI_OF.zp5jg}`, 'zp5jg eth0'])
    expect(way(run, 'reply')).toEqual(['zp5jg eth0', `.1.82 ${CALI_OF.zp5jg}`])
    expect(stacks(run)).toEqual(['.1.82', 'zp5jg'])
    expect(packetsOnEnis(run)).toBe(0)
  })

  const targets = ['pod-ip', 'nginx-clusterip', 'nginx-externalip', 'nginx1-clusterip', 'nginx1-externalip'] as const
  const enis = ['one-eni', 'two-enis'] as const
  it.each(targets.flatMap((target) => enis.map((eni) => [target, eni] as const)))(
    'S2 two pods of one node, by %s, %s: cali to cali, 3 stacks, no ENI',
    (target, eni) => {
      const run = ask('s2', target, eni)
      expect(run.trace.verdict).toMatchObject(delivered)
      const there = ['h5wnp eth0', `.1.82 ${CALI_OF.h5wnp}`, `.1.82 ${CALI_OF.zp5jg}`, 'zp5jg eth0']
      expect(way(run, 'request')).toEqual(there)
      expect(way(run, 'reply')).toEqual(there.toReversed())
      expect(stacks(run)).toEqual(['h5wnp', '.1.82', 'zp5jg'])
      expect(packetsOnEnis(run)).toBe(0)
    },
  )

  it("S3 a pod reaches another node's pod by its own ENI, both ways, 4 stacks", () => {
    const run = ask('s3')
    expect(run.trace.verdict).toMatchObject(delivered)
    const there = [
      'h5wnp eth0',
      `.1.82 ${CALI_OF.h5wnp}`,
      '.1.82 eth1',
      '.3.49 eth1',
      `.3.49 ${CALI_OF.lwrfc}`,
      'lwrfc eth0',
    ]
    expect(way(run, 'request')).toEqual(there)
    expect(way(run, 'reply')).toEqual(there.toReversed())
    expect(stacks(run)).toHaveLength(4)
  })

  it.each(['nginx', 'nginx1'] as const)(
    'S4 %s: a ClusterIP request leaves by primary eth0, its answer comes back by eth1, 4 stacks',
    (service) => {
      const run = ask('s4', service)
      expect(run.trace.verdict).toMatchObject(delivered)
      expect(way(run, 'request')).toEqual([
        'h5wnp eth0',
        `.1.82 ${CALI_OF.h5wnp}`,
        '.1.82 eth0',
        '.3.49 eth1',
        `.3.49 ${CALI_OF.h4jtf}`,
        'h4jtf eth0',
      ])
      expect(way(run, 'reply')).toEqual([
        'h4jtf eth0',
        `.3.49 ${CALI_OF.h4jtf}`,
        '.3.49 eth1',
        '.1.82 eth1',
        `.1.82 ${CALI_OF.h5wnp}`,
        'h5wnp eth0',
      ])
      expect(stacks(run)).toHaveLength(4)
      expect(serverSaw(run)).toBe('10.0.1.91')
    },
  )

  it('S5 an ExternalIP with policy Cluster: out and back by primary eth0, the pod address is lost, 4 stacks', () => {
    const run = ask('s5')
    expect(run.trace.verdict).toMatchObject(delivered)
    const there = [
      'h5wnp eth0',
      `.1.82 ${CALI_OF.h5wnp}`,
      '.1.82 eth0',
      '.3.49 eth1',
      `.3.49 ${CALI_OF.h4jtf}`,
      'h4jtf eth0',
    ]
    expect(way(run, 'request')).toEqual(there)
    expect(way(run, 'reply')).toEqual(there.toReversed())
    expect(serverSaw(run)).toBe('10.0.1.82')
    expect(stacks(run)).toHaveLength(4)
  })

  it('S6 an ExternalIP with policy Local and no backend on the node: dropped by IPVS, refused at once by ICMP, 2 stacks', () => {
    const run = ask('s6')
    const { fate, clientSees } = run.trace.verdict
    expect(fate).toMatchObject({
      kind: 'dropped',
      leg: 'request',
      reason: { kind: 'ipvs-no-server' },
      place: { kind: 'stage', stage: 'ipvs' },
    })
    expect(clientSees).toEqual({ kind: 'refused', errno: 'ECONNREFUSED', by: 'icmp' })
    expect(way(run, 'request')).toEqual(['h5wnp eth0', `.1.82 ${CALI_OF.h5wnp}`])
    expect(way(run, 'reply')).toEqual([`.1.82 ${CALI_OF.h5wnp}`, 'h5wnp eth0'])
    expect(run.trace.reply?.steps.at(-1)?.before.l4).toMatchObject({ proto: 'ICMP', type: 3, code: 3 })
    expect(stacks(run)).toEqual(['h5wnp', '.1.82'])
    expect(packetsOnEnis(run)).toBe(0)
  })

  it.each([
    ['h4jtf', '.3.49', CALI_OF.h4jtf],
    ['kxwdb', '.1.47', CALI_OF.kxwdb],
  ] as const)('S7 a client outside reaches %s through the SLB and the ENI of the pod, 2 stacks', (pod, node, cali) => {
    const run = ask('s7', pod)
    expect(run.trace.verdict).toMatchObject(delivered)
    expect(way(run, 'request')).toEqual(['client eth0', `${node} eth1`, `${node} ${cali}`, `${pod} eth0`])
    expect(way(run, 'reply')).toEqual([`${pod} eth0`, `${node} ${cali}`, `${node} eth1`, 'client eth0'])
    expect(run.trace.request.steps.some(({ event }) => event.kind === 'slb-dnat')).toBe(true)
    expect(stacks(run)).toEqual([node, pod])
    expect(serverSaw(run)).toBe('172.16.5.20')
  })
})
