/*! Dragging along the timeline: the packet follows the pointer, tick by tick. */
import { type RefObject, useLayoutEffect } from 'react'
import { listenToPointer } from '../parts/pointer'
import { type Geometry, type PlacedTick, ROW_REPLY, ROW_REQUEST } from './geometry'

export function useScrub(ref: RefObject<HTMLElement | null>, geometry: Geometry, seek: (index: number) => void): void {
  useLayoutEffect(() => {
    const track = ref.current
    if (!track) return
    let dragging: number | null = null
    const go = (event: PointerEvent) => {
      const box = track.getBoundingClientRect()
      const found = nearest(geometry, event.clientX - box.left, event.clientY - box.top)
      const index = found?.tick.index ?? null
      if (index !== null && index !== dragging) {
        dragging = index
        seek(index)
      }
    }
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || !(event.target instanceof Element)) return
      if (!event.target.closest('[data-index]')) return
      dragging = -1
      go(event)
      // Later moves belong to the drag, wherever the pointer is.
      track.setPointerCapture(event.pointerId)
    }
    const move = (event: PointerEvent) => {
      if (dragging !== null && event.buttons === 1) go(event)
    }
    const up = () => {
      dragging = null
    }
    return listenToPointer(track, { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up })
  }, [ref, geometry, seek])
}

/** The tick that happened next to a point; the row counts before the distance along it. */
function nearest(geometry: Geometry, x: number, y: number): PlacedTick | undefined {
  const middle = (ROW_REQUEST + ROW_REPLY) / 2 + 10
  const real = geometry.ticks.filter(({ tick }) => tick.index !== null)
  const inRow = real.filter((placed) => (y < middle ? placed.y === ROW_REQUEST : placed.y === ROW_REPLY))
  return (inRow.length > 0 ? inRow : real).toSorted((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))[0]
}
