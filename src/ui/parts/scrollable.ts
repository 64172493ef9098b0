/*! A box that scrolls sideways must be reachable by keyboard; one that does not scroll must not be a stop. */
import { type RefObject, useLayoutEffect } from 'react'

export function useScrollable(ref: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const look = () => {
      if (element.scrollWidth > element.clientWidth) element.tabIndex = 0
      else element.removeAttribute('tabindex')
    }
    // At once: an observer answers a frame later, and on a slow machine somebody is there sooner.
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    for (const child of element.children) observer.observe(child)
    return () => observer.disconnect()
  }, [ref])
}
