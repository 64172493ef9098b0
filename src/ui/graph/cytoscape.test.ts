import { describe, expect, it } from 'vitest'
import { createGraph, type GraphHandlers } from './cytoscape'
import type { BoxElement, Elements, LineElement } from './picture'

const box = (id: string, change: Partial<BoxElement> = {}): BoxElement => ({
  id,
  kind: 'stage',
  rect: { x: 10, y: 20, width: 82, height: 48 },
  owner: null,
  name: id,
  fill: 'stage',
  stroke: 'line2',
  strokeWidth: 1.25,
  radius: 7,
  corners: 'all',
  opacity: 1,
  z: 3,
  current: false,
  ...change,
})
const line = (id: string, change: Partial<LineElement> = {}): LineElement => ({
  id,
  line: 'ahead',
  leg: 'request',
  points: [
    { x: 0, y: 0 },
    { x: 0, y: 50 },
    { x: 80, y: 50 },
  ],
  color: 'req',
  width: 2,
  dash: null,
  cap: 'round',
  opacity: 0.72,
  z: 6,
  ...change,
})
const picture = (boxes: readonly BoxElement[], lines: readonly LineElement[] = []): Elements => ({
  boxes,
  lines,
  labels: [],
})
const deaf: GraphHandlers = {
  onSelect: () => {},
  onHover: () => {},
  onViewport: () => {},
  onDoubleClick: () => {},
  onRender: () => {},
}
const makeGraph = (handlers: Partial<GraphHandlers> = {}) => createGraph(null, { ...deaf, ...handlers })

describe('graph', () => {
  it('draws a box at its place, in its size, without parents', () => {
    const graph = makeGraph()
    graph.draw(picture([box('node:a/input', { corners: 'bottom', radius: 12 })]), 'light')
    const node = graph.core.getElementById('node:a/input')
    expect(node.position()).toEqual({ x: 51, y: 44 })
    expect([node.width(), node.height()]).toEqual([82, 48])
    expect(node.style('shape')).toBe('bottom-round-rectangle')
    expect(node.style('background-color')).toBe('rgb(255,255,255)')
    expect(node.style('border-width')).toBe('1.25px')
    expect(node.style('z-index-compare')).toBe('manual')
    expect(graph.core.nodes().filter((each) => each.isChild() || each.isParent()).length).toBe(0)
  })

  it('bends an edge at the points of the line', () => {
    const graph = makeGraph()
    graph.draw(picture([], [line('request/1')]), 'light')
    const edge = graph.core.getElementById('line:request/1')
    expect(edge.hasClass('bent')).toBe(true)
    expect(edge.style('curve-style')).toBe('round-segments')
    expect(edge.style('source-endpoint')).toBe('0px 0px')
    // The second anchor stands 2 to the right.
    expect(edge.style('target-endpoint')).toBe('78px 50px')
    // The bend (0, 50) over the line from (0, 0) to (80, 50).
    expect(Number(edge.data('weights'))).toBeCloseTo((50 * 50) / (80 * 80 + 50 * 50))
    expect(Number(edge.data('distances'))).toBeCloseTo((50 * 80) / Math.hypot(80, 50))
    expect(edge.data('radii')).toBe('9')
  })

  it('marks lines by what became of them, and changes only those that differ', () => {
    const graph = makeGraph()
    graph.draw(picture([box('a')], [line('1'), line('2')]), 'light')
    let touched: string[] = []
    graph.core.on('data', (event) => {
      touched.push(event.target.id())
    })
    graph.draw(picture([box('a')], [line('1', { line: 'done', width: 3.5, opacity: 1 }), line('2')]), 'light')
    expect(touched).toEqual(['line:1'])
    expect(graph.core.edges('.done').map((edge) => edge.id())).toEqual(['line:1'])
    touched = []
    graph.draw(picture([box('a')], [line('1', { line: 'done', width: 3.5, opacity: 1 }), line('2')]), 'light')
    expect(touched).toEqual([])
  })

  it('removes what is no longer there and moves what moved', () => {
    const graph = makeGraph()
    graph.draw(picture([box('a'), box('b')], [line('1')]), 'light')
    graph.draw(picture([box('b', { rect: { x: 100, y: 0, width: 82, height: 48 } })]), 'light')
    expect(graph.core.getElementById('a').length).toBe(0)
    expect(graph.core.edges().length).toBe(0)
    expect(graph.core.getElementById('b').position()).toEqual({ x: 141, y: 24 })
  })

  it('repaints in the other theme and keeps the viewport', () => {
    const graph = makeGraph()
    graph.setViewport({ zoom: 0.9, pan: { x: 12, y: 34 } })
    graph.draw(picture([box('a')]), 'light')
    graph.draw(picture([box('a')]), 'dark')
    expect(graph.core.getElementById('a').style('background-color')).toBe('rgb(30,39,53)')
    expect([graph.core.zoom(), graph.core.pan()]).toEqual([0.9, { x: 12, y: 34 }])
  })

  it('tells where the viewport went, and that no hand moved it', () => {
    const seen: unknown[] = []
    const graph = makeGraph({ onViewport: (viewport, byHand) => seen.push([viewport, byHand]) })
    graph.setViewport({ zoom: 1.1, pan: { x: 5, y: 6 } })
    expect(seen).toEqual([[{ zoom: 1.1, pan: { x: 5, y: 6 } }, false]])
  })
})
