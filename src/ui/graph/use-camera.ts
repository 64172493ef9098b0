/*! The camera in the page: fits the picture to its pane, follows the packet where it would leave it, keeps still once a person moved it. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import { browserClock } from '../player/clock'
import type { Viewport } from './fit'
import type { PictureLayer } from './GraphPane'
import type { Size } from './geometry'
import type { PictureModel } from './overlay-model'
import { inView, sameViewport } from './viewport'
import { type Camera, CAMERA_GLIDE, createCamera } from './viewport-camera'
import { machineAt, targetOf } from './viewport-target'

/** A window that is being dragged larger asks often. */
const RESIZE_PAUSE = 120
/** A station nearer to the edge than this counts as leaving the pane. */
const EDGE = 36

export interface UsedCamera {
  /** There from the first layout on. */
  readonly camera: RefObject<Camera | null>
  readonly pane: RefObject<Size>
  /** The whole picture, or the current host on a phone. */
  readonly fitNow: () => void
  /** A person came nearer than the picture would by itself. */
  readonly isNear: () => boolean
}

/** One function for all renders: another one would fit the picture anew. */
const asFitted: PictureLayer['viewOf'] = (_bounds, _pane, fitted) => fitted

export function useCamera(
  element: RefObject<HTMLElement | null>,
  model: PictureModel,
  step: number,
  phone: boolean,
  show: (viewport: Viewport) => void,
  viewOf: PictureLayer['viewOf'] = asFitted,
): UsedCamera {
  const latest = useRef({ model, step, phone, show })
  const pane = useRef<Size>({ width: 0, height: 0 })
  const camera = useRef<Camera | null>(null)

  const target = useCallback(() => targetOf(latest.current.model, latest.current, pane.current), [])
  const fitNow = useCallback(() => {
    camera.current?.release()
    camera.current?.jump(target())
  }, [target])

  useLayoutEffect(() => {
    latest.current = { model, step, phone, show }
  })
  useLayoutEffect(() => {
    const made = createCamera(browserClock, (viewport) => latest.current.show(viewport))
    camera.current = made
    return () => {
      made.destroy()
      camera.current = null
    }
  }, [])

  // Another picture, or another kind of window: fit before anything is painted.
  useLayoutEffect(() => {
    const box = element.current
    if (!box) return
    pane.current = { width: box.clientWidth, height: box.clientHeight }
    const fitted = target()
    const to = viewOf(model.layout.bounds, pane.current, fitted)
    if (to === fitted) camera.current?.release()
    camera.current?.jump(to)
  }, [element, target, viewOf, model.layout.bounds, phone])

  useEffect(() => {
    const box = element.current
    if (!box) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const observer = new ResizeObserver(() => {
      const size = { width: box.clientWidth, height: box.clientHeight }
      if (size.width === pane.current.width && size.height === pane.current.height) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        pane.current = size
        if (!camera.current?.held()) camera.current?.jump(target())
      }, RESIZE_PAUSE)
    })
    observer.observe(box)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [element, target])

  // The packet would leave the pane, or enters another host on a phone.
  const host = phone ? machineAt(model, step) : null
  const shownHost = useRef(host)
  useEffect(() => {
    const entered = host !== shownHost.current
    shownHost.current = host
    const at = model.stations[step]?.at
    const moved = camera.current
    if (!at || !moved || (moved.held() && !entered)) return
    if (!entered && inView(moved.viewport(), pane.current, at, EDGE)) return
    const to = target()
    if (sameViewport(to, moved.viewport())) return
    moved.release()
    moved.glide(to, CAMERA_GLIDE)
  }, [target, model, step, host])

  const isNear = useCallback(() => (camera.current?.viewport().zoom ?? 0) > 1.05 * target().zoom, [target])
  return { camera, pane, fitNow, isNear }
}
