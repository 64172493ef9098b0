/*! What happened at this hop and why: sentence, packet before and after, the rows that decided, what it rests on, what it left. */
import { lazy, Suspense } from 'react'
import { groupBy } from '../../base/group'
import { type Row, type Step, showRow, toolOf } from '../../sim'
import { because } from '../../text/because'
import { becauseEn } from '../../text/because-en'
import { explain } from '../../text/explain'
import { packetRows } from '../../text/packet-table'
import { Sentence } from '../parts/Sentence'
import parts from '../parts/parts.module.css'
import { useActions } from '../actions'
import { useHere, useText } from '../use-app'
import { loadWhyAtIdle } from '../why/load-why'
import { decidedRows, madeRows } from './rows'
import css from './hop.module.css'

const HopWhy = lazy(async () => ({ default: (await loadWhyAtIdle()).HopWhy }))

export default function HopTab() {
  const { run, index, step } = useHere()
  const text = useText()
  const words = explain(run, index, text)
  // Where a packet ends, it is not what it wore but what would help that counts.
  const ended = step.event.kind === 'drop'
  return (
    <div className={css['hop']}>
      <p className={css['breadcrumb']}>
        {words.breadcrumb.map((part, at) => (
          <span key={part}>
            {at > 0 ? <i aria-hidden="true"> › </i> : null}
            {part}
          </span>
        ))}
      </p>
      <h2 className={css['title']} data-tone={words.tone}>
        {words.title}
      </h2>
      <p className={css['sentence']}>
        <Sentence text={words.sentence} />
      </p>
      {ended ? null : <PacketTable step={step} />}
      <Rows
        heading={text.ui.decidedBy}
        rows={decidedRows(step)}
        mark={words.tone === 'drop' ? 'drop' : 'decided'}
        remark={lacksServer(step) ? text.page.noServerBelow : undefined}
      />
      <Suspense>
        <HopWhy />
      </Suspense>
      {ended ? <PacketTable step={step} /> : null}
      <Because />
      <LeftBehind step={step} />
    </div>
  )
}

const lacksServer = ({ event }: Step): boolean => event.kind === 'drop' && event.reason.kind === 'ipvs-no-server'

/** The packet before and after; only a line if nothing changed. */
function PacketTable({ step }: { readonly step: Step }) {
  const { packet, field } = useText()
  const rows = packetRows(step).filter((row) => row.changed || ALWAYS.has(row.field))
  const changed = rows.some((row) => row.changed)
  return (
    <section>
      <h3 className={css['heading']}>{packet.heading}</h3>
      <table className={css['packet']}>
        <thead>
          <tr>
            <th scope="col">
              <span className={parts['hidden']}>{packet.heading}</span>
            </th>
            {changed ? (
              <>
                <th scope="col">{packet.before}</th>
                <th scope="col">{packet.after}</th>
              </>
            ) : (
              <th scope="col">{packet.unchanged}</th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.field} data-changed={row.changed}>
              <th scope="row">{field[row.field]}</th>
              <td>{row.changed && row.before !== null ? <s>{row.before}</s> : (row.before ?? packet.none)}</td>
              {changed ? (
                <td>{row.changed && row.before !== null ? <mark>{row.after ?? packet.none}</mark> : row.after}</td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Shown also where they stay the same. */
const ALWAYS: ReadonlySet<string> = new Set(['source', 'dest', 'ttl'])

interface RowsProps {
  readonly heading: string
  readonly rows: readonly Row[]
  readonly mark: 'decided' | 'drop' | 'made'
  /** What the first row lacks. */
  readonly remark?: string | undefined
}

/** Rows as their tool prints them, with a link to the table in which they stand. */
function Rows({ heading, rows, mark, remark }: RowsProps) {
  const { openTable } = useActions()
  if (rows.length === 0) return null
  const groups = groupBy(rows, (row) => `${toolOf(row).machine} ${toolOf(row).tool}`)
  return (
    <section>
      {[...groups.values()].map((group, index) => {
        const [first] = group
        if (!first) return null
        const { tool, machine, table } = toolOf(first)
        return (
          <div key={`${machine} ${tool}`} className={css['rows']}>
            <div className={css['rowsHead']}>
              <h3 className={css['heading']}>{index === 0 ? heading : ''}</h3>
              <button type="button" className={parts['link']} onClick={() => openTable(machine, table)}>
                {tool}
              </button>
            </div>
            <pre className={css['code']} data-mark={mark}>
              {group.map(showRow).join('\n')}
              {remark && index === 0 ? <span className={css['remark']}>{`\n  ${remark}`}</span> : null}
            </pre>
          </div>
        )
      })}
    </section>
  )
}

function Because() {
  const { run, index } = useHere()
  const text = useText()
  const { seek } = useActions()
  const reasons = because(run, index, { ...text, because: becauseEn })
  if (reasons.length === 0) return null
  return (
    <section>
      <h3 className={css['heading']}>{text.ui.becauseHeading}</h3>
      <ul className={css['because']}>
        {reasons.map((reason) => (
          <li key={reason.index}>
            <button type="button" aria-label={text.ui.goToHop(reason.index + 1)} onClick={() => seek(reason.index)}>
              <span>{reason.index + 1}</span>
            </button>
            <p>
              <Sentence text={reason.sentence} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function LeftBehind({ step }: { readonly step: Step }) {
  const { ui } = useText()
  return <Rows heading={ui.leftBehind} rows={madeRows(step)} mark="made" />
}
