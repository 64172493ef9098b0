/*! The buttons behind the verdict, and what they open, a list under the bar: what would mend or break it, what it rests on. */
import { type ComponentType, type RefObject, Suspense, useRef, useState } from 'react'
import parts from '../parts/parts.module.css'
import { useApp, useRun, useText } from '../use-app'
import { loadWhy } from './load-why'
import css from './rests-on.module.css'
import { lazily } from '../parts/lazily'

interface PanelProps {
  /** Holds the button and the panel. */
  readonly place: RefObject<HTMLElement | null>
  readonly onClose: () => void
}

const RestsOnPanel = lazily(async () => ({ default: (await loadWhy()).RestsOnPanel }))
const MendPanel = lazily(async () => ({ default: (await loadWhy()).MendPanel }))

export function RestsOn() {
  const { page } = useText()
  const edited = useApp((state) => state.edits.length > 0)
  const works = useRun().trace.verdict.fate.kind === 'delivered'
  return (
    <>
      <Opens label={works ? page.breakIt : page.mendIt} dot={false} Panel={MendPanel} />
      <Opens label={page.restsOn} dot={edited} Panel={RestsOnPanel} />
    </>
  )
}

interface OpensProps {
  readonly label: string
  readonly dot: boolean
  readonly Panel: ComponentType<PanelProps>
}

function Opens({ label, dot, Panel }: OpensProps) {
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  return (
    <div ref={place} className={css['place']}>
      <button type="button" className={parts['quiet']} aria-expanded={open} onClick={() => setOpen(!open)}>
        {label}
        {dot ? <span className={css['dot']} aria-hidden="true" /> : null}
        <span aria-hidden="true">▾</span>
      </button>
      <Suspense>{open ? <Panel place={place} onClose={() => setOpen(false)} /> : null}</Suspense>
    </div>
  )
}
