/*! The living picture. First the painter's SVG, at once; then Cytoscape draws boxes and lines under the overlay, which stays. */
import { type MouseEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { pause, seek, stepBy } from '../../store/playback'
import type { AppState } from '../../store/store'
import { verdictLine } from '../../text/verdict-text'
import { useMedia } from '../parts/media'
import { PHONE } from '../parts/window-sizes'
import { usePlayer } from '../player/use-player'
import { useApp, useStore, useText } from '../use-app'
import type { Graph, GraphHandlers } from './cytoscape'
import type { Viewport } from './fit'
import css from './graph-pane.module.css'
import type { Rect, Size } from './geometry'
import type { Layout } from './layout'
import { Overlay } from './Overlay'
import { setHovered } from './overlay-hover'
import { modelIn, type PictureModel } from './overlay-model'
import { Places } from './Places'
import { type Hovered, Tooltip } from './Tooltip'
import { useCamera } from './use-camera'
import { useGraph } from './use-graph'
import { usePicture } from './use-picture'
import { usePictureKeys } from './use-picture-keys'
import { usePresenter } from './use-presenter'
import { useSwipe } from './use-swipe'
import { useShownTheme } from './use-theme'
import { detailOf, panBy, toModel, toScreen } from './viewport'
import { boxAt, nextStepAt } from './viewport-places'

/** Who edits in the picture. */
export interface PictureLayer {
  /** What lies over the boxes, in the picture's own units. */
  readonly over: (layout: Layout) => ReactNode
  /** What is shown of another picture; `fitted`: all of it. */
  readonly viewOf: (bounds: Rect, pane: Size, fitted: Viewport) => Viewport
  readonly onView: (viewport: Viewport) => void
}

export function GraphPane({ layer }: { readonly layer?: PictureLayer | undefined }) {
  const store = useStore()
  const text = useText()
  const phone = useMedia(PHONE)
  const theme = useShownTheme()
  const { words, model, index, state, drawn, chip, opened, mark, stops, setGhostShown } = usePicture()

  const paneRef = useRef<HTMLFieldSetElement>(null)
  const canvasRef = useRef<HTMLDivElement>(null)
  const rootRef = useRef<HTMLDivElement>(null)
  const chipRef = useRef<HTMLDivElement>(null)
  const travelledRef = useRef<SVGPathElement>(null)
  const neverRef = useRef<SVGPathElement>(null)
  const graph = useRef<Graph | null>(null)

  // Space: the canvas shows a viewport and tells when it has; before there is one, the overlay shows it alone.
  const place = useCallback(
    (viewport: Viewport) => {
      const { zoom, pan } = viewport
      layer?.onView(viewport)
      const overlay = rootRef.current
      if (!overlay) return
      overlay.style.transform = `translate(${pan.x}px, ${pan.y}px) scale(${zoom})`
      overlay.style.setProperty('--chip-scale', String(Math.max(1, 0.8 / zoom)))
      overlay.dataset['detail'] = detailOf(zoom)
    },
    [layer],
  )
  const show = (viewport: Viewport) => (graph.current ? graph.current.setViewport(viewport) : place(viewport))
  const { camera, pane, fitNow, isNear } = useCamera(paneRef, model, index, phone, show, layer?.viewOf)
  usePictureKeys(camera, pane, fitNow)
  useSwipe(paneRef, phone, {
    onSwipe: (by) => {
      if (!isNear()) stepBy(store, by)
    },
    onDrag: (dy) => {
      if (camera.current && !isNear()) camera.current.moveByHand(panBy(camera.current.viewport(), 0, dy))
    },
  })

  // Time.
  const speed = useApp((app) => app.speed)
  const present = usePresenter({ rootRef, chipRef, travelledRef, neverRef }, text, words, setGhostShown)
  const scoreOf = useCallback(
    (app: AppState, still: boolean) => {
      const { score, stillScore } = modelIn(app, text, words)
      return still ? stillScore : score
    },
    [text, words],
  )
  usePlayer(scoreOf, present)
  useEffect(() => rootRef.current?.style.setProperty('--pace', String(1 / speed)), [speed])

  // Pointing at things.
  const [hovered, setHoveredBox] = useState<(Hovered & { readonly model: PictureModel }) | null>(null)
  const renders = useRef(0)
  const seekTo = (step: number) => {
    pause(store)
    seek(store, step)
  }
  const select = (box: string | null) => {
    const stop = stops.find((each) => each.box === box)
    if (stop) seekTo(nextStepAt(stop, index))
  }
  const handlers: GraphHandlers = {
    onSelect: select,
    onHover: (id) => {
      const box = id === null ? undefined : model.layout.boxes.get(id)
      const viewport = camera.current?.viewport()
      const at = box && viewport && toScreen(viewport, { x: box.rect.x + box.rect.width / 2, y: box.rect.y })
      setHoveredBox(box && at ? { model, box, at } : null)
      setHovered(stops.find((each) => each.box === id)?.steps ?? null)
    },
    onViewport: (viewport, byHand) => {
      place(viewport)
      if (byHand) {
        camera.current?.movedByHand(viewport)
        setHoveredBox(null)
      }
      if (phone) graph.current?.setPanning(isNear())
    },
    onDoubleClick: fitNow,
    onRender: () => {
      renders.current += 1
      if (paneRef.current) paneRef.current.dataset['renders'] = String(renders.current)
    },
  }
  // What was pointed at belongs to another picture.
  useEffect(() => () => setHovered(null), [model])
  const live = useGraph(graph, canvasRef, drawn, theme, handlers, (made) => {
    if (camera.current) made.setViewport(camera.current.viewport())
  })
  useEffect(() => graph.current?.setPanning(!phone), [phone, live])
  // Until the canvas is there, the layout knows what was hit.
  const selectInLayout = ({ clientX, clientY }: MouseEvent) => {
    const box = paneRef.current?.getBoundingClientRect()
    if (graph.current || !camera.current || !box) return
    select(boxAt(model.layout, toModel(camera.current.viewport(), { x: clientX - box.left, y: clientY - box.top })))
  }

  return (
    <fieldset
      ref={paneRef}
      className={css['pane']}
      aria-label={verdictLine(model.run, text)}
      data-picture={live ? 'canvas' : 'svg'}
      onPointerLeave={() => handlers.onHover(null)}
    >
      <div ref={canvasRef} className={css['canvas']} aria-hidden="true" onClick={selectInLayout} />
      <Overlay
        rootRef={rootRef}
        chipRef={chipRef}
        travelledRef={travelledRef}
        neverRef={neverRef}
        layout={model.layout}
        state={state}
        chip={chip}
        opened={opened}
        ground={!live}
        mark={mark}
      >
        <Places stops={stops} current={model.stations[index]?.box ?? ''} step={index} words={words} onSeek={seekTo} />
        {layer?.over(model.layout)}
      </Overlay>
      {hovered?.model === model ? <Tooltip box={hovered.box} at={hovered.at} /> : null}
    </fieldset>
  )
}
