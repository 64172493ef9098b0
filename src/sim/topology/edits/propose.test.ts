import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validQuestion } from '../../../../test/valid-topology'
import { article, h4jtf, h5wnp, node1_82, node1_82TwoEnis, node3_49 } from '../../../scenarios/article'
import { cidr, formatIpv4, ipv4, ipv4FromNumber } from '../../net/ip'
import { check, judge, topologyToJson } from '../check'
import { applyEdits, type Edit } from '../edit'
import type { Topology } from '../types'
import { freeAddress, freeDevice, freeName } from './free'
import { newClient, newEni, newNode, newPlace, newPod, newService, newVSwitch } from './propose'

const topology = article({ nodes: [node1_82TwoEnis, node3_49], pods: [h5wnp, h4jtf] })
const flow = {
  from: { kind: 'node', name: node1_82.name },
  to: { ip: h4jtf.ip, port: 80 },
  protocol: 'TCP',
  sport: 40_001,
  backend: null,
} as const
const given = <T>(value: T | null): readonly T[] => (value === null ? [] : [value])

describe('what is proposed', () => {
  it('fits every cluster: check finds nothing new', () => {
    fc.assert(
      fc.property(validQuestion, (question) => {
        const { topology: whole } = question
        const edits: readonly Edit[] = [
          ...given(newVSwitch(whole)).map((vswitch): Edit => ({ kind: 'add-vswitch', vswitch })),
          ...given(newNode(whole)).map((node): Edit => ({ kind: 'add-node', node })),
          ...whole.nodes.flatMap((node) =>
            given(newEni(node)).map((eni): Edit => ({ kind: 'add-eni', node: node.name, eni })),
          ),
          ...given(newPod(whole)).map((pod): Edit => ({ kind: 'add-pod', pod })),
          ...(['ClusterIP', 'NodePort', 'LoadBalancer'] as const).flatMap((type) =>
            given(newService(whole, whole.pods.slice(0, 2), type)).map(
              (service): Edit => ({ kind: 'add-service', service }),
            ),
          ),
          ...[false, true].flatMap((internet) =>
            given(newClient(whole, internet)).map((client): Edit => ({ kind: 'add-client', client })),
          ),
        ]
        expect(edits.length).toBeGreaterThanOrEqual(8)
        for (const edit of edits) {
          const { topology: next } = applyEdits(question, [edit])
          expect(check(JSON.parse(JSON.stringify(topologyToJson(next)))), JSON.stringify(edit)).toMatchObject({
            ok: true,
          })
        }
      }),
      { numRuns: 40 },
    )
  })

  it('a move leaves nothing wrong behind, wherever the pod goes', () => {
    fc.assert(
      fc.property(validQuestion, fc.nat(), fc.nat(), (question, p, n) => {
        const { pods, nodes } = question.topology
        const pod = pods[p % pods.length]
        const node = nodes[n % nodes.length]
        if (!pod || !node) return
        const name = pod.namespace === undefined ? pod.name : `${pod.namespace}/${pod.name}`
        const move = newPlace(question.topology, name, { node: node.name })
        expect(move !== null).toBe(node.name !== pod.node)
        if (move) expect(judge(applyEdits(question, [move]).topology).problems).toEqual([])
      }),
    )
  })

  it('a pod that moves within its vSwitch keeps its address, else it gets the lowest free one', () => {
    expect(newPlace(topology, h5wnp.name, { eni: 'eth2' })).toEqual({ kind: 'move-pod', pod: h5wnp.name, eni: 'eth2' })
    expect(newPlace(topology, h5wnp.name, { node: node3_49.name })).toEqual({
      kind: 'move-pod',
      pod: h5wnp.name,
      node: node3_49.name,
      eni: 'eth1',
      ip: ipv4('10.0.3.1'),
    })
    expect(newPlace(topology, h5wnp.name, { eni: 'eth1' })).toBeNull()
    expect(newPlace(topology, 'nobody', { eni: 'eth2' })).toBeNull()
  })

  it('a pod goes to the emptiest node, there to the emptiest ENI', () => {
    const [first] = given(newPod({ ...topology, pods: [h4jtf] }))
    expect([first?.node, first?.eni]).toEqual([node1_82.name, 'eth1'])
    const [second] = given(newPod(topology, { node: node1_82.name }))
    expect(second?.eni).toBe('eth2')
  })

  it('a full ENI takes nobody; a full node has no further ENI', () => {
    const pods = Array.from({ length: 15 }, (_, n) => ({ ...h4jtf, name: `p${n}`, ip: ipv4FromNumber(h4jtf.ip + n) }))
    const full: Topology = { ...topology, pods }
    expect(newPod(full, { node: node3_49.name })).toBeNull()
    expect(newPlace({ ...full, pods: [h5wnp, ...pods] }, h5wnp.name, { node: node3_49.name })).toBeNull()
    expect(newEni({ ...node1_82, enis: ['eth0', 'eth1', 'eth2', 'eth3'].map((dev) => ({ dev })) })).toBeNull()
  })

  it('names and devices are the first that nobody has', () => {
    expect(freeName(topology, 'vswitch', 'vsw')).toBe('vsw-2')
    expect(freeName(topology, 'node', 'node')).toBe('node-1')
    expect(freeDevice(node1_82TwoEnis)).toBe('eth3')
  })

  it('an address is never one that the vSwitch keeps: the first, the last three, its gateway', () => {
    const small: Topology = {
      ...topology,
      vswitches: [{ name: 's', cidr: cidr('10.0.9.0/29'), gateway: ipv4('10.0.9.2') }],
      nodes: [],
      pods: [],
    }
    const taken = { name: 'n', vswitch: 's', enis: [{ dev: 'eth0' }] }
    expect(formatIpv4(freeAddress(small, 's') ?? ipv4('0.0.0.0'))).toBe('10.0.9.1')
    const nodes = ['10.0.9.1', '10.0.9.3', '10.0.9.4'].map((ip) => ({ ...taken, ip: ipv4(ip) }))
    expect(freeAddress({ ...small, nodes }, 's')).toBeNull()
    expect(freeAddress(small, 'nowhere')).toBeNull()
  })

  it('a vSwitch is the next prefix that no other overlaps; a full VPC has none', () => {
    expect(newVSwitch(topology)).toEqual({ name: 'vsw-2', cidr: cidr('10.0.0.0/24') })
    expect(newVSwitch({ ...topology, vpc: cidr('10.0.1.0/24') })).toBeNull()
  })

  it('without a vSwitch there is no node, without a node no pod', () => {
    expect(newNode({ ...topology, vswitches: [], nodes: [] })).toBeNull()
    expect(newPod({ ...topology, nodes: [], pods: [] })).toBeNull()
  })

  it('the flow that these tests carry along is left alone', () => {
    expect(applyEdits({ topology, flow }, []).flow).toBe(flow)
  })
})
