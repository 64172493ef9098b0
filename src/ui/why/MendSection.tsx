/*! What would let a flow through, in the Hop tab where the packet ends; on a phone, which has no verdict bar, at every hop, folded. */
import { useState } from 'react'
import { useMedia } from '../parts/media'
import { PHONE } from '../parts/window-sizes'
import { useHere } from '../use-app'
import { type Lasting, MendList, useLasting } from './MendList'
import css from './mend.module.css'
import { useWhyText } from './use-why-text'
import why from './why.module.css'

export function useMendTitle({ asked: { run } }: Lasting): string {
  const { mend } = useWhyText()
  return run.trace.verdict.fate.kind === 'delivered' ? mend.wouldBreak : mend.letThrough
}

export function MendSection() {
  const { step } = useHere()
  const { mend } = useWhyText()
  const lasting = useLasting()
  const title = useMendTitle(lasting)
  const phone = useMedia(PHONE)
  if (step.event.kind === 'drop' || lasting.made !== null)
    return (
      <section className={css['section']} aria-label={title}>
        <h3 className={css['title']}>
          {title} <span>{mend.eachTried}</span>
        </h3>
        <MendList lasting={lasting} />
      </section>
    )
  return phone ? <Folded title={title} lasting={lasting} /> : null
}

function Folded({ title, lasting }: { readonly title: string; readonly lasting: Lasting }) {
  const [open, setOpen] = useState(false)
  return (
    <details className={why['section']} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open ? <MendList lasting={lasting} /> : null}
    </details>
  )
}
