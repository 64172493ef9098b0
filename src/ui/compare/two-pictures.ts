/*! A comparison as one picture file: both sides beside each other as the page shows them, each with its verdict above and the hop that
is looked at in words below. */
import { plainText } from '../../text/rich'
import { explain } from '../../text/explain'
import type { Messages } from '../../text/messages'
import { verdictText } from '../../text/verdict-text'
import { cut, linesWithin } from '../export/lines'
import { paintCard } from '../export/paint-card'
import { linesOf } from '../graph/chip-size'
import { grow, type Rect } from '../graph/geometry'
import { group, node, type PaintAttrs, type PaintNode } from '../graph/paint-node'
import { svgText } from '../graph/paint-svg'
import { widthOf } from '../graph/text-width'
import type { Theme } from '../theme/tokens'
import { hereOf, type Note, NOTE, type SideModel } from './side-picture'

export interface DrawnSide {
  readonly letter: 'A' | 'B'
  readonly name: string
  readonly model: SideModel
  /** The hop that is looked at; null: it does not come there. */
  readonly step: number | null
  /** Head of the note at that hop. */
  readonly title: string
}

/** `side`, `head`, `foot`: room around a picture, in its own units. */
const ROOM = { side: 24, head: 66, foot: 92 } as const

/** One SVG that stands alone. `notThere`: what is said of a side that does not come to this hop. */
export function twoPictures(
  sides: readonly [DrawnSide, DrawnSide],
  notThere: string,
  theme: Theme,
  text: Messages,
): string {
  const [left, right] = [paintSide(sides[0], notThere, text), paintSide(sides[1], notThere, text)]
  const height = Math.max(left.view.height, right.view.height)
  const width = left.view.width + right.view.width
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${svgText(left.node, left.view, theme)}${svgText(right.node, right.view, theme).replace('<svg ', `<svg x="${left.view.width}" `)}</svg>`
}

/** One of them; `view`: what of the plane it takes. */
export function paintSide(
  side: DrawnSide,
  notThere: string,
  text: Messages,
): { readonly node: PaintNode; readonly view: Rect } {
  const { letter, name, model, step, title } = side
  const around = grow(model.layout.bounds, ROOM.side)
  const view: Rect = { ...around, y: around.y - ROOM.head, height: around.height + ROOM.head + ROOM.foot }
  const { card } = model
  const here = step === null ? null : hereOf(model, step, card?.step === step ? null : title, text)
  const shown = card !== null && !here?.coversCard
  const node = group('side', [
    model.picture,
    ...(shown ? [card.leader, paintCard(card.opened)] : []),
    ...(here ? [here.mark] : []),
    ...(here?.note ? [noteOf(here.note)] : []),
    group('head', headOf(letter, name, model, view, text)),
    group('foot', footOf(side, notThere, view, text)),
  ])
  return { view, node }
}

const line = (key: string, x: number, y: number, value: string, attrs: PaintAttrs): PaintNode => ({
  ...node('text', key, { x, y, fontFamily: 'sans', fontSize: 13, fill: 'ink', ...attrs }),
  text: value,
})

function noteOf({ title, words, rect: { x, y, width, height } }: Note): PaintNode {
  const left = x + NOTE.pad
  return group('note', [
    node('rect', 'ground', { x, y, width, height, rx: 7, fill: 'ink' }),
    line('title', left, y + 19, title, { fontSize: NOTE.title, fontWeight: 700, fill: 'panel' }),
    ...linesOf(words, width - 2 * NOTE.pad, NOTE.size, 'sans').map((one, at) =>
      line(`words/${at}`, left, y + 35 + at * NOTE.line, one, { fontSize: NOTE.size, fill: 'panel' }),
    ),
  ])
}

/** "A Local", and below it what became of the packet. */
function headOf(letter: string, name: string, { run }: SideModel, view: Rect, text: Messages): readonly PaintNode[] {
  const { tone, pill, sentence } = verdictText(run, text)
  const [x, y, room] = [view.x + ROOM.side, view.y, view.width - 2 * ROOM.side]
  const mark = tone === 'ok' ? '✓' : '✕'
  const title = cut(name, room - 30 - widthOf(`  ${mark} ${pill}`, 15, 'sans'), 15)
  return [
    node('rect', 'box', { x, y: y + 16, width: 20, height: 20, rx: 5, fill: 'ink' }),
    line('letter', x + 10, y + 30, letter, { fontSize: 12, fontWeight: 700, fill: 'panel', textAnchor: 'middle' }),
    line('name', x + 30, y + 31, title, { fontSize: 15, fontWeight: 700 }),
    line('pill', view.x + view.width - ROOM.side, y + 31, `${mark} ${pill}`, {
      fontSize: 15,
      fontWeight: 700,
      fill: tone === 'ok' ? 'ok' : 'drop',
      textAnchor: 'end',
    }),
    ...linesWithin(plainText(sentence), room, 13, 2).map((one, at) =>
      line(`verdict/${at}`, x, y + 53 + at * 17, one, { fill: 'ink2' }),
    ),
  ]
}

function footOf({ model, step, title }: DrawnSide, notThere: string, view: Rect, text: Messages): readonly PaintNode[] {
  const x = view.x + ROOM.side
  const y = view.y + view.height - ROOM.foot
  const said = step === null ? null : explain(model.run, step, text)
  const words = said ? plainText(said.sentence) : notThere
  const where = said ? said.breadcrumb.slice(1).join(' › ') : ''
  const room = view.width - 2 * ROOM.side
  return [
    line('title', x, y + 18, cut(where === '' ? title : `${title}, ${where}`, room, 13), { fontWeight: 700 }),
    ...linesWithin(words, room, 13, 3).map((one, at) =>
      line(`words/${at}`, x, y + 38 + at * 18, one, { fill: 'ink2' }),
    ),
  ]
}
