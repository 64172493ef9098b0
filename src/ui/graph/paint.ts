/*! The whole picture as a tree of SVG nodes: what `elements` says, and the overlay on top. */
import type { BoxElement, LineElement } from './element'
import { type Rect, roundedPath } from './geometry'
import type { Layout } from './layout'
import { LINE } from './measure'
import { paintOverlay } from './paint-overlay'
import { group, node, type PaintNode } from './paint-node'
import { elements } from './picture'
import type { PictureState } from './scene'

export { paintOverlay } from './paint-overlay'
export type { PaintNode } from './paint-node'

/** In model units: for an `<svg>` under `translate(pan) scale(zoom)`. */
export function paint(layout: Layout, state: PictureState): PaintNode {
  const { boxes, lines } = elements(layout, state)
  const painted = [
    ...boxes.map((box) => ({ z: box.z, node: paintBox(box) })),
    ...lines.map((line) => ({ z: line.z, node: paintLine(line) })),
  ].toSorted((a, b) => a.z - b.z)
  return group('picture', [
    group(
      'ground',
      painted.map((p) => p.node),
    ),
    paintOverlay(layout, state),
  ])
}

export function paintBox(box: BoxElement): PaintNode {
  const { rect, fill, stroke, strokeWidth, radius, opacity } = box
  const attrs = {
    className: box.current ? `box ${box.kind} current` : `box ${box.kind}`,
    dataId: box.id,
    fill,
    ...(stroke && { stroke, strokeWidth }),
    ...(opacity < 1 && { opacity }),
  }
  if (box.corners === 'bottom') return node('path', box.id, { ...attrs, d: roundedBelow(rect, radius) })
  return node('rect', box.id, { ...attrs, x: rect.x, y: rect.y, width: rect.width, height: rect.height, rx: radius })
}

const roundedBelow = ({ x, y, width, height }: Rect, r: number): string =>
  `M${x} ${y}H${x + width}V${y + height - r}A${r} ${r} 0 0 1 ${x + width - r} ${y + height}` +
  `H${x + r}A${r} ${r} 0 0 1 ${x} ${y + height - r}Z`

export function paintLine(line: LineElement): PaintNode {
  return node('path', line.id, {
    className: `line ${line.leg ?? 'wire'} ${line.line}`,
    dataId: line.id,
    d: roundedPath(line.points, LINE.radius),
    fill: 'none',
    stroke: line.color,
    strokeWidth: line.width,
    strokeLinecap: line.cap,
    ...(line.dash && { strokeDasharray: line.dash.join(' ') }),
    ...(line.opacity < 1 && { strokeOpacity: line.opacity }),
  })
}
