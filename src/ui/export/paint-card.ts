/*! The drop card as SVG nodes: what DropCard.tsx shows in HTML, by the same sizes. */
import { linesOf } from '../graph/chip-size'
import type { Opened } from '../graph/overlay-opened'
import { group, node, type PaintNode } from '../graph/paint-node'
import { plainText } from '../../text/rich'

type Card = Extract<Opened, { kind: 'card' }>

const PAD = { x: 12, y: 6 } as const
const HEAD = 20
const BODY = { size: 12, line: 16 } as const
const WHY = { size: 11, line: 14, above: 9 } as const

export function paintCard({ title, sentence, why, rect: { x, y, width, height } }: Card): PaintNode {
  const room = width - 2 * PAD.x
  const left = x + PAD.x
  const top = y + PAD.y + HEAD
  const said = linesOf(plainText(sentence), room, BODY.size, 'sans')
  const more = why === null ? [] : linesOf(plainText(why), room, WHY.size, 'sans')
  const foot = top + said.length * BODY.line
  const cross = { x: left + 5, y: y + PAD.y + HEAD / 2 }
  const text = (key: string, at: number, size: number, value: string, weight: 400 | 700 = 400): PaintNode => ({
    ...node('text', key, {
      x: key === 'title' ? left + 17 : left,
      y: at,
      fill: 'on-drop',
      fontFamily: 'sans',
      fontSize: size,
      ...(weight === 700 && { fontWeight: weight }),
    }),
    text: value,
  })
  return group('callout', [
    node('rect', 'card', { x, y, width, height, rx: 9, fill: 'drop' }),
    node('path', 'cross', {
      d: `M${cross.x - 3.5} ${cross.y - 3.5}l7 7M${cross.x + 3.5} ${cross.y - 3.5}l-7 7`,
      fill: 'none',
      stroke: 'on-drop',
      strokeWidth: 2.5,
      strokeLinecap: 'round',
    }),
    text('title', y + PAD.y + 14, 12.5, title, 700),
    ...said.map((line, at) => text(`sentence/${at}`, top + at * BODY.line + 12, BODY.size, line)),
    ...(more.length > 0
      ? [
          node('path', 'rule', {
            d: `M${left} ${foot + 4.5}H${left + room}`,
            fill: 'none',
            stroke: 'on-drop',
            strokeWidth: 1,
            strokeOpacity: 0.45,
          }),
        ]
      : []),
    ...more.map((line, at) => text(`why/${at}`, foot + WHY.above + at * WHY.line + 11, WHY.size, line)),
  ])
}
