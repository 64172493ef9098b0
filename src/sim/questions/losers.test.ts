/*! Why this row and not that, on the article's scenarios. */
import { describe, expect, it } from 'vitest'
import { must } from '../../base/assert'
import { questionOf, type ScenarioId, scenarioById, scenarios, variantsOf } from '../../scenarios'
import { type Run, showRow, simulate, stepsOf } from '..'
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
