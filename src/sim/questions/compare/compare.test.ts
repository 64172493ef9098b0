/*! Two runs side by side: the article's claims, told as differences. */
import { beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../../base/assert'
import { addMoreLinks, questionOf, type ScenarioId, scenarioById, type Variant, variantsOf } from '../../../scenarios'
import { moreLinks } from '../../../scenarios/more'
import { compareRuns, type Comparison, type Run, showRow, simulate, stepsOf } from '../..'

beforeAll(() => addMoreLinks(moreLinks))

const runOf = (id: ScenarioId, variant: Variant = {}): Run => {
  const { topology, flow } = questionOf(scenarioById(id), variant)
  return simulate(topology, flow)
}
const texts = (comparison: Comparison, tool: string) =>
  comparison.rows
    .filter((rows) => rows.tool === tool && rows.machine === 'node:cn-hongkong.10.0.1.82')
    .map(({ a, b }) => ({ a: a.map(showRow), b: b.map(showRow) }))

describe('scenario 6, Local and Cluster', () => {
  const [local, cluster] = [runOf('s6'), runOf('s6', { policy: 'cluster' })]
  const comparison = compareRuns(local, cluster)
  const stepAt = (column: number | undefined, run: Run, side: 'a' | 'b') => {
    const index = comparison.columns[must(column, 'a column')]?.[side] ?? null
    return index === null ? undefined : stepsOf(run.trace)[index]
  }

  it('first differ at hop 5: Cluster gives the packet a mark in PREROUTING', () => {
    expect(comparison.first).toEqual({ column: 4, what: 'mark' })
    expect(stepAt(comparison.first?.column, local, 'a')).toMatchObject({
      place: { stage: 'prerouting' },
      after: { mark: 0 },
    })
    expect(stepAt(comparison.first?.column, cluster, 'b')?.after.mark).toBe(0x4000)
  })
  it('their fates part at hop 8: IPVS has no real server under Local', () => {
    expect(comparison.parts).toBe(7)
    expect(stepAt(7, local, 'a')?.event.kind).toBe('drop')
    expect(stepAt(7, cluster, 'b')?.event.kind).toBe('ipvs-dnat')
  })
  it('the rows that differ: the set of Local addresses, the real server', () => {
    expect(texts(comparison, 'ipset list KUBE-LOAD-BALANCER-LOCAL')).toEqual([{ a: ['10.0.3.62,tcp:80'], b: [] }])
    expect(texts(comparison, 'ipvsadm -Ln')).toEqual([{ a: [], b: ['-> 10.0.3.58:80 Masq 1'] }])
    // Those that decided stand first; ECS2 was not asked by A at all.
    const machines = comparison.rows.map(({ machine, decided }) => `${machine} ${decided}`)
    expect(machines.at(-1)).toBe('node:cn-hongkong.10.0.3.49 false')
  })
})

describe('scenario 4, Terway before and since 1.4.2 (T1)', () => {
  const comparison = compareRuns(runOf('s4'), runOf('s4', { releases: 'newer' }))
  it('they part in OUTPUT, where rule 2048 lacks its iif, and meet again in the VPC', () => {
    expect(comparison.first).toEqual({ column: 9, what: 'event' })
    expect(comparison.parts).toBe(9)
    expect(texts(comparison, 'ip rule')).toEqual([
      { a: ['2048:\tfrom 10.0.1.91 iif cali44ae9fbceeb lookup 1003'], b: ['2048:\tfrom 10.0.1.91 lookup 1003'] },
    ])
    const apart = comparison.columns.flatMap(({ same }, column) => (same ? [] : [column]))
    // In one column A leaves by eth0 and B by eth1.
    expect(apart).toEqual([9, 11])
    expect(comparison.columns[11]).toEqual({ a: 11, b: 11, same: false, leg: 'request' })
  })
})

describe('scenario 5', () => {
  it('rp_filter 0 and 1 part on the way back, and one row differs', () => {
    const comparison = compareRuns(runOf('s5'), runOf('s5', { 'rp-filter': 'rp1' }))
    expect(comparison.columns[comparison.parts ?? -1]).toMatchObject({ leg: 'reply', same: false })
    expect(comparison.rows).toHaveLength(1)
    expect(texts(comparison, 'sysctl net.ipv4.conf.all.rp_filter')).toHaveLength(1)
  })
  it('IPVS and iptables: iptables translates in PREROUTING, IPVS after INPUT', () => {
    const comparison = compareRuns(runOf('s5'), runOf('s5', { proxy: 'iptables' }))
    expect(comparison.first).toEqual({ column: 4, what: 'dest' })
  })
})

describe('any two variants', () => {
  const pairs = () =>
    (['s2', 's4', 's5', 's6', 's7', 'm14'] as const).flatMap((id) => {
      const runs = variantsOf(scenarioById(id))
        .slice(0, 10)
        .map((variant) => runOf(id, variant))
      return runs.slice(1).map((run): readonly [Run, Run] => [must(runs[0], 'a run'), run])
    })

  it('every step of both stands in one column, in its order', () => {
    for (const [a, b] of pairs()) {
      const { columns } = compareRuns(a, b)
      for (const [side, run] of [
        ['a', a],
        ['b', b],
      ] as const) {
        const indices = columns.flatMap((column) => column[side] ?? [])
        expect(indices).toEqual(stepsOf(run.trace).map((_, index) => index))
      }
    }
  })
  it('two steps stand opposite each other at one place, or while each goes a way of its own; then nothing there is the same', () => {
    for (const [a, b] of pairs()) {
      const [stepsA, stepsB] = [stepsOf(a.trace), stepsOf(b.trace)]
      for (const { a: i, b: j, same } of compareRuns(a, b).columns) {
        if (i === null || j === null) expect(same).toBe(false)
        else if (JSON.stringify(stepsA[i]?.place) !== JSON.stringify(stepsB[j]?.place)) expect(same).toBe(false)
      }
    }
  })
  it('a run does not differ from itself', () => {
    for (const [a] of pairs()) {
      const { columns, first, parts, rows } = compareRuns(a, a)
      expect({ first, parts, rows, apart: columns.filter(({ same }) => !same) }).toEqual({
        first: null,
        parts: null,
        rows: [],
        apart: [],
      })
    }
  })
  it('swapped, everything stands on the other side', () => {
    for (const [a, b] of pairs()) {
      const [one, other] = [compareRuns(a, b), compareRuns(b, a)]
      expect(other.first?.what).toBe(one.first?.what)
      const count = ({ rows }: Comparison, side: 'a' | 'b') => rows.reduce((sum, each) => sum + each[side].length, 0)
      expect([count(one, 'a'), count(one, 'b')]).toEqual([count(other, 'b'), count(other, 'a')])
    }
  })
})
