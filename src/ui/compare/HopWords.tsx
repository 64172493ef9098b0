/*! What A does at the hop that is looked at, and what B does there. */
import type { Comparison, Run } from '../../sim'
import { compareEn } from '../../text/compare-en'
import { explain } from '../../text/explain'
import { Sentence } from '../parts/Sentence'
import { useText } from '../use-app'
import css from './fork.module.css'
import { Letter } from './SideMenu'

interface Props {
  readonly a: Run
  readonly b: Run
  readonly comparison: Comparison
  readonly current: number
}

export function HopWords({ a, b, comparison, current }: Props) {
  const column = comparison.columns[current]
  if (!column) return null
  return (
    <div className={css['words']} aria-live="polite" data-words>
      {column.same ? (
        <p>
          <b className={css['both']}>{compareEn.both}</b> <Words run={a} step={column.a} />
        </p>
      ) : (
        <>
          <p>
            <Letter letter="A" /> <Words run={a} step={column.a} />
          </p>
          <p>
            <Letter letter="B" /> <Words run={b} step={column.b} />
          </p>
        </>
      )}
    </div>
  )
}

function Words({ run, step }: { readonly run: Run; readonly step: number | null }) {
  const text = useText()
  if (step === null) return <span>{compareEn.notThere}</span>
  const { breadcrumb, sentence } = explain(run, step, text)
  return (
    <span>
      <b>{breadcrumb.slice(1).join(' › ')}</b>: <Sentence text={sentence} />
    </span>
  )
}
