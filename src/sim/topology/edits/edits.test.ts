import { describe, expect, it } from 'vitest'
import {
  article,
  h4jtf,
  h5wnp,
  kxwdb,
  node1_47,
  node1_82TwoEnis,
  node3_49,
  slbOf,
  zp5jg,
} from '../../../scenarios/article'
import { cidr, formatIpv4, ipv4 } from '../../net/ip'
import { applyEdit, type Edit, type Question } from '../edit'
import type { Topology } from '../types'
import { consequencesOf } from './consequences'

const topology: Topology = {
  ...article({
    nodes: [node1_82TwoEnis, node3_49, node1_47],
    pods: [h5wnp, zp5jg, h4jtf, kxwdb],
    slb: slbOf([zp5jg, h4jtf, kxwdb]),
  }),
  networkPolicies: [{ name: 'np', pods: [zp5jg.name], ingress: [{ peers: [{ pods: [h5wnp.name] }] }] }],
  eips: [{ eip: ipv4('8.210.1.1'), ip: zp5jg.ip }],
}
const question: Question = {
  topology,
  flow: {
    from: { kind: 'pod', name: h5wnp.name },
    to: { ip: zp5jg.ip, port: 80 },
    protocol: 'TCP',
    sport: 40_001,
    backend: zp5jg.name,
  },
}
const after = (edit: Edit): Question => applyEdit(question, edit)
const podIn = ({ topology: { pods } }: Question, name: string) => pods.find((pod) => pod.name === name)

describe('what names an object follows it', () => {
  it('a renamed pod stays an endpoint, in its policies and in the flow', () => {
    const { topology: next, flow } = after({ kind: 'rename-pod', pod: zp5jg.name, to: 'web' })
    expect(next.services.map(({ endpoints }) => 'pods' in endpoints && endpoints.pods[0])).toEqual(['web', 'web'])
    expect(next.networkPolicies?.[0]?.pods).toEqual(['web'])
    expect(flow.backend).toBe('web')
    expect(after({ kind: 'rename-pod', pod: h5wnp.name, to: 'asks' }).flow.from.name).toBe('asks')
  })

  it('a pod of the same name elsewhere keeps what is its own', () => {
    const twin: Question = {
      ...question,
      topology: { ...topology, pods: [...topology.pods, { ...kxwdb, namespace: 'prod' }] },
    }
    const { topology: next } = applyEdit(twin, { kind: 'rename-pod', pod: `prod/${kxwdb.name}`, to: 'other' })
    expect(next.services).toEqual(topology.services)
    expect(next.pods.at(-1)).toMatchObject({ namespace: 'prod', name: 'other' })
  })

  it('a renamed node keeps its pods', () => {
    const { topology: next } = after({ kind: 'rename-node', node: node3_49.name, to: 'n3' })
    expect(next.pods.find(({ name }) => name === h4jtf.name)?.node).toBe('n3')
  })

  it('another address: the SLB, the EIP and the flow go with it', () => {
    const { topology: next, flow } = after({ kind: 'set-pod', pod: zp5jg.name, change: { ip: ipv4('10.0.1.7') } })
    expect(next.slb?.listeners[0]?.backends.map(({ ip }) => formatIpv4(ip))).toContain('10.0.1.7')
    expect(next.eips?.map(({ ip }) => formatIpv4(ip))).toEqual(['10.0.1.7'])
    expect(formatIpv4(flow.to.ip)).toBe('10.0.1.7')
  })

  it("a node's other address is that of its pods in the host's network", () => {
    const host: Edit = {
      kind: 'set-pod',
      pod: zp5jg.name,
      change: { hostNetwork: true, eni: 'eth0', ip: node1_82TwoEnis.ip },
    }
    const moved = applyEdit(after(host), {
      kind: 'set-node',
      node: node1_82TwoEnis.name,
      change: { ip: ipv4('10.0.1.9') },
    })
    expect(formatIpv4(podIn(moved, zp5jg.name)?.ip ?? zp5jg.ip)).toBe('10.0.1.9')
  })

  it('a pod that moves to another node has the numbers that this one gives', () => {
    const moved = after({ kind: 'move-pod', pod: h5wnp.name, node: node3_49.name, eni: 'eth1', ip: ipv4('10.0.3.7') })
    expect(podIn(moved, h5wnp.name)).toEqual({
      name: h5wnp.name,
      labels: h5wnp.labels,
      node: node3_49.name,
      eni: 'eth1',
      ip: ipv4('10.0.3.7'),
    })
  })

  it('a pod in another namespace is no endpoint any more', () => {
    const { topology: next } = after({ kind: 'set-pod', pod: zp5jg.name, change: { namespace: 'prod' } })
    expect(next.services.map(({ endpoints }) => 'pods' in endpoints && endpoints.pods)).toEqual([
      [h4jtf.name, kxwdb.name],
      [h4jtf.name, kxwdb.name],
    ])
  })

  it("a Service's other load-balancer address is that of the SLB's listener", () => {
    const { topology: next } = after({ kind: 'set-service', service: 'nginx', change: { lbIP: ipv4('10.0.3.99') } })
    expect(next.slb?.listeners.map(({ vip }) => formatIpv4(vip))).toEqual(['10.0.3.99'])
  })

  it('a policy whose only peer is gone lets nobody in, never everybody', () => {
    const { topology: next } = after({ kind: 'remove-pod', pod: h5wnp.name })
    expect(next.networkPolicies?.[0]?.ingress).toEqual([{ peers: [{ pods: [] }] }])
  })

  it('the primary ENI stays as long as its node', () => {
    expect(after({ kind: 'remove-eni', node: node3_49.name, dev: 'eth0' })).toEqual(question)
  })

  it('a field that is cleared is not declared any more', () => {
    const { topology: next } = after({
      kind: 'set-pod',
      pod: h5wnp.name,
      change: {},
      clear: ['pid', 'ifindex', 'labels'],
    })
    expect(next.pods[0]).toEqual({ name: h5wnp.name, node: h5wnp.node, eni: 'eth1', ip: h5wnp.ip })
  })

  it('the first network policy brings Felix; the last one leaves it there', () => {
    const bare: Question = { ...question, topology: article({ nodes: [node3_49], pods: [h4jtf] }) }
    const one = applyEdit(bare, { kind: 'add-network-policy', policy: { name: 'np', pods: [] } })
    expect(applyEdit(one, { kind: 'remove-network-policy', policy: 'np' }).topology.networkPolicies).toEqual([])
    expect(applyEdit(one, { kind: 'set-felix', value: false })).toEqual(bare)
  })
})

