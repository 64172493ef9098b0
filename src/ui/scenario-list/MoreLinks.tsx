/*! More links: folded until somebody wants them, or a link opens one; only then their walks are made. */
import { ChevronRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import { MORE_LINKS, moreLinks } from '../../scenarios'
import { loadLater } from '../../store/load-later'
import { isOpen } from '../../store/select'
import { useApp, useText } from '../use-app'
import { ScenarioItem } from './ScenarioItem'
import css from './scenario-list.module.css'

export function MoreLinks({ onChosen }: { readonly onChosen?: (() => void) | undefined }) {
  const { flow } = useText()
  const opened = useApp((state) => moreLinks().some(({ id }) => isOpen(state, id)))
  /** null: as the page has it. */
  const [wanted, setWanted] = useState<boolean | null>(null)
  const open = wanted ?? opened
  const [links, setLinks] = useState(moreLinks)
  useEffect(() => {
    if (open)
      void loadLater().then(
        () => setLinks(moreLinks()),
        () => undefined,
      )
  }, [open])
  return (
    <section aria-label={flow.moreLinks}>
      <button
        type="button"
        className={css['fold']}
        aria-expanded={open}
        aria-label={flow.moreLinks}
        title={flow.moreLinks}
        onClick={() => setWanted(!open)}
      >
        <span className={css['foldName']}>{flow.moreLinks}</span>
        <span className={css['count']}>
          {MORE_LINKS}
          <ChevronRight size={14} strokeWidth={2.5} />
        </span>
      </button>
      {open ? (
        <ol className={css['items']}>
          {links.map(({ id }) => (
            <li key={id}>
              <ScenarioItem id={id} number={null} onChosen={onChosen} />
            </li>
          ))}
        </ol>
      ) : null}
    </section>
  )
}
