/*! The rows that differ, machine by machine, A's beside B's, with who wrote them; those that decided come first. */
import { useMemo } from 'react'
import { groupBy } from '../../base/group'
import { type Comparison, isCloud, type Row, type Run, showRow, stepsOf } from '../../sim'
import { compareEn } from '../../text/compare-en'
import { namesOf } from '../../text/names'
import { wroteText } from '../../text/question-words'
import { placeWord } from '../../text/step-words'
import { Sentence } from '../parts/Sentence'
import { useWhyText } from '../why/use-why-text'
import css from './rows.module.css'

type Difference = Comparison['rows'][number]

interface Props {
  readonly a: Run
  readonly b: Run
  readonly comparison: Comparison
  readonly onGo: (column: number) => void
}

/** So many tables of a machine are in the open. */
const TABLES = 6
/** Of a table the rows that decided are, so many at most; where none did, so many. */
const ROWS = { decided: 5, other: 2 } as const

export function RowsPanel({ a, b, comparison, onGo }: Props) {
  const text = useWhyText()
  const decided = useMemo(
    () => new Set([a, b].flatMap(({ trace }) => stepsOf(trace).flatMap(({ because }) => because))),
    [a, b],
  )
  const machines = [...groupBy(comparison.rows.toSorted(inReadingOrder), ({ machine }) => machine)]
  if (machines.length === 0) return <p className={css['quiet']}>{compareEn.noRows}</p>
  return machines.map(([machine, differences]) => {
    const run = isCloud(machine) || a.world.netns.get(machine) ? a : b
    const rows = differences.reduce((sum, each) => sum + Math.max(each.a.length, each.b.length), 0)
    const more = differences.slice(TABLES)
    const shown = (each: Difference) => (
      <Table
        key={`${each.tool} ${each.under ? showRow(each.under) : ''}`}
        {...{ a, b, comparison, onGo, each, decided }}
      />
    )
    return (
      <section key={machine} className={css['machine']} data-machine={machine}>
        <h3>
          {compareEn.rows(namesOf(run, text).of(machine).short)}
          <span>{compareEn.count(rows)}</span>
        </h3>
        {differences.slice(0, TABLES).map(shown)}
        {more.length === 0 ? null : (
          <details>
            <summary>{compareEn.more(more.length)}</summary>
            {more.map(shown)}
          </details>
        )}
      </section>
    )
  })
}

/** Those that decided first; of these, what fits in a line before the rules of netfilter. */
const inReadingOrder = (x: Difference, y: Difference): number =>
  Number(y.decided) - Number(x.decided) || Number(isWordy(x)) - Number(isWordy(y))
const isWordy = ({ a, b }: Difference): boolean =>
  [...a, ...b].some(({ kind }) => kind === 'chain-rule' || kind === 'nft-rule')

type Decided = ReadonlySet<Row>
interface TableProps extends Props {
  readonly each: Difference
  readonly decided: Decided
}

function Table({ a, b, comparison, onGo, each, decided }: TableProps) {
  const text = useWhyText()
  const { side, index } = each.asked
  const run = side === 'a' ? a : b
  const step = stepsOf(run.trace)[index]
  const column = comparison.columns.findIndex((one) => one[side] === index)
  const leg = index < run.trace.request.steps.length ? 'request' : 'reply'
  return (
    <div className={css['table']} data-tool={each.tool}>
      <p>
        <code>{each.tool}</code>
        {step && column >= 0 ? (
          <>
            {', '}
            <button type="button" className={css['go']} onClick={() => onGo(column)}>
              {compareEn.asked(placeWord(run, step, leg, text))}
            </button>
          </>
        ) : null}
      </p>
      <div className={css['pair']}>
        <Rows letter="A" rows={each.a} under={each.under} decided={decided} />
        <Rows letter="B" rows={each.b} under={each.under} decided={decided} />
      </div>
    </div>
  )
}

interface RowsProps {
  readonly letter: 'A' | 'B'
  readonly rows: readonly Row[]
  readonly under: Row | null
  readonly decided: Decided
}

function Rows({ letter, rows, under, decided }: RowsProps) {
  const text = useWhyText()
  const deciding = rows.filter((row) => decided.has(row)).length
  const open = deciding === 0 ? ROWS.other : Math.min(ROWS.decided, deciding)
  const [first] = rows
  const line = (row: Row, index: number) => (
    // Two rows alike have no other identity than where they stand.
    <li key={`${index} ${showRow(row)}`} data-indent={under !== null}>
      <mark>{showRow(row)}</mark>
    </li>
  )
  return (
    <div className={css['rows']} data-side={letter}>
      <ul aria-label={letter}>
        {under ? (
          <li>
            <code>{showRow(under)}</code>
          </li>
        ) : null}
        {rows.slice(0, open).map(line)}
        {first ? null : <li data-indent={under !== null}>{compareEn.noRow}</li>}
      </ul>
      {rows.length > open ? (
        <details>
          <summary>{compareEn.more(rows.length - open)}</summary>
          <ul aria-label={letter}>{rows.slice(open).map(line)}</ul>
        </details>
      ) : null}
      {first ? (
        <p>
          <Sentence text={wroteText(first, text)} />
        </p>
      ) : null}
    </div>
  )
}