describe('consequences', () => {
  const said = (edit: Edit) => consequencesOf(question, edit)

  it('of a node: its pods, and what named them', () => {
    expect(said({ kind: 'remove-node', node: node1_82TwoEnis.name })).toEqual([
      { kind: 'gone', object: { kind: 'pod', name: h5wnp.name } },
      { kind: 'gone', object: { kind: 'pod', name: zp5jg.name } },
      { kind: 'lost', object: { kind: 'service', name: 'nginx' }, names: [zp5jg.name] },
      { kind: 'lost', object: { kind: 'service', name: 'nginx1' }, names: [zp5jg.name] },
      { kind: 'lost', object: { kind: 'listener', name: '10.0.3.62:80/TCP' }, names: [zp5jg.name] },
      { kind: 'lost', object: { kind: 'network-policy', name: 'np' }, names: [zp5jg.name, h5wnp.name] },
      { kind: 'gone', object: { kind: 'eip', name: '8.210.1.1' } },
      { kind: 'flow', end: 'source' },
      { kind: 'flow', end: 'target' },
      { kind: 'flow', end: 'backend' },
    ])
  })

  it('of a vSwitch: the nodes in it', () => {
    expect(said({ kind: 'remove-vswitch', vswitch: 'vsw-3' })).toContainEqual({
      kind: 'gone',
      object: { kind: 'node', name: node3_49.name },
    })
  })

  it("of a Service: the SLB's listener", () => {
    expect(said({ kind: 'remove-service', service: 'nginx' })).toEqual([
      { kind: 'gone', object: { kind: 'listener', name: '10.0.3.62:80/TCP' } },
    ])
  })

  it.each<Edit>([
    { kind: 'rename-pod', pod: zp5jg.name, to: 'web' },
    { kind: 'move-pod', pod: zp5jg.name, eni: 'eth2' },
    { kind: 'remove-eip', at: 0 },
    { kind: 'remove-listener', at: 0 },
    { kind: 'set-vpc', cidr: cidr('10.0.0.0/8') },
    { kind: 'remove-pod', pod: 'nobody' },
  ])('none: %j', (edit) => expect(said(edit)).toEqual([]))
})
