/*! All ticks in one line, and over them a slider that is dragged along: its value is read out as the hop it stands for. */
import { hopName } from '../parts/hop-name'
import { stepsOf } from '../../sim'
import { TickShape } from '../timeline/TickShape'
import { tickKind } from '../timeline/model'
import { useActions } from '../actions'
import { useHere, useText } from '../use-app'
import css from './phone.module.css'

export function Strip() {
  const { run, index, count } = useHere()
  const text = useText()
  const { seek } = useActions()
  const { request, reply } = run.trace
  const error = reply?.steps.some(({ event }) => event.kind === 'kernel-answer') ?? false
  return (
    <div className={css['strip']}>
      <div className={css['ticks']} aria-hidden="true">
        {stepsOf(run.trace).map((step, at) => (
          <span
            key={`${at} ${step.event.kind}`}
            data-leg={at < request.steps.length ? 'request' : 'reply'}
            data-current={at === index}
            data-error={(error && at >= request.steps.length) || step.event.kind === 'drop'}
          >
            <TickShape
              kind={tickKind(step)}
              leg={at < request.steps.length ? 'request' : 'reply'}
              passed={at <= index}
              current={at === index}
              error={error && at >= request.steps.length}
            />
          </span>
        ))}
      </div>
      <input
        type="range"
        min={1}
        max={count}
        value={index + 1}
        aria-label={text.ui.timeline}
        aria-valuetext={hopName(run, index, text)}
        onChange={(event) => seek(Number(event.currentTarget.value) - 1)}
      />
    </div>
  )
}
