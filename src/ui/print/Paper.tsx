/*! On paper: the question, the verdict, the picture with both legs to their end, and every hop as a list: the whole run, whichever hop
is open. Made only when the page is printed. */
import { titleOf } from '../../export/language'
import { stepsOf } from '../../sim'
import { exportEn } from '../../text/export-en'
import { pictureEn } from '../../text/picture-en'
import { verdictLine } from '../../text/verdict-text'
import { grow, union } from '../graph/geometry'
import { paint } from '../graph/paint'
import { Painted } from '../graph/paint-react'
import { hopName } from '../parts/hop-name'
import { modelIn } from '../graph/overlay-model'
import { stateAt } from '../graph/overlay-state'
import { useApp, useHere, useText } from '../use-app'
import { otherWays } from '../why/other-ways'
import css from './paper.module.css'

/** Room around the picture, in its own units. */
const MARGIN = 28

export function Paper() {
  const { run, count } = useHere()
  const text = useText()
  const model = useApp((app) => modelIn(app, text, pictureEn))
  const state = stateAt(model, count - 1, { bothLegs: true, ghost: true, others: otherWays(run, model.layout) })
  const { x, y, width, height } = grow(union([model.layout.bounds, ...state.tags.map(({ rect }) => rect)]), MARGIN)
  return (
    <div className={css['paper']}>
      <p>{titleOf(run, { ...text, exports: exportEn })}</p>
      <h1>{verdictLine(run, text)}</h1>
      <svg viewBox={`${x} ${y} ${width} ${height}`} aria-hidden="true">
        <Painted node={paint(model.layout, state)} />
      </svg>
      <ol>
        {stepsOf(run.trace).map((step, at) => (
          <li key={`${at} ${step.event.kind}`}>{hopName(run, at, text)}</li>
        ))}
      </ol>
    </div>
  )
}
