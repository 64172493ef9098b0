/*! trace(redact(question)) = redact(trace(question)): compared after every name and address was mapped. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allScenarios } from '../../src/scenarios'
import {
  check,
  formatIpv4,
  gatewayOf,
  type Ipv4,
  ipv4,
  inCidr,
  type Question,
  redact,
  resolve,
  simulate,
  stepsOf,
  topologyToJson,
} from '../../src/sim'
import { redactedAddress } from '../../src/sim/topology/redact-address'
import { generate } from '../generate-cluster'
import { validQuestion } from '../valid-topology'

/** The trace with names and addresses mapped: places, packets, what happened, verdict. */
function shape({ topology, flow }: Question, words: ReadonlyMap<string, string>, ip: (ip: Ipv4) => Ipv4): string {
  const { trace } = simulate(topology, flow)
  const word = (text: string): string => words.get(text) ?? text
  const mapped = (value: unknown, key = ''): unknown => {
    if (typeof value === 'number' && ['src', 'dst', 'nextHop'].includes(key)) return ip(value as Ipv4)
    // MACs are hashes of names: who has one is told by its place.
    if (key === 'smac' || key === 'dmac' || key === 'srcMac' || key === 'dstMac' || key === 'ether') return null
    if (typeof value === 'string') return word(value)
    if (Array.isArray(value)) return value.map((one) => mapped(one))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mapped(inner, name)]))
  }
  const steps = stepsOf(trace).map(({ place, event, before, after }) => [
    mapped(place),
    event.kind,
    'dev' in event ? word(event.dev) : null,
    mapped(before),
    mapped(after),
  ])
  const { fate, clientSees } = trace.verdict
  return JSON.stringify([steps, fate.kind, 'place' in fate ? mapped(fate.place) : null, clientSees])
}

/** The flow with a backend of what it asks: which endpoint stands first is decided by addresses, and those change. */
function naming(flow: Question['flow'], topology: Question['topology']): Question['flow'] {
  const { services } = resolve(topology)
  const pod = services.find(({ clusterIP }) => clusterIP === flow.to.ip)?.backends[0]?.name
  return { ...flow, backend: pod ?? flow.backend }
}

function holds(question: Question): void {
  const other = redact(question)
  const [a, b] = [resolve(question.topology), resolve(other.topology)]
  const words = new Map<string, string>()
  a.nodes.forEach((node, at) => words.set(`node:${node.name}`, `node:${b.nodes[at]!.name}`))
  a.clients.forEach((client, at) => words.set(`client:${client.name}`, `client:${b.clients[at]!.name}`))
  a.pods.forEach((pod, at) => {
    const to = b.pods[at]!
    words.set(`pod:${pod.namespace}/${pod.name}`, `pod:${to.namespace}/${to.name}`).set(pod.veth, to.veth)
  })
  if (a.slb && b.slb) words.set(a.slb.id, b.slb.id)
  if (a.natGateway && b.natGateway) words.set(a.natGateway.id, b.natGateway.id)
  const ip = redactedAddress(question.topology.vswitches.map(({ cidr }) => cidr))
  expect(shape(other, new Map(), (same) => same)).toBe(shape(question, words, (one) => ip(one)))
}

describe('redact', () => {
  it.each(allScenarios().map(({ id, question }) => [id, question] as const))(
    '%s has the redacted trace',
    (_id, question) => holds(question),
  )

  it('a random cluster has the redacted trace, in every mode of kube-proxy', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const { topology, flow } = generate({ nodes: 4, pods: 30, services: 2 }, 'real', seed * 13)
      for (const mode of ['ipvs', 'iptables', 'nftables'] as const) {
        holds({ topology: { ...topology, kubeProxy: { ...topology.kubeProxy, mode } }, flow })
      }
    }
  })

  it('a random cluster with policies, security groups, ACLs, routes, NAT gateway and EIPs has the redacted trace', () => {
    fc.assert(
      fc.property(validQuestion, fc.constantFrom('ipvs', 'iptables', 'nftables'), ({ topology, flow }, mode) =>
        holds({ flow: naming(flow, topology), topology: { ...topology, kubeProxy: { ...topology.kubeProxy, mode } } }),
      ),
      { numRuns: 400, seed: 6 },
    )
  })

  it('nothing that was said is left, and the gate lets it pass', () => {
    const { topology, flow } = generate({ nodes: 4, pods: 30, services: 3 }, 'real', 1)
    const other = redact({ topology, flow })
    const text = JSON.stringify([topologyToJson(other.topology), other.flow])
    for (const { name, ip, labels } of topology.pods) {
      expect(text).not.toContain(name)
      expect(text).not.toContain(`"${formatIpv4(ip)}"`)
      for (const value of Object.values(labels ?? {})) expect(text).not.toContain(`"${value}"`)
    }
    for (const { name } of [...topology.nodes, ...topology.services]) expect(text).not.toContain(`"${name}"`)
    expect(check(topologyToJson(other.topology))).toMatchObject({ ok: true })
  })

  it('prefixes, gateways and special ranges stay', () => {
    const { topology, flow } = generate({ nodes: 60, pods: 90, services: 3 }, 'real', 2)
    const ip = redactedAddress(topology.vswitches.map(({ cidr }) => cidr))
    const other = redact({ topology, flow }).topology
    topology.vswitches.forEach(({ cidr }, at) => {
      const to = other.vswitches[at]!.cidr
      expect(ip(gatewayOf(cidr))).toBe(gatewayOf(to))
      for (const pod of topology.pods) expect(inCidr(ip(pod.ip), to)).toBe(inCidr(pod.ip, cidr))
    })
    for (const special of [
      '100.100.2.136',
      '127.0.0.1',
      '169.254.169.254',
      '224.0.0.1',
      '255.255.255.255',
      '0.0.0.0',
    ]) {
      expect(formatIpv4(ip(ipv4(special)))).toBe(special)
    }
    expect(formatIpv4(ip(ipv4('192.168.77.3')))).toMatch(/^192\.168\.\d+\.3$/)
    expect(formatIpv4(ip(ipv4('172.20.9.9')))).toMatch(/^172\.(1[6-9]|2\d|3[01])\.\d+\.9$/)
    expect(formatIpv4(ip(ipv4('10.0.3.77')))).toMatch(/^10\./)
  })
})
