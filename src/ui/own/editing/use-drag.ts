/*! A thing on its way by a pointer: what it is, where it can be dropped, what it is over, and the ghost that goes with the pointer. */
import { useRef, useState } from 'react'
import type { Drop, Drops } from './drops'
import type { Thing } from './things'

export interface Drag {
  readonly thing: Thing
  readonly drops: Drops
  /** A box where it can be dropped. */
  readonly over: string | null
}

/** What a drop here and now would do. */
export const dropOf = (drag: Drag | null): Drop | undefined =>
  drag === null || drag.over === null ? undefined : drag.drops.get(drag.over)

interface Point {
  readonly x: number
  readonly y: number
}

export function useDrag() {
  const [drag, setDrag] = useState<Drag | null>(null)
  // A pointer is faster than the next picture.
  const now = useRef<Drag | null>(null)
  const at = useRef<Point>({ x: 0, y: 0 })
  const element = useRef<HTMLElement | null>(null)
  const show = (next: Drag | null) => {
    now.current = next
    setDrag(next)
  }
  const place = () => {
    if (!element.current) return
    element.current.style.left = `${at.current.x}px`
    element.current.style.top = `${at.current.y}px`
  }
  return {
    drag,
    /** The same drops as long as it is the same thing. */
    start: (thing: Thing, dropsOf: () => Drops): Drops => {
      if (now.current?.thing !== thing) show({ thing, drops: dropsOf(), over: null })
      return now.current?.drops ?? new Map()
    },
    move: (box: string | null, to: Point) => {
      at.current = to
      const over = box !== null && now.current?.drops.has(box) ? box : null
      if (now.current && now.current.over !== over) show({ ...now.current, over })
      place()
    },
    end: (): Drag | null => {
      const was = now.current
      show(null)
      return was
    },
    ghost: (made: HTMLElement | null) => {
      element.current = made
      place()
    },
  }
}
