/*! The camera: which part of the picture is seen. It jumps, glides, or is moved by a person; who moved it last decides whether it may
move by itself. The clock is a parameter. */
import type { Clock } from '../player/clock'
import { ease } from '../player/score'
import type { Viewport } from './fit'
import { between, sameViewport } from './viewport'

/** At the border of a host. */
export const CAMERA_GLIDE = 320

export interface Camera {
  readonly viewport: () => Viewport
  /** A person moved it: it stays where it is until the next `release`. */
  readonly held: () => boolean
  readonly jump: (to: Viewport) => void
  readonly glide: (to: Viewport, ms: number) => void
  /** By a key or a gesture of ours. */
  readonly moveByHand: (to: Viewport) => void
  /** The canvas shows another viewport already: a person's wheel, pinch or drag. */
  readonly movedByHand: (to: Viewport) => void
  readonly release: () => void
  readonly destroy: () => void
}

export function createCamera(clock: Clock, show: (viewport: Viewport) => void): Camera {
  let viewport: Viewport = { zoom: 1, pan: { x: 0, y: 0 } }
  let held = false
  let cancel: (() => void) | null = null
  const stop = () => {
    cancel?.()
    cancel = null
  }
  const set = (to: Viewport) => {
    viewport = to
    show(to)
  }
  return {
    viewport: () => viewport,
    held: () => held,
    jump: (to) => {
      stop()
      set(to)
    },
    glide: (to, ms) => {
      stop()
      if (sameViewport(viewport, to)) return
      const from = viewport
      let start: number | null = null
      const tick = (now: number) => {
        start ??= now
        const share = Math.min(1, (now - start) / ms)
        cancel = share < 1 ? clock.frame(tick) : null
        set(share < 1 ? between(from, to, ease(share)) : to)
      }
      cancel = clock.frame(tick)
    },
    moveByHand: (to) => {
      stop()
      held = true
      set(to)
    },
    movedByHand: (to) => {
      stop()
      held = true
      viewport = to
    },
    release: () => {
      held = false
    },
    destroy: stop,
  }
}
