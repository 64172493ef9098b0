/*! The forked list: a trunk while both do the same, two lanes where they do not. */
import { describe, expect, it } from 'vitest'
import { compareRuns, type Run, stepsOf } from '../../sim'
import { allScenarios, variantsOf, type Variant, type ScenarioId } from '../../scenarios'
import { runOf } from '../../store/select'
import { forkOf } from './fork'

const run = (scenario: ScenarioId, variant: Variant = {}): Run => runOf({ scenario, variant })

describe('scenario 6, Local and Cluster', () => {
  const [a, b] = [run('s6'), run('s6', { policy: 'cluster' })]
  const { columns, lines, replyAt } = forkOf(compareRuns(a, b).columns)

  it('one trunk of four hops, then two lanes; A has a lane as far as its drop', () => {
    expect(columns.slice(0, 9).map(({ lanes }) => lanes.join(' '))).toEqual([
      'both',
      'both',
      'both',
      'both',
      'a b',
      'a b',
      'a b',
      'a b',
      'b',
    ])
  })
  it('the trunk is drawn once', () => {
    expect(lines.filter(({ id }) => ['a/1', 'b/1'].includes(id)).map(({ id }) => id)).toEqual(['a/1'])
  })
  it('A’s way ends at its drop with room for a word, B’s at the end of the request', () => {
    const { ends } = forkOf(compareRuns(a, b).columns)
    expect(ends.map(({ lane, leg, column, roomy }) => [leg, lane, column.a ?? column.b, roomy])).toEqual([
      ['request', 'a', 7, true],
      ['request', 'b', stepsOf(b.trace).length - b.trace.reply!.steps.length - 1, false],
      ['reply', 'a', stepsOf(a.trace).length - 1, false],
      ['reply', 'b', stepsOf(b.trace).length - 1, false],
    ])
  })
  it('the reply begins behind the whole request', () => {
    const first = columns.find(({ column }) => column.leg === 'reply')
    expect(first?.x).toBeGreaterThan(replyAt ?? 0)
    expect(columns.every(({ x, column }) => column.leg === 'reply' || x < (replyAt ?? 0))).toBe(true)
  })
})

it('a short stretch that both share between two differences stays apart (scenario 4: POSTROUTING)', () => {
  const { columns } = forkOf(compareRuns(run('s4'), run('s4', { releases: 'newer' })).columns)
  expect(columns.slice(9, 14).map(({ lanes }) => lanes.join(' '))).toEqual(['a b', 'a b', 'a b', 'both', 'both'])
})

it('of any two variants every hop has a station, from left to right, and every two a line', () => {
  for (const scenario of allScenarios()) {
    const runs = variantsOf(scenario)
      .slice(0, 4)
      .map((variant) => run(scenario.id, variant))
    for (const [a, b] of runs.slice(1).map((other, index) => [runs[index] ?? other, other] as const)) {
      const { columns, lines } = forkOf(compareRuns(a, b).columns)
      expect(columns.every(({ x }, index) => index === 0 || x > (columns[index - 1]?.x ?? 0))).toBe(true)
      const stations = (side: 'a' | 'b') =>
        columns.filter(({ lanes }) => lanes.includes(side) || lanes.includes('both'))
      for (const [side, one] of [
        ['a', a],
        ['b', b],
      ] as const) {
        expect(stations(side).flatMap(({ column }) => column[side] ?? [])).toEqual(
          stepsOf(one.trace).map((_, index) => index),
        )
      }
      const joins = stepsOf(a.trace).length - (a.trace.reply ? 2 : 1)
      expect(lines.filter(({ side }) => side === 'a')).toHaveLength(joins)
      expect(lines.every(({ d }) => !d.includes('NaN'))).toBe(true)
    }
  }
})
