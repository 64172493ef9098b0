/*! A painted picture: a small tree of SVG nodes as data. Colours are roles, so light and dark stay a matter of CSS;
elements of the first picture are made from it (paint-dom.ts), React renders it in the page (paint-react.tsx), a serializer writes it
as text (paint-svg.ts). */
import type { Role } from '../theme/tokens'

/** Presentation attributes by React's names. No `style`: the page's policy forbids it in markup. */
export interface PaintAttrs {
  readonly className?: string
  /** Id of the element in `elements`. */
  readonly dataId?: string
  readonly x?: number
  readonly y?: number
  readonly width?: number
  readonly height?: number
  readonly rx?: number
  readonly cx?: number
  readonly cy?: number
  readonly r?: number
  readonly d?: string
  readonly fill?: Role | 'none'
  readonly fillOpacity?: number
  readonly stroke?: Role
  readonly strokeWidth?: number
  readonly strokeOpacity?: number
  readonly strokeDasharray?: string
  readonly strokeLinecap?: 'round' | 'butt'
  readonly strokeLinejoin?: 'round'
  readonly opacity?: number
  readonly fontFamily?: 'sans' | 'mono'
  readonly fontSize?: number
  readonly fontWeight?: 400 | 700
  readonly textAnchor?: 'start' | 'middle' | 'end'
  /** In the colour of the node that has it, whatever its children are filled with (SVG 2 §11.8). */
  readonly textDecoration?: 'underline' | 'line-through'
}

export type PaintTag = 'g' | 'rect' | 'path' | 'circle' | 'text' | 'tspan' | 'title'

export interface PaintNode {
  /** Unique among its siblings. */
  readonly key: string
  readonly tag: PaintTag
  readonly attrs: PaintAttrs
  readonly children: readonly PaintNode[]
  /** Comes after the children. */
  readonly text: string | null
}

/** A painted node for who draws it once and has nothing to tell apart. */
export interface Drawn extends Omit<PaintNode, 'key' | 'children'> {
  readonly children: readonly Drawn[]
}

export const node = (tag: PaintTag, key: string, attrs: PaintAttrs): PaintNode => ({
  key,
  tag,
  attrs,
  children: [],
  text: null,
})
export const group = (key: string, children: readonly PaintNode[]): PaintNode => ({
  key,
  tag: 'g',
  attrs: { className: key },
  children,
  text: null,
})
