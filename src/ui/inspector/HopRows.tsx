/*! The rows that decided a hop, as their tools print them, and the earlier hops that it rests on. */
import { groupBy } from '../../base/group'
import { type Row, showRow, toolOf } from '../../sim'
import { because } from '../../text/because'
import { becauseEn } from '../../text/because-en'
import { useActions } from '../actions'
import { Sentence } from '../parts/Sentence'
import parts from '../parts/parts.module.css'
import { useHere, useText } from '../use-app'
import css from './hop.module.css'

export interface RowsProps {
  readonly heading: string
  readonly rows: readonly Row[]
  readonly mark: 'decided' | 'drop' | 'made'
  /** What the first row lacks. */
  readonly remark?: string | undefined
}

/** Rows as their tool prints them, with a link to the table in which they stand. */
export function Rows({ heading, rows, mark, remark }: RowsProps) {
  const { openTable } = useActions()
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

export function Because() {
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
