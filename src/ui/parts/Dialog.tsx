/*! A dialog of the browser's own: it keeps the focus, closes on Esc, and gives the focus back. */
import { X } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useId, useRef } from 'react'
import { useText } from '../use-app'
import css from './dialog.module.css'
import parts from './parts.module.css'

interface Props {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

export function Dialog({ title, onClose, children }: Props) {
  const { ui } = useText()
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    // A click on the backdrop is a click on the dialog itself.
    const onClick = (event: MouseEvent) => {
      if (event.target === dialog) dialog.close()
    }
    dialog.addEventListener('click', onClick)
    dialog.showModal()
    return () => {
      dialog.removeEventListener('click', onClick)
      dialog.close()
    }
  }, [])
  return (
    <dialog
      ref={ref}
      className={css['dialog']}
      aria-labelledby={id}
      onClose={(event) => {
        // An effect that ran twice closed it and opened it again.
        if (!event.currentTarget.open) onClose()
      }}
    >
      <div className={css['body']}>
        <div className={css['head']}>
          <h2 id={id}>{title}</h2>
          <button type="button" className={parts['quiet']} aria-label={ui.close} onClick={() => ref.current?.close()}>
            <X size={18} />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
