/*! The page's clock. Nothing else asks for animation frames, so a test can give a clock of its own. */

export interface Clock {
  /** Calls back once before the next paint, with the time in ms. Returns what takes it back. */
  readonly frame: (call: (now: number) => void) => () => void
}

export const browserClock: Clock = {
  frame: (call) => {
    const id = requestAnimationFrame(call)
    return () => cancelAnimationFrame(id)
  },
}
