import { describe, expect, it } from 'vitest'
import { must } from '../../../base/assert'
import { ipv4 } from '../../net/ip'
import type { NetnsId } from '../row'
import {
  type ChainContext,
  type ChainRule,
  compileChains,
  type Hit,
  type Match,
  runChain,
  type Target,
} from './iptables'
import { type IpsetMember, type IpsetType, makeIpsetIndex, sidesOf, testIpset } from './ipset'

const netns = 'node:test' as NetnsId
const by = { plane: 'kube-proxy', object: 'test' } as const

const rule = (chain: string, matches: readonly Match[], target: Target): ChainRule => ({
  kind: 'chain-rule',
  netns,
  by,
  table: 'nat',
  chain,
  matches,
  target,
})
const member = (
  ip: string | null,
  port: number | null,
  proto: 'TCP' | 'UDP' = 'TCP',
  ip2: string | null = null,
): IpsetMember => ({
  kind: 'ipset-member',
  netns,
  by,
  set: 'S',
  ip: ip === null ? null : ipv4(ip),
  proto,
  port,
  ip2: ip2 === null ? null : ipv4(ip2),
  net: null,
})
const setOf = (type: IpsetType, ...members: IpsetMember[]) =>
  makeIpsetIndex({ kind: 'ipset', netns, by, name: 'S', type, members })

const packet = (dst: string, dport: number, proto: 'TCP' | 'UDP' = 'TCP') => ({
  proto,
  src: ipv4('10.0.1.91'),
  dst: ipv4(dst),
  sport: 40001,
  dport,
})

function run(rules: readonly ChainRule[], mark = 0, sets = new Map<string, ReturnType<typeof setOf>>()) {
  const context: ChainContext = {
    tuple: packet('10.0.3.63', 80),
    mark,
    ctMark: 0,
    ctState: 'NEW',
    iif: '',
    oif: '',
    virtual: null,
    pick: null,
    seen: [],
    netns: 'node:test',
    isLocal: (ip) => ip === ipv4('10.0.3.63'),
  }
  const hits: Hit[] = []
  const verdict = runChain(must(compileChains(rules, 'nat', sets).get('OUTPUT'), 'the chain'), context, hits)
  return { verdict: verdict.kind, mark: context.mark, hits: hits.map((h) => h.rule.chain) }
}

describe('a chain', () => {
  const jump = (chain: string): Target => ({ kind: 'jump', chain })
  const orMark: Target = { kind: 'mark', value: 0x4000, mask: 0x4000 }

  it('goes on after a jump whose chain returns, and after MARK', () => {
    const out = run([
      rule('OUTPUT', [], jump('A')),
      rule('OUTPUT', [], { kind: 'drop' }),
      rule('A', [], orMark),
      rule('A', [], { kind: 'return' }),
      rule('A', [], { kind: 'accept' }),
    ])
    expect(out).toEqual({ verdict: 'drop', mark: 0x4000, hits: ['OUTPUT', 'A', 'A', 'OUTPUT'] })
  })
  it('ACCEPT in a chain that was jumped to ends the hook', () =>
    expect(
      run([rule('OUTPUT', [], jump('A')), rule('OUTPUT', [], { kind: 'drop' }), rule('A', [], { kind: 'accept' })])
        .verdict,
    ).toBe('accept'))
  it('--set-xmark 0x4000/0x0 flips the bit, --set-xmark 0x4000/0x4000 sets it', () => {
    expect(run([rule('OUTPUT', [], { kind: 'mark', value: 0x4000, mask: 0 })], 0x4010).mark).toBe(0x10)
    expect(run([rule('OUTPUT', [], orMark)], 0x10).mark).toBe(0x4010)
  })
  it('falls off its end into ACCEPT', () =>
    expect(run([rule('OUTPUT', [{ kind: 'protocol', proto: 'UDP' }], { kind: 'drop' })]).verdict).toBe('accept'))
  it('a jump without a target chain, or a loop of chains, ends', () => {
    expect(run([rule('OUTPUT', [], jump('NOWHERE'))]).verdict).toBe('accept')
    expect(run([rule('OUTPUT', [], jump('A')), rule('A', [], jump('A'))]).verdict).toBe('accept')
  })
  it('a rule whose set does not exist matches nothing', () =>
    expect(
      run([
        rule('OUTPUT', [{ kind: 'set', set: 'GONE', dims: ['dst', 'dst'], negate: false }], { kind: 'drop' }),
        rule('OUTPUT', [], orMark),
      ]),
    ).toEqual({ verdict: 'accept', mark: 0x4000, hits: ['OUTPUT'] }))
  it('names the set member that matched', () => {
    const sets = new Map([['S', setOf('hash:ip,port', member('10.0.3.63', 80))]])
    expect(
      run([rule('OUTPUT', [{ kind: 'set', set: 'S', dims: ['dst', 'dst'], negate: false }], { kind: 'drop' })], 0, sets)
        .verdict,
    ).toBe('drop')
  })
  it('asks addrtype of this host', () =>
    expect(run([rule('OUTPUT', [{ kind: 'addrtype', side: 'dst', negate: false }], { kind: 'drop' })]).verdict).toBe(
      'drop',
    ))
})

describe('a set', () => {
  it('hash:ip,port asks address, protocol and port', () => {
    const set = setOf('hash:ip,port', member('10.0.3.63', 80))
    expect(testIpset(set, sidesOf(['dst', 'dst']), packet('10.0.3.63', 80))).not.toBeNull()
    expect(testIpset(set, sidesOf(['dst', 'dst']), packet('10.0.3.63', 81))).toBeNull()
    expect(testIpset(set, sidesOf(['dst', 'dst']), packet('10.0.3.63', 80, 'UDP'))).toBeNull()
    expect(testIpset(set, sidesOf(['src', 'dst']), packet('10.0.3.63', 80))).toBeNull()
  })
  it('hash:ip,port,ip asks the third dimension too (KUBE-LOOP-BACK)', () => {
    const set = setOf('hash:ip,port,ip', member('10.0.1.91', 80, 'TCP', '10.0.1.91'))
    expect(testIpset(set, sidesOf(['dst', 'dst', 'src']), packet('10.0.1.91', 80))).not.toBeNull()
    expect(testIpset(set, sidesOf(['dst', 'dst', 'dst']), packet('10.0.3.58', 80))).toBeNull()
  })
  it('bitmap:port and hash:ip', () => {
    expect(
      testIpset(setOf('bitmap:port', member(null, 31080)), sidesOf(['dst']), packet('10.0.1.82', 31080)),
    ).not.toBeNull()
    expect(
      testIpset(setOf('hash:ip', member('10.0.3.63', null)), sidesOf(['dst']), packet('10.0.3.63', 9)),
    ).not.toBeNull()
  })
})
