/*! The stacks of the way as stops. A tap goes to the first hop there, and the camera with it. */
import { hopsOf } from '../../sim'
import { legOf } from '../../store/select'
import { namesOf } from '../../text/names'
import { useActions } from '../actions'
import { useApp, useHere, useText } from '../use-app'
import css from './phone.module.css'

export function Itinerary() {
  const { run, index, machine } = useHere()
  const text = useText()
  const { seek } = useActions()
  const leg = useApp((state) => legOf(state, state.step))
  const names = namesOf(run, text)
  const { request, reply } = run.trace
  const offset = leg === 'request' ? 0 : request.steps.length
  const hops = hopsOf(leg === 'reply' && reply ? reply : request)
  // The stops keep their order on the way back: the line runs to the left then.
  const stops = leg === 'reply' ? hops.toReversed() : hops
  return (
    <nav className={css['itinerary']} aria-label={text.page.stopsLabel}>
      <ol data-leg={leg}>
        {stops.map((hop) => {
          const at = offset + hop.first
          const stack = names.stackNumber(hop.machine)
          const here = hop.machine === machine && index >= at && index < at + hop.steps.length
          const { short } = names.of(hop.machine)
          return (
            <li key={at} data-here={here} data-passed={index >= at}>
              <button type="button" aria-current={here ? 'step' : undefined} onClick={() => seek(at)}>
                <span className={css['stop']} data-stack={stack !== null}>
                  {stack}
                </span>
                <span className={css['stopName']}>{short}</span>
              </button>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
