import { describe, expect, it } from 'vitest'
import { cidr, ipv4 } from '../net/ip'
import { decideGroups, type Judged, poolGroups, type SecurityGroup, type SecurityRule } from './security-group'

const base = { netns: null, by: { plane: 'cloud', object: 'test' } } as const

/** `in 1 accept TCP 80-443 10.0.0.0/16`, the peer a prefix or a group. */
function rule(group: string, text: string): SecurityRule {
  const [direction = '', priority = '', policy = '', proto = '', ports = '', peer = ''] = text.split(' ')
  const [from, to = from] = ports.split('-').map(Number)
  return {
    ...base,
    kind: 'security-rule',
    group,
    direction: direction === 'in' ? 'in' : 'out',
    priority: Number(priority),
    policy: policy === 'accept' ? 'accept' : 'drop',
    proto: proto === 'TCP' || proto === 'UDP' || proto === 'ICMP' ? proto : 'ALL',
    ports: ports === '*' || from === undefined || to === undefined ? null : { from, to },
    peer: peer.includes('/') ? { kind: 'cidr', cidr: cidr(peer) } : { kind: 'group', group: peer },
  }
}
const group = (id: string, type: SecurityGroup['type'], ...rules: readonly string[]): SecurityGroup => ({
  ...base,
  kind: 'security-group',
  id,
  type,
  innerAccess: type === 'basic',
  rules: rules.map((text) => rule(id, text)),
})
const packet = (peer: string, peerGroups: readonly string[] = [], port: number | null = 80): Judged => ({
  proto: port === null ? 'ICMP' : 'TCP',
  port,
  peer: ipv4(peer),
  peerGroups,
})
const said = (groups: readonly SecurityGroup[], direction: 'in' | 'out', judged: Judged): string => {
  const decision = decideGroups(poolGroups(groups), direction, judged)
  if (decision === null) return 'nobody'
  const { row } = decision
  const by = row.kind === 'security-rule' ? `rule ${row.priority} of ${row.group}` : `default of ${row.id}`
  return `${decision.accept ? 'accept' : 'drop'}, ${by}`
}

const POD = '10.0.3.58'

describe('security groups', () => {
  it.each([
    ['basic, a member', [group('a', 'basic')], 'in', packet(POD, ['a']), 'accept, default of a'],
    ['basic, a stranger', [group('a', 'basic')], 'in', packet(POD, ['b']), 'drop, default of a'],
    ['basic, out', [group('a', 'basic')], 'out', packet(POD), 'accept, default of a'],
    ['advanced, a member', [group('a', 'advanced')], 'in', packet(POD, ['a']), 'drop, default of a'],
    ['advanced, out', [group('a', 'advanced')], 'out', packet(POD), 'drop, default of a'],
    ['a health check', [group('a', 'advanced')], 'in', packet('100.64.1.9'), 'accept, default of a'],
    [
      'in a second basic group',
      [group('a', 'basic'), group('b', 'basic')],
      'in',
      packet(POD, ['b']),
      'accept, default of b',
    ],
    [
      'members do not let each other in',
      [{ ...group('a', 'basic'), innerAccess: false }],
      'in',
      packet(POD, ['a']),
      'drop, default of a',
    ],
    ['a rule', [group('a', 'basic', 'in 5 accept TCP 80 10.0.0.0/16')], 'in', packet(POD), 'accept, rule 5 of a'],
    ['another port', [group('a', 'basic', 'in 5 accept TCP 443 10.0.0.0/16')], 'in', packet(POD), 'drop, default of a'],
    [
      'another protocol',
      [group('a', 'basic', 'in 5 accept UDP 80 10.0.0.0/16')],
      'in',
      packet(POD),
      'drop, default of a',
    ],
    [
      'the other direction',
      [group('a', 'basic', 'out 5 accept TCP 80 10.0.0.0/16')],
      'in',
      packet(POD),
      'drop, default of a',
    ],
    [
      'a range of ports',
      [group('a', 'basic', 'in 5 accept TCP 79-81 10.0.0.0/16')],
      'in',
      packet(POD),
      'accept, rule 5 of a',
    ],
    [
      'an echo has no port',
      [group('a', 'basic', 'in 5 accept ALL 79-81 10.0.0.0/16')],
      'in',
      packet(POD, [], null),
      'accept, rule 5 of a',
    ],
    [
      'the peer is a group',
      [group('a', 'basic', 'in 5 accept ALL * b')],
      'in',
      packet(POD, ['b']),
      'accept, rule 5 of a',
    ],
    [
      'a rule goes before the default',
      [group('a', 'basic', 'in 9 drop ALL * 10.0.3.58/32')],
      'in',
      packet(POD, ['a']),
      'drop, rule 9 of a',
    ],
    [
      'the lower priority number first',
      [group('a', 'basic', 'in 2 drop ALL * 10.0.0.0/8', 'in 1 accept ALL * 10.0.0.0/8')],
      'in',
      packet(POD),
      'accept, rule 1 of a',
    ],
    [
      'drop before accept at equal priority, over all groups',
      [group('a', 'basic', 'in 1 accept ALL * 10.0.0.0/8'), group('b', 'basic', 'in 1 drop ALL * 10.0.0.0/8')],
      'in',
      packet(POD),
      'drop, rule 1 of b',
    ],
    ['no group', [], 'in', packet(POD), 'nobody'],
  ] as const)('%s', (_name, groups, direction, judged, expected) => {
    expect(said(groups, direction, judged)).toBe(expected)
  })
})
