/*! On paper: the verdict and every hop of both legs as a list. On the screen the timeline is that list. */
import { stepsOf } from '../../sim'
import { hopName } from '../parts/hop-name'
import { verdictLine } from '../../text/verdict-text'
import { useRun, useText } from '../use-app'
import css from './hop-list.module.css'

export function HopList() {
  const run = useRun()
  const text = useText()
  return (
    <section className={css['print']} aria-hidden="true">
      <p>{verdictLine(run, text)}</p>
      <ol>
        {stepsOf(run.trace).map((step, index) => (
          <li key={`${index} ${step.event.kind}`}>{hopName(run, index, text)}</li>
        ))}
      </ol>
    </section>
  )
}
