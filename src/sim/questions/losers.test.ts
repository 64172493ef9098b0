/*! Why this row and not that, on the article's scenarios. */
import { describe, expect, it } from 'vitest'
import { must } from '../../base/assert'
import { questionOf, type ScenarioId, scenarioById, scenarios, variantsOf } from '../../scenarios'
import { applyEdits, cidr, type Run, type SecurityRuleSpec, showRow, simulate, stepsOf } from '..'
import { type Loser, losersOf } from './losers'
import { replaysOf } from './losers-chain'
import { lookUpOf } from './look-up'
import { visitOf } from './visit'

const run = (id: ScenarioId, variant = {}): Run => {
  const { topology, flow } = questionOf(scenarioById(id), variant)
  return simulate(topology, flow)
}

const at = (r: Run, kind: string, nth = 0): number =>
  must(stepsOf(r.trace).flatMap(({ event }, index) => (event.kind === kind ? [index] : []))[nth], kind)

const text = ({ row, next, reason }: Loser): string =>
  `${showRow(row).replace('\t', ' ')} | ${reason.kind}${next ? ' (next)' : ''}`

describe('losers of a routing look-up', () => {
  it('S4, OUTPUT: routed again under Terway ≤ 1.4.1: rule 2048 wants iif cali…, the look-up has iif lo', () => {
    const r = run('s4')
    const losers = losersOf(r, at(r, 'output'))
    const rule = must(
      losers.find(({ row }) => row.kind === 'rule' && row.priority === 2048 && row.from?.length === 32),
      'rule 2048',
    )
    expect(rule.reason).toEqual({ kind: 'iif', wants: 'cali44ae9fbceeb', has: 'lo' })
    expect(rule.against?.kind).toBe('rule')
    // It fits in part, so it stands before the rules that are for other pods.
    expect(
      losers
        .filter(({ reason }) => reason.kind === 'from' || reason.kind === 'to')
        .map((l) => losers.indexOf(l))
        .every((i) => i > losers.indexOf(rule)),
    ).toBe(true)
  })
  it('S4 under newer Terway: 2048 wins, and main would be next', () => {
    const r = run('s4', { releases: 'newer' })
    expect(losersOf(r, at(r, 'output')).slice(0, 1).map(text)).toEqual([
      '32766: from all lookup main | later-priority (next)',
    ])
  })
  it('S4, IPVS asks without a source: rule 2048 cannot match', () => {
    const r = run('s4')
    const rule = losersOf(r, at(r, 'ipvs-route')).find(({ row }) => row.kind === 'rule' && row.priority === 2048)
    expect(rule?.reason).toMatchObject({ kind: 'from', has: 0 })
  })
})

describe('losers in netfilter', () => {
  it('S4, PREROUTING: the ClusterIP is in no set that marks it', () => {
    const r = run('s4')
    const failed = losersOf(r, at(r, 'prerouting')).flatMap(({ reason }) => (reason.kind === 'set' ? [reason.set] : []))
    expect(failed).toContain('KUBE-LOAD-BALANCER')
  })
})

describe('losers in the cloud', () => {
  const guarded = (rules: readonly SecurityRuleSpec[]): readonly string[] => {
    const { topology, flow } = questionOf(scenarioById('s7'), {})
    const group = { id: 'sg-1', type: 'basic', rules } as const
    const changed = applyEdits({ topology, flow }, [{ kind: 'set-default-security-group', group }])
    const r = simulate(changed.topology, changed.flow)
    const losers = losersOf(r, at(r, 'drop'))
    return losers.map(
      ({ row, reason, next }) =>
        `${row.kind === 'security-rule' ? row.priority : ''} ${reason.kind}${next ? ' next' : ''}`,
    )
  }
  const accept = { direction: 'in', policy: 'accept', priority: 1, protocol: 'TCP' } as const
  it('security group: which rule did not fit, and by what', () =>
    expect(
      guarded([
        { ...accept, ports: { from: 443, to: 443 }, peer: { cidr: cidr('0.0.0.0/0') } },
        { ...accept, priority: 2, peer: { cidr: cidr('10.0.0.0/8') } },
        { ...accept, priority: 3, peer: { group: 'sg-1' } },
        { ...accept, priority: 4, protocol: 'UDP', peer: { cidr: cidr('0.0.0.0/0') } },
      ]),
    ).toEqual(['1 other-ports', '2 other-prefix', '3 not-in-group', '4 other-protocol']))
  it('security group: the accept behind a drop is the next', () =>
    expect(
      guarded([
        { ...accept, policy: 'drop', peer: { cidr: cidr('172.16.0.0/12') } },
        { ...accept, priority: 2, ports: { from: 81, to: 90 }, peer: { cidr: cidr('0.0.0.0/0') } },
        { ...accept, priority: 3, peer: { cidr: cidr('0.0.0.0/0') } },
      ]),
    ).toEqual(['3 later-priority next', '2 other-ports']))
})

describe('at the edge of the VPC', () => {
  const said = (run: Run, kind: string) =>
    losersOf(
      run,
      stepsOf(run.trace).findIndex(({ event }) => event.kind === kind),
    ).map(({ reason, next }) => `${reason.kind}${next ? ' next' : ''}`)
  const more = (id: 'm8' | 'm44' | 'm45') => scenarioById(id).question
  it('SNAT entries: the shorter source that holds the packet too would be next', () => {
    const { topology, flow } = more('m8')
    const [first, second] = topology.natGateway?.entries ?? []
    if (!first || !second) throw new Error('two vSwitches have an entry')
    const own = { ...first, source: cidr('10.0.1.91/32') }
    const natGateway = { id: 'ngw-1', entries: [second, first, own] }
    expect(said(simulate({ ...topology, natGateway }, flow), 'gateway-snat')).toEqual([
      'shorter-prefix next',
      'other-prefix',
    ])
    const none = simulate({ ...topology, natGateway: { ...natGateway, entries: [second] } }, flow)
    expect(said(none, 'drop')).toEqual(['other-prefix'])
  })
  it('listeners: another address, port or protocol', () => {
    const { topology, flow } = more('m44')
    expect(said(simulate(topology, flow), 'slb-receive')).toEqual(['other-protocol', 'other-address', 'other-address'])
    const other = simulate(topology, { ...flow, to: { ...flow.to, port: 81 } })
    expect(said(other, 'drop')).toEqual(['other-port', 'other-protocol', 'other-address', 'other-address'])
  })
})

describe('every step of every scenario', () => {
  const all = scenarios.flatMap((s) =>
    variantsOf(s).map((variant) => [s.id, Object.values(variant).join(' '), variant] as const),
  )
  it.each(all)('%s %s: what was asked is asked again with the same end', (id, _words, variant) => {
    const r = run(id, variant)
    for (const [index, step] of stepsOf(r.trace).entries()) {
      const visit = visitOf(r, index)
      if (visit === null) continue
      const routes = step.because.some((row) => row.kind === 'route') && !('reason' in step.event)
      if (routes) expect(lookUpOf(visit), `${index} ${step.event.kind}`).not.toBeNull()
      for (const { pass, replay } of replaysOf(visit)) {
        expect(replay, `${index} ${step.event.kind} ${pass.table} ${pass.hook}`).not.toBeNull()
      }
      for (const { row, against } of losersOf(r, index)) expect(row).not.toBe(against)
    }
  })
})
