/*! Clusters that point at themselves: every walk ends, and says how. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scenarioById } from '../../src/scenarios'
import {
  check,
  cidr,
  type Flow,
  type Ipv4,
  type Question,
  simulate,
  stepsOf,
  type Topology,
  topologyToJson,
} from '../../src/sim'
import { validQuestion } from '../valid-topology'

const { topology, flow } = scenarioById('s5')!.question
const [first, second] = topology.nodes
const pod = topology.pods[0]!
const passes = (given: Topology): void => expect(check(topologyToJson(given))).toMatchObject({ ok: true })
const fate = (given: Topology, to: Ipv4, more: Partial<Flow> = {}): string => {
  passes(given)
  const { trace } = simulate(given, {
    ...flow,
    from: { kind: 'pod', name: pod.name },
    backend: null,
    ...more,
    to: { ip: to, port: 80 },
  })
  return trace.verdict.fate.kind
}
const listening: Topology = {
  ...topology,
  pods: topology.pods.map((each) => ({ ...each, listen: [{ port: 80, protocol: 'TCP' }] })),
}
const toItself: Topology = {
  ...listening,
  services: topology.services.map((service) => ({ ...service, endpoints: { pods: [pod.name] } })),
}

describe('attacks by what points at itself', () => {
  it('L20 a pod that asks itself is answered by itself', () => {
    expect(fate(listening, pod.ip)).toBe('delivered')
  })

  it.each(['ipvs', 'iptables', 'nftables'] as const)(
    'L20 a Service whose only backend asks it, by %s: an end',
    (mode) => {
      const given: Topology = { ...toItself, kubeProxy: { ...topology.kubeProxy, mode } }
      for (const { clusterIP, lbIP } of given.services) {
        for (const ip of [clusterIP, lbIP])
          if (ip !== null) expect(['delivered', 'dropped', 'refused']).toContain(fate(given, ip))
      }
    },
  )

  it('L20 a route of the VPC that leads back to the node that sends there: the TTL ends it, and it is called a loop', () => {
    const given: Topology = {
      ...topology,
      routes: [{ destination: cidr('172.31.0.0/16'), via: { node: first!.name } }],
    }
    const there = cidr('172.31.7.7/32').address
    expect(fate(given, there)).toBe('loop')
    const { trace } = simulate(given, { ...flow, to: { ip: there, port: 80 } })
    expect(stepsOf(trace).length).toBeLessThan(1_000)
  })

  it('L20 two nodes that are each other’s route', () => {
    const given: Topology = {
      ...topology,
      vswitches: topology.vswitches.map((one, at) => ({ ...one, routeTable: at === 0 ? 'system' : 'other' })),
      routes: [
        { table: 'system', destination: cidr('172.31.0.0/16'), via: { node: second!.name } },
        { table: 'other', destination: cidr('172.31.0.0/16'), via: { node: first!.name } },
      ],
    }
    expect(fate(given, cidr('172.31.7.7/32').address)).toBe('loop')
  })

  it('L20 a group that lets itself in, a policy for the pod that it is about', () => {
    const given: Topology = {
      ...toItself,
      securityGroups: [
        {
          id: 'sg-1',
          type: 'basic',
          rules: [{ direction: 'in', policy: 'accept', priority: 1, protocol: 'ALL', peer: { group: 'sg-1' } }],
        },
      ],
      nodes: topology.nodes.map((node) => ({
        ...node,
        enis: node.enis.map((eni) => ({ ...eni, securityGroups: ['sg-1'] })),
      })),
      networkPolicies: [
        {
          name: 'own',
          pods: [pod.name],
          ingress: [{ peers: [{ pods: [pod.name] }] }],
          egress: [{ peers: [{ pods: [pod.name] }] }],
        },
      ],
    }
    expect(fate(given, pod.ip)).toBe('delivered')
  })

  it('L20 any cluster with routes to any of its nodes: every walk ends', () => {
    const hops = fc.array(fc.record({ node: fc.nat(), eni: fc.nat(), net: fc.nat(3) }), { maxLength: 4 })
    fc.assert(
      fc.property(validQuestion, hops, fc.nat(3), ({ topology: given, flow: asked }: Question, drawn, to) => {
        const routes = drawn.map(({ node: n, eni: e, net }) => {
          const node = given.nodes[n % given.nodes.length]!
          return {
            destination: cidr(`172.2${net}.0.0/16`),
            via: { node: node.name, eni: node.enis[e % node.enis.length]!.dev },
          }
        })
        const own = routes.filter(
          ({ destination }, at) => routes.findIndex((one) => one.destination.address === destination.address) === at,
        )
        const { trace } = simulate(
          { ...given, routes: own },
          { ...asked, to: { ip: (cidr(`172.2${to}.0.0/16`).address + 9) as Ipv4, port: 80 } },
        )
        expect(stepsOf(trace).length).toBeLessThan(2_000)
        expect(['delivered', 'dropped', 'refused', 'loop', 'not-modelled']).toContain(trace.verdict.fate.kind)
      }),
      { numRuns: 200, seed: 20 },
    )
  })
})
