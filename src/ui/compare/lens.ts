/*! Zoom and pan of the two pictures by hand. Of one layout both move together, so that the same place is seen in both. */
import { useCallback, useMemo, useRef, useState } from 'react'
import type { Viewport } from '../graph/fit'
import type { Size } from '../graph/geometry'
import { zoomBy } from '../graph/viewport'

export type Letter = 'A' | 'B'

/** A pane as it is seen now. */
interface Seen {
  readonly viewport: Viewport
  readonly pane: Size
}

export interface Lens {
  /** Where a person moved a side's picture; null: it is where it goes by itself. */
  readonly of: (letter: Letter) => Viewport | null
  /** What a pane shows is told here, so that a key can start from it. */
  readonly tell: (letter: Letter, seen: Seen) => void
  readonly move: (letter: Letter, to: Viewport) => void
  /** By a key: both, each around the middle of its pane. */
  readonly zoom: (steps: 1 | -1) => void
  readonly fit: () => void
}

/** `together`: both sides have one layout. */
export function useLens(together: boolean): Lens {
  const [moved, setMoved] = useState<Partial<Record<Letter, Viewport>>>({})
  const seen = useRef<Partial<Record<Letter, Seen>>>({})
  const tell = useCallback((letter: Letter, now: Seen) => {
    seen.current[letter] = now
  }, [])
  const move = useCallback(
    (letter: Letter, to: Viewport) => setMoved((before) => (together ? { A: to, B: to } : { ...before, [letter]: to })),
    [together],
  )
  const zoom = useCallback((steps: 1 | -1) => {
    const by = (at: Seen | undefined) => at && zoomBy(at.viewport, steps, at.pane)
    const [a, b] = [by(seen.current.A), by(seen.current.B)]
    setMoved({ ...(a && { A: a }), ...(b && { B: b }) })
  }, [])
  const fit = useCallback(() => setMoved((before) => (Object.keys(before).length === 0 ? before : {})), [])
  return useMemo(
    () => ({ of: (letter) => moved[letter] ?? null, tell, move, zoom, fit }),
    [moved, tell, move, zoom, fit],
  )
}
