/*! The seven scenarios: glyph, name, and the one thing worth knowing, all three computed. */
import { Check, X } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { type ScenarioId, scenarioById, scenarios, type Variant } from '../../scenarios'
import { ghostOf, listedRun } from '../../store/select'
import { listLine } from '../../text/verdict-text'
import { useActions } from '../actions'
import { Kbd } from '../parts/Kbd'
import { useRoving, VERTICAL } from '../parts/roving'
import { useApp, useText } from '../use-app'
import { Glyph } from './Glyph'
import { glyphOf } from './glyph'
import css from './scenario-list.module.css'

export function ScenarioList() {
  const { ui } = useText()
  const ref = useRef<HTMLElement>(null)
  useRoving(ref, VERTICAL)
  return (
    <nav ref={ref} className={css['list']} aria-label={ui.scenarios}>
      <div className={css['heading']} aria-hidden="true">
        <span>{ui.scenarios}</span>
        <span className={css['keys']}>
          <Kbd>1</Kbd> – <Kbd>7</Kbd>
        </span>
      </div>
      <ol className={css['items']}>
        {scenarios.map(({ id }, index) => (
          <li key={id}>
            <ScenarioItem id={id} number={index + 1} />
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** A scenario that is not open stands in the list as it is in the article. */
const OWN: Variant = {}

interface ItemProps {
  readonly id: ScenarioId
  readonly number: number
  readonly onChosen?: (() => void) | undefined
}

export function ScenarioItem({ id, number, onChosen }: ItemProps) {
  const text = useText()
  const actions = useActions()
  const chosen = useApp((state) => state.scenario) === id
  const run = useApp((state) => listedRun(state, id))
  const ghost = useApp((state) => ghostOf(state.scenario === id ? state : { scenario: id, variant: OWN }))
  const ways = scenarioById(id).groups.find((group) => group.id === 'target')?.choices.length ?? 1
  const line = listLine(run, ways, text)
  const glyph = useMemo(() => glyphOf(run, ghost?.leg === 'request' ? ghost.run : null), [run, ghost])
  const { title } = text.scenario[id]
  const name = `${number} ${title}: ${line.pill}, ${line.text}`
  return (
    <button
      type="button"
      className={css['item']}
      aria-current={chosen ? 'true' : undefined}
      aria-label={name}
      title={name}
      data-scenario={id}
      data-ok={line.tone === 'ok'}
      onClick={() => {
        if (!chosen) actions.chooseScenario(id)
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
          <span className={css['number']}>{number}</span>
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
