/*! The article's cluster for tests of parts: scenario 5's topology. */
import { questionOf, scenarioById } from '../src/scenarios'
import type { Topology } from '../src/sim'

export const article = (): Topology => questionOf(scenarioById('s5'), {}).topology
