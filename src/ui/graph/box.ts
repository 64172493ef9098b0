/*! What a layout is made of: boxes with their texts, and static wires. */
import { type Point, point, type Rect, rect } from './geometry'
import { cutMiddle, type Face, widthOf } from './text-width'

export type BoxKind =
  | 'vpc'
  | 'vswitch'
  | 'router'
  | 'host'
  | 'kernel'
  | 'stage'
  | 'pod'
  /** A pod that is not on the way, small, on the shelf. */
  | 'shelf-pod'
  /** "+3": pods or ENIs that found no room. */
  | 'more'
  | 'pod-interface'
  | 'cali'
  | 'eni'
  | 'client'
  | 'slb'
  | 'backend'
  /** A host that is not open. */
  | 'tile'

/** What a text says about its box: decides colour, and whether a small zoom hides it. */
export type TextRole = 'name' | 'detail' | 'note'
export type Anchor = 'start' | 'middle' | 'end'

export interface Text {
  readonly id: string
  /** As drawn: cut in the middle where it was too long. */
  readonly text: string
  readonly full: string
  /** On the baseline, where `anchor` says. */
  readonly at: Point
  readonly anchor: Anchor
  readonly size: number
  readonly weight: 400 | 700
  readonly face: Face
  readonly role: TextRole
  /** The room that it takes. */
  readonly rect: Rect
}

export interface Box {
  readonly id: string
  readonly kind: BoxKind
  readonly rect: Rect
  /** Id of the box that it belongs to: a stage to its kernel; a kernel, pod, cali or ENI to its host. */
  readonly owner: string | null
  /** Full name, for tooltips and screen readers. */
  readonly name: string
  readonly texts: readonly Text[]
  /**
   * Stands in for the name of the cell between INPUT and OUTPUT where a process of the host itself sends or receives.
   */
  readonly socket?: Text
}

/** A static wire: the stub of a veth pair, a tick between neighbouring stages, a tile's stub. */
export interface Wire {
  readonly id: string
  readonly kind: 'veth' | 'tick' | 'tile'
  readonly from: Point
  readonly to: Point
  /** The boxes that it joins; hidden where a way runs between them. */
  readonly joins: readonly [string, string]
}

/** How a text is set; it is cut to `room`. */
export interface TextSpec {
  readonly id: string
  readonly text: string
  readonly full?: string
  readonly x: number
  readonly y: number
  readonly anchor?: Anchor
  readonly size: number
  readonly weight?: 400 | 700
  readonly face: Face
  readonly role: TextRole
  readonly room: number
}

/** Share of the font size above the baseline; the rest is below. */
const ASCENT = 0.78

export function makeText(spec: TextSpec): Text {
  const { id, x, y, size, face, role } = spec
  const anchor = spec.anchor ?? 'start'
  const text = cutMiddle(spec.text, spec.room, size, face)
  const width = widthOf(text, size, face)
  const left = anchor === 'start' ? x : anchor === 'middle' ? x - width / 2 : x - width
  return {
    id,
    text,
    full: spec.full ?? spec.text,
    at: point(x, y),
    anchor,
    size,
    weight: spec.weight ?? 400,
    face,
    role,
    rect: rect(left, y - ASCENT * size, width, size),
  }
}
