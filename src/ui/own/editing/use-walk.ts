/*! The picture of a cluster of one's own by keyboard: one tab stop, arrows from place to place and from object to object. Where the packet
has a hop at an object, its place stands for both: Enter goes to the hop, the menu key opens the menu. */
import { type RefObject, useLayoutEffect, useRef } from 'react'
import { type Rect, rect, right } from '../../graph/geometry'
import type { Layout } from '../../graph/layout'
import { HOST, VPC } from '../../graph/measure'
import { type Direction, neighbour } from '../../graph/viewport-places'
import type { Thing } from './things'

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

interface Stop {
  readonly element: HTMLElement
  /** Where it is come to. */
  readonly rect: Rect
}

const paneOf = (list: Element | null): HTMLElement | null => list?.closest<HTMLElement>('[data-picture]') ?? null

/** What has the focus for a box: its place, else its object, else its tag. */
export const stopAt = (list: Element | null, box: string): HTMLElement | null => {
  const name = CSS.escape(box)
  const pane = paneOf(list)
  const one = (attribute: string) => pane?.querySelector<HTMLElement>(`[data-${attribute}="${name}"]`)
  return one('place') ?? one('thing') ?? one('tag') ?? null
}

export function useWalk(list: RefObject<HTMLElement | null>, things: readonly Thing[], layout: Layout): void {
  const stops = (): readonly Stop[] => {
    const pane = paneOf(list.current)
    const places = [...(pane?.querySelectorAll<HTMLElement>('[data-place]') ?? [])].flatMap((element) => {
      const area = layout.boxes.get(element.dataset['place'] ?? '')?.rect
      return area ? [{ element, rect: area }] : []
    })
    const others = things.flatMap((thing) => {
      const element = stopAt(list.current, thing.box)
      return element?.dataset['thing'] === undefined ? [] : [{ element, rect: handleOf(thing) }]
    })
    return [...places, ...others]
  }
  const latest = useRef(stops)
  useLayoutEffect(() => {
    latest.current = stops
    settle(list.current, stops(), document.activeElement)
  })
  useLayoutEffect(() => {
    const pane = paneOf(list.current)
    if (!pane) return
    const onFocus = ({ target }: FocusEvent) => settle(list.current, latest.current(), target)
    // Before the places' own arrows, which know no objects.
    const onKey = (event: KeyboardEvent) => {
      const direction = DIRECTIONS[event.key]
      if (!direction || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
      const all = latest.current()
      const from = all.find(({ element }) => element === event.target)
      if (!from) return
      event.preventDefault()
      event.stopPropagation()
      neighbour(all, from, direction)?.element.focus()
    }
    pane.addEventListener('focusin', onFocus)
    pane.addEventListener('keydown', onKey, true)
    return () => {
      pane.removeEventListener('focusin', onFocus)
      pane.removeEventListener('keydown', onKey, true)
    }
  }, [list])
}

/** What holds others is come to where nothing lies on it: a host at its header, the VPC at its end. */
function handleOf({ ref, rect: area }: Thing): Rect {
  if (ref.kind === 'node') return rect(area.x, area.y, area.width, Math.min(area.height, HOST.header))
  return ref.kind === 'vpc' ? rect(right(area) - VPC.overhang, area.y, VPC.overhang, area.height) : area
}

/** Leaves one of them in the tab order: the focused one, else the one that was, else the current place, else the first. */
function settle(list: HTMLElement | null, stops: readonly Stop[], focused: EventTarget | null): void {
  const elements = stops.map(({ element }) => element)
  const stop =
    elements.find((element) => element === focused) ??
    elements.find((element) => element.dataset['walk'] === 'here') ??
    elements.find((element) => element.matches('[aria-current="step"]')) ??
    elements[0]
  for (const element of list?.querySelectorAll<HTMLElement>('[data-thing]') ?? []) element.tabIndex = -1
  for (const element of elements) {
    element.tabIndex = element === stop ? 0 : -1
    if (element === focused) element.dataset['walk'] = 'here'
    else if (elements.some((each) => each === focused)) delete element.dataset['walk']
  }
}
