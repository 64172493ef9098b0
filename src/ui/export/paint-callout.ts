/*! The packet's call-out as SVG nodes: what Chip.tsx shows in HTML at a hop at which the packet stands, by the same sizes. */
import { CHIP } from '../graph/chip-size'
import type { ChipRow, ChipText } from '../graph/chip-text'
import type { Rect } from '../graph/geometry'
import { group, node, type PaintNode } from '../graph/paint-node'
import { widthOf } from '../graph/text-width'
import type { Role } from '../theme/tokens'
import { cut } from './lines'

/** From the call-out's border, in px: as chip.module.css has it. */
const BORDER = 2
const HEAD = 21
const PAD = 10
const ROW = { first: 3, height: 18, base: 13, label: 30 } as const
/** Around a new value: its yellow ground reaches out by so much. */
const MARK = { pad: 5, height: 17 } as const
const RADIUS = 9
const ARROW = ' → '

interface Shape {
  readonly rect: Rect
  readonly short: boolean
  readonly stacked: boolean
}

/** Left edge and baseline of a row. */
interface Rows {
  readonly x: number
  readonly y: number
  readonly stacked: boolean
}

interface Tone {
  readonly line: Role
  readonly on: Role
}
const toneOf = ({ leg, error }: ChipText): Tone =>
  error
    ? { line: 'drop', on: 'on-drop' }
    : leg === 'request'
      ? { line: 'req', on: 'on-req' }
      : { line: 'rep', on: 'on-rep' }

export function paintCallout(text: ChipText, { rect, short, stacked }: Shape): PaintNode {
  const { x, y, width, height } = rect
  const tone = toneOf(text)
  const frame = {
    x: x + BORDER / 2,
    y: y + BORDER / 2,
    width: width - BORDER,
    height: height - BORDER,
    rx: RADIUS - BORDER / 2,
  } as const
  const rows = y + BORDER + HEAD + ROW.first
  return group('callout', [
    node('rect', 'ground', { ...frame, fill: 'panel' }),
    ...paintHead(text, short, rect, tone),
    node('rect', 'border', { ...frame, fill: 'none', stroke: tone.line, strokeWidth: BORDER }),
    ...text.rows.flatMap((row, index) => {
      // A stacked row takes two lines.
      const above = stacked ? text.rows.slice(0, index).filter(({ was }) => was !== null).length : 0
      return paintRow(row, { x: x + BORDER + PAD, y: rows + (index + above) * ROW.height + ROW.base, stacked })
    }),
  ])
}

/** The request's head is filled, the reply's white over a dashed rule: told apart without colour. */
function paintHead(text: ChipText, short: boolean, { x, y, width }: Rect, tone: Tone): readonly PaintNode[] {
  const filled = text.leg === 'request'
  const what = `${short ? text.whatShort : text.what}${text.rewrite ? ' ◆' : filled ? ' ▸' : ''}`
  const title = `${filled ? '' : '◂ '}${short ? text.short : text.title}`
  const base = { y: y + BORDER + 15, fontFamily: 'sans', fill: filled ? tone.on : tone.line } as const
  const [left, right, foot] = [x + BORDER, x + width - BORDER, y + BORDER + HEAD]
  const room = width - 2 * (BORDER + PAD) - (what === '' ? 0 : widthOf(what, 11, 'sans') + 8)
  const corner = RADIUS - BORDER
  const top = `M${left} ${foot}V${y + BORDER + corner}A${corner} ${corner} 0 0 1 ${left + corner} ${y + BORDER}`
  return [
    filled
      ? node('path', 'head', {
          d: `${top}H${right - corner}A${corner} ${corner} 0 0 1 ${right} ${y + BORDER + corner}V${foot}Z`,
          fill: tone.line,
        })
      : node('path', 'head', {
          d: `M${left} ${foot}H${right}`,
          fill: 'none',
          stroke: tone.line,
          strokeWidth: 1.5,
          strokeDasharray: '4 3',
        }),
    {
      ...node('text', 'title', { ...base, x: x + BORDER + PAD, fontSize: 12, fontWeight: 700 }),
      text: cut(title, room, 12),
    },
    { ...node('text', 'what', { ...base, x: right - PAD, fontSize: 11, textAnchor: 'end' }), text: what.trim() },
  ]
}

/** Words follow each other as the font has them; only a new value has a ground, whose room is counted by rule, and stands in its middle. */
function paintRow({ field, label, was, now, port, underlined }: ChipRow, at: Rows): readonly PaintNode[] {
  const { x, y, stacked } = at
  const from = x + ROW.label
  const words = (key: string, left: number, base: number, fill: Role, anchor?: 'middle'): PaintNode =>
    node('text', `${field}/${key}`, {
      x: left,
      y: base,
      fill,
      fontFamily: 'mono',
      fontSize: CHIP.size,
      ...(anchor && { textAnchor: anchor }),
    })
  const name = { ...words('label', x, y, 'ink2'), text: label }
  if (was === null) {
    const value = underlined
      ? decorated('underline', 'mark-line', [{ ...node('tspan', 'now', { fill: 'ink' }), text: now }], null)
      : { ...node('tspan', 'now', {}), text: now }
    return [name, { ...words('value', from, y, 'ink'), children: [value], text: port }]
  }
  const wide = (text: string) => widthOf(text, CHIP.size, 'mono')
  const old = decorated('line-through', 'ink2', [], was)
  const arrow = widthOf(ARROW, CHIP.size, 'sans') + 4
  const ground = {
    x: stacked ? from + arrow : from + wide(was) + arrow,
    y: (stacked ? y + ROW.height : y) - ROW.base,
    width: wide(now) + 2 * MARK.pad,
    height: MARK.height,
  }
  const base = ground.y + ROW.base
  return [
    name,
    { ...words('was', from, y, 'ink2'), children: [old], text: stacked ? '' : ARROW },
    ...(stacked ? [{ ...words('arrow', from, base, 'ink2'), text: ARROW.trim() }] : []),
    node('rect', `${field}/mark`, { ...ground, rx: 4, fill: 'mark' }),
    { ...bold(words('now', ground.x + ground.width / 2, base, 'on-mark', 'middle')), text: now },
    ...(port === '' ? [] : [{ ...words('port', ground.x + ground.width + 2, base, 'ink2'), text: port }]),
  ]
}

const bold = (text: PaintNode): PaintNode => ({ ...text, attrs: { ...text.attrs, fontWeight: 700 } })

const decorated = (
  textDecoration: 'underline' | 'line-through',
  fill: Role,
  children: readonly PaintNode[],
  text: string | null,
): PaintNode => ({ ...node('tspan', textDecoration, { textDecoration, fill }), children, text })
