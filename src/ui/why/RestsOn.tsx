/*! The button behind the verdict, and what it opens: a list under the bar. */
import { lazy, Suspense, useRef, useState } from 'react'
import parts from '../parts/parts.module.css'
import { useApp, useText } from '../use-app'
import { loadWhy } from './load-why'
import css from './rests-on.module.css'

const RestsOnPanel = lazy(async () => ({ default: (await loadWhy()).RestsOnPanel }))

export function RestsOn() {
  const { page } = useText()
  const edited = useApp((state) => state.edits.length > 0)
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  return (
    <div ref={place} className={css['place']}>
      <button type="button" className={parts['quiet']} aria-expanded={open} onClick={() => setOpen(!open)}>
        {page.restsOn}
        {edited ? <span className={css['dot']} aria-hidden="true" /> : null}
        <span aria-hidden="true">▾</span>
      </button>
      <Suspense>{open ? <RestsOnPanel place={place} onClose={() => setOpen(false)} /> : null}</Suspense>
    </div>
  )
}
