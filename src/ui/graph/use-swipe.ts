/*! A finger on a phone: sideways is a hop, up and down moves the picture. Two fingers are Cytoscape's. */
import { type RefObject, useEffect, useRef } from 'react'
import { listenToPointer } from '../parts/pointer'
import { swipeOf } from './viewport'

interface SwipeHandlers {
  /** 1: the next hop, −1: the one before. */
  readonly onSwipe: (by: 1 | -1) => void
  readonly onDrag: (dy: number) => void
}

/** Before a finger has moved so far, nobody knows where it goes. */
const SLOP = 8

export function useSwipe(element: RefObject<HTMLElement | null>, enabled: boolean, handlers: SwipeHandlers): void {
  const latest = useRef(handlers)
  useEffect(() => {
    latest.current = handlers
  })
  useEffect(() => {
    const pane = element.current
    if (!pane || !enabled) return
    let start: { id: number; x: number; y: number; at: number } | null = null
    let lastY = 0
    let axis: 'x' | 'y' | null = null
    const down = (event: PointerEvent) => {
      const first = event.pointerType === 'touch' && event.isPrimary
      start = first ? { id: event.pointerId, x: event.clientX, y: event.clientY, at: event.timeStamp } : null
      axis = null
      lastY = event.clientY
    }
    const move = (event: PointerEvent) => {
      if (!start || event.pointerId !== start.id) return
      const [dx, dy] = [Math.abs(event.clientX - start.x), Math.abs(event.clientY - start.y)]
      if (axis === null && Math.max(dx, dy) > SLOP) axis = dx > dy ? 'x' : 'y'
      if (axis === 'y') latest.current.onDrag(event.clientY - lastY)
      lastY = event.clientY
    }
    const up = (event: PointerEvent) => {
      if (!start || event.pointerId !== start.id) return
      const by = swipeOf(event.clientX - start.x, event.clientY - start.y, event.timeStamp - start.at)
      start = null
      if (by !== null && axis === 'x') latest.current.onSwipe(by)
    }
    const cancel = () => {
      start = null
    }
    return listenToPointer(pane, { pointerdown: down, pointermove: move, pointerup: up, pointercancel: cancel })
  }, [element, enabled])
}
