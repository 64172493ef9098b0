/*! What a tick is, while the pointer rests on it: stage, then before → after where something changed. */
import { placeWord } from '../../text/step-words'
import { changesOf } from '../parts/changes'
import { useHere, useText } from '../use-app'
import type { Tick } from './model'
import css from './timeline.module.css'

export interface Hovered {
  readonly tick: Tick
  /** Where it is in the window. */
  readonly at: DOMRect
}

/** A tip is at most twice as wide; it stays within the window. */
const HALF = 130

export function Tip({ tick: { step, leg }, at }: Hovered) {
  const { run } = useHere()
  const text = useText()
  const x = Math.min(Math.max(at.x + at.width / 2, HALF), window.innerWidth - HALF)
  return (
    <div className={css['tip']} style={{ left: x, top: at.y - 4 }} aria-hidden="true">
      <b>{placeWord(run, step, leg, text)}</b>
      {changesOf(step).map(({ field, before, after }) => (
        <div key={field}>
          {text.field[field]} <span>{before}</span> → <span>{after}</span>
        </div>
      ))}
    </div>
  )
}
