/*! The laws of walk.test.ts and questions.test.ts on clusters of another shape: odd prefixes, ENIs in vSwitches of their own, rp_filter by
device, groups of endpoints in every state (test/export/random-cluster.ts). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import { assumptionsOf, check, probeOf, type Question, simulate, stepsOf, topologyToJson, verdict } from '../../src/sim'
import { sameVerdict } from '../../src/sim/questions/assumptions'
import { alternativesOf, defaultsOf } from '../../src/sim/questions/defaults'
import { runWith } from '../../src/sim/questions/flip'
import { labQuestion } from '../export/random-cluster'

const law = (name: string, numRuns: number, holds: (q: Question) => void): void =>
  it(name, { timeout: 60_000 }, () => fc.assert(fc.property(labQuestion, holds), { numRuns, seed: 7 }))

describe('clusters of another shape', () => {
  law('could be declared', 200, (q) => {
    expect(check(JSON.parse(JSON.stringify(topologyToJson(q.topology))))).toMatchObject({ ok: true })
  })

  law('end in one verdict, with the recorder on or off', 200, (q) => {
    const run = simulate(q.topology, q.flow)
    expect(stepsOf(run.trace).length).toBeLessThan(2500)
    expect(verdict(run.world, probeOf(run.topology, run.flow))).toEqual(run.trace.verdict)
    expect(run.trace.verdict.fate.kind === 'delivered').toBe(run.trace.verdict.clientSees.kind === 'connected')
  })

  law('an answer that arrives comes from whom was asked, to the port that asked', 200, (q) => {
    const { trace } = simulate(q.topology, q.flow)
    if (trace.verdict.clientSees.kind !== 'connected') return
    const asked = must(trace.request.steps[0], 'a step').after
    const heard = must(must(trace.reply, 'an answer').steps.at(-1), 'a step').after
    expect([heard.src, heard.dst]).toEqual([asked.dst, asked.src])
  })

  law('flipping a default that is not listed never changes the verdict', 40, (q) => {
    const run = simulate(q.topology, q.flow)
    const listed = new Set(assumptionsOf(q.topology, q.flow).map(({ what }) => JSON.stringify(what)))
    for (const what of defaultsOf(q, run.topology)) {
      if (listed.has(JSON.stringify(what))) continue
      for (const value of alternativesOf(what)) {
        const other = runWith(q, run, what, value).trace.verdict
        expect(sameVerdict(other, run.trace.verdict), JSON.stringify({ what, value })).toBe(true)
      }
    }
  })
})
