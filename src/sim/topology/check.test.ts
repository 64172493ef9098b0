import type * as v from 'valibot'
import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  article,
  h4jtf,
  h5wnp,
  kxwdb,
  node1_47,
  node1_82,
  node3_49,
  outsideClient,
  slbOf,
} from '../../scenarios/article'
import { jsonAt } from '../../../test/json-at'
import { must } from '../../base/assert'
import { formatIpv4, ipv4FromNumber } from '../net/ip'
import { broughtIn, check, judge, readTopology, topologyToJson } from './check'
import type { topologySchema } from './schema'
import type { Topology } from './types'
import { en } from '../../text/en'
import { pathText, problemText } from '../../text/problem-text'
import { ipv4 } from '../net/ip'

/** A cluster with everything in it; each test spoils one spot. */
const whole = article({
  nodes: [node1_82, node3_49, node1_47],
  pods: [h5wnp, h4jtf, kxwdb],
  clients: [outsideClient],
  slb: slbOf([h4jtf, kxwdb]),
})
const json: unknown = JSON.parse(JSON.stringify(topologyToJson(whole)))

type ReadonlyDeep<T> = T extends string | number | boolean | null
  ? T
  : T extends readonly (infer Item)[]
    ? readonly ReadonlyDeep<Item>[]
    : { readonly [Key in keyof T]: ReadonlyDeep<T[Key]> }

const problemsOf = (value: unknown): readonly string[] => {
  const result = check(value)
  return result.ok ? [] : result.error.map(({ path, code }) => `${pathText(path)} ${code}`)
}
const spoilt = (path: readonly (string | number)[], put: unknown) => problemsOf(jsonAt(json, path, put))

