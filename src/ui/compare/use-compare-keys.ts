/*! The keys of a comparison: as on the page, where it has the same thing. */
import { type RefObject, useLayoutEffect } from 'react'
import type { Comparison } from '../../sim'
import { goTo, stopComparing } from '../../store/compare'
import { useActions } from '../actions'
import { isDark } from '../keys'
import { useStore } from '../use-app'
import type { Lens } from './lens'

export function useCompareKeys(
  page: RefObject<HTMLElement | null>,
  { columns, first, parts }: Comparison,
  { zoom, fit }: Lens,
): void {
  const store = useStore()
  const { openShare, openHelp, setTheme } = useActions()
  useLayoutEffect(() => {
    const element = page.current
    if (!element) return
    const at = () => store.getState().versus?.column ?? 0
    const keys: Readonly<Record<string, () => void>> = {
      ArrowLeft: () => goTo(store, at() - 1),
      ArrowRight: () => goTo(store, at() + 1),
      Home: () => goTo(store, 0),
      End: () => goTo(store, columns.length - 1),
      d: () => {
        const marks = [first?.column, parts].filter((mark) => typeof mark === 'number').toSorted((x, y) => x - y)
        const next = marks.find((mark) => mark > at()) ?? marks[0]
        if (next !== undefined) goTo(store, next)
      },
      '+': () => zoom(1),
      '=': () => zoom(1),
      '-': () => zoom(-1),
      '−': () => zoom(-1),
      '0': fit,
      c: () => stopComparing(store),
      s: openShare,
      '?': openHelp,
      l: () => setTheme(isDark() ? 'light' : 'dark'),
    }
    const onKey = (event: KeyboardEvent) => {
      if (
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.shiftKey !== isShifted(event)
      )
        return
      const { target } = event
      // A dialog above has the focus. What had it here may be gone: then the body has it.
      if (target !== document.body && !(target instanceof Node && element.contains(target))) return
      // A menu has its own idea of arrows and letters.
      if (target instanceof HTMLSelectElement) return
      const act = keys[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [page, store, columns, first, parts, zoom, fit, openShare, openHelp, setTheme])
}

/** "?" and "+" are typed with Shift on many keyboards. */
const isShifted = ({ key, shiftKey }: KeyboardEvent): boolean => (key === '?' || key === '+' ? shiftKey : false)
