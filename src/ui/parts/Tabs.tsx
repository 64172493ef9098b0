/*! A row of tabs: one tab stop, arrows within. The panel is the caller's. */
import { useRef } from 'react'
import css from './parts.module.css'
import { HORIZONTAL, useRoving } from './roving'

interface Props<Id extends string> {
  readonly label: string
  /** Prefix of the ids that tie a tab to its panel. */
  readonly name: string
  readonly tabs: readonly { readonly id: Id; readonly label: string }[]
  readonly chosen: Id
  readonly onChoose: (id: Id) => void
  readonly className?: string | undefined
}

export const tabId = (name: string, id: string) => `${name}-tab-${id}`
export const panelId = (name: string) => `${name}-panel`

export function Tabs<Id extends string>({ label, name, tabs, chosen, onChoose, className }: Props<Id>) {
  const ref = useRef<HTMLDivElement>(null)
  useRoving(ref, HORIZONTAL)
  return (
    <div ref={ref} role="tablist" aria-label={label} className={className ?? css['tabs']}>
      {tabs.map(({ id, label: text }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={tabId(name, id)}
          aria-selected={id === chosen}
          aria-controls={panelId(name)}
          onClick={() => onChoose(id)}
          onFocus={() => id !== chosen && onChoose(id)}
        >
          {text}
        </button>
      ))}
    </div>
  )
}
