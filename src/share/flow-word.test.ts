import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scenarios } from '../scenarios'
import { moreLinks } from '../scenarios/more'
import { type FlowChoice, formatIpv4, ipv4, sourcesOf, targetsOf } from '../sim'
import { flowOfWord, flowWord } from './flow-word'

const { topology } = scenarios.find(({ id }) => id === 's5')!.question
const from = { kind: 'pod', name: 'centos-67756b6dc8-h5wnp' } as const
const flow = (ip: string, port: number, protocol: FlowChoice['protocol'] = 'TCP'): FlowChoice => ({
  from,
  to: { ip: ipv4(ip), port },
  protocol,
})

/** Any code units, lone surrogates too. */
const anything = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 })
  .map((codes) => String.fromCharCode(...codes))

describe('the word of a flow', () => {
  it.each([
    [flow('10.0.3.63', 80), 'f-p0-s1l-80'],
    [flow('192.168.2.115', 80), 'f-p0-s0-80'],
    [flow('10.0.3.58', 53, 'UDP'), 'f-p0-p1-u53'],
    [flow('10.0.3.49', 0, 'ICMP'), 'f-p0-n1-ping'],
    [{ ...flow('10.0.3.49', 0, 'ICMP'), ttl: 3 }, 'f-p0-n1-ping-t3'],
    [{ ...flow('10.0.3.63', 80), ttl: 255 }, 'f-p0-s1l-80-t255'],
    [flow('172.16.5.20', 65_535), 'f-p0-aac100514-65535'],
    [flow('0.0.0.1', 1), 'f-p0-a00000001-1'],
  ])('%j is %s', (choice, word) => {
    expect(flowWord(choice, topology)).toBe(word)
    expect(flowOfWord(word, topology)).toEqual({ ok: true, value: choice })
  })

  it('a pod of a name that two namespaces have is told from the other', () => {
    const [pod] = topology.pods
    const twins = { ...topology, pods: [...topology.pods, { ...pod!, namespace: 'other', ip: ipv4('10.0.1.99') }] }
    const choice = { ...flow('10.0.3.63', 80), from: { kind: 'pod', name: `other/${pod!.name}` } } as const
    const word = `f-p${topology.pods.length}-s1l-80`
    expect(flowWord(choice, twins)).toBe(word)
    expect(flowOfWord(word, twins)).toEqual({ ok: true, value: choice })
  })

  it.each([
    ['f-', 'cut', 2],
    ['f-p', 'cut', 3],
    ['f-p0', 'cut', 4],
    ['f-p0-', 'cut', 5],
    ['f-p0-s', 'cut', 6],
    ['f-p0-a0a00', 'cut', 10],
    ['f-p0-s1', 'cut', 7],
    ['f-p0-s1-', 'cut', 8],
    ['f-p0-s1-pi', 'cut', 10],
    ['f-p0-s1-u', 'cut', 9],
    ['f-x0-s1-80', 'flow', 2],
    ['f-p00-s1-80', 'flow', 2],
    ['f-s0-s1-80', 'flow', 2],
    ['f-p0-q1-80', 'flow', 5],
    ['f-p0-p1l-80', 'flow', 5],
    ['f-p0-s1-0', 'flow', 8],
    ['f-p0-s1-080', 'flow', 8],
    ['f-p0-s1-65536', 'flow', 8],
    ['f-p0-s1-80-1', 'flow', 8],
    ['f-p0-s1-80-', 'cut', 11],
    ['f-p0-s1-80-t', 'cut', 12],
    ['f-p0-s1-80-t0', 'flow', 8],
    ['f-p0-s1-80-t256', 'flow', 8],
    ['f-p0-s1-80-t3-1', 'flow', 8],
    ['f-p9-s1-80', 'end', 2],
    ['f-p0-s9-80', 'end', 5],
    ['f-p0-s1x-80', 'end', 5],
  ])('%s: %s', (word, code, at) => {
    expect(flowOfWord(word, topology)).toMatchObject({ ok: false, error: { code, at } })
  })

  it('gives back every flow between everything that a cluster has, in 21 characters at most', () => {
    for (const { question } of [...scenarios, ...moreLinks.slice(0, 1)]) {
      const cluster = question.topology
      for (const source of sourcesOf(cluster)) {
        for (const target of targetsOf(cluster)) {
          for (const protocol of ['TCP', 'UDP', 'ICMP'] as const) {
            const { kind, name } = source
            const port = protocol === 'ICMP' ? 0 : 65_535
            const choice: FlowChoice = { from: { kind, name }, to: { ip: target.ip, port }, protocol }
            const word = flowWord(choice, cluster)
            expect(word.length).toBeLessThanOrEqual(22)
            expect(flowOfWord(word, cluster), `${word} ${formatIpv4(target.ip)}`).toEqual({ ok: true, value: choice })
          }
        }
      }
    }
  })

  it('is total', () => {
    const words = fc.array(
      fc.constantFrom(
        'f',
        'p0',
        's1l',
        'n',
        'a0a000301',
        '80',
        'u',
        'ping',
        '__proto__',
        'constructor',
        '',
        '0',
        '99999999',
      ),
      { maxLength: 7 },
    )
    fc.assert(fc.property(words, (list) => void flowOfWord(`f-${list.join('-')}`, topology)))
    fc.assert(fc.property(anything, (text) => void flowOfWord(text, topology)))
  })
})
