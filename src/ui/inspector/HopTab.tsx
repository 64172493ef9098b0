/*! What happened at this hop and why: sentence, packet before and after, the rows that decided, what it rests on, what it left. */
import { Suspense } from 'react'
import type { Step } from '../../sim'
import { explain } from '../../text/explain'
import { packetRows } from '../../text/packet-table'
import { Sentence } from '../parts/Sentence'
import parts from '../parts/parts.module.css'
import { useHere, useText } from '../use-app'
import { loadWhyAtIdle } from '../why/load-why'
import type { RowsProps } from './HopRows'
import { askedInVain, decidedRows, madeRows } from './rows'
import css from './hop.module.css'
import { lazily } from '../parts/lazily'

// Not on the first hop of a walk, as no row decided that: fetched when shown, or at idle.
export const loadHopRows = () => import('./HopRows')
const Rows = lazily(async () => ({ default: (await loadHopRows()).Rows }))
const Because = lazily(async () => ({ default: (await loadHopRows()).Because }))
const HopWhy = lazily(async () => ({ default: (await loadWhyAtIdle()).HopWhy }))

export function HopTab() {
  const { run, index, step } = useHere()
  const text = useText()
  const words = explain(run, index, text)
  // Where a packet ends, it is not what it wore but what would help that counts.
  const ended = step.event.kind === 'drop'
  return (
    <div className={css['hop']}>
      <p className={css['breadcrumb']}>
        {words.breadcrumb.map((part, at) => (
          <span key={at}>
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
      <RowsIfAny
        heading={askedInVain(step) ? text.ui.askedInVain : text.ui.decidedBy}
        rows={decidedRows(step)}
        mark={words.tone === 'drop' ? 'drop' : 'decided'}
        remark={lacksServer(step) ? text.page.noServerBelow : undefined}
      />
      <Suspense>
        <HopWhy />
      </Suspense>
      {ended ? <PacketTable step={step} /> : null}
      {/* Before the first hop there was nothing. */}
      <Suspense>{index > 0 ? <Because /> : null}</Suspense>
      <RowsIfAny heading={text.ui.leftBehind} rows={madeRows(step)} mark="made" />
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

const RowsIfAny = (props: RowsProps) => <Suspense>{props.rows.length > 0 ? <Rows {...props} /> : null}</Suspense>
