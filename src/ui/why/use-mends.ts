/*! Edits that mend or break the flow, tried piece by piece, so that the page stays quick; once for each run. */
import { useEffect, useState } from 'react'
import { breaking, mending, type Mends, type MendTopic, type Question, type Run, type Tried } from '../../sim'

export type Found =
  | { readonly kind: 'mends'; readonly found: Mends }
  | { readonly kind: 'breaks'; readonly found: readonly Tried[] }
export type Trying = { readonly kind: 'trying'; readonly topic: MendTopic | null }

const known = new WeakMap<Run, Found>()

/** A piece of work, in ms. Far below what a person or the browser would notice. */
const SLICE = 8

export function useMends(question: Question, run: Run): Found | Trying {
  const [state, setState] = useState<{ readonly run: Run; readonly now: Found | Trying }>()
  useEffect(() => {
    if (known.has(run)) return
    let gone = false
    const found = (answer: Found) => {
      known.set(run, answer)
      if (!gone) setState({ run, now: answer })
    }
    const say = (topic: MendTopic) => gone || setState({ run, now: { kind: 'trying', topic } })
    const isGone = () => gone
    if (run.trace.verdict.fate.kind === 'delivered')
      void piecewise(breaking(question, run), isGone, say).then(
        (breaks) => breaks && found({ kind: 'breaks', found: breaks }),
      )
    else
      void piecewise(mending(question, run), isGone, say).then(
        (mends) => mends && found({ kind: 'mends', found: mends }),
      )
    return () => {
      gone = true
    }
  }, [question, run])
  return known.get(run) ?? (state?.run === run ? state.now : { kind: 'trying', topic: null })
}

/** null: nobody wants it any more. */
async function piecewise<Answer>(
  tries: Generator<{ readonly topic: MendTopic }, Answer, void>,
  isGone: () => boolean,
  say: (topic: MendTopic) => void,
): Promise<Answer | null> {
  for (;;) {
    await nextTask()
    if (isGone()) return null
    const until = performance.now() + SLICE
    let next = tries.next()
    while (!next.done && performance.now() < until) next = tries.next()
    if (next.done) return next.value
    say(next.value.topic)
  }
}

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))
