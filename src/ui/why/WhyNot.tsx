/*! "Why this row and not that": rows that could have decided the hop, each with the reason why it did not. */
import { useState } from 'react'
import { losersOf, showRow, toolOf } from '../../sim'
import { loserText } from '../../text/question-words'
import { useActions } from '../actions'
import parts from '../parts/parts.module.css'
import { Sentence } from '../parts/Sentence'
import { useHere } from '../use-app'
import { type LoserGroup, loserGroups } from './loser-groups'
import css from './why.module.css'
import { useWhyText } from './use-why-text'

/** So many of a group stand in the open. */
const FIRST = 4

export function WhyNot() {
  const { run, index } = useHere()
  const { why } = useWhyText()
  // Stays open from hop to hop.
  const [open, setOpen] = useState(false)
  const losers = losersOf(run, index)
  if (losers.length === 0) return null
  return (
    <details className={css['disclosure']} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {why.whyNot} <span>{losers.length}</span>
      </summary>
      {open ? loserGroups(losers).map((group, at) => <Group key={keyOf(group, at)} group={group} />) : null}
    </details>
  )
}

const keyOf = ({ against }: LoserGroup, at: number): string => `${at} ${against ? showRow(against) : ''}`

function Group({ group: { against, losers } }: { readonly group: LoserGroup }) {
  const { why } = useWhyText()
  const { openTable } = useActions()
  const [first] = losers
  if (!first) return null
  const { tool, machine, table } = toolOf(first.row)
  const [shown, rest] = [losers.slice(0, FIRST), losers.slice(FIRST)]
  return (
    <section className={css['group']}>
      <p className={css['against']}>
        {against ? (
          <>
            {why.insteadOf} <code>{showRow(against)}</code>
          </>
        ) : (
          why.nothingWon
        )}
      </p>
      <ul>
        {shown.map((loser, at) => (
          <Lost key={`${at} ${showRow(loser.row)}`} loser={loser} />
        ))}
      </ul>
      {rest.length > 0 ? (
        <details className={css['rest']}>
          <summary>{why.more(rest.length)}</summary>
          <ul>
            {rest.map((loser, at) => (
              <Lost key={`${at} ${showRow(loser.row)}`} loser={loser} />
            ))}
          </ul>
        </details>
      ) : null}
      <button type="button" className={parts['link']} onClick={() => openTable(machine, table)}>
        {tool}
      </button>
    </section>
  )
}

function Lost({ loser }: { readonly loser: LoserGroup['losers'][number] }) {
  const text = useWhyText()
  return (
    <li className={css['lost']} data-next={loser.next}>
      <code>{showRow(loser.row)}</code>
      <p>
        <Sentence text={loserText(loser, text)} />
      </p>
    </li>
  )
}
