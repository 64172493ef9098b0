/*! The picture of a side: both sides in one layout, a note at every hop, the drop card never under it. */
import { beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../base/assert'
import { allScenarios, type ScenarioId, scenarios, type Variant, variantsOf } from '../../scenarios'
import { type Run, stepsOf } from '../../sim'
import { loadLater } from '../../store/load-later'
import { ghostOf, runOf } from '../../store/select'
import { en } from '../../text/en'
import { overlap } from '../graph/geometry'
import { hereOf, sideModel } from './side-picture'

beforeAll(loadLater)

const asked = (scenario: ScenarioId, variant: Variant = {}) => ({ scenario, variant })

describe('scenario 6, Local and Cluster', () => {
  const [local, cluster] = [asked('s6'), asked('s6', { policy: 'cluster' })]
  const both = (): readonly [Run, Run] => [runOf(local), runOf(cluster)]
  const a = () => sideModel(both()[0], both(), ghostOf(local), en)
  const b = () => sideModel(both()[1], both(), ghostOf(cluster), en)

  it('every box stands at one place in both', () => {
    const places = ({ layout }: ReturnType<typeof a>) =>
      [...layout.boxes.values()].map(({ id, rect }) => ({ id, rect }))
    expect(places(a())).toEqual(places(b()))
  })
  it('the drop card stands there all the time; where the packet ends no note says it again', () => {
    const model = a()
    expect(model.card?.step).toBe(7)
    expect(hereOf(model, 7, null, en).note).toBeNull()
    expect(b().card).toBeNull()
  })
})

it('of any two variants every hop has its place and its note, and card and note do not hide each other', () => {
  for (const scenario of allScenarios()) {
    const runs = variantsOf(scenario)
      .slice(0, 2)
      .map((variant) => asked(scenario.id, variant))
    const [first] = runs
    for (const other of runs.slice(1)) {
      const both = [runOf(must(first, 'a variant')), runOf(other)] as const
      for (const run of both) {
        const model = sideModel(run, both, null, en)
        for (const step of stepsOf(run.trace).keys()) {
          const { note, coversCard } = hereOf(model, step, 'Hop', en)
          const { rect } = must(note, 'a note')
          const hidden = model.card !== null && !coversCard && overlap(rect, model.card.opened.rect)
          expect(hidden, `${scenario.id} ${step}`).toBe(false)
        }
      }
    }
  }
})

it('two clusters that share nothing stand beside each other', () => {
  for (const { id } of scenarios) {
    const both = [runOf(asked(id)), runOf(asked('m8'))] as const
    for (const run of both) expect(sideModel(run, both, null, en).stations.length).toBeGreaterThan(0)
  }
})
