/*! The answer in one sentence, before the animation; and which leg the picture shows in full. */
import { Check, X } from 'lucide-react'
import { useRef } from 'react'
import { plainText } from '../../text/rich'
import { differenceText, verdictText } from '../../text/verdict-text'
import { useActions } from '../actions'
import { HORIZONTAL, useRoving } from '../parts/roving'
import { Segmented } from '../parts/Segmented'
import { Sentence } from '../parts/Sentence'
import { RestsOn } from '../why/RestsOn'
import { useApp, useArticleRun, useRun, useText } from '../use-app'
import css from './verdict-bar.module.css'

/** Letters that two lines hold beside the buttons, at 1440. */
const TWO_LINES = 115

export function VerdictBar() {
  const run = useRun()
  const text = useText()
  const both = useApp((state) => state.bothLegs)
  const actions = useActions()
  const verdict = verdictText(run, text)
  const article = useArticleRun()
  const difference = article === null ? null : differenceText(article, run, text)
  const letters = plainText(verdict.sentence).length + (difference === null ? 0 : plainText(difference).length)
  const ref = useRef<HTMLElement>(null)
  useRoving(ref, HORIZONTAL)
  return (
    <section ref={ref} className={css['bar']} aria-label={text.page.verdict}>
      <Pill />
      <p className={css['sentence']} data-long={letters > TWO_LINES}>
        <Sentence text={verdict.sentence} />
        {difference ? (
          <span data-testid="difference">
            {' '}
            <Sentence text={difference} />
          </span>
        ) : verdict.detail ? (
          <span className={css['extra']}>
            {' '}
            <Sentence text={verdict.detail} />
          </span>
        ) : null}
      </p>
      <RestsOn />
      <Segmented
        label={text.page.legs}
        labelHidden
        choices={[
          { id: 'current', label: text.ui.currentLeg },
          { id: 'both', label: text.ui.bothLegs },
        ]}
        chosen={both ? 'both' : 'current'}
        onChoose={(id) => actions.setBothLegs(id === 'both')}
      />
    </section>
  )
}

/** Delivered: a soft pill with ✓. Anything else: a solid one with ✕. */
export function Pill() {
  const run = useRun()
  const text = useText()
  const { tone, pill } = verdictText(run, text)
  return (
    <span className={css['pill']} data-tone={tone} data-testid="pill">
      {tone === 'ok' ? <Check size={16} strokeWidth={3} /> : <X size={16} strokeWidth={3} />}
      {pill}
    </span>
  )
}
