/*! What a client that hears nothing does, at the hop where its packet, or the answer to it, ends. */
import { stepsOf } from '../../sim'
import { retriesHeading, retriesText } from '../../text/retries-en'
import { Sentence } from '../parts/Sentence'
import { useHere, useRun } from '../use-app'
import css from './why.module.css'

/** The same in the list under the verdict bar. */
export function RetriesNote() {
  const text = retriesText(useRun())
  return text === null ? null : (
    <p className={css['note']} data-retries>
      {retriesHeading}: <Sentence text={text} />
    </p>
  )
}

export function Retries() {
  const { run, index } = useHere()
  const text = retriesText(run)
  if (text === null || index !== stepsOf(run.trace).findLastIndex(({ event }) => event.kind === 'drop')) return null
  return (
    <section className={css['errata']} aria-label={retriesHeading} data-retries>
      <h3>{retriesHeading}</h3>
      <p>
        <Sentence text={text} />
      </p>
    </section>
  )
}
