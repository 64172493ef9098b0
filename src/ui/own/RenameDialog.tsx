/*! Another name for a cluster. */
import { useState } from 'react'
import { MOST_LETTERS } from '../../store/own/names'
import { Dialog } from '../parts/Dialog'
import parts from '../parts/parts.module.css'
import css from './form.module.css'
import { useOwnText } from './use-own-text'

interface Props {
  readonly name: string
  readonly onRename: (name: string) => void
  readonly onClose: () => void
}

export function RenameDialog({ name, onRename, onClose }: Props) {
  const { own } = useOwnText()
  const [typed, setTyped] = useState(name)
  return (
    <Dialog title={own.rename.replace('…', '')} onClose={onClose}>
      <form
        className={css['dialogForm']}
        onSubmit={(event) => {
          event.preventDefault()
          onRename(typed)
          onClose()
        }}
      >
        <label className={css['field']}>
          <span>{own.clusterName}</span>
          <input
            value={typed}
            maxLength={MOST_LETTERS}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <div className={css['dialogButtons']}>
          <button type="submit" className={parts['primary']} disabled={typed.trim() === ''}>
            {own.save}
          </button>
          <button type="button" className={parts['button']} onClick={onClose}>
            {own.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
