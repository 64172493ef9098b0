/*! Asks for a name, of something new or in place of another one. What cannot be a name is said, and stays in the field. */
import { useLayoutEffect, useId, useRef, useState } from 'react'
import { Dialog } from '../../parts/Dialog'
import parts from '../../parts/parts.module.css'
import css from '../form.module.css'
import { useOwnText } from '../use-own-text'

export interface NameQuestion {
  readonly title: string
  readonly name: string
  readonly action: string
  readonly label: string
  /** null: it is done; else what is wrong. */
  readonly onName: (name: string) => string | null
}

/** As long as Kubernetes allows (RFC 1123 subdomain). */
const MOST_LETTERS = 253

export function NameDialog({
  title,
  name,
  action,
  label,
  onName,
  onClose,
}: NameQuestion & { readonly onClose: () => void }) {
  const { own } = useOwnText()
  const [typed, setTyped] = useState(name)
  const [wrong, setWrong] = useState<string | null>(null)
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  // A dialog gives the focus to its first button, which closes it.
  useLayoutEffect(() => field.current?.focus(), [])
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={css['dialogForm']}
        onSubmit={(event) => {
          event.preventDefault()
          const reason = onName(typed.trim())
          setWrong(reason)
          if (reason === null) onClose()
        }}
      >
        <label className={css['field']}>
          <span>{label}</span>
          <input
            ref={field}
            value={typed}
            maxLength={MOST_LETTERS}
            data-mono="true"
            autoCapitalize="none"
            autoComplete="off"
            spellCheck={false}
            aria-invalid={wrong !== null}
            aria-describedby={wrong === null ? undefined : id}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              setWrong(null)
            }}
          />
          {wrong === null ? null : (
            <span id={id} className={css['error']} role="alert">
              {wrong}
            </span>
          )}
        </label>
        <div className={css['dialogButtons']}>
          <button type="submit" className={parts['primary']} disabled={typed.trim() === ''}>
            {action}
          </button>
          <button type="button" className={parts['button']} onClick={onClose}>
            {own.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
