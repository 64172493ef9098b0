/*! The island: boxes and lines of the picture in Cytoscape. The only file that knows it, loaded after the first picture.

It is fed with the same flat elements as the painter, so both draw the same: boxes of given place and size, no compound parents
(they pan 25 to 80 times slower), z-index by hand. An edge is a polyline in absolute coordinates: its ends are px offsets from two
invisible anchors. Names are left to the overlay: Cytoscape scales bitmaps of a text, which blurs it at every zoom but 1.

`draw` patches what differs from the last picture in one batch: one render a hop, none between two hops. */

import cytoscape, { type Core, type ElementDefinition } from 'cytoscape'
import { type Role, type Theme, tokens } from '../theme/tokens'
import type { Point } from './geometry'
import type { BoxElement, Elements, LineElement } from './picture'

interface Viewport {
  readonly zoom: number
  readonly pan: Point
}

export interface GraphHandlers {
  /** A box was clicked or tapped; null: the ground. */
  readonly onSelect: (box: string | null) => void
  readonly onHover: (box: string | null) => void
  /** The canvas shows this viewport now: told in the very frame. `byHand`: a person moved it. */
  readonly onViewport: (viewport: Viewport, byHand: boolean) => void
  /** The picture was clicked twice. */
  readonly onDoubleClick: () => void
  /** Cytoscape has drawn. */
  readonly onRender: () => void
}

export interface Graph {
  readonly draw: (elements: Elements, theme: Theme) => void
  readonly setViewport: (viewport: Viewport) => void
  /** Whether one finger moves the picture; if not, the caller reads the gesture. */
  readonly setPanning: (enabled: boolean) => void
  readonly resize: () => void
  readonly destroy: () => void
  readonly core: Core
}

export const ZOOM = { min: 0.3, max: 3 } as const

/** All lines hang on these. Two, because an edge from a node to itself would be a loop. */
const FROM = { id: '#from', x: 0, y: 0 }
const TO = { id: '#to', x: 2, y: 0 }

/** Everything an element's style needs, so that two states are compared as data. */
type Data = Readonly<Record<string, string | number>>

const style = [
  { selector: 'core', style: { 'active-bg-opacity': 0, 'selection-box-opacity': 0 } },
  {
    selector: 'node[shape]',
    style: {
      width: 'data(width)',
      height: 'data(height)',
      shape: 'data(shape)',
      'corner-radius': 'data(radius)',
      'background-color': 'data(fill)',
      'border-width': 'data(borderWidth)',
      'border-color': 'data(border)',
      opacity: 'data(opacity)',
      'z-index': 'data(z)',
      'z-index-compare': 'manual',
      'overlay-opacity': 0,
    },
  },
  {
    selector: 'edge',
    style: {
      width: 'data(width)',
      'line-color': 'data(color)',
      'line-style': 'data(lineStyle)',
      'line-dash-pattern': 'data(dash)',
      'line-cap': 'data(cap)',
      opacity: 'data(opacity)',
      'z-index': 'data(z)',
      'z-index-compare': 'manual',
      'overlay-opacity': 0,
      'curve-style': 'straight',
      'edge-distances': 'endpoints',
      'source-endpoint': 'data(start)',
      'target-endpoint': 'data(end)',
      events: 'no',
    },
  },
  {
    selector: 'edge.bent',
    style: {
      'curve-style': 'round-segments',
      'segment-weights': 'data(weights)',
      'segment-distances': 'data(distances)',
      'segment-radii': 'data(radii)',
    },
  },
  { selector: '.anchor', style: { width: 1, height: 1, opacity: 0, events: 'no', 'z-index-compare': 'manual' } },
]

/** `element` null: without a canvas, for tests. */
export function createGraph(element: HTMLElement | null, handlers: GraphHandlers): Graph {
  const core = cytoscape({
    container: element,
    headless: element === null,
    styleEnabled: true,
    layout: { name: 'preset' },
    elements: [FROM, TO].map(({ id, x, y }) => ({ data: { id }, position: { x, y }, classes: 'anchor' })),
    minZoom: ZOOM.min,
    maxZoom: ZOOM.max,
    autoungrabify: true,
    autounselectify: true,
    boxSelectionEnabled: false,
  })
  core.style().fromJson(style).update()

  let drawn = new Map<string, Data>()
  const patch = (next: ReadonlyMap<string, Shape>) => {
    for (const id of drawn.keys()) if (!next.has(id)) core.getElementById(id).remove()
    const added: ElementDefinition[] = []
    for (const [id, shape] of next) {
      const was = drawn.get(id)
      if (!was) added.push(definition(id, shape))
      else if (!sameData(was, shape.data)) {
        const found = core.getElementById(id)
        found.data(shape.data).classes(shape.classes)
        if (shape.at) found.position({ ...shape.at })
      }
    }
    core.add(added)
    drawn = new Map([...next].map(([id, { data }]) => [id, data]))
  }

  // The overlay moves in the frame in which the canvas was drawn, so the two never part.
  let moved = false
  let byHand = false
  const tellViewport = () => {
    if (!moved) return
    const [zoom, pan, hand] = [core.zoom(), core.pan(), byHand]
    moved = false
    byHand = false
    handlers.onViewport({ zoom, pan: { x: pan.x, y: pan.y } }, hand)
  }
  core.on('viewport', () => {
    moved = true
    if (element === null) tellViewport()
  })
  core.on('dragpan scrollzoom pinchzoom', () => {
    byHand = true
  })
  core.on('render', () => {
    tellViewport()
    handlers.onRender()
  })
  core.on('tap', (event) => handlers.onSelect(idOf(event.target)))
  core.on('dbltap', handlers.onDoubleClick)
  core.on('mouseover', 'node', (event) => handlers.onHover(idOf(event.target)))
  core.on('mouseout', 'node', () => handlers.onHover(null))

  return {
    draw: (elements, theme) => core.batch(() => patch(shapesOf(elements, theme))),
    setViewport: ({ zoom, pan }) => {
      core.viewport({ zoom, pan: { ...pan } })
    },
    setPanning: (enabled) => {
      core.userPanningEnabled(enabled)
    },
    resize: () => {
      core.resize()
    },
    destroy: () => core.destroy(),
    core,
  }
}

