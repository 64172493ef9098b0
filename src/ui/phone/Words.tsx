/*! Title and sentence of the hop; a swipe to the left is the next hop, one to the right the previous. */
import { type PointerEvent, useRef } from 'react'
import { legOf } from '../../store/select'
import { explain } from '../../text/explain'
import { useActions } from '../actions'
import { Sentence } from '../parts/Sentence'
import { useApp, useHere, useText } from '../use-app'
import css from './phone.module.css'

export function Words() {
  const { run, index, count } = useHere()
  const text = useText()
  const actions = useActions()
  const leg = useApp((state) => legOf(state, state.step))
  const words = explain(run, index, text)
  const start = useRef<number | null>(null)
  const up = (event: PointerEvent) => {
    const by = start.current === null ? 0 : event.clientX - start.current
    start.current = null
    if (by < -SWIPE) actions.next()
    if (by > SWIPE) actions.back()
  }
  return (
    <div
      className={css['words']}
      onPointerDown={(event) => {
        start.current = event.clientX
      }}
      onPointerUp={up}
      onPointerCancel={() => {
        start.current = null
      }}
    >
      <div className={css['titleRow']}>
        <h2 data-tone={words.tone}>{words.title}</h2>
        <span>{text.page.hopShort(text.leg[leg], index + 1, count)}</span>
      </div>
      <p>
        <Sentence text={words.sentence} />
      </p>
    </div>
  )
}

/** So far a finger has to move for a swipe, in px. */
const SWIPE = 48
