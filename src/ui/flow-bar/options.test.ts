import { describe, expect, it } from 'vitest'
import { scenarioById } from '../../scenarios'
import { moreLinks } from '../../scenarios/more'
import { formatIpv4, type FlowChoice, ipv4 } from '../../sim'
import { en } from '../../text/en'
import { flowEn } from '../../text/flow-en'
import { moreLinksEn } from '../../text/more-links-en'
import { pickerEn } from '../../text/picker-en'
import { pageEn } from '../../text/page-en'
import { endsOf } from './ends'
import { type Asks, askedBy, optionsFor, type PickerMode } from './options'
import type { PickerText } from './use-picker-text'

// Words of other parts of the page are not asked for here.
const text = { ...en, page: pageEn, flow: flowEn, picker: pickerEn } as PickerText
const { topology, flow } = scenarioById('s5').question
const current: FlowChoice = { from: flow.from, to: flow.to, protocol: flow.protocol }

const rows = (mode: PickerMode, typed: string) =>
  optionsFor(mode, typed, topology, text).flatMap(({ kind, options }) =>
    options.map(({ name, detail, address }) => [kind, name, detail, address].filter((part) => part !== '').join(' | ')),
  )
const asks = (mode: PickerMode, typed: string, row: number | 'typed' = 0): string => {
  const option =
    row === 'typed' ? undefined : optionsFor(mode, typed, topology, text).flatMap(({ options }) => options)[row]
  const by: Asks = option?.asks ?? { kind: 'typed' }
  if (by.kind === 'scenario') return by.id
  const asked = askedBy(mode, by, typed, current, topology)
  if (!asked.ok) return asked.error.code
  const { from, to, protocol } = asked.value
  return `${from.name.slice(-5)} > ${formatIpv4(to.ip)}:${to.port} ${protocol}`
}

describe('the rows of the picker', () => {
  it('are the whole cluster, grouped, before anything is typed', () => {
    expect(rows('from', '')).toEqual([
      'pod | centos-67756b6dc8-h5wnp | 10.0.1.91',
      'pod | nginx-7d6877d777-h4jtf | 10.0.3.58',
      'node | cn-hongkong.10.0.1.82 | ECS1 | 10.0.1.82',
      'node | cn-hongkong.10.0.3.49 | ECS2 | 10.0.3.49',
    ])
    expect(rows('to', '').slice(0, 4)).toEqual([
      'service | nginx | ExternalIP, Local | 10.0.3.62:80',
      'service | nginx1 | ExternalIP, Cluster | 10.0.3.63:80',
      'service | nginx | ClusterIP | 192.168.2.115:80',
      'service | nginx1 | ClusterIP | 192.168.2.253:80',
    ])
  })

  it('narrow as one types, by name, kind of address or address; the last one takes the text', () => {
    expect(rows('to', '10.0.3.6')).toEqual([
      'service | nginx | ExternalIP, Local | 10.0.3.62:80',
      'service | nginx1 | ExternalIP, Cluster | 10.0.3.63:80',
      'address | use 10.0.3.6 as typed',
    ])
    expect(rows('to', 'nodeport cluster')).toHaveLength(2)
    expect(rows('to', 'H4JTF')).toEqual(['pod | nginx-7d6877d777-h4jtf | 10.0.3.58'])
    expect(rows('to', '１０。０。３。６３')).toEqual([
      'service | nginx1 | ExternalIP, Cluster | 10.0.3.63:80',
      'address | use 10.0.3.63 as typed',
    ])
    expect(rows('to', 'nobody')).toEqual([])
  })

  it('find has scenarios and more links too', () => {
    expect(rows('find', 'hairpin')).toEqual([`more | ${moreLinksEn.m7.title}`])
    expect(asks('find', 'hairpin')).toBe('m7')
    expect(rows('find', 'policy local')).toContain(`scenario | ${en.scenario.s6.title} | 6`)
  })

  it('a whole flow is the first row', () => {
    expect(rows('to', '10.0.1.82 10.0.3.58 81')).toEqual(['flow | cn-hongkong.10.0.1.82 → 10.0.3.58:81 TCP'])
    expect(asks('from', '10.0.1.82 10.0.3.58 81')).toBe('.1.82 > 10.0.3.58:81 TCP')
  })
})

describe('what a row asks for', () => {
  it.each<[PickerMode, string, number | 'typed', string]>([
    ['from', 'h4jtf', 0, 'h4jtf > 10.0.3.63:80 TCP'],
    ['from', '10.0.3.49', 'typed', '.3.49 > 10.0.3.63:80 TCP'],
    ['from', '10.9.9.9', 'typed', 'source'],
    ['to', 'nginx clusterip', 0, 'h5wnp > 192.168.2.115:80 TCP'],
    ['to', 'nginx1:81', 0, 'h5wnp > 10.0.3.63:81 TCP'],
    ['to', 'nginx1:99999', 0, 'port'],
    ['to', '172.16.5.20', 'typed', 'h5wnp > 172.16.5.20:80 TCP'],
    ['to', '172.16.5.20:8080', 'typed', 'h5wnp > 172.16.5.20:8080 TCP'],
    ['to', '10.0.3', 'typed', 'address'],
    ['to', '10.0.3.62:0', 'typed', 'port'],
    ['to', 'nobody', 'typed', 'target'],
    ['to', '', 'typed', 'empty'],
    ['find', 'x y z q', 'typed', 'target'],
  ])('%s %j, row %s: %s', (mode, typed, row, expected) => {
    expect(asks(mode, typed, row)).toBe(expected)
  })
})

describe('the ends of a flow', () => {
  const said = (to: string, port: number, protocol: FlowChoice['protocol'] = 'TCP', of = topology) => {
    const {
      to: end,
      port: at,
      asked,
    } = endsOf({ topology: of, flow: { ...flow, to: { ip: ipv4(to), port }, protocol } }, text)
    return [end.name, end.address, at.protocol, at.number, asked]
  }
  it.each([
    [said('10.0.3.63', 80), ['nginx1 ExternalIP', '10.0.3.63', 'TCP', 80, '10.0.3.63:80']],
    [said('10.0.1.82', 31_081), ['nginx1 NodePort', '10.0.1.82', 'TCP', 31_081, '10.0.1.82:31081']],
    [said('10.0.1.82', 22), ['ECS1', '10.0.1.82', 'TCP', 22, '10.0.1.82:22']],
    [said('10.0.3.58', 0, 'ICMP'), ['nginx…h4jtf', '10.0.3.58', 'ping', null, '10.0.3.58']],
    [said('8.8.8.8', 53, 'UDP'), ['8.8.8.8', '', 'UDP', 53, '8.8.8.8:53']],
  ])('%j', (found, expected) => {
    expect(found).toEqual(expected)
  })

  it('all of more links', () => {
    for (const { id, question } of moreLinks) {
      const { from, to } = endsOf(question, text)
      expect(from.address, id).not.toBe('')
      expect(to.name, id).not.toBe('')
    }
  })
})
