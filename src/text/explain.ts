/*! One step in words: which sentence fits, and this flow's names and addresses for it.

Everything is read off the step, its rows and the world; the language only chooses the words. */
import type { Run } from '../sim'
import { dropText } from './drop-words'
import { locate } from './facts'
import { wordsOf } from './hop-words'
import type { Messages } from './messages'
import { namesOf } from './names'
import { type Rich, rich } from './rich'
import { breadcrumbOf } from './step-words'

export interface Explanation {
  readonly breadcrumb: readonly string[]
  readonly title: string
  readonly sentence: Rich
  /** A drop's title stands in the drop colour. */
  readonly tone: 'plain' | 'drop'
  /** The drop card: what happened, and what lies behind it. */
  readonly card: { readonly sentence: Rich; readonly why: Rich | null } | null
}

/** The step of a whole-trace index, in words. */
export function explain(run: Run, index: number, language: Messages): Explanation {
  const { step, leg, inLeg } = locate(run, index)
  const names = namesOf(run, language)
  const breadcrumb = breadcrumbOf(run, step, leg.kind, language)
  if (step.event.kind === 'drop') {
    const { title, sentence, why } = dropText(run, step.event.reason, step.place, step.before, leg.kind, language)
    const whole = why === null ? sentence : rich`${sentence} ${why}`
    return { breadcrumb, title, sentence: whole, tone: 'drop', card: { sentence, why } }
  }
  const words = wordsOf({ run, step, leg: leg.kind, inLeg, steps: leg.steps, language, names })
  return { breadcrumb, ...words, tone: 'plain', card: null }
}
