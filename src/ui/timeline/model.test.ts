import { describe, expect, it } from 'vitest'
import { scenarios, type ScenarioId, variantsOf } from '../../scenarios'
import { machineOf, stepsOf } from '../../sim'
import { ghostOf, runOf } from '../../store/select'
import { en } from '../../text/en'
import { namesOf } from '../../text/names'
import { geometryOf } from './geometry'
import { timelineOf } from './model'

function made(scenario: ScenarioId, variant = {}) {
  const run = runOf({ scenario, variant })
  const ghost = ghostOf({ scenario, variant })
  const leg = ghost && (ghost.leg === 'request' ? ghost.run.trace.request : ghost.run.trace.reply)
  const never = ghost && leg ? { leg: ghost.leg, steps: leg.steps.slice(ghost.from) } : null
  const names = namesOf(run, en)
  const timeline = timelineOf(run.trace, never, (machine) => names.stackNumber(machine) !== null)
  const columns = timeline.columns.map(({ machine }) => names.of(machine).short)
  return { run, timeline, columns }
}

const everything = scenarios.flatMap((scenario) =>
  variantsOf(scenario).map((variant) => [scenario.id, variant] as const),
)

describe('the timeline', () => {
  it('has a column for every machine, in the order of the picture', () => {
    expect(made('s5').columns).toEqual(['Pod1', 'ECS1', 'VPC', 'ECS2', 'Pod2'])
    expect(made('s2').columns).toEqual(['Pod1', 'ECS1', 'Pod2'])
    expect(made('s1').columns).toEqual(['ECS1', 'Pod1'])
    expect(made('s7').columns).toEqual(['client', 'SLB', 'VPC', 'ECS1', 'Pod1'])
  })

  it('numbers as many columns as the article counts stacks', () => {
    const stacks = (id: ScenarioId) => made(id).timeline.columns.filter(({ stack }) => stack !== null).length
    expect((['s1', 's2', 's3', 's4', 's5', 's6', 's7'] as const).map(stacks)).toEqual([2, 3, 4, 4, 4, 2, 2])
  })

  it('marks what is rewritten and where it ends', () => {
    const kinds = (id: ScenarioId) =>
      made(id).timeline.columns.flatMap(({ request, reply }) => [...request, ...reply].map(({ kind }) => kind))
    expect(kinds('s5').filter((kind) => kind === 'rewrite')).toHaveLength(4)
    expect(kinds('s3').filter((kind) => kind === 'rewrite')).toHaveLength(0)
    expect(kinds('s6').filter((kind) => kind === 'drop')).toHaveLength(1)
  })

  it('S6 shows the way it never went, and a reply that turns where the request ended', () => {
    const { timeline, columns } = made('s6')
    expect(columns).toEqual(['Pod1', 'ECS1', 'VPC', 'ECS2', 'Pod2'])
    expect(timeline.columns.map(({ stack }) => stack)).toEqual([1, 2, null, null, null])
    expect(timeline.turnsAt).toBe(1)
    expect(timeline.columns[4]?.request.every(({ kind }) => kind === 'never')).toBe(true)
    expect(timeline.columns[2]?.reply).toEqual([])
  })

  it('a reply that ends on the way has its dots to the left of its end', () => {
    const { timeline } = made('s5', { 'rp-filter': 'rp1' })
    expect(timeline.ended).toBe('reply')
    const replies = timeline.columns.map(({ reply }) => reply.map(({ kind }) => kind))
    expect(replies[0]?.every((kind) => kind === 'never')).toBe(true)
    expect(replies[1]).toContain('drop')
    expect(replies[1]?.at(-1)).toBe('never')
  })

  it.each(everything)('%s %o has every step once, under its own machine', (id, variant) => {
    const { run, timeline } = made(id, variant)
    const ticks = timeline.columns.flatMap(({ machine, request, reply }) =>
      [...request, ...reply].map((tick) => ({ machine, tick })),
    )
    for (const { machine, tick } of ticks) expect(machineOf(tick.step.place)).toBe(machine)
    const indexes = ticks.flatMap(({ tick }) => (tick.index === null ? [] : [tick.index]))
    expect(indexes.toSorted((a, b) => a - b)).toEqual(stepsOf(run.trace).map((_, index) => index))
    expect(timeline.count).toBe(indexes.length)
  })

  it.each(everything)('%s %o fits where there is room, runs right, and back left under it', (id, variant) => {
    const { timeline } = made(id, variant)
    for (const width of [700, 1216, 1600]) {
      const geometry = geometryOf(timeline, width, () => 60)
      expect(geometry.slot).toBeGreaterThanOrEqual(26)
      if (geometry.slot > 26) expect(geometry.width).toBeLessThanOrEqual(width + 1)
      for (const leg of ['request', 'reply'] as const) {
        const xs = geometry.ticks
          .filter(({ tick }) => tick.leg === leg && tick.index !== null)
          .toSorted((a, b) => (a.tick.index ?? 0) - (b.tick.index ?? 0))
          .map(({ x }) => x)
        expect(xs).toEqual(xs.toSorted((a, b) => (leg === 'request' ? a - b : b - a)))
      }
      for (const { x, width: own, ticks } of geometry.columns) {
        for (const tick of ticks) {
          expect(tick.x - tick.slot / 2).toBeGreaterThanOrEqual(x - 0.01)
          expect(tick.x + tick.slot / 2).toBeLessThanOrEqual(x + own + 0.01)
        }
      }
    }
  })
})
