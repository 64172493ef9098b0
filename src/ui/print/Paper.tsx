/*! On paper: the verdict, the picture with both legs, and every hop as a list. Made only when the page is printed. */
import { stepsOf } from '../../sim'
import { verdictLine } from '../../text/verdict-text'
import { grow } from '../graph/geometry'
import { paint } from '../graph/paint'
import { Painted } from '../graph/paint-react'
import { hopName } from '../parts/hop-name'
import { pictureOf } from '../graph/picture-of'
import { useGhost, useHere, useText } from '../use-app'
import css from './paper.module.css'

/** Room around the picture, in its own units. */
const MARGIN = 28

export function Paper() {
  const { run, index } = useHere()
  const ghost = useGhost()
  const text = useText()
  const { placed, state } = pictureOf(run, ghost, index, true)
  const { x, y, width, height } = grow(placed.bounds, MARGIN)
  return (
    <div className={css['paper']}>
      <h1>{verdictLine(run, text)}</h1>
      <svg viewBox={`${x} ${y} ${width} ${height}`} aria-hidden="true">
        <Painted node={paint(placed, state)} />
      </svg>
      <ol>
        {stepsOf(run.trace).map((step, at) => (
          <li key={`${at} ${step.event.kind}`}>{hopName(run, at, text)}</li>
        ))}
      </ol>
    </div>
  )
}
