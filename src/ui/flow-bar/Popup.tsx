/*! The panel below a field: a dialog beside the page, not over it. Esc closes it, and so does the focus that goes elsewhere. */
import { type ReactNode, useLayoutEffect, useRef } from 'react'
import css from './picker.module.css'

interface Props {
  readonly label: string
  /** `focus`: give the focus back to the field. */
  readonly onClose: (focus: boolean) => void
  readonly children: ReactNode
}

export function Popup({ label, onClose, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null)
  const close = useRef(onClose)
  useLayoutEffect(() => {
    close.current = onClose
  })
  useLayoutEffect(() => {
    const popup = ref.current
    const field = popup?.parentElement
    if (!popup) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || isComposing(event)) return
      // A sheet around it would close as well.
      event.preventDefault()
      event.stopPropagation()
      close.current(true)
    }
    const onFocusOut = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof Node && !field?.contains(relatedTarget)) close.current(false)
    }
    popup.addEventListener('keydown', onKey)
    popup.addEventListener('focusout', onFocusOut)
    return () => {
      popup.removeEventListener('keydown', onKey)
      popup.removeEventListener('focusout', onFocusOut)
    }
  }, [])
  return (
    <dialog ref={ref} open className={css['popup']} aria-label={label} data-own-stops>
      {children}
    </dialog>
  )
}

/** While an input method composes, keys belong to it. 229: what WebKit says of the key that ends a composition. */
export const isComposing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229
