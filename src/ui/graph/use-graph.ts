/*! Cytoscape in the page: fetched when the first picture stands and there is nothing else to do, fed with every picture since. */
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Theme } from '../theme/tokens'
import type { Graph, GraphHandlers } from './cytoscape'
import type { Elements } from './picture'

/**
 * Whether it has drawn: then boxes and lines of the first picture can go. `onReady`: it stands, and has not drawn yet. Handlers are
 * read when something happens, so they may change.
 */
export function useGraph(
  graph: RefObject<Graph | null>,
  canvas: RefObject<HTMLElement | null>,
  elements: Elements,
  theme: Theme,
  handlers: GraphHandlers,
  onReady: (graph: Graph) => void,
): boolean {
  const [drawn, setDrawn] = useState(false)
  const latest = useRef({ elements, theme, handlers, onReady })
  useLayoutEffect(() => {
    latest.current = { elements, theme, handlers, onReady }
    graph.current?.draw(elements, theme)
  })

  useEffect(() => {
    let gone = false
    const make = async () => {
      const { createGraph } = await import('./cytoscape')
      const element = canvas.current
      if (gone || !element) return
      const made = createGraph(element, {
        onSelect: (box) => latest.current.handlers.onSelect(box),
        onHover: (box) => latest.current.handlers.onHover(box),
        onViewport: (viewport, byHand) => latest.current.handlers.onViewport(viewport, byHand),
        onDoubleClick: () => latest.current.handlers.onDoubleClick(),
        onRender: () => {
          setDrawn(true)
          latest.current.handlers.onRender()
        },
      })
      graph.current = made
      made.draw(latest.current.elements, latest.current.theme)
      latest.current.onReady(made)
    }
    // Without it the picture stays the painter's: whole, but without zoom and pan by hand.
    const cancel = whenIdle(() => void make().catch(() => undefined))
    return () => {
      gone = true
      cancel()
      graph.current?.destroy()
      graph.current = null
      setDrawn(false)
    }
  }, [graph, canvas])

  return drawn
}

/** Safari has no requestIdleCallback. */
function whenIdle(call: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const id = requestIdleCallback(call, { timeout: 2000 })
    return () => cancelIdleCallback(id)
  }
  const id = setTimeout(call, 200)
  return () => clearTimeout(id)
}
