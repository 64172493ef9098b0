/*! Every drop has its words when it can be met: those of the first view at once, the others with what can cause them. */
import { describe, expect, it } from 'vitest'
import { questionOf, scenarios, variantsOf } from '../src/scenarios'
import { simulate, stepsOf } from '../src/sim'
import { needsOptionalPlanes } from '../src/sim/control/optional'
import { dropsEn } from '../src/text/drops-en'

describe('what the first view can meet', () => {
  it.each(scenarios)('$id: every drop that needs nothing fetched is explained by the first table', (scenario) => {
    const kinds = variantsOf(scenario).flatMap((variant) => {
      const { topology, flow } = questionOf(scenario, variant)
      if (needsOptionalPlanes(topology)) return []
      return stepsOf(simulate(topology, flow).trace).flatMap(({ event }) =>
        event.kind === 'drop' ? [event.reason.kind] : [],
      )
    })
    expect(kinds.filter((kind) => !(kind in dropsEn))).toEqual([])
  })
})
