/*! True of every topology: shares add up, the first listed loser is the next to win, and a default that is not listed counts for
nothing. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import {
  allBackends,
  applyEdits,
  assumptionsOf,
  losersOf,
  type Question,
  type Run,
  simulate,
  simulateIn,
  stepsOf,
  withoutRow,
} from '../../src/sim'
import { fibLookup } from '../../src/sim/kernel/netns'
import { sameVerdict } from '../../src/sim/questions/assumptions'
import { alternativesOf, defaultsOf } from '../../src/sim/questions/defaults'
import { runWith } from '../../src/sim/questions/flip'
import { replaysOf } from '../../src/sim/questions/losers-chain'
import { lookUpOf } from '../../src/sim/questions/look-up'
import { visitOf } from '../../src/sim/questions/visit'
import { question } from './question'

const law = (name: string, numRuns: number, holds: (q: Question) => void): void =>
  it(name, { timeout: 60_000 }, () => fc.assert(fc.property(question, holds), { numRuns, seed: 7 }))

const runOf = ({ topology, flow }: Question): Run => simulate(topology, flow)

describe('all backends', () => {
  law('shares add up to 1, and each pick that can be taken is a run that takes it', 300, (q) => {
    const { choice, backends } = allBackends(q)
    if (choice === null) {
      expect(backends).toEqual([])
      return
    }
    expect(backends.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9)
    for (const { share, run, flow } of backends) {
      expect(share).toBeGreaterThanOrEqual(0)
      if (run === null) {
        // Source hashing takes one and the same for this client.
        expect(share).toBe(0)
        continue
      }
      // A link that holds the flow replays it.
      expect(simulate(q.topology, must(flow, 'its flow')).trace.verdict).toEqual(run.trace.verdict)
    }
  })
})

describe('why this row and not that', () => {
  law('a step asked again gives the rows that the trace names', 200, (q) => {
    const run = runOf(q)
    for (const [index, step] of stepsOf(run.trace).entries()) {
      const visit = visitOf(run, index)
      if (visit === null) continue
      const name = `${index} ${step.event.kind}`
      if (step.because.some(({ kind }) => kind === 'route') && step.event.kind !== 'drop') {
        expect(lookUpOf(visit), name).not.toBeNull()
      }
      for (const { pass, replay } of replaysOf(visit)) {
        expect(replay, `${index} ${step.event.kind} ${pass.table} ${pass.hook}`).not.toBeNull()
      }
    }
  })

  law('taking the winner away makes the first listed loser win: rules and routes', 200, (q) => {
    const run = runOf(q)
    for (const index of stepsOf(run.trace).keys()) {
      const visit = visitOf(run, index)
      const asked = visit === null ? null : lookUpOf(visit)
      if (visit === null || asked === null || asked.found === null) continue
      const losers = losersOf(run, index)
      for (const winner of [asked.found.rule, asked.found.route]) {
        const without = must(withoutRow(run.world, winner).netns.get(visit.ns.id), 'the namespace')
        const found = fibLookup(without, asked.dst, asked.src, asked.iif, asked.mark)
        const [first] = losers.filter(({ against }) => against === winner)
        const wins = winner.kind === 'rule' ? found?.rule : found?.route
        if (first?.next) expect(wins).toBe(first.row)
        else if (winner.kind === 'rule') expect(found).toBeNull()
        // Its table has no other route, so the next rule is asked.
        else expect(found?.rule).not.toBe(asked.found.rule)
      }
    }
  })

  law('taking the winner away makes the first listed loser win: real servers, and the whole walk', 200, (q) => {
    const run = runOf(q)
    const steps = stepsOf(run.trace)
    for (const [index, { event }] of steps.entries()) {
      if (event.kind !== 'ipvs-dnat') continue
      const [first] = losersOf(run, index).filter(({ against }) => against === event.real)
      const after = simulateIn(run.topology, withoutRow(run.world, event.real), run.flow)
      const then = must(stepsOf(after.trace)[index], 'a step there').event
      if (first?.next) expect(then.kind === 'ipvs-dnat' && then.real).toBe(first.row)
      else expect(then).toMatchObject({ kind: 'drop', reason: { kind: 'ipvs-no-server' } })
    }
  })

  /** Rules of netfilter that lost, each next in its own base chain; and the same step of the walk without the winner. */
  const netfilterLaw = (name: string, kind: 'nft-rule' | 'chain-rule', numRuns: number): void => {
    let claims = 0
    law(name, numRuns, (q) => {
      const run = runOf(q)
      for (const [index, step] of stepsOf(run.trace).entries()) {
        for (const { row, against, next } of losersOf(run, index)) {
          if (!next || row.kind !== kind || against?.kind !== kind) continue
          claims++
          const after = simulateIn(run.topology, withoutRow(run.world, against), run.flow)
          const then = must(stepsOf(after.trace)[index], 'a step there')
          expect(then.place).toEqual(step.place)
          expect(then.because).toContain(row)
          expect(then.because).not.toContain(against)
          expect(step.because).not.toContain(row)
        }
      }
    })
    it(`${name}: it was asked often enough`, () => expect(claims).toBeGreaterThan(30))
  }
  netfilterLaw('taking the winner away makes the first listed loser win: nftables', 'nft-rule', 400)
  netfilterLaw('taking the winner away makes the first listed loser win: iptables', 'chain-rule', 200)

  law('nftables: a rule that nobody follows leaves its base chain without a decision', 300, (q) => {
    const run = runOf(q)
    for (const [index, step] of stepsOf(run.trace).entries()) {
      // One base chain at this hook, so that a later one cannot decide in its place.
      if (step.place.kind !== 'stage' || step.place.stage !== 'postrouting') continue
      const winner = step.because.find((row) => row.kind === 'nft-rule')
      if (winner === undefined) continue
      if (losersOf(run, index).some(({ against, next }) => next && against === winner)) continue
      const after = simulateIn(run.topology, withoutRow(run.world, winner), run.flow)
      const then = must(stepsOf(after.trace)[index], 'a step there')
      for (const row of then.because) if (row.kind === 'nft-rule') expect(step.because).toContain(row)
    }
  })

  law('nobody loses against itself, and at most one is next', 100, (q) => {
    const run = runOf(q)
    for (const index of stepsOf(run.trace).keys()) {
      const losers = losersOf(run, index)
      for (const { row, against, next } of losers) {
        expect(row).not.toBe(against)
        if (next) expect(losers.find((other) => other.against === against)?.row).toBe(row)
      }
    }
  })
})

describe('what a verdict rests on', () => {
  law('flipping a default that is not listed never changes the verdict', 60, (q) => {
    const run = runOf(q)
    const listed = new Set(assumptionsOf(q.topology, q.flow).map(({ what }) => JSON.stringify(what)))
    for (const what of defaultsOf(q, run.topology)) {
      if (listed.has(JSON.stringify(what))) continue
      for (const value of alternativesOf(what)) {
        const { verdict } = runWith(q, run, what, value).trace
        expect(sameVerdict(verdict, run.trace.verdict), JSON.stringify({ what, value })).toBe(true)
      }
    }
  })

  law('giving the assumed value by its edit gives the verdict that was promised', 60, (q) => {
    for (const { alternatives } of assumptionsOf(q.topology, q.flow)) {
      for (const { edits, verdict } of alternatives) {
        if (edits.length === 0) continue
        expect(runOf(applyEdits(q, edits)).trace.verdict).toEqual(verdict)
      }
    }
  })
})
