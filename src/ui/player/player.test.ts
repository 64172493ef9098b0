import { describe, expect, it } from 'vitest'
import { createPlayer, type Playback } from './player'
import { arrivalAt, type Frame, HAND_GLIDE, type Score, type Stop } from './score'

/** Six plain steps of 100 ms, 200 ms apart; the fifth begins the reply. */
function makeScore(turn = 4): Score {
  const stops = Array.from(
    { length: 6 },
    (_, step): Stop => ({ step, kind: 'plain', from: step * 300, to: step * 300 + 100 }),
  )
  return { stops, duration: 1600, turn, still: false }
}

function makeStage(start: Partial<Playback> = {}) {
  let playback: Playback = { step: 0, playing: false, speed: 1, loop: false, ...start }
  let score = makeScore()
  let pending: ((now: number) => void) | null = null
  let now = 0
  const told: number[] = []
  const frames: Frame[] = []
  const player = createPlayer(
    {
      playback: () => playback,
      score: () => score,
      arrive: (step) => {
        told.push(step)
        set({ step })
      },
      stop: () => set({ playing: false }),
      present: (frame) => frames.push(frame),
      still: () => false,
    },
    {
      frame: (call) => {
        pending = call
        return () => {
          pending = null
        }
      },
    },
  )
  function set(change: Partial<Playback>) {
    playback = { ...playback, ...change }
    player.sync()
  }
  return {
    player,
    told,
    frames,
    set,
    playback: () => playback,
    idle: () => pending === null,
    newRun: () => {
      score = makeScore()
      set({ step: 0 })
    },
    /** Time passes without a frame: a hidden tab. */
    leap: (ms: number) => {
      now += ms
    },
    /** Lets time pass, a frame each 16 ms. */
    pass: (ms: number) => {
      for (const end = now + ms; now < end; now += 16) {
        const call = pending
        pending = null
        call?.(now)
      }
    },
  }
}

describe('player', () => {
  it('plays every step in order, tells each arrival once, and stops at the end', () => {
    const stage = makeStage()
    stage.set({ playing: true })
    stage.pass(2000)
    expect(stage.told).toEqual([1, 2, 3, 4, 5])
    expect(stage.playback().playing).toBe(false)
    expect(stage.player.frame()).toEqual({ kind: 'at', step: 5, elapsed: Infinity })
    expect(stage.idle()).toBe(true)
  })

  it('asks for no frame while it rests', () => {
    expect(makeStage().idle()).toBe(true)
  })

  it('leaves the current step at once, and plays twice as fast at speed 2', () => {
    const slow = makeStage({ step: 2 })
    slow.set({ playing: true })
    slow.pass(230)
    expect(slow.told).toEqual([3])
    const fast = makeStage({ speed: 2 })
    fast.set({ playing: true })
    fast.pass(1000)
    expect(fast.playback()).toMatchObject({ step: 5, playing: false })
  })

  it('replays from the start when it stands at the end', () => {
    const stage = makeStage({ step: 5 })
    stage.set({ playing: true })
    expect(stage.playback().step).toBe(0)
    stage.pass(350)
    expect(stage.told).toEqual([0, 1])
  })

  it('loops when asked', () => {
    const stage = makeStage({ loop: true })
    stage.set({ playing: true })
    stage.pass(1600 + 1500 + 100)
    expect(stage.told).toEqual([1, 2, 3, 4, 5, 0])
    expect(stage.playback().playing).toBe(true)
  })

  it('paused on the way, goes on to the nearer station', () => {
    const early = makeStage()
    early.set({ playing: true })
    early.pass(48)
    early.set({ playing: false })
    early.pass(300)
    expect(early.playback().step).toBe(0)
    const late = makeStage()
    late.set({ playing: true })
    late.pass(160)
    late.set({ playing: false })
    late.pass(300)
    expect(late.playback().step).toBe(1)
    expect(late.player.frame()).toEqual({ kind: 'at', step: 1, elapsed: Infinity })
    expect(late.idle()).toBe(true)
  })

  it('glides to a neighbour that a hand chose, either way, and appears anywhere else', () => {
    const stage = makeStage({ step: 1 })
    stage.set({ step: 2 })
    stage.pass(HAND_GLIDE / 2)
    expect(stage.player.frame()).toMatchObject({ kind: 'between', from: 1, to: 2 })
    stage.pass(HAND_GLIDE)
    expect(stage.player.frame()).toEqual({ kind: 'at', step: 2, elapsed: Infinity })
    stage.set({ step: 1 })
    stage.pass(32)
    expect(stage.player.frame()).toMatchObject({ kind: 'between', from: 2, to: 1 })
    stage.set({ step: 5 })
    expect(stage.player.frame()).toEqual({ kind: 'at', step: 5, elapsed: Infinity })
    expect(stage.told).toEqual([])
  })

  it('does not glide over the turn', () => {
    const stage = makeStage({ step: 3 })
    stage.set({ step: 4 })
    expect(stage.player.frame()).toEqual({ kind: 'at', step: 4, elapsed: Infinity })
  })

  it('goes on playing from a step that a hand chose meanwhile', () => {
    const stage = makeStage()
    stage.set({ playing: true })
    stage.pass(100)
    stage.set({ step: 4 })
    stage.pass(16)
    expect(stage.player.frame()).toMatchObject({ kind: 'at', step: 4 })
    stage.pass(600)
    expect(stage.playback().step).toBe(5)
  })

  it('after a long gap goes on where it was instead of leaping', () => {
    const stage = makeStage()
    stage.set({ playing: true })
    stage.pass(32)
    stage.leap(60_000)
    stage.pass(16)
    expect(stage.playback()).toMatchObject({ step: 0, playing: true })
    expect(stage.player.frame()).toMatchObject({ kind: 'between', from: 0, to: 1 })
  })

  it('starts a new run at its own step', () => {
    const stage = makeStage({ step: 3 })
    stage.newRun()
    expect(stage.player.frame()).toEqual({ kind: 'at', step: 0, elapsed: Infinity })
    expect(arrivalAt(makeScore(), 0)).toBe(0)
  })
})
