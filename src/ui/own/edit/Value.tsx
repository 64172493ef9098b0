/*! One value of a form. Enter or leaving the field applies it; a text that is no value stays, with the reason beside it; Esc takes
it back. */
import { type KeyboardEvent, useId, useState } from 'react'
import type { Input } from '../../../store/own/form/field'
import type { FieldId } from '../../../store/own/form/ids'
import { ownEditEn } from '../../../text/own-edit-en'
import form from '../form.module.css'
import css from './edit.module.css'

interface Props {
  readonly label: string
  /** Of a field of its own, not of a cell. */
  readonly id?: FieldId
  /** What the cluster's check has against the value that stands there. */
  readonly wrong: string | null
  readonly input: Input
  readonly value: string
  /** The sentence that says why not; null: it is done. */
  readonly onApply: (text: string) => string | null
}

export function Value({ label, id: field, wrong, input, value, onApply }: Props) {
  const id = useId()
  /** null: as it is applied. */
  const [typed, setTyped] = useState<string | null>(null)
  const [refused, setError] = useState<string | null>(null)
  const error = refused ?? (typed === null ? wrong : null)
  const reset = () => {
    setTyped(null)
    setError(null)
  }
  const apply = (text: string) => {
    const problem = text.trim() === value ? null : onApply(text)
    if (problem === null) reset()
    else {
      setTyped(text)
      setError(problem)
    }
  }
  const described = { 'aria-invalid': error !== null, 'aria-describedby': error === null ? undefined : `${id}-error` }
  const said =
    error === null ? null : (
      <span id={`${id}-error`} className={form['error']} role={refused === null ? undefined : 'alert'}>
        {error}
      </span>
    )
  if (input.kind === 'flag') {
    return (
      <div className={form['field']} data-form-field={field}>
        <label className={css['flag']}>
          <input
            type="checkbox"
            checked={value === 'yes'}
            onChange={({ currentTarget }) => apply(currentTarget.checked ? 'yes' : '')}
            {...described}
          />
          {label}
        </label>
        {said}
      </div>
    )
  }
  if (input.kind === 'choice') {
    return (
      <div className={form['field']} data-form-field={field}>
        <label htmlFor={id}>{label}</label>
        <select id={id} value={value} onChange={({ currentTarget }) => apply(currentTarget.value)} {...described}>
          {input.options.map((option) => (
            <option key={option} value={option}>
              {ownEditEn.option(option)}
            </option>
          ))}
        </select>
        {said}
      </div>
    )
  }
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && typed !== null) apply(typed)
    else if (event.key === 'Escape' && typed !== null) {
      reset()
      event.stopPropagation()
    }
  }
  return (
    <div className={form['field']} data-form-field={field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode={input.kind === 'number' ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={false}
        data-mono="true"
        value={typed ?? value}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={onKey}
        onBlur={() => typed !== null && apply(typed)}
        {...described}
      />
      {said}
    </div>
  )
}
