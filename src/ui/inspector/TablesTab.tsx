/*! What the machine's own tools print at this hop, the rows that decided it marked. Loaded when first asked for. */
import { useEffect, useRef, useState } from 'react'
import { type Row, type Step, stateAt, type Table, tablesOf, tableText } from '../../sim'
import { helpEn } from '../../text/help-en'
import { wroteText } from '../../text/question-words'
import { plainText } from '../../text/rich'
import { CopyButton } from '../parts/CopyButton'
import { Kbd } from '../parts/Kbd'
import { useRoving, VERTICAL } from '../parts/roving'
import { useScrollable } from '../parts/scrollable'
import { Segmented } from '../parts/Segmented'
import { Sentence } from '../parts/Sentence'
import { useActions, useMomentary } from '../actions'
import { useApp, useHere, useText } from '../use-app'
import { useWhyText } from '../why/use-why-text'
import { machinesOf } from './machines'
import { type Mark, markOf } from './rows'
import css from './tab.module.css'

export default function TablesTab() {
  const { run, index, step, count, machine: here } = useHere()
  const text = useText()
  const asked = useApp((state) => state.machine)
  const { table: wanted } = useMomentary()
  const { openTable } = useActions()
  const machines = machinesOf(run, text)
  const machine = machines.find(({ id }) => id === asked)?.id ?? here
  const tables = tablesOf(run.world, stateAt(run.trace, index), machine)
  const marked = tables.filter((table) => table.id === wanted || table.lines.some((line) => markOf(line.rows, step)))
  const others = tables.filter((table) => !marked.includes(table))
  return (
    <div className={css['tables']}>
      <div className={css['tablesHead']}>
        <Segmented
          label={text.ui.machineHeading}
          labelHidden
          choices={machines.map(({ id, short, full }) => ({ id, label: short, title: full }))}
          chosen={machine}
          onChoose={(id) => openTable(id, null)}
        />
        <span className={css['asOf']}>
          {text.page.asOf} <b>{text.ui.hopOf(index + 1, count)}</b>
        </span>
      </div>
      {marked.map((table) => (
        <Block key={`${machine} ${table.id}`} table={table} step={step} wanted={table.id === wanted} />
      ))}
      {marked.length === 0 ? <p className={css['quiet']}>{text.page.noRowHere}</p> : null}
      {others.length > 0 ? <h3 className={css['heading']}>{text.page.otherTables}</h3> : null}
      {others.map((table) => (
        <details key={`${machine} ${table.id}`} className={css['folded']}>
          <summary>
            <code># {table.command}</code>
            <span>{text.page.lines(table.lines.length)}</span>
          </summary>
          <Block table={table} step={step} wanted={false} />
        </details>
      ))}
      <p className={css['quiet']}>
        {text.page.marksExplained} <Kbd>j</Kbd> <Kbd>k</Kbd> {helpEn.keys.rows}
      </p>
    </div>
  )
}

interface BlockProps {
  readonly table: Table
  readonly step: Step
  /** A link asked for this table: bring it into view. */
  readonly wanted: boolean
}

/** The line that has the focus. */
const lineOf = (target: HTMLElement, { lines }: Table) => lines[Number(target.dataset['line'])]

function Block({ table, step, wanted }: BlockProps) {
  const text = useWhyText()
  const { ui } = text
  const ref = useRef<HTMLElement>(null)
  const [focused, setFocused] = useState<Row | null>(null)
  useEffect(() => {
    if (wanted) ref.current?.scrollIntoView({ block: 'nearest' })
  }, [wanted])
  const scroller = useRef<HTMLDivElement>(null)
  useScrollable(scroller)
  const lines = useRef<HTMLDivElement>(null)
  useRoving(lines, VERTICAL)
  const tags: Record<Mark, string> = { decided: ui.decided, read: ui.read, made: ui.madeHere }
  return (
    <section ref={ref} className={css['block']} data-table={table.id} aria-label={table.command}>
      <div className={css['blockHead']}>
        <h3>
          <code># {table.command}</code>
        </h3>
        <CopyButton text={tableText(table.lines)} words={[ui.copy, ui.copied, ui.copyRefused]} what={table.command} />
      </div>
      <div ref={scroller} className={css['output']}>
        <div
          ref={lines}
          className={css['lines']}
          onFocus={({ target }) => setFocused(lineOf(target, table)?.rows[0] ?? null)}
          onBlur={() => setFocused(null)}
        >
          {table.lines.length === 0 ? <p className={css['line']}>{ui.emptyOutput}</p> : null}
          {table.lines.map((line, index) => {
            const mark = markOf(line.rows, step)
            const [row] = line.rows
            return (
              // Lines have no other identity than where they stand.
              <p
                key={`${index} ${line.text}`}
                className={css['line']}
                data-mark={mark ?? undefined}
                title={row && plainText(wroteText(row, text))}
                // Any row can be asked who wrote it: by a click, by the arrow keys.
                data-stop={row ? '' : undefined}
                tabIndex={row ? -1 : undefined}
                data-line={index}
              >
                <code>{line.text === '' ? '\u00a0' : line.text}</code>
                {mark ? <em>{tags[mark]}</em> : null}
              </p>
            )
          })}
          {table.note ? <p className={css['note']}>{table.note}</p> : null}
        </div>
      </div>
      <p className={css['wrote']} aria-live="polite" data-wrote>
        {focused ? <Sentence text={wroteText(focused, text)} /> : null}
      </p>
    </section>
  )
}