describe('check', () => {
  it('accepts what topologyToJson wrote, and gives the same topology', () => {
    expect(check(json)).toEqual({ ok: true, value: whole })
  })

  it.each([
    [['pods', 1, 'ip'], '10.0.3', 'pods[1].ip not-an-address'],
    [['pods', 1, 'ip'], 7, 'pods[1].ip wrong-type'],
    [['pods', 1, 'ip'], undefined, 'pods[1].ip missing'],
    [['pods', 1, 'ip'], '10.0.1.58', 'pods[1].ip outside'],
    [['pods', 1, 'ip'], '10.0.3.253', 'pods[1].ip reserved-address'],
    [['pods', 1, 'ip'], '10.0.3.0', 'pods[1].ip reserved-address'],
    [['pods', 1, 'ip'], '10.0.3.49', 'pods[1].ip duplicate'],
    [['pods', 1, 'node'], 'nowhere', 'pods[1].node unknown-reference'],
    [['pods', 1, 'eni'], 'eth7', 'pods[1].eni unknown-reference'],
    [['pods', 1, 'eni'], 'eth0', 'pods[1].eni primary-eni'],
    [['pods', 1, 'name'], 'Nginx_1', 'pods[1].name not-a-name'],
    [['pods', 1, 'name'], h5wnp.name, 'pods[1].name duplicate'],
    [['pods', 0, 'ifindex'], 0, 'pods[0].ifindex out-of-range'],
    [['pods', 0, 'mac'], '00:16:3e', 'pods[0].mac not-a-mac'],
    [['pods', 0, 'veth'], 'a-name-that-is-too-long', 'pods[0].veth too-long'],
    [['pods', 0, 'veth'], 'eth1', 'pods[0].veth duplicate'],
    [['pods', 1, 'colour'], 'red', 'pods[1].colour unknown-key'],
    [['pods', 1, 'listen', 0, 'port'], 0, 'pods[1].listen[0].port out-of-range'],
    [['pods'], {}, 'pods wrong-type'],
    [['vswitches'], [], 'vswitches too-few'],
    [['nodes', 0, 'vswitch'], 'vsw-9', 'nodes[0].vswitch unknown-reference'],
    [['nodes', 0, 'enis', 0, 'dev'], 'eth3', 'nodes[0].enis[0].dev first-eni'],
    [['nodes', 0, 'enis', 1, 'dev'], 'eth0', 'nodes[0].enis[1].dev duplicate'],
    [['nodes', 0, 'rpFilter'], { all: 3 }, 'nodes[0].rpFilter.all not-one-of'],
    [['vswitches', 0, 'cidr'], '10.0.1.0/33', 'vswitches[0].cidr not-a-prefix'],
    [['vswitches', 0, 'cidr'], '10.0.1.1/24', 'vswitches[0].cidr host-bits-set'],
    [['vswitches', 1, 'cidr'], '10.0.0.0/17', 'vswitches[1].cidr overlaps'],
    [['vswitches', 0, 'gateway'], '10.0.9.1', 'vswitches[0].gateway outside'],
    [['services', 0, 'endpoints'], { pods: ['gone'] }, 'services[0].endpoints.pods[0] unknown-reference'],
    [['services', 0, 'clusterIP'], '192.168.2.253', 'services[1].clusterIP duplicate'],
    [['services', 0, 'ports', 0, 'port'], 70_000, 'services[0].ports[0].port out-of-range'],
    [['services', 0, 'externalTrafficPolicy'], 'local', 'services[0].externalTrafficPolicy not-one-of'],
    [['clients', 0, 'ip'], '10.0.9.9', 'clients[0].ip inside-vpc'],
    [['services', 1, 'ports', 0, 'nodePort'], 31_080, 'services[1].ports[0].nodePort duplicate'],
    [['services', 0, 'endpoints'], { pods: [h4jtf.name, h4jtf.name] }, 'services[0].endpoints.pods[1] duplicate'],
    [['slb', 'listeners', 0, 'vip'], '::1', 'slb.listeners[0].vip not-an-address'],
    [['slb', 'listeners', 0, 'vip'], '10.0.3.58', 'slb.listeners[0].vip duplicate'],
    [['slb', 'listeners', 0, 'backends', 1, 'ip'], '10.0.3.77', 'slb.listeners[0].backends[1].ip unknown-reference'],
    [['networkPolicies'], [1, 2].map(() => ({ name: 'p', pods: [] })), 'networkPolicies[1].name duplicate'],
    [
      ['nodes', 0, 'enis'],
      ['eth0', 'eth1', 'eth2', 'eth3', 'eth4'].map((dev) => ({ dev })),
      'nodes[0].enis too-many-enis',
    ],
    [['terway', 'release'], '9.9', 'terway.release not-one-of'],
    [['kubeProxy', 'mode'], 'userspace', 'kubeProxy.mode not-one-of'],
    [['vpc'], undefined, 'vpc missing'],
  ] as const)('finds the spot: %s = %j', (path, put, expected) => {
    expect(spoilt(path, put)).toContain(expected)
  })

  it('refuses a vSwitch that lies outside the VPC', () => {
    expect(spoilt(['vpc'], '172.16.0.0/16')).toContain('vswitches[0].cidr outside')
  })

  it("takes a hostNetwork pod at its node's address only, and keeps what a Service may have besides", () => {
    const { ip, ...rest } = h4jtf
    const pods = [h5wnp, { ...rest, hostNetwork: true, eni: 'eth0', ip: node3_49.ip }, kxwdb]
    const services = whole.services.map((service, at) =>
      at === 0 ? { ...service, externalIPs: [ip], sourceRanges: [whole.vpc] } : service,
    )
    const topology: Topology = { ...whole, pods, services, slb: null }
    const written = JSON.parse(JSON.stringify(topologyToJson(topology))) as unknown
    expect(check(written)).toEqual({ ok: true, value: topology })
    expect(problemsOf(jsonAt(written, ['pods', 1, 'ip'], '10.0.3.58'))).toContain('pods[1] host-network')
  })

  it('accepts every topology that the types allow: schema and types say the same', () => {
    expectTypeOf<ReadonlyDeep<v.InferOutput<typeof topologySchema>>>().toEqualTypeOf<ReadonlyDeep<Topology>>()
  })

  it.each([null, undefined, 7, 'text', [], Symbol('x'), () => 1])('refuses %o', (value) => {
    expect(check(value).ok).toBe(false)
  })

  it('does not change what it judges', () => {
    const before = JSON.stringify(json)
    check(json)
    expect(JSON.stringify(json)).toBe(before)
  })

  const podsOf = (count: number, type: string) => {
    const nodes = [{ ...node1_82, instanceType: type }]
    const pods = Array.from({ length: count }, (_, n) => ({
      ...h5wnp,
      name: `p${n}`,
      ifindex: n + 20,
      ip: ipv4FromNumber(h5wnp.ip + n),
    }))
    return problemsOf(JSON.parse(JSON.stringify(topologyToJson(article({ nodes, pods })))))
  }
  it('an ENI has as many addresses as its instance type gives it; a type that is not known is not judged', () => {
    expect(podsOf(15, 'ecs.g7.xlarge')).toEqual([])
    expect(podsOf(16, 'ecs.g7.xlarge')).toEqual(['nodes[0].enis[1] too-many-addresses'])
    expect(podsOf(60, 'ecs.of-tomorrow')).toEqual([])
    expect(podsOf(60, 'ecs.g7.2xlarge'), 'known from hearsay').toEqual([])
  })

  it('points out a Service without endpoints and a listener without backends, and accepts both', () => {
    const lonely = jsonAt(
      jsonAt(json, ['services', 0, 'endpoints'], { selector: { app: 'nobody' } }),
      ['slb', 'listeners', 0, 'backends'],
      [],
    )
    expect(problemsOf(lonely)).toEqual([])
    const read = readTopology(lonely)
    expect(read.ok && read.value.notes.map(({ code, severity, object }) => [code, severity, object])).toEqual([
      ['no-endpoints', 'note', { kind: 'service', name: 'nginx' }],
      ['no-backends', 'note', { kind: 'listener', name: '10.0.3.62:80/TCP' }],
    ])
  })

  it('points out a policy that names nobody', () => {
    const policy = { name: 'p', pods: ['gone'], egress: [{ peers: [{ pods: [h5wnp.name, 'prod/gone'] }] }] }
    const read = readTopology(jsonAt(json, ['networkPolicies'], [policy]))
    expect(read.ok && read.value.notes.map(({ code, path }) => `${pathText(path)} ${code}`)).toEqual([
      'networkPolicies[0].pods[0] selects-nobody',
      'networkPolicies[0].egress[0].peers[0].pods[1] selects-nobody',
    ])
  })

  it('reads a topology with errors as it was written, and says so', () => {
    const read = readTopology(jsonAt(json, ['pods', 1, 'ip'], '10.0.1.58'))
    expect(read.ok && formatIpv4(must(read.value.topology.pods[1], 'a pod').ip)).toBe('10.0.1.58')
    expect(read.ok && read.value.problems.map(({ code }) => code)).toContain('outside')
    expect(read.ok && judge(read.value.topology).problems.map(({ code }) => code)).toContain('outside')
  })

  it.each([
    [['pods', 1, 'name'], 'Nginx_1', 'not-a-name'],
    [['pods', 1, 'listen', 0, 'port'], 70_000, 'out-of-range'],
    [['pods', 0, 'veth'], 'a-name-that-is-too-long', 'too-long'],
    [['services', 0, 'ports'], [], 'too-few'],
    [['pods', 0, 'labels'], { 'no key': 'x' }, 'not-a-name'],
  ] as const)('reads a value that no thing may have as it was written, and says so: %s = %j', (path, put, code) => {
    const written = jsonAt(json, path, put)
    const read = readTopology(written)
    expect(read.ok && read.value.problems.map((problem) => problem.code)).toContain(code)
    expect(read.ok && JSON.parse(JSON.stringify(topologyToJson(read.value.topology)))).toEqual(written)
    expect(check(written).ok).toBe(false)
  })

  it.each(['constructor', '__proto__', 'prototype'])('the label %s is refused, not left out', (key) => {
    const written = jsonAt(json, ['pods', 0, 'labels'], JSON.parse(`{"app": "x", "${key}": "y"}`))
    expect(readTopology(written).ok).toBe(false)
    expect(problemsOf(written)).toEqual([`pods[0].labels.${key} not-a-name`])
  })

  it('what an edit brings in is told; what was wrong before is not held against it', () => {
    const before = jsonAt(jsonAt(json, ['pods', 0, 'name'], 'Bad_0'), ['pods', 1, 'name'], 'Bad_1')
    const read = readTopology(before)
    const { topology } = must(read.ok ? read.value : null, 'a topology')
    const named = (name: string): Topology => ({
      ...topology,
      pods: topology.pods.map((pod, at) => (at === 0 ? { ...pod, name } : pod)),
    })
    expect(broughtIn(topology, named('good'))).toEqual([])
    expect(broughtIn(topology, { ...topology, pods: topology.pods.slice(1) })).toEqual([])
    expect(broughtIn(topology, named('Bad_2')).map(({ code, path }) => `${pathText(path)} ${code}`)).toEqual([
      'pods[0].name not-a-name',
    ])
    // Another thing with the same bad name is one more.
    expect(broughtIn(topology, named('Bad_1'))).toHaveLength(1)
  })

  it.each([
    [['vswitches', 0, 'cidr'], '10.0.1.1/24', { kind: 'vswitch', name: 'vsw-1' }],
    [['nodes', 0, 'ip'], 'x', { kind: 'node', name: node1_82.name }],
    [['nodes', 1, 'enis', 1, 'dev'], 'x', { kind: 'eni', name: `${node3_49.name}/x` }],
    [['pods', 1, 'node'], 'nowhere', { kind: 'pod', name: h4jtf.name }],
    [['pods', 1, 'namespace'], 'prod', { kind: 'service', name: 'nginx' }],
    [['clients', 0, 'ip'], '10.0.9.9', { kind: 'client', name: 'client' }],
    [['slb', 'listeners', 0, 'port'], 0, { kind: 'listener', name: '10.0.3.62:0/TCP' }],
    [['slb', 'id'], '', { kind: 'slb', name: '' }],
    [['kubeProxy', 'mode'], 'x', null],
  ] as const)('names the object: %s = %j', (path, put, object) => {
    const result = check(jsonAt(json, path, put))
    expect(result.ok ? [] : result.error.map((problem) => problem.object)).toContainEqual(object)
  })

  it('lists at most fifty problems', () => {
    const pods = Array.from({ length: 500 }, () => ({ name: 1 }))
    expect(problemsOf(jsonAt(json, ['pods'], pods)).length).toBe(50)
  })

  it('a bare name that two namespaces have is ambiguous in a policy, and the sentence says what to say', () => {
    const twin = { ...h4jtf, namespace: 'kube-system', ip: ipv4('10.0.3.59') }
    const policy = (name: string) => ({
      ...whole,
      pods: [...whole.pods, twin],
      networkPolicies: [{ name: 'p', pods: [h5wnp.name], ingress: [{ peers: [{ pods: [h5wnp.name, name] }] }] }],
    })
    const bare = check(topologyToJson(policy(h4jtf.name)))
    expect(bare.ok ? [] : bare.error.map((problem) => problemText(problem, en))).toEqual([
      `networkPolicies[0].ingress[0].peers[0].pods[1]: ${h4jtf.name} may be several pods: say kube-system/${h4jtf.name}.`,
    ])
    expect(problemsOf(topologyToJson(policy(`kube-system/${h4jtf.name}`)))).toEqual([])
    expect(problemsOf(topologyToJson(policy(`a/b/${h4jtf.name}`)))).toEqual([
      'networkPolicies[0].ingress[0].peers[0].pods[1] not-a-name',
    ])
  })
})
