/*! A menu at a place: of a button, of an object in the picture, of a line in a list. Arrows walk it, a letter finds an item, Esc closes
it and gives the focus back. An item with items of its own opens them in its place. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { useOwnText } from './use-own-text'
import css from './menu.module.css'

export interface MenuItem {
  readonly id: string
  readonly label: string
  readonly icon?: ReactNode
  /** What the same does by keyboard. */
  readonly keys?: string
  readonly tone?: 'danger'
  readonly onSelect?: () => void
  /** Its own; made when it is opened, where they are many. */
  readonly items?: readonly MenuItem[] | (() => readonly MenuItem[])
}

export const itemsIn = ({ items = [] }: MenuItem): readonly MenuItem[] =>
  typeof items === 'function' ? items() : items

export interface MenuPlace {
  readonly x: number
  readonly y: number
  /** Where it ends instead, when there is no room below. */
  readonly above?: number
}

interface Props {
  readonly label: string
  readonly at: MenuPlace
  readonly items: readonly MenuItem[]
  readonly onClose: () => void
}

export function Menu({ label, at, items, onClose }: Props) {
  const { own } = useOwnText()
  const ref = useRef<HTMLDivElement>(null)
  const opener = useRef<Element | null>(null)
  /** The items that were gone into, the innermost last. */
  const [path, setPath] = useState<readonly { readonly label: string; readonly items: readonly MenuItem[] }[]>([])
  const within = path.at(-1)
  const shown = within?.items ?? items

  // The focus comes in, and goes back to where it was.
  useLayoutEffect(() => {
    opener.current = document.activeElement
    return () => {
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus()
    }
  }, [])
  useLayoutEffect(() => {
    const menu = ref.current
    if (!menu) return
    // As wide as it wants to be, not as the room at the right of where it was leaves it.
    menu.style.left = '0'
    const { width, height } = menu.getBoundingClientRect()
    menu.style.left = `${Math.max(8, Math.min(at.x, innerWidth - width - 8))}px`
    const room = innerHeight - height - 8
    const top = at.y > room && at.above !== undefined ? at.above - height : Math.min(at.y, room)
    menu.style.top = `${Math.max(8, top)}px`
    menu.querySelector<HTMLElement>('[role="menuitem"]')?.focus()
  }, [at, within])
  useLayoutEffect(() => {
    const outside = (event: Event) => {
      if (event.target instanceof Node && !ref.current?.contains(event.target)) onClose()
    }
    document.addEventListener('pointerdown', outside, true)
    document.addEventListener('wheel', outside, true)
    return () => {
      document.removeEventListener('pointerdown', outside, true)
      document.removeEventListener('wheel', outside, true)
    }
  }, [onClose])

  const select = (item: MenuItem) => {
    if (item.items) {
      setPath([...path, { label: item.label, items: itemsIn(item) }])
      return
    }
    onClose()
    item.onSelect?.()
  }
  const back = () => setPath(path.slice(0, -1))
  const onKey = (event: KeyboardEvent) => {
    const stops = [...(ref.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])]
    const at = stops.findIndex((stop) => stop === document.activeElement)
    const go = (to: number) => stops[(to + stops.length) % stops.length]?.focus()
    const letter = event.key.length === 1 && event.key !== ' ' ? event.key.toLowerCase() : null
    if (event.key === 'ArrowDown') go(at + 1)
    else if (event.key === 'ArrowUp') go(at - 1)
    else if (event.key === 'Home') go(0)
    else if (event.key === 'End') go(-1)
    else if (event.key === 'ArrowRight' && shown[at]?.items) select(shown[at])
    else if (event.key === 'ArrowLeft' && within) back()
    else if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else if (letter) {
      const next = [...stops.slice(at + 1), ...stops].find((stop) =>
        stop.textContent?.trim().toLowerCase().startsWith(letter),
      )
      next?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div
      ref={ref}
      className={css['menu']}
      role="menu"
      aria-label={within?.label ?? label}
      tabIndex={-1}
      onKeyDown={onKey}
    >
      {within ? (
        <button type="button" role="menuitem" tabIndex={-1} onClick={back}>
          <ChevronLeft size={15} /> <span>{own.back}</span>
        </button>
      ) : null}
      {shown.map((item) => (
        <button
          key={item.id}
          type="button"
          role="menuitem"
          tabIndex={-1}
          data-tone={item.tone}
          aria-haspopup={item.items ? 'menu' : undefined}
          onClick={() => select(item)}
        >
          {item.icon} <span>{item.label}</span>
          {item.items ? <ChevronRight size={15} /> : item.keys ? <kbd>{item.keys}</kbd> : null}
        </button>
      ))}
    </div>
  )
}

/** Where a menu of this element opens: under it, or where it would cover it above. */
export function placeOf(element: Element): MenuPlace {
  const { left, top, bottom } = element.getBoundingClientRect()
  return { x: left, y: bottom + 4, above: top - 4 }
}
