/*! One tab stop for a region, arrows within it.

The stops are the focusable elements inside the container, found in the document when they are needed: components stay free of
tabindex bookkeeping. Fields keep their own arrow keys. */
import { type RefObject, useLayoutEffect } from 'react'

const STOPS = 'button:not(:disabled), a[href], [data-stop]'
/** A part of a region that is a tab stop of its own, e.g. the panel below a row of tabs. */
const APART = '[data-own-stops]'

export interface RovingKeys {
  readonly next: readonly string[]
  readonly previous: readonly string[]
}
export const HORIZONTAL: RovingKeys = { next: ['ArrowRight'], previous: ['ArrowLeft'] }
export const VERTICAL: RovingKeys = { next: ['ArrowDown'], previous: ['ArrowUp'] }

export function useRoving(ref: RefObject<HTMLElement | null>, keys: RovingKeys): void {
  // After every render, before anybody can press Tab: what is inside may have changed.
  useLayoutEffect(() => {
    const container = ref.current
    if (container) settle(container, stopsOf(container).find((stop) => stop === document.activeElement) ?? null)
  })
  useLayoutEffect(() => {
    const container = ref.current
    if (!container) return
    const onFocus = (event: FocusEvent) => {
      if (event.target instanceof HTMLElement && stopsOf(container).includes(event.target))
        settle(container, event.target)
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
      const stops = stopsOf(container)
      const at = stops.findIndex((stop) => stop === document.activeElement)
      if (at < 0) return
      const to = target(event.key, keys, at, stops.length)
      if (to === null) return
      event.preventDefault()
      stops[to]?.focus()
    }
    container.addEventListener('focusin', onFocus)
    container.addEventListener('keydown', onKey)
    return () => {
      container.removeEventListener('focusin', onFocus)
      container.removeEventListener('keydown', onKey)
    }
  }, [ref, keys])
}

function target(key: string, keys: RovingKeys, at: number, count: number): number | null {
  if (keys.next.includes(key)) return (at + 1) % count
  if (keys.previous.includes(key)) return (at - 1 + count) % count
  return null
}

function stopsOf(container: HTMLElement): HTMLElement[] {
  return [...container.querySelectorAll<HTMLElement>(STOPS)].filter((stop) => {
    const apart = stop.closest(APART)
    return apart === null || apart === container || !container.contains(apart)
  })
}

/** Leaves exactly one stop in the tab order: the focused one, else the one that was, else the chosen one, else the first. */
function settle(container: HTMLElement, focused: HTMLElement | null): void {
  const stops = stopsOf(container)
  const stop =
    focused ??
    stops.find((element) => element.matches('[aria-current]:not([aria-current="false"]), [aria-selected="true"]')) ??
    stops.find((element) => element.tabIndex === 0 && element.dataset.roving === 'on') ??
    stops[0]
  for (const element of stops) {
    element.tabIndex = element === stop ? 0 : -1
    element.dataset.roving = element === stop ? 'on' : 'off'
  }
}
