/*! What moves at a moment: the packet, the line behind it, the way it never went. A pure function of (model, frame). */
import { DELIVERED, DROP, type Frame, REWRITE, type StopKind } from '../player/score'
import type { Point } from './geometry'
import type { PictureModel } from './overlay-model'
import { pathOn, pointOn } from './overlay-rail'

/**
 * What the packet does. `rest`: everything has settled. `glide`, `stop`: on its way, its chip in one line. A rewrite goes through
 * `open`, `strike`, `mark`, then `stop`; a drop through `cross`, `card`, `draw`, then `rest`; a delivery through `ring`.
 */
export type Phase = 'rest' | 'glide' | 'stop' | 'open' | 'strike' | 'mark' | 'cross' | 'card' | 'draw' | 'ring'

export interface Motion {
  readonly phase: Phase
  readonly at: Point
  /** Path data of the part of the current run that is travelled; null: nothing moves. */
  readonly travelled: string | null
  /** Whether that run belongs to the reply. */
  readonly reply: boolean
  /** Path data of the part of the way it never went that is drawn; null while the picture itself draws all or none. */
  readonly never: string | null
}

export function motionAt(model: PictureModel, frame: Frame): Motion {
  return frame.kind === 'at' ? standing(model, frame.step, frame.elapsed) : travelling(model, frame)
}

function standing(model: PictureModel, step: number, elapsed: number): Motion {
  const at = model.stations[step]?.at ?? { x: 0, y: 0 }
  const reply = step >= model.request.stations.length
  const phase = phaseAt(model.score.stops[step]?.kind ?? 'plain', elapsed)
  // Until the canvas has drawn the run as travelled, it is drawn here.
  const rail = elapsed === Infinity ? null : (model.rails[step] ?? null)
  const never = phase === 'draw' ? neverDrawn(model, (elapsed - DROP.way) / (DROP.drawn - DROP.way)) : null
  return { phase, at, reply, travelled: rail && pathOn(rail, rail.length), never }
}

function travelling(model: PictureModel, { from, to, progress }: Extract<Frame, { kind: 'between' }>): Motion {
  const later = Math.max(from, to)
  const rail = model.rails[later] ?? null
  const reply = later >= model.request.stations.length
  const at = model.stations[to]?.at ?? { x: 0, y: 0 }
  if (!rail) return { phase: 'glide', at, travelled: null, reply, never: null }
  const length = rail.length * (from < to ? progress : 1 - progress)
  return { phase: 'glide', at: pointOn(rail, length), travelled: pathOn(rail, length), reply, never: null }
}

export function phaseAt(kind: StopKind, elapsed: number): Phase {
  if (elapsed === Infinity) return 'rest'
  switch (kind) {
    case 'plain':
    case 'decision':
      return 'stop'
    case 'rewrite':
      if (elapsed < REWRITE.strike) return 'open'
      if (elapsed < REWRITE.mark) return 'strike'
      return elapsed < REWRITE.close ? 'mark' : 'stop'
    case 'delivered':
      return elapsed < DELIVERED ? 'ring' : 'stop'
    case 'drop':
      if (elapsed < DROP.card) return 'cross'
      if (elapsed < DROP.way) return 'card'
      return elapsed < DROP.drawn ? 'draw' : 'rest'
  }
}

/** The first share of the way it never went, one stroke after the other. */
function neverDrawn({ ghostRail }: PictureModel, share: number): string {
  const whole = ghostRail.reduce((sum, { length }) => sum + length, 0)
  let left = whole * share
  let d = ''
  for (const rail of ghostRail) {
    if (left <= 0) break
    d += pathOn(rail, left)
    left -= rail.length
  }
  return d
}

/** Phases in which the way it never went is not drawn yet, or not to its end. */
export const beforeGhost = (phase: Phase): boolean => phase === 'cross' || phase === 'card' || phase === 'draw'
