/*! More links: folded until somebody wants them, or a link opens one; only then their walks are made. */
import { ChevronRight } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { MORE_LINKS, moreLinkGroups, moreLinks } from '../../scenarios'
import { loadLater } from '../../store/load-later'
import { isOpen } from '../../store/select'
import { moreGroupWords } from '../../text/later-words'
import { useApp, useText } from '../use-app'
import { ScenarioItem } from './ScenarioItem'
import css from './scenario-list.module.css'

export function MoreLinks({ onChosen }: { readonly onChosen?: (() => void) | undefined }) {
  const { flow } = useText()
  const opened = useApp((state) => moreLinks().some(({ id }) => isOpen(state, id)))
  /** null: as the page has it. */
  const [wanted, setWanted] = useState<boolean | null>(null)
  const open = wanted ?? opened
  const [groups, setGroups] = useState(moreLinkGroups)
  useEffect(() => {
    if (open)
      void loadLater().then(
        () => setGroups(moreLinkGroups()),
        () => undefined,
      )
  }, [open])
  const section = useRef<HTMLElement>(null)
  // Opened by hand: what was asked for is seen, not only its first line at the list's end.
  useLayoutEffect(() => {
    const top = section.current
    // The list alone: scrollIntoView would move the page too.
    const list = top?.closest('nav, dialog')
    if (wanted && top && list) list.scrollTop += top.getBoundingClientRect().top - list.getBoundingClientRect().top
  }, [wanted, groups])
  return (
    <section ref={section} aria-label={flow.moreLinks}>
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
      {open
        ? groups.map(({ id, links }) => {
            const name = moreGroupWords()?.[id]
            return (
              <section key={id} aria-label={name}>
                <p className={css['group']}>{name}</p>
                <ol className={css['items']}>
                  {links.map((link) => (
                    <li key={link}>
                      <ScenarioItem id={link} number={null} onChosen={onChosen} />
                    </li>
                  ))}
                </ol>
              </section>
            )
          })
        : null}
    </section>
  )
}
