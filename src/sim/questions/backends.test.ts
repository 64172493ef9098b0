/*! All backends at once: shares, picks, and what is said of them. */
import { describe, expect, it } from 'vitest'
import { must } from '../../base/assert'
import { questionOf, scenarioById } from '../../scenarios'
import { en } from '../../text/en'
import { backendsText } from '../../text/question-words'
import { plainText } from '../../text/rich'
import {
  allBackends,
  backendsIn,
  backendsOf,
  formatIpv4,
  ipv4,
  type KubeProxySpec,
  type Question,
  simulate,
  type Topology,
} from '..'
import type { RealServer } from '../kernel/ipvs'
import { sourceHash } from '../kernel/ipvs'

/** S5's cluster with a second and third nginx beside the client, asked at nginx1's ClusterIP. */
function three(proxy: Partial<KubeProxySpec>, change: (topology: Topology) => Topology = (same) => same): Question {
  const { topology, flow } = questionOf(scenarioById('s5'), {})
  const nginx = must(
    topology.pods.find(({ ip }) => ip === ipv4('10.0.3.58')),
    'the nginx pod',
  )
  const client = must(
    topology.pods.find(({ ip }) => ip === ipv4('10.0.1.91')),
    'the client',
  )
  const more = ['10.0.1.104', '10.0.1.105'].map((ip, index) => ({
    name: `nginx-${index}`,
    node: client.node,
    eni: 'eth1',
    ip: ipv4(ip),
    labels: { app: 'nginx' },
    listen: nginx.listen ?? [],
  }))
  const pods = [...topology.pods, ...more]
  const endpoints = { pods: [nginx.name, ...more.map(({ name }) => name)] }
  const grown: Topology = {
    ...topology,
    pods,
    services: topology.services.map((service) => ({ ...service, endpoints })),
    kubeProxy: { ...topology.kubeProxy, ...proxy },
  }
  return { topology: change(grown), flow: { ...flow, to: { ip: ipv4('192.168.2.253'), port: 80 }, backend: null } }
}

const shares = (question: Question): string[] =>
  backendsOf(question)
    .map(({ address, share }) => `${formatIpv4(address)} ${share.toFixed(3)}`)
    .toSorted()

const THIRDS = ['10.0.1.104 0.333', '10.0.1.105 0.333', '10.0.3.58 0.333']
const said = (question: Question): string => plainText(must(backendsText(allBackends(question), en), 'a sentence'))

describe('shares', () => {
  it.each(['rr', 'wrr', 'lc'] as const)('IPVS %s with equal weights: one third each', (scheduler) =>
    expect(shares(three({ scheduler }))).toEqual(THIRDS),
  )
  it.each(['1.20', '1.28'] as const)('iptables %s: 1/3, then 1/2 of the rest, then the rest', (release) =>
    expect(shares(three({ mode: 'iptables', release }))).toEqual(THIRDS),
  )
  it('nftables: numgen', () => expect(shares(three({ mode: 'nftables', release: '1.33' }))).toEqual(THIRDS))
  it('S7: the SLB', () => expect(shares(scenarioById('s7').question)).toEqual(['10.0.1.29 0.500', '10.0.3.58 0.500']))
  it.each([
    ['ipvs', '1.20'],
    ['iptables', '1.28'],
    ['nftables', '1.33'],
  ] as const)('ClientIP affinity in %s mode: always the same one', (mode, release) => {
    const question = three({ mode, release }, (topology) => ({
      ...topology,
      services: topology.services.map((service) => ({ ...service, affinitySeconds: 10_800 })),
    }))
    expect(
      shares(question)
        .map((line) => line.slice(-5))
        .toSorted(),
    ).toEqual(['0.000', '0.000', '1.000'])
    expect(allBackends(question).choice?.manner).toEqual({ kind: 'always', by: 'affinity' })
    // Another client's first connection may go there, so the run with that pick exists.
    expect(backendsOf(question).every(({ run }) => run !== null)).toBe(true)
  })
  it('a run that exists already is not asked again for what it has', () => {
    const { topology, flow } = three({})
    const run = simulate(topology, flow)
    const { backends } = backendsIn(run)
    expect(backends.map(({ share }) => share)).toEqual([1 / 3, 1 / 3, 1 / 3])
    expect(backends.every((backend) => backend.run?.world === run.world)).toBe(true)
  })
  it('a flow that nothing balances has no backends', () => {
    expect(allBackends(scenarioById('s3').question)).toEqual({ choice: null, backends: [] })
    expect(backendsOf(scenarioById('s6').question)).toEqual([])
  })
})

describe('scheduler sh', () => {
  const real = (addr: string, weight = 1): RealServer => ({
    kind: 'real-server',
    netns: null,
    by: { plane: 'kube-proxy', object: 'test' },
    addr: ipv4(addr),
    port: 80,
    forward: 'Masq',
    weight,
  })
  const chosen = (reals: readonly RealServer[], client: string): string | null => {
    const found = sourceHash(reals, ipv4(client))
    return found && formatIpv4(found.addr)
  }
  // The kernel's list has the server that was added last in front.
  it('takes what a kernel took in the recording opt-scheduler-sh', () =>
    expect(chosen([real('10.0.3.58'), real('10.0.1.104')], '10.0.1.91')).toBe('10.0.3.58'))
  it('another client may get another one, and always the same', () => {
    const reals = [real('10.0.3.58'), real('10.0.1.104')]
    const taken = Array.from({ length: 40 }, (_, i) => chosen(reals, `10.0.1.${i + 1}`))
    expect(new Set(taken).size).toBe(2)
    expect(Array.from({ length: 40 }, (_, i) => chosen(reals, `10.0.1.${i + 1}`))).toEqual(taken)
  })
  it('fills its table by weight, and weight 0 gives the bucket of nobody', () => {
    const clients = Array.from({ length: 2000 }, (_, i) => `10.${i >> 8}.${i & 255}.7`)
    const heavy = clients.filter((c) => chosen([real('10.0.3.58', 3), real('10.0.1.104')], c) === '10.0.3.58').length
    expect(heavy / clients.length).toBeCloseTo(0.75, 1)
    expect(clients.some((c) => chosen([real('10.0.3.58', 0), real('10.0.1.104')], c) === null)).toBe(true)
    expect(chosen([], '10.0.1.91')).toBe(null)
  })
})

describe('what is said', () => {
  it('2 of 3 connections arrive', () => {
    const question = three({}, (topology) => ({
      ...topology,
      pods: topology.pods.map((pod) => (pod.ip === ipv4('10.0.3.58') ? { ...pod, listen: [] } : pod)),
    }))
    expect(said(question)).toBe('2 of 3 connections arrive. 10.0.3.58 is refused at Pod2.')
  })
  it('all, one, and always', () => {
    expect(said(three({}))).toBe('All 3 backends are reached.')
    expect(said(scenarioById('s4').question)).toBe('The only backend is reached.')
    expect(said(three({ scheduler: 'sh' }))).toMatch(
      /^Always 10\.0\.[13]\.\d+: the scheduler picks by the client's address\.$/,
    )
  })
  it('a share as a person says it', () =>
    expect([0, 1, 1 / 3, 0.5, 0.375].map((share) => en.question.backends.share({ share }))).toEqual([
      'never',
      'always',
      '1 in 3',
      '1 in 2',
      '37.5 %',
    ]))
})
