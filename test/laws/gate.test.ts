/*! One gate: a topology in memory is told the same as its file is. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { check, problemsOf, topologyToJson } from '../../src/sim'
import { spoilt } from '../spoilt'

it('what is wrong with a topology is what is wrong with its file: same problems, same places, same order', () => {
  let wrong = 0
  fc.assert(
    fc.property(spoilt, (topology) => {
      const file = check(topologyToJson(topology))
      const problems = problemsOf(topology)
      expect(problems).toEqual(file.ok ? [] : file.error)
      wrong += Number(problems.length > 0)
    }),
    { numRuns: 600, seed: 5 },
  )
  expect(wrong).toBeGreaterThan(200)
})
