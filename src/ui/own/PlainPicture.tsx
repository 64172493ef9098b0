/*! The cluster as it is declared, without a packet: what can be shown of it. */
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { resolve } from '../../sim'
import { pictureEn } from '../../text/picture-en'
import { fit, fitHost, type Viewport } from '../graph/fit'
import pane from '../graph/graph-pane.module.css'
import overlay from '../graph/overlay.module.css'
import type { Layout } from '../graph/layout'
import { Painted } from '../graph/paint-react'
import { paintPlain, plainLayout } from '../graph/plain'
import { useMedia } from '../parts/media'
import { PHONE } from '../parts/window-sizes'
import { useApp } from '../use-app'

export function PlainPicture({ over }: { readonly over?: (layout: Layout) => ReactNode }) {
  const topology = useApp((state) => state.own?.topology ?? null)
  const phone = useMedia(PHONE)
  const placed = useMemo(() => topology && plainLayout(resolve(topology), pictureEn), [topology])
  const ref = useRef<HTMLDivElement>(null)
  const [viewport, setViewport] = useState<Viewport | null>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element || !placed) return
    const look = () => {
      const size = { width: element.clientWidth, height: element.clientHeight }
      setViewport(phone ? fitHost(placed, size, placed.hosts[0] ?? '', null) : fit(placed, size, null))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [placed, phone])
  return (
    <div ref={ref} className={pane['pane']} data-picture="plain">
      {placed && viewport && placed.hosts.length > 0 ? (
        <div
          className={overlay['root']}
          data-overlay=""
          style={{ transform: `translate(${viewport.pan.x}px, ${viewport.pan.y}px) scale(${viewport.zoom})` }}
        >
          <svg className={overlay['svg']} width={1} height={1} aria-hidden="true">
            <Painted node={paintPlain(placed)} />
          </svg>
          {over?.(placed)}
        </div>
      ) : null}
    </div>
  )
}
