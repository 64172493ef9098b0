/*! In place of the verdict: why nothing is walked. */
import { TriangleAlert } from 'lucide-react'
import { openForm } from '../../store/own/chosen'
import { targetOf } from '../../store/own/form/spot'
import { problemOf } from '../../text/problem-text'
import bar from '../verdict-bar/verdict-bar.module.css'
import { useApp, useStore } from '../use-app'
import css from './own-page.module.css'
import { useOwnText } from './use-own-text'

export function StateBar() {
  const text = useOwnText()
  const store = useStore()
  const own = useApp((state) => state.own)
  if (!own) return null
  const [problem] = own.problems
  const others = own.problems.length - 1
  const to = problem ? targetOf(own.topology, problem) : null
  return (
    <section className={bar['bar']} aria-label={text.page.verdict}>
      <span className={css['pill']} data-tone={problem ? 'drop' : 'plain'} data-testid="pill">
        {problem ? <TriangleAlert size={15} /> : null}
        {problem ? text.own.problemsPill : text.own.emptyPill}
      </span>
      <output className={bar['sentence']}>
        {problem && to ? (
          <button type="button" className={css['jump']} onClick={() => openForm(store, to.form, to.spot)}>
            {problemOf(problem, own.topology, text)}
          </button>
        ) : problem ? (
          problemOf(problem, own.topology, text)
        ) : own.topology.nodes.length === 0 ? (
          `${text.own.noHost}. ${text.own.noHostNote}`
        ) : (
          `${text.own.nothingAsked}. ${text.own.nothingAskedNote}`
        )}
        {others > 0 ? ` (${text.own.moreProblems(others)})` : null}
      </output>
    </section>
  )
}
