/*! A list of lines in a form: the ports of a Service, the rules of a security group. */
import { ChevronUp, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { ok } from '../../../base/result'
import type { Edit } from '../../../sim'
import type { Answer, RowsChange, RowsField } from '../../../store/own/form/field'
import { ownEditEn } from '../../../text/own-edit-en'
import form from '../form.module.css'
import parts from '../../parts/parts.module.css'
import css from './edit.module.css'
import { Value } from './Value'

interface Props {
  readonly field: RowsField
  /** What is wrong with its cells; `cell` null: with the list. */
  readonly wrong: readonly {
    readonly cell: { readonly row: number; readonly column: number } | null
    readonly words: string
  }[]
  readonly apply: (answer: Answer<Edit>) => string | null
}

export function Rows({ field, wrong, apply }: Props) {
  const { field: words, row: rowWords, addRow, raiseRow, removeRow } = ownEditEn
  const label = words[field.id]
  const [error, setError] = useState<string | null>(null)
  const change = (made: RowsChange) => setError(apply(field.edit(made)))
  return (
    <fieldset className={css['rows']} data-form-field={field.id}>
      <legend>{label}</legend>
      {field.rows.map((row, at) => (
        // A line has no name but its place.
        <fieldset key={at} className={css['row']} data-row>
          <legend className={parts['hidden']}>{rowWords(label, at + 1)}</legend>
          <div className={css['cells']}>
            {field.columns.map(({ id, input }, column) => (
              <Value
                key={id}
                label={words[id]}
                input={input}
                value={row[column] ?? ''}
                wrong={wrong.find(({ cell }) => cell?.row === at && cell.column === column)?.words ?? null}
                onApply={(text) =>
                  apply(field.edit({ did: 'set', at, row: row.map((cell, index) => (index === column ? text : cell)) }))
                }
              />
            ))}
          </div>
          {field.reorder && at > 0 ? (
            <button
              type="button"
              className={parts['quiet']}
              aria-label={raiseRow(label, at + 1)}
              onClick={() => field.reorder && setError(apply(ok(field.reorder(at, at - 1))))}
            >
              <ChevronUp size={15} />
            </button>
          ) : null}
          <button
            type="button"
            className={parts['quiet']}
            aria-label={removeRow(label, at + 1)}
            onClick={() => change({ did: 'remove', at })}
          >
            <X size={15} />
          </button>
        </fieldset>
      ))}
      {wrong.map(({ cell, words: said }) =>
        cell === null ? (
          <span key={said} className={form['error']}>
            {said}
          </span>
        ) : null,
      )}
      {error === null ? null : (
        <span className={form['error']} role="alert">
          {error}
        </span>
      )}
      <button type="button" className={parts['button']} onClick={() => change({ did: 'add' })}>
        <Plus size={14} /> {addRow(label)}
      </button>
    </fieldset>
  )
}
