/*! A line of the list: glyph, name, and the one thing worth knowing, all three computed. */
import { Check, X } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { type ScenarioId, scenarioById, type Variant } from '../../scenarios'
import { ghostOf, isOpen, listedRun } from '../../store/select'
import { titleOf } from '../../text/later-words'
import { listLine } from '../../text/verdict-text'
import { useActions } from '../actions'
import { useApp, useName, useText } from '../use-app'
import { Glyph } from './Glyph'
import { glyphOf } from './glyph'
import css from './scenario-list.module.css'

/** A scenario that is not open stands in the list as it is in the article. */
const OWN: Variant = {}

interface ItemProps {
  readonly id: ScenarioId
  /** null: it has none. */
  readonly number: number | null
  readonly onChosen?: (() => void) | undefined
}

export function ScenarioItem({ id, number, onChosen }: ItemProps) {
  const text = useText()
  const actions = useActions()
  const chosen = useApp((state) => isOpen(state, id))
  const run = useApp((state) => listedRun(state, id))
  const ghost = useApp((state) => ghostOf(isOpen(state, id) ? state : { scenario: id, variant: OWN }))
  const own = useApp((state) => isOpen(state, id) && state.flow !== null)
  const opened = useName()
  const ways = own ? 1 : (scenarioById(id).groups.find((group) => group.id === 'target')?.choices.length ?? 1)
  const line = listLine(run, ways, text)
  const ref = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (chosen) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  const glyph = useMemo(() => glyphOf(run, ghost?.leg === 'request' ? ghost.run : null), [run, ghost])
  const title = own ? opened : titleOf(text, id)
  const name = `${number === null ? '' : `${number} `}${title}: ${line.pill}, ${line.text}`
  return (
    <button
      ref={ref}
      type="button"
      className={css['item']}
      aria-current={chosen ? 'true' : undefined}
      aria-label={name}
      title={name}
      data-scenario={id}
      data-ok={line.tone === 'ok'}
      onClick={() => {
        if (!chosen || own) actions.chooseScenario(id)
        onChosen?.()
      }}
      onKeyDown={(event) => {
        // A scenario that is open cannot be chosen again: then Space plays, as everywhere.
        if (event.key !== ' ' || !chosen) return
        event.preventDefault()
        actions.togglePlay()
      }}
    >
      <Glyph glyph={glyph} />
      <span className={css['words']}>
        <span className={css['title']}>
          {number === null ? null : <span className={css['number']}>{number}</span>}
          {title}
        </span>
        <span className={css['verdict']} data-ok={line.tone === 'ok'}>
          {line.tone === 'ok' ? <Check size={12} strokeWidth={3.5} /> : <X size={12} strokeWidth={3.5} />}
          {line.text}
        </span>
      </span>
    </button>
  )
}
