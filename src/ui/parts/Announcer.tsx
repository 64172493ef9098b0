/*! Says aloud, while playing, what matters: rewrites, the turn to the reply, the verdict. Steps by hand announce themselves. */
import { useEffect, useState } from 'react'
import { stepsOf } from '../../sim'
import { runOf } from '../../store/select'
import type { AppState } from '../../store/store'
import { rewriteOf } from '../../text/step-words'
import { verdictLine } from '../../text/verdict-text'
import { type Text, useStore, useText } from '../use-app'
import { hopName } from './hop-name'
import parts from './parts.module.css'

export function Announcer() {
  const store = useStore()
  const text = useText()
  const [said, setSaid] = useState('')
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.step === before.step && state.playing === before.playing) return
        if (!state.playing && !before.playing) return
        const words = announcement(state, text)
        if (words !== '') setSaid(words)
      }),
    [store, text],
  )
  return (
    <p className={parts['hidden']} aria-live="polite" data-testid="announcer">
      {said}
    </p>
  )
}

function announcement(state: AppState, text: Text): string {
  const run = runOf(state)
  const steps = stepsOf(run.trace)
  const step = steps[state.step]
  if (!step) return ''
  const words: string[] = []
  if (state.step === run.trace.request.steps.length) words.push(text.page.turned)
  if (rewriteOf(step) !== null || step.event.kind === 'drop') words.push(hopName(run, state.step, text))
  if (state.step === steps.length - 1) words.push(verdictLine(run, text))
  return words.join(' ')
}
