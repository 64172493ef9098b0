/*! Plays a run: turns time into frames and tells the store at which step the packet has arrived.

What is seen is a function of (score, time) in score.ts; this file only moves the time. It acts on what the store says (playing, step,
speed, loop) and tells two things back: the packet arrived at a step, and the end is reached.

                    play                 end of the score, or pause
        rest ───────────────▶ playing ───────────────────────────────▶ rest
          │  ▲ 180 ms later
          └──┴ a hand chose a neighbouring step: gliding                                             */
import type { Clock } from './clock'
import { arrivalAt, ease, type Frame, frameAt, HAND_GLIDE, type Score } from './score'

/** What the store says. */
export interface Playback {
  readonly step: number
  readonly playing: boolean
  readonly speed: number
  readonly loop: boolean
}

export interface PlayerPort {
  readonly playback: () => Playback
  readonly score: () => Score
  /** The packet has arrived at a step. */
  readonly arrive: (step: number) => void
  readonly stop: () => void
  /** Shows a frame; called at most once a paint, and at once when a hand has moved the packet. */
  readonly present: (frame: Frame) => void
  /** `prefers-reduced-motion`: a step chosen by hand appears instead of gliding. */
  readonly still: () => boolean
}

export interface Player {
  /** The store, the run or the window changed: looks again. */
  readonly sync: () => void
  readonly frame: () => Frame
  readonly destroy: () => void
}

type Mode =
  | { readonly kind: 'rest' }
  | { readonly kind: 'playing'; time: number }
  /** `start`: the part of the way that the packet had covered already. */
  | { readonly kind: 'gliding'; readonly from: number; readonly start: number; elapsed: number }

/** After a longer pause between two frames (a hidden tab, a busy machine) the packet goes on, it does not leap. */
const LONGEST_FRAME = 100
/** The end stays to be seen before the loop starts again. */
const LOOP_PAUSE = 1500

const atRest = (step: number): Frame => ({ kind: 'at', step, elapsed: Infinity })

export function createPlayer(port: PlayerPort, clock: Clock): Player {
  let mode: Mode = { kind: 'rest' }
  let score = port.score()
  /** The step that this player showed last, or told the store. */
  let shown = port.playback().step
  let frame = atRest(shown)
  let cancel: (() => void) | null = null
  let before: number | null = null

  const show = (next: Frame) => {
    frame = next
    port.present(next)
  }

  const tell = (step: number) => {
    if (step === shown) return
    shown = step
    port.arrive(step)
  }

  const rest = () => {
    mode = { kind: 'rest' }
    show(atRest(shown))
  }

  const play = (now: { time: number }, by: number, { speed, loop }: Playback) => {
    now.time += by * speed
    const end = score.duration
    if (now.time < end) {
      const next = frameAt(score, now.time)
      tell(next.kind === 'at' ? next.step : next.from)
      show(next)
      return
    }
    tell(score.stops.length - 1)
    if (!loop) {
      port.stop()
      rest()
    } else if (now.time >= end + LOOP_PAUSE) {
      now.time = 0
      tell(0)
      show(frameAt(score, 0))
    } else if (frame.kind !== 'at' || frame.elapsed !== Infinity) show(atRest(shown))
  }

  const tick = (time: number) => {
    cancel = null
    const by = before === null ? 0 : Math.min(LONGEST_FRAME, Math.max(0, time - before))
    before = time
    if (mode.kind === 'playing') play(mode, by, port.playback())
    else if (mode.kind === 'gliding') {
      mode.elapsed += by
      const { from, start, elapsed } = mode
      if (elapsed >= HAND_GLIDE) rest()
      else show({ kind: 'between', from, to: shown, progress: start + (1 - start) * ease(elapsed / HAND_GLIDE) })
    }
    schedule()
  }

  const schedule = () => {
    if (mode.kind === 'rest') {
      cancel?.()
      cancel = null
      before = null
    } else cancel ??= clock.frame(tick)
  }

  /** Pressed play: replays from the end, else leaves the step at which the packet rests. */
  const start = (step: number) => {
    const last = step >= score.stops.length - 1
    if (last) tell(0)
    const stop = score.stops[shown]
    mode = { kind: 'playing', time: last ? 0 : (stop?.to ?? 0) }
  }

  /** Pressed pause: on the way between two stations it goes to the nearer one. */
  const pause = () => {
    if (frame.kind === 'between' && mode.kind === 'playing' && !port.still()) {
      const { from, to, progress } = frame
      const back = progress < 0.5
      tell(back ? from : to)
      mode = { kind: 'gliding', from: back ? to : from, start: back ? 1 - progress : progress, elapsed: 0 }
    } else rest()
  }

  const moveTo = (step: number) => {
    const neighbour = Math.abs(step - shown) === 1 && step !== score.turn && shown !== score.turn
    const from = shown
    shown = step
    if (mode.kind === 'playing') mode.time = arrivalAt(score, step)
    else if (neighbour && !port.still() && mode.kind === 'rest') mode = { kind: 'gliding', from, start: 0, elapsed: 0 }
    else rest()
  }

  const sync = () => {
    const playback = port.playback()
    const other = port.score()
    if (other !== score) {
      score = other
      shown = playback.step
      if (playback.playing) mode = { kind: 'playing', time: arrivalAt(score, shown) }
      else rest()
    } else if (playback.step !== shown) moveTo(playback.step)
    if (playback.playing && mode.kind !== 'playing') start(playback.step)
    else if (!playback.playing && mode.kind === 'playing') pause()
    schedule()
  }

  return {
    sync,
    frame: () => frame,
    destroy: () => {
      mode = { kind: 'rest' }
      cancel?.()
      cancel = null
    },
  }
}