/** The id of what was hit; null for the ground. */
function idOf(target: Core | { readonly id: () => string }): string | null {
  return 'id' in target ? target.id() : null
}

interface Shape {
  readonly data: Data
  readonly classes: string
  /** Centre of a box; null for a line. */
  readonly at: Point | null
}

function shapesOf({ boxes, lines }: Elements, theme: Theme): Map<string, Shape> {
  const colour = (role: Role): string => tokens[theme][role]
  const shapes = new Map<string, Shape>()
  for (const box of boxes) shapes.set(box.id, boxShape(box, colour))
  // A line that ends where it starts has no straight line to which its bends could be told.
  for (const line of lines) if (hasLength(line)) shapes.set(`line:${line.id}`, lineShape(line, colour))
  return shapes
}

function hasLength({ points }: LineElement): boolean {
  const [first, last] = [points[0], points[points.length - 1]]
  return first !== undefined && last !== undefined && (first.x !== last.x || first.y !== last.y)
}

function boxShape(box: BoxElement, colour: (role: Role) => string): Shape {
  const { rect, stroke } = box
  return {
    at: { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 },
    classes: box.kind,
    data: {
      // The place stands in the data too, so that a box that only moved counts as changed.
      x: rect.x,
      y: rect.y,
      width: rect.width,
      height: rect.height,
      shape: box.corners === 'bottom' ? 'bottom-round-rectangle' : 'round-rectangle',
      radius: box.radius,
      fill: colour(box.fill),
      border: colour(stroke ?? box.fill),
      borderWidth: stroke ? box.strokeWidth : 0,
      opacity: box.opacity,
      z: box.z,
    },
  }
}

function lineShape(line: LineElement, colour: (role: Role) => string): Shape {
  const [start, end] = [line.points[0], line.points[line.points.length - 1]]
  if (!start || !end) throw new Error(`a line without points: ${line.id}`)
  const bends = line.points.slice(1, -1)
  return {
    at: null,
    classes: bends.length > 0 ? `${line.line} bent` : line.line,
    data: {
      source: FROM.id,
      target: TO.id,
      start: `${start.x - FROM.x}px ${start.y - FROM.y}px`,
      end: `${end.x - TO.x}px ${end.y - TO.y}px`,
      ...bendsOf(start, bends, end),
      width: line.width,
      color: colour(line.color),
      lineStyle: line.dash ? 'dashed' : 'solid',
      dash: (line.dash ?? [1, 0]).join(' '),
      cap: line.cap,
      opacity: line.opacity,
      z: line.z,
    },
  }
}

/** Way points relative to the straight line from end to end: how far along it, and how far beside it. */
function bendsOf(a: Point, bends: readonly Point[], b: Point): Data {
  if (bends.length === 0) return {}
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const squared = dx * dx + dy * dy
  const length = Math.sqrt(squared)
  const weights = bends.map((p) => ((p.x - a.x) * dx + (p.y - a.y) * dy) / squared)
  const distances = bends.map((p) => ((p.y - a.y) * dx - (p.x - a.x) * dy) / length)
  const points = [a, ...bends, b]
  const radii = bends.map((_, index) => cornerRadius(points, index + 1))
  return { weights: weights.join(' '), distances: distances.join(' '), radii: radii.join(' ') }
}

/** min(9, half of the shorter leg). */
function cornerRadius(points: readonly Point[], at: number): number {
  const [before, here, after] = [points[at - 1], points[at], points[at + 1]]
  if (!before || !here || !after) return 0
  const [one, other] = [before, after].map((p) => Math.hypot(p.x - here.x, p.y - here.y))
  return Math.min(9, (one ?? 0) / 2, (other ?? 0) / 2)
}

function definition(id: string, { data, classes, at }: Shape): ElementDefinition {
  return {
    group: at ? 'nodes' : 'edges',
    data: { id, ...data },
    classes,
    // Dragging a box moves the picture.
    pannable: true,
    ...(at && { position: { ...at } }),
  }
}

const sameData = (a: Data, b: Data): boolean => {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}
