import { describe, expect, it } from 'vitest'
import { ipv4, makePacket, type Step, type StepEvent, type Trace } from '../../sim'
import { ease, frameAt, scoreOf, STOP_FOR, stillScoreOf, stopKind, travelTime } from './score'

const packet = makePacket(ipv4('10.0.1.91'), ipv4('10.0.3.58'), 64, 0, null, null, {
  proto: 'TCP',
  sport: 40001,
  dport: 80,
  flags: 'S',
})
const step = (event: StepEvent): Step => ({
  place: { kind: 'vpc' },
  event,
  before: packet,
  after: packet,
  because: [],
  effects: [],
})
const plain = step({ kind: 'send' })
const rewrite = step({ kind: 'postrouting', nat: 'snat' })
const drop = step({ kind: 'drop', reason: { kind: 'ttl-exceeded' } })
const trace = (request: readonly Step[], reply: readonly Step[] | null = null): Trace => ({
  request: { kind: 'request', steps: request },
  reply: reply && { kind: 'reply', steps: reply },
  verdict: { fate: { kind: 'delivered' }, clientSees: { kind: 'connected' } },
})

describe('score', () => {
  it('gives each kind of stop its time', () => {
    expect(stopKind(plain)).toBe('plain')
    expect(stopKind(step({ kind: 'route-input', to: 'forward', dev: 'eth1' }))).toBe('decision')
    expect(stopKind(rewrite)).toBe('rewrite')
    expect(stopKind(drop)).toBe('drop')
    expect(stopKind(step({ kind: 'deliver', process: 'nginx' }))).toBe('delivered')
  })

  it('travels longer ways in more time, between 160 and 700 ms, and stays where two steps share a station', () => {
    expect(travelTime(0)).toBe(0)
    expect(travelTime(1)).toBe(160)
    expect(travelTime(100)).toBe(220)
    expect(travelTime(5000)).toBe(700)
  })

  it('stands, then travels with ease, then stands at the next station', () => {
    const score = scoreOf(trace([plain, plain]), [0, 100])
    expect(frameAt(score, 0)).toEqual({ kind: 'at', step: 0, elapsed: 0 })
    expect(frameAt(score, 140)).toEqual({ kind: 'at', step: 0, elapsed: 140 })
    const half = frameAt(score, 140 + 110)
    expect(half.kind === 'between' && half.progress).toBeCloseTo(ease(0.5))
    expect(frameAt(score, 140 + 220)).toEqual({ kind: 'at', step: 1, elapsed: 0 })
    expect(frameAt(score, score.duration)).toEqual({ kind: 'at', step: 1, elapsed: Infinity })
  })

  it('never runs backwards: later time is never an earlier place', () => {
    const score = scoreOf(trace([plain, rewrite, plain], [plain, drop, plain]), [0, 30, 0, 0, 900, 60])
    let last = -1
    for (let time = 0; time <= score.duration; time += 7) {
      const frame = frameAt(score, time)
      const at = frame.kind === 'at' ? frame.step : frame.from + frame.progress * (frame.to - frame.from)
      expect(at).toBeGreaterThanOrEqual(last)
      last = at
    }
    expect(last).toBe(5)
  })

  it('stands for half a second before it turns to the reply', () => {
    const score = scoreOf(trace([plain, plain], [plain]), [0, 100, 13])
    const [, arrived, turned] = score.stops
    expect(turned!.from - arrived!.to).toBe(500)
    expect(frameAt(score, arrived!.to + 250)).toMatchObject({ kind: 'at', step: 1 })
  })

  it('holds a drop that is answered long enough to be read', () => {
    const answered = scoreOf(trace([drop], [plain]), [])
    expect(answered.stops[0]!.to).toBeGreaterThan(STOP_FOR.drop)
    expect(scoreOf(trace([drop]), []).duration).toBe(STOP_FOR.drop)
  })

  it('with reduced motion has no travel: 1.2 s a step, 2 s at a rewrite or drop', () => {
    const score = stillScoreOf(trace([plain, rewrite, drop]))
    expect(score.stops.map(({ from }) => from)).toEqual([0, 1200, 3200])
    for (let time = 0; time < score.duration; time += 50) {
      expect(frameAt(score, time)).toMatchObject({ kind: 'at', elapsed: Infinity })
    }
  })

  it('eases like cubic-bezier(.4, 0, .2, 1)', () => {
    expect(ease(0)).toBe(0)
    expect(ease(1)).toBe(1)
    // At t = 0.5: x = 3·¼·½·0.4 + 3·½·¼·0.2 + ⅛ = 0.35, y = 3·½·¼·1 + ⅛ = 0.5.
    expect(ease(0.35)).toBeCloseTo(0.5)
  })
})
