/*! Every erratum of the article that a step can show is shown at that step, and nowhere else. */
import { describe, expect, it } from 'vitest'
import { questionOf, scenarioById, scenarios, type ScenarioId, type Variant } from '.'
import { simulate, stepsOf } from '../sim'
import { errataEn } from '../text/errata-en'
import { errata, errataAt } from './errata'

/** `hop event erratum` of all steps of a scenario, hops from 1. */
function found(id: ScenarioId, variant: Variant = {}): readonly string[] {
  const { topology, flow } = questionOf(scenarioById(id), variant)
  const run = simulate(topology, flow)
  return stepsOf(run.trace).flatMap(({ event }, index) =>
    errataAt(id, run, index).map((erratum) => `${event.kind} ${erratum}`),
  )
}

describe('where the article and the kernel differ', () => {
  it.each([
    ['s1', {}, ['send eight-categories', 'route-output veth1-route']],
    [
      's3',
      {},
      ['send eight-categories', 'send client-address', 'route-output veth1-route', 'route-output veth1-route'],
    ],
    ['s4', {}, ['send eight-categories', 'ipvs-dnat no-local-backend', 'transmit out-by-primary']],
    [
      's4',
      { service: 'nginx1' },
      [
        'send eight-categories',
        'send ngin1',
        'ipvs-dnat no-local-backend',
        'postrouting nginx1-entry',
        'transmit out-by-primary',
      ],
    ],
    [
      's5',
      {},
      [
        'send eight-categories',
        'send ngin1',
        'prerouting external-ip',
        'ipvs-dnat no-local-backend',
        'transmit out-by-primary',
      ],
    ],
    [
      's6',
      {},
      [
        'send eight-categories',
        'prerouting external-ip',
        'drop no-local-backend',
        'drop no-entry',
        'kernel-answer refused-at-once',
      ],
    ],
    ['s7', {}, ['send eight-categories', 'slb-dnat external-ip']],
  ] as const)('%s %j', (id, variant, expected) => {
    expect(found(id, variant)).toEqual(expected)
  })

  it('with newer Terway the request leaves by the ENI of the pod, as the text has it: no erratum', () => {
    expect(found('s4', { releases: 'newer' })).not.toContain('transmit out-by-primary')
  })

  it('each is shown in each scenario that has it in its text, has words, and a link that is no scenario has none', () => {
    for (const { id, scenarios: whose } of errata) {
      expect(Object.keys(errataEn.texts)).toContain(id)
      for (const scenario of whose) {
        const all =
          scenario === 's4'
            ? found('s4', { service: 'nginx1' })
            : found(scenario, scenario === 's2' ? { target: 'nginx1-externalip' } : {})
        expect(
          all.some((line) => line.endsWith(` ${id}`)),
          `${scenario} ${id}`,
        ).toBe(true)
      }
    }
    expect(Object.keys(errataEn.texts)).toHaveLength(new Set(errata.map(({ id }) => id)).size)
    for (const { id } of scenarios.filter((one) => one.id.startsWith('m'))) expect(found(id)).toEqual([])
  })
})
