/*! What A does at the hop that is looked at, and what B does there. */
import { type Comparison, machineOf, type Run, showRow, stepsOf } from '../../sim'
import { compareEn } from '../../text/compare-en'
import { explain } from '../../text/explain'
import { namesOf } from '../../text/names'
import { Sentence } from '../parts/Sentence'
import { type Text, useText } from '../use-app'
import css from './fork.module.css'
import { Letter } from './SideMenu'

interface Props {
  readonly a: Run
  readonly b: Run
  readonly comparison: Comparison
  readonly current: number
}

export function HopWords({ a, b, comparison, current }: Props) {
  const text = useText()
  const column = comparison.columns[current]
  if (!column) return null
  // Both may say "Pod1": then its own name tells them apart.
  const alike =
    whereOf(a, column.a, text) === whereOf(b, column.b, text) &&
    machineName(a, column.a, text) !== machineName(b, column.b, text)
  return (
    <div className={css['words']} aria-live="polite" data-words>
      {column.same ? (
        <>
          <p>
            <b className={css['both']}>{compareEn.both}</b> <Words run={a} step={column.a} />
          </p>
          {rowOf(a, column.a) === rowOf(b, column.b) ? null : (
            <>
              <Decided letter="A" row={rowOf(a, column.a)} />
              <Decided letter="B" row={rowOf(b, column.b)} />
            </>
          )}
        </>
      ) : (
        <>
          <p>
            <Letter letter="A" /> <Words run={a} step={column.a} full={alike} />
          </p>
          <p>
            <Letter letter="B" /> <Words run={b} step={column.b} full={alike} />
          </p>
        </>
      )}
    </div>
  )
}

interface WordsProps {
  readonly run: Run
  readonly step: number | null
  /** With the machine's whole name. */
  readonly full?: boolean
}

function Words({ run, step, full = false }: WordsProps) {
  const text = useText()
  if (step === null) return <span>{compareEn.notThere}</span>
  return (
    <span>
      <b>{whereOf(run, step, text)}</b>
      {full ? ` (${machineName(run, step, text)})` : ''}: <Sentence text={explain(run, step, text).sentence} />
    </span>
  )
}

const whereOf = (run: Run, step: number | null, text: Text): string =>
  step === null ? '' : explain(run, step, text).breadcrumb.slice(1).join(' › ')

function machineName(run: Run, step: number | null, text: Text): string {
  const place = step === null ? undefined : stepsOf(run.trace)[step]?.place
  return place ? namesOf(run, text).of(machineOf(place)).full : ''
}

/** The row that decided a hop; null: none did. */
function rowOf({ trace }: Run, step: number | null): string | null {
  const row = step === null ? undefined : stepsOf(trace)[step]?.because[0]
  return row ? showRow(row) : null
}

/** Where both do the same by different rows. */
function Decided({ letter, row }: { readonly letter: 'A' | 'B'; readonly row: string | null }) {
  return (
    <p>
      <Letter letter={letter} />
      <span>
        {compareEn.decidedBy} <code>{row ?? compareEn.noRow}</code>
      </span>
    </p>
  )
}
