/*! What stands under the verdict bar: closed by Esc, which gives the focus back, and by a press elsewhere. */
import { type ReactNode, type RefObject, useLayoutEffect } from 'react'
import { AssumptionList } from './AssumptionList'
import { MendList, useLasting } from './MendList'
import { useMendTitle } from './MendSection'
import { RetriesNote } from './Retries'
import { useWhyText } from './use-why-text'
import css from './why.module.css'

interface Props {
  /** Holds the button and this panel. */
  readonly place: RefObject<HTMLElement | null>
  readonly onClose: () => void
}

export function RestsOnPanel({ place, onClose }: Props) {
  const { why } = useWhyText()
  return (
    <Panel place={place} onClose={onClose} title={why.restsOnTitle}>
      <AssumptionList />
    </Panel>
  )
}

/** What would mend a flow that fails, or break one that works. */
export function MendPanel({ place, onClose }: Props) {
  const lasting = useLasting()
  return (
    <Panel place={place} onClose={onClose} title={useMendTitle(lasting)}>
      <MendList lasting={lasting} />
      <RetriesNote />
    </Panel>
  )
}

function Panel({ place, onClose, title, children }: Props & { readonly title: string; readonly children: ReactNode }) {
  useLayoutEffect(() => {
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Element && !place.current?.contains(target) && !target.closest('output')) onClose()
    }
    // Before the page's own idea of Esc: it closes the top thing.
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || (event.target instanceof Element && event.target.closest('dialog'))) return
      event.preventDefault()
      onClose()
      place.current?.querySelector('button')?.focus()
    }
    document.addEventListener('pointerdown', onPress)
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('pointerdown', onPress)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [place, onClose])
  return (
    <section className={css['panel']} aria-label={title} data-own-stops>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
