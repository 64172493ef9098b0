/*! A comparison begins with the whole of both pictures, at the size of a common screen. */
import { beforeAll, expect, it } from 'vitest'
import { generate } from '../../../test/generate-cluster'
import { must } from '../../base/assert'
import { scenarioById } from '../../scenarios'
import { simulate } from '../../sim'
import { loadLater } from '../../store/load-later'
import { en } from '../../text/en'
import { FIT } from '../graph/measure'
import { targetOf } from '../graph/viewport-target'
import { sideModel } from './side-picture'
import { startOf } from './start'

beforeAll(loadLater)

/** A pane of a comparison at 1440×900. */
const PANE = { width: 720, height: 532 }

it.each([
  ['two nodes', must(scenarioById('s5'), 's5').question],
  ['a node that is folded below', must(scenarioById('s2'), 's2').question],
  ['one shelf of pods', generate({ nodes: 1, pods: 4, services: 1 }, 'real', 3)],
  ['two shelves of pods', generate({ nodes: 1, pods: 14, services: 2 }, 'real', 3)],
  ['two shelves on two nodes', generate({ nodes: 2, pods: 28, services: 2 }, 'real', 3)],
])('%s: from the top of the hosts down to the bus', (_what, { topology, flow }) => {
  const run = simulate(topology, flow)
  const model = sideModel(run, [run, run], null, en)
  for (const step of model.stations.keys()) {
    const { zoom, pan } = startOf(model, { step, phone: false }, PANE)
    const { y, height } = model.layout.bounds
    expect(y * zoom + pan.y).toBeGreaterThanOrEqual(0)
    expect((y + height) * zoom + pan.y).toBeLessThanOrEqual(PANE.height)
    expect(zoom).toBeGreaterThanOrEqual(0.8 * FIT.min)
  }
})

it('what has room stands as on the page; a phone has the page’s own camera', () => {
  const { topology, flow } = must(scenarioById('s5'), 's5').question
  const run = simulate(topology, flow)
  const model = sideModel(run, [run, run], null, en)
  for (const [pane, phone] of [
    [PANE, false],
    [{ width: 390, height: 500 }, true],
  ] as const) {
    expect(startOf(model, { step: 3, phone }, pane)).toEqual(targetOf(model, { step: 3, phone }, pane))
  }
})
