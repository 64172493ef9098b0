/*! + − 0 zoom and fit the picture, wherever the focus is but in a field. */
import { type RefObject, useLayoutEffect } from 'react'
import type { Size } from './geometry'
import { zoomBy } from './viewport'
import type { Camera } from './viewport-camera'

export function usePictureKeys(camera: RefObject<Camera | null>, pane: RefObject<Size>, fitNow: () => void): void {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest('input, textarea, select, dialog')) return
      const zoom = (steps: 1 | -1) => {
        const viewport = camera.current?.viewport()
        if (viewport) camera.current?.moveByHand(zoomBy(viewport, steps, pane.current))
      }
      switch (event.key) {
        case '+':
        case '=':
          zoom(1)
          break
        case '-':
        case '−':
          zoom(-1)
          break
        case '0':
          fitNow()
          break
        default:
          return
      }
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [camera, pane, fitNow])
}
