/*! One hop as a frame of a picture file: the network as it stands there, and below it the hop in words with its packet. */
import { type Run, stepsOf } from '../../sim'
import { packetLine } from '../../export/language'
import type { Ghost } from '../../store/select'
import { explain } from '../../text/explain'
import type { Messages } from '../../text/messages'
import { plainText } from '../../text/rich'
import { rewriteOf } from '../../text/step-words'
import { verdictText } from '../../text/verdict-text'
import { grow, type Rect } from '../graph/geometry'
import { paint } from '../graph/paint'
import { group, node, type PaintNode } from '../graph/paint-node'
import { pictureOf } from '../graph/picture-of'
import { widthOf } from '../graph/text-width'

export interface Frame {
  readonly node: PaintNode
  readonly view: Rect
}

/** Room around the picture, in its own units. */
const MARGIN = 28
const CAPTION = { size: 15, small: 12.5, line: 21, most: 3, height: 148 } as const

/** Words below a picture are set in lines of this picture's width; what does not fit in three lines ends in "…". */
export function frameOf(run: Run, ghost: Ghost | null, index: number, bothLegs: boolean, text: Messages): Frame {
  const { placed, state } = pictureOf(run, ghost, index, bothLegs)
  const picture = grow(placed.bounds, MARGIN)
  const view = { ...picture, height: picture.height + CAPTION.height }
  const caption = captionOf(run, index, { x: picture.x + MARGIN, y: picture.y + picture.height }, view, text)
  return { node: group('frame', [paint(placed, state), group('caption', caption)]), view }
}

function captionOf(
  run: Run,
  index: number,
  at: { readonly x: number; readonly y: number },
  { width }: Rect,
  text: Messages,
): readonly PaintNode[] {
  const steps = stepsOf(run.trace)
  const step = steps[index]
  if (!step) return []
  const { breadcrumb, title, sentence, tone } = explain(run, index, text)
  const { pill, sentence: verdict } = verdictText(run, text)
  const room = width - 2 * MARGIN
  const head = `${text.ui.hopOf(index + 1, steps.length)} · ${breadcrumb.join(' › ')}`
  const packet = packetLine(step.after)
  const rewritten = rewriteOf(step) !== null
  const line = (key: string, y: number, value: string, attrs: PaintNode['attrs']): PaintNode => ({
    ...node('text', key, { x: at.x, y: at.y + y, fontFamily: 'sans', fontSize: CAPTION.size, fill: 'ink', ...attrs }),
    text: value,
  })
  const chip = widthOf(packet, CAPTION.small, 'mono') + 20
  return [
    line('verdict', 6, cut(`${pill} ${plainText(verdict)}`, room), { fontSize: CAPTION.small, fill: 'ink2' }),
    line('head', 32, cut(head, room), { fontSize: CAPTION.small, fill: 'ink2' }),
    node('rect', 'chip', {
      x: at.x + room - chip,
      y: at.y + 14,
      width: chip,
      height: 26,
      rx: 6,
      fill: rewritten ? 'mark' : 'panel',
      stroke: rewritten ? 'mark-line' : 'line2',
      strokeWidth: 1,
    }),
    line('packet', 31.5, packet, {
      x: at.x + room - chip / 2,
      fontFamily: 'mono',
      fontSize: CAPTION.small,
      fill: rewritten ? 'on-mark' : 'ink',
      textAnchor: 'middle',
    }),
    line('title', 60, cut(title, room), { fontWeight: 700, fill: tone === 'drop' ? 'drop' : 'ink' }),
    ...linesOf(plainText(sentence), room).map((words, at2) =>
      line(`sentence/${at2}`, 60 + CAPTION.line * (at2 + 1), words, {}),
    ),
  ]
}

const width = (text: string): number => widthOf(text, CAPTION.size, 'sans')

/** Broken between words, as many lines as there is room for. */
function linesOf(text: string, room: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1]
    if (last !== undefined && width(`${last} ${word}`) <= room) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  if (lines.length <= CAPTION.most) return lines.map((line) => cut(line, room))
  return [...lines.slice(0, CAPTION.most - 1), cut(lines.slice(CAPTION.most - 1).join(' '), room)]
}

/** What does not fit is cut, between characters as people see them. */
function cut(text: string, room: number): string {
  if (width(text) <= room) return text
  const characters = Array.from(text)
  while (characters.length > 0 && width(`${characters.join('')}…`) > room) characters.pop()
  return `${characters.join('')}…`
}
