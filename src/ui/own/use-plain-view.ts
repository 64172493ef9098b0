/*! The view of the picture without a packet: fitted at first, then where a person moves it, by mouse, fingers and keys as in the other
one. There is no canvas here that would read them. */
import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react'
import { fit, fitHost, type Viewport } from '../graph/fit'
import type { PictureLayer } from '../graph/GraphPane'
import type { Point, Size } from '../graph/geometry'
import type { Layout } from '../graph/layout'
import { usePictureKeys } from '../graph/use-picture-keys'
import { panBy, zoomTo } from '../graph/viewport'
import { type Camera, createCamera } from '../graph/viewport-camera'
import { browserClock } from '../player/clock'

/** Before a pointer has moved so far it stands still, px. */
const SLOP = 6
/** What a wheel's line and page are in px, as browsers have them (deltaMode 1 and 2). */
const WHEEL = [1, 16, 400] as const
/** Of the zoom for each px of a wheel. */
const NEARER = 1.0015

/** What is seen of a picture in a pane; null: nothing is laid out yet. */
export function usePlainView(
  element: RefObject<HTMLElement | null>,
  placed: Layout | null,
  phone: boolean,
  layer: PictureLayer,
): Viewport | null {
  const [viewport, setViewport] = useState<Viewport | null>(null)
  const camera = useRef<Camera | null>(null)
  const pane = useRef<Size>({ width: 0, height: 0 })

  const fitted = useCallback((): Viewport | null => {
    if (!placed) return null
    const { bounds, boxes, hosts } = placed
    const host = boxes.get(hosts[0] ?? '')?.rect ?? bounds
    return phone ? fitHost(bounds, host, pane.current, null) : fit(bounds, pane.current, null)
  }, [placed, phone])
  const fitNow = useCallback(() => {
    const to = fitted()
    camera.current?.release()
    if (to) camera.current?.jump(to)
  }, [fitted])

  useLayoutEffect(() => {
    const made = createCamera(browserClock, (to) => {
      layer.onView(to)
      setViewport(to)
    })
    camera.current = made
    return () => {
      made.destroy()
      camera.current = null
    }
  }, [layer])
  useLayoutEffect(() => {
    const box = element.current
    if (!box || !placed) return
    const look = () => {
      pane.current = { width: box.clientWidth, height: box.clientHeight }
      const to = fitted()
      if (to) camera.current?.jump(layer.viewOf(placed.bounds, pane.current, to))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(box)
    return () => observer.disconnect()
  }, [element, placed, layer, fitted])
  useLayoutEffect(() => {
    const box = element.current
    return box ? listen(box, camera, fitNow) : undefined
  }, [element, fitNow])
  usePictureKeys(camera, pane, fitNow)
  return viewport
}

/** Wheel, drag and two fingers, until the function that it gives is called. A press on a pod is the editor's (editing/gestures.ts). */
function listen(pane: HTMLElement, camera: RefObject<Camera | null>, fitNow: () => void): () => void {
  const gone = new AbortController()
  const { signal } = gone
  const pressed = new Map<number, Point>()
  let moving = false

  const at = ({ clientX, clientY }: MouseEvent): Point => {
    const { left, top } = pane.getBoundingClientRect()
    return { x: clientX - left, y: clientY - top }
  }
  const move = (to: (from: Viewport) => Viewport) => {
    const now = camera.current
    if (now) now.moveByHand(to(now.viewport()))
  }
  const wheel = (event: WheelEvent) => {
    event.preventDefault()
    const px = event.deltaY * (WHEEL[event.deltaMode] ?? 1)
    move((from) => zoomTo(from, from.zoom * NEARER ** -px, at(event)))
  }
  const down = (event: PointerEvent) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey) return
    pressed.set(event.pointerId, at(event))
    moving = pressed.size > 1
  }
  const drag = (event: PointerEvent) => {
    const from = pressed.get(event.pointerId)
    if (!from) return
    const to = at(event)
    if (!moving && Math.hypot(to.x - from.x, to.y - from.y) <= SLOP) return
    if (!moving) pane.setPointerCapture(event.pointerId)
    moving = true
    const [other] = [...pressed].flatMap(([id, point]) => (id === event.pointerId ? [] : [point]))
    pressed.set(event.pointerId, to)
    if (other) move((seen) => pinched(seen, other, from, to))
    else move((seen) => panBy(seen, to.x - from.x, to.y - from.y))
  }
  const up = ({ pointerId }: PointerEvent) => {
    pressed.delete(pointerId)
    moving = pressed.size > 0
  }
  pane.addEventListener('wheel', wheel, { passive: false, signal })
  pane.addEventListener('pointerdown', down, { signal })
  pane.addEventListener('pointermove', drag, { signal })
  pane.addEventListener('pointerup', up, { signal })
  // Also when a finger stays and opens a menu.
  pane.addEventListener('pointercancel', up, { signal })
  pane.addEventListener('dblclick', fitNow, { signal })
  return () => gone.abort()
}

/** One of two fingers goes `from` … `to`, the other one stays: what is between them stays between them. */
function pinched(seen: Viewport, other: Point, from: Point, to: Point): Viewport {
  const apart = (point: Point) => Math.max(1, Math.hypot(point.x - other.x, point.y - other.y))
  const middle = (point: Point) => ({ x: (point.x + other.x) / 2, y: (point.y + other.y) / 2 })
  const [a, b] = [middle(from), middle(to)]
  return panBy(zoomTo(seen, (seen.zoom * apart(to)) / apart(from), a), b.x - a.x, b.y - a.y)
}
