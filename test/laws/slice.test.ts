/*! The slice that a trace asked for has the same trace, and is short whatever the cluster's size. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allScenarios } from '../../src/scenarios'
import { encodeLink } from '../../src/share/topology-link'
import { check, type Flow, type Question, simulate, sliceOf, stepsOf, topologyToJson } from '../../src/sim'
import { generate, SEED, SIZES } from '../generate-cluster'
import { validQuestion } from '../valid-topology'

const way = ({ topology, flow }: Question): string => {
  const { trace } = simulate(topology, flow)
  const steps = stepsOf(trace).map(({ place, event, before, after }) => [place, event.kind, before, after])
  return JSON.stringify([steps, trace.verdict.clientSees, trace.verdict.fate.kind])
}
const sliced = ({ topology, flow }: Question): Question => ({
  flow,
  topology: sliceOf(topology, flow, simulate(topology, flow).trace),
})
const length = ({ topology, flow }: Question): number => {
  const link = encodeLink(topology, flow)
  return link.ok ? link.value.length : Number.NaN
}

describe('slice', () => {
  it.each(allScenarios().map(({ id, question }) => [id, question] as const))('%s', (_id, question) => {
    const slice = sliced(question)
    expect(way(slice)).toBe(way(question))
    expect(check(topologyToJson(slice.topology))).toMatchObject({ ok: true })
    expect(length(slice)).toBeLessThanOrEqual(160)
  })

  it.each(['middle', 'large'] as const)('%s clusters: at most 160 characters, and the same trace', (size) => {
    for (let seed = 0; seed < 4; seed++) {
      for (const naming of ['wizard', 'real'] as const) {
        const question = generate(SIZES[size], naming, SEED + (size === 'large' ? 0 : seed))
        const slice = sliced(question)
        expect(way(slice)).toBe(way(question))
        expect(check(topologyToJson(slice.topology))).toMatchObject({ ok: true })
        expect(length(slice)).toBeLessThanOrEqual(160)
      }
      if (size === 'large') break
    }
  })

  it('a random cluster with policies, security groups, ACLs, routes, NAT gateway and EIPs, in every mode', () => {
    fc.assert(
      fc.property(validQuestion, fc.constantFrom('ipvs', 'iptables', 'nftables'), ({ topology, flow }, mode) => {
        const question: Question = { flow, topology: { ...topology, kubeProxy: { ...topology.kubeProxy, mode } } }
        const slice = sliced(question)
        expect(way(slice)).toBe(way(question))
        expect(check(topologyToJson(slice.topology))).toMatchObject({ ok: true })
      }),
      { numRuns: 400, seed: 6 },
    )
  })

  it('any flow of a random cluster', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const { topology, flow } = generate({ nodes: 3, pods: 30, services: 2 }, 'real', seed * 7)
      const service = topology.services[seed % 2]!
      const targets: readonly Flow['to'][] = [
        flow.to,
        { ip: topology.pods[seed % 30]!.ip, port: 80 },
        { ip: topology.nodes[seed % 3]!.ip, port: service.ports[0]!.nodePort ?? 22 },
        { ip: service.lbIP ?? topology.nodes[0]!.ip, port: 80 },
      ]
      for (const to of targets) {
        for (const mode of ['ipvs', 'iptables', 'nftables'] as const) {
          const question: Question = {
            topology: { ...topology, kubeProxy: { ...topology.kubeProxy, mode } },
            flow: { ...flow, to, ...(seed % 3 === 0 ? { from: { kind: 'node', name: topology.nodes[0]!.name } } : {}) },
          }
          expect(way(sliced(question))).toBe(way(question))
        }
      }
    }
  })
})
