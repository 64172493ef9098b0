/*! A hand on a picture: the wheel zooms at the pointer, a drag pans, two fingers do both; a double click fits it again. Where the whole
page scrolls (a phone), one finger and the wheel leave it alone until two fingers have come nearer. */
import { type RefObject, useLayoutEffect, useRef } from 'react'
import type { Viewport } from '../graph/fit'
import type { Point } from '../graph/geometry'
import { panBy, zoomTo } from '../graph/viewport'

export interface Hand {
  readonly viewport: Viewport | null
  /** A person moved it already. */
  readonly held: boolean
  readonly scrolls: boolean
  readonly onMove: (to: Viewport) => void
  readonly onFit: () => void
}

/** One notch of a common wheel (100 px) is a little less than one press of +. */
const WHEEL = 0.002
/** Pixels of a line, where a browser counts in lines. */
const LINE = 16

export function useHand(element: RefObject<HTMLElement | null>, hand: Hand): void {
  const latest = useRef(hand)
  useLayoutEffect(() => {
    latest.current = hand
  })
  useLayoutEffect(() => {
    const pane = element.current
    if (!pane) return
    const fingers = new Map<number, Point>()
    const at = ({ clientX, clientY }: MouseEvent): Point => {
      const { left, top } = pane.getBoundingClientRect()
      return { x: clientX - left, y: clientY - top }
    }
    const wheel = (event: WheelEvent) => {
      const { viewport, scrolls, onMove } = latest.current
      if (!viewport || (scrolls && !event.ctrlKey)) return
      event.preventDefault()
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * LINE : event.deltaY
      onMove(zoomTo(viewport, viewport.zoom * Math.exp(-pixels * WHEEL), at(event)))
    }
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || (event.target instanceof Element && event.target.closest('button'))) return
      fingers.set(event.pointerId, at(event))
      if (fingers.size === 2 || !latest.current.scrolls || latest.current.held) pane.setPointerCapture(event.pointerId)
    }
    const move = (event: PointerEvent) => {
      const { viewport, scrolls, held, onMove } = latest.current
      const was = fingers.get(event.pointerId)
      if (!was || !viewport) return
      const now = at(event)
      const others = [...fingers].filter(([id]) => id !== event.pointerId)
      fingers.set(event.pointerId, now)
      const [other] = others
      if (other) {
        const [, still] = other
        const grown = apart(now, still) / Math.max(1, apart(was, still))
        const [from, to] = [middle(was, still), middle(now, still)]
        onMove(panBy(zoomTo(viewport, viewport.zoom * grown, from), to.x - from.x, to.y - from.y))
      } else if (!scrolls || held) onMove(panBy(viewport, now.x - was.x, now.y - was.y))
    }
    const up = (event: PointerEvent) => {
      fingers.delete(event.pointerId)
    }
    const fit = () => latest.current.onFit()
    pane.addEventListener('wheel', wheel, { passive: false })
    pane.addEventListener('pointerdown', down)
    pane.addEventListener('pointermove', move)
    pane.addEventListener('pointerup', up)
    pane.addEventListener('pointercancel', up)
    pane.addEventListener('dblclick', fit)
    return () => {
      pane.removeEventListener('wheel', wheel)
      pane.removeEventListener('pointerdown', down)
      pane.removeEventListener('pointermove', move)
      pane.removeEventListener('pointerup', up)
      pane.removeEventListener('pointercancel', up)
      pane.removeEventListener('dblclick', fit)
    }
  }, [element])
}

const apart = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })
