/*! What the verdict rests on, as a folded section of a phone's page. */
import { useState } from 'react'
import { AssumptionList } from './AssumptionList'
import { useWhyText } from './use-why-text'
import css from './why.module.css'

export function RestsOnSection() {
  const { why } = useWhyText()
  const [open, setOpen] = useState(false)
  return (
    <details className={css['section']} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{why.restsOnTitle}</summary>
      {open ? <AssumptionList /> : null}
    </details>
  )
}
