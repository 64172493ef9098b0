/*! The parts of a picture as flat data: boxes, labels and lines with their looks as numbers and colour roles. */
import type { Role } from '../theme/tokens'
import type { BoxKind } from './box'
import type { Point, Rect } from './geometry'

export interface BoxElement {
  readonly id: string
  readonly kind: BoxKind
  readonly rect: Rect
  readonly owner: string | null
  readonly name: string
  readonly fill: Role
  readonly stroke: Role | null
  readonly strokeWidth: number
  readonly radius: number
  readonly corners: 'all' | 'bottom'
  readonly opacity: number
  /**
   * vpc 0 · host 1 · kernel 2 · stage and pod 3 · reply 5 · request 6 · interface 9: lines go under interfaces and over
   * stages.
   */
  readonly z: number
  readonly current: boolean
}

export interface LabelElement {
  readonly id: string
  /** Box that it names. */
  readonly owner: string
  readonly text: string
  readonly full: string
  readonly at: Point
  readonly anchor: 'start' | 'middle' | 'end'
  readonly size: number
  readonly weight: 400 | 700
  readonly face: 'sans' | 'mono'
  readonly color: Role
  readonly rect: Rect
  /** Second line, stage name or address: hidden while the zoom is below 0.6. */
  readonly minor: boolean
}

export type LineClass = 'done' | 'ahead' | 'other' | 'other-done' | 'ghost' | 'wire'

export interface LineElement {
  readonly id: string
  readonly line: LineClass
  readonly leg: 'request' | 'reply' | 'ghost' | null
  readonly points: readonly Point[]
  readonly color: Role
  readonly width: number
  readonly dash: readonly [number, number] | null
  readonly cap: 'round' | 'butt'
  readonly opacity: number
  readonly z: number
}

export interface Elements {
  readonly boxes: readonly BoxElement[]
  readonly labels: readonly LabelElement[]
  readonly lines: readonly LineElement[]
}
