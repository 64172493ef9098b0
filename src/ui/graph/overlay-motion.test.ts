import { describe, expect, it } from 'vitest'
import type { ScenarioId } from '../../scenarios'
import { ghostOf, runOf } from '../../store/select'
import { en } from '../../text/en'
import { pictureEn } from '../../text/picture-en'
import { arrivalAt, DROP, frameAt } from '../player/score'
import { modelOf } from './overlay-model'
import { motionAt, phaseAt } from './overlay-motion'

const model = (scenario: ScenarioId) => {
  const asked = { scenario, variant: {} }
  return modelOf(runOf(asked), ghostOf(asked), en, pictureEn)
}

describe('motion', () => {
  it('takes the request of scenario 5 across in about ten seconds', () => {
    const { score } = model('s5')
    const seconds = (score.stops[20]?.to ?? 0) / 1000
    expect(seconds).toBeGreaterThan(8)
    expect(seconds).toBeLessThan(12)
  })

  it.each(['s1', 's2', 's3', 's4', 's5', 's6', 's7'] as const)('moves without a leap within a leg (%s)', (scenario) => {
    const { score, ...rest } = model(scenario)
    const whole = { score, ...rest }
    let last = motionAt(whole, frameAt(score, 0)).at
    for (let time = 4; time < score.duration; time += 4) {
      const { at } = motionAt(whole, frameAt(score, time))
      const turns = Math.abs(time - arrivalAt(score, score.turn)) <= 4
      if (!turns) expect(Math.hypot(at.x - last.x, at.y - last.y)).toBeLessThan(25)
      last = at
    }
  })

  it('stands on the station of its step whenever it stands', () => {
    const whole = model('s7')
    for (const { step, from } of whole.score.stops) {
      const motion = motionAt(whole, frameAt(whole.score, from))
      expect(motion.at).toEqual(whole.stations[step]?.at)
    }
  })

  it('draws the line up to the packet, and nothing when all has settled', () => {
    const whole = model('s5')
    const half = motionAt(whole, { kind: 'between', from: 3, to: 4, progress: 0.5 })
    const { x, y } = half.at
    expect(half.travelled?.endsWith(`${x} ${y}`)).toBe(true)
    expect(motionAt(whole, { kind: 'at', step: 4, elapsed: Infinity })).toMatchObject({
      phase: 'rest',
      travelled: null,
    })
  })

  it('glides back along the same line', () => {
    const whole = model('s5')
    const there = motionAt(whole, { kind: 'between', from: 3, to: 4, progress: 0.3 })
    const back = motionAt(whole, { kind: 'between', from: 4, to: 3, progress: 0.7 })
    expect(back.at.x).toBeCloseTo(there.at.x)
    expect(back.at.y).toBeCloseTo(there.at.y)
  })

  it('goes through the moments of a rewrite and of a drop', () => {
    expect([0, 159, 160, 359, 360, 1099, 1100].map((ms) => phaseAt('rewrite', ms))).toEqual([
      'open',
      'open',
      'strike',
      'strike',
      'mark',
      'mark',
      'stop',
    ])
    expect([0, 339, 340, 589, 590, 1189, 1190].map((ms) => phaseAt('drop', ms))).toEqual([
      'cross',
      'cross',
      'card',
      'card',
      'draw',
      'draw',
      'rest',
    ])
  })

  it('draws the way it never went from the drop to its end, once', () => {
    const whole = model('s6')
    const lengths = [DROP.way, DROP.way + 200, DROP.way + 400, DROP.drawn - 1].map(
      (elapsed) => motionAt(whole, { kind: 'at', step: 7, elapsed }).never?.length ?? 0,
    )
    expect(lengths.toSorted((a, b) => a - b)).toEqual(lengths)
    expect(lengths[3]).toBeGreaterThan(100)
    expect(motionAt(whole, { kind: 'at', step: 7, elapsed: Infinity }).never).toBe(null)
  })
})
