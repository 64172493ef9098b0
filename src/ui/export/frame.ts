/*! Hops as frames of a picture file: the network as the page shows it there, with the packet's call-out or the drop card, and below it the
hop in words with its packet. All frames of a run have one size, so they lie on each other. */
import { type Run, stepsOf } from '../../sim'
import { packetLine } from '../../export/language'
import type { Ghost } from '../../store/select'
import { explain } from '../../text/explain'
import type { Messages } from '../../text/messages'
import { pictureEn } from '../../text/picture-en'
import { plainText } from '../../text/rich'
import { verdictText } from '../../text/verdict-text'
import { chipText } from '../graph/chip-text'
import { grow, type Rect, union } from '../graph/geometry'
import { modelOf } from '../graph/overlay-model'
import { openedAt } from '../graph/overlay-opened'
import { stateAt } from '../graph/overlay-state'
import { paint } from '../graph/paint'
import { group, node, type PaintNode } from '../graph/paint-node'
import { widthOf } from '../graph/text-width'
import { otherWays } from '../why/other-ways'
import { cut, linesWithin } from './lines'
import { paintCallout } from './paint-callout'
import { paintCard } from './paint-card'

/** What is drawn, whichever hop it is. */
export interface Pictured {
  readonly run: Run
  readonly ghost: Ghost | null
  readonly bothLegs: boolean
  /** The hosts of a small cluster stand open whatever the way: a cluster of the person's own. */
  readonly still: boolean
  readonly text: Messages
}

export interface Frames {
  readonly view: Rect
  readonly frame: (index: number) => PaintNode
}

/** Room around the picture, in its own units. */
const MARGIN = 28
/** `most`: lines of a hop's sentence. */
const CAPTION = { size: 15, small: 12.5, line: 21, most: 3, title: 60, foot: 25 } as const

export function framesOf({ run, ghost, bothLegs, still, text }: Pictured): Frames {
  const model = modelOf(run, ghost, text, pictureEn, still)
  const others = otherWays(run, model.layout)
  const opened = stepsOf(run.trace).map((_, index) => {
    const chip = chipText(run, index, text, pictureEn)
    return { chip, ...openedAt(model, index, chip, text) }
  })
  const tags = [...model.ghostTags, ...model.asymmetryTags]
  const picture = grow(union([model.layout.bounds, ...[...opened.map((at) => at.opened), ...tags].map(rectOf)]), MARGIN)
  const room = picture.width - 2 * MARGIN
  const most = Math.max(...opened.map((_, index) => sentenceOf(run, index, room, text).length))
  const caption = CAPTION.title + CAPTION.line * most + CAPTION.foot
  const view = { ...picture, height: picture.height + caption }
  const frame = (index: number): PaintNode => {
    const at = opened[index]
    if (!at) throw new Error(`no hop ${index}`)
    const { chip, leader, opened: open } = at
    const state = stateAt(model, index, { bothLegs, ghost: true, others, leader })
    return group('frame', [
      paint(model.layout, state),
      open.kind === 'chip' ? paintCallout(chip, open) : paintCard(open),
      group('caption', captionOf(run, index, picture, text)),
    ])
  }
  return { view, frame }
}

const rectOf = ({ rect }: { readonly rect: Rect }): Rect => rect

const sentenceOf = (run: Run, index: number, room: number, text: Messages): readonly string[] =>
  linesWithin(plainText(explain(run, index, text).sentence), room, CAPTION.size, CAPTION.most)

/** Below the picture, in lines of its width. */
function captionOf(run: Run, index: number, picture: Rect, text: Messages): readonly PaintNode[] {
  const steps = stepsOf(run.trace)
  const step = steps[index]
  if (!step) return []
  const at = { x: picture.x + MARGIN, y: picture.y + picture.height }
  const { breadcrumb, title, tone } = explain(run, index, text)
  const { pill, sentence: verdict } = verdictText(run, text)
  const room = picture.width - 2 * MARGIN
  const head = `${text.ui.hopOf(index + 1, steps.length)} · ${breadcrumb.join(' › ')}`
  const packet = packetLine(step.after)
  const packetRoom = widthOf(packet, CAPTION.small, 'mono')
  const line = (key: string, y: number, value: string, attrs: PaintNode['attrs']): PaintNode => ({
    ...node('text', key, { x: at.x, y: at.y + y, fontFamily: 'sans', fontSize: CAPTION.size, fill: 'ink', ...attrs }),
    text: value,
  })
  return [
    line('verdict', 6, cut(`${pill} ${plainText(verdict)}`, room, CAPTION.small), {
      fontSize: CAPTION.small,
      fill: 'ink2',
    }),
    line('head', 32, cut(head, room - packetRoom - 16, CAPTION.small), { fontSize: CAPTION.small, fill: 'ink2' }),
    line('packet', 32, packet, {
      x: at.x + room,
      fontFamily: 'mono',
      fontSize: CAPTION.small,
      fill: 'ink2',
      textAnchor: 'end',
    }),
    line('title', CAPTION.title, cut(title, room, CAPTION.size), {
      fontWeight: 700,
      fill: tone === 'drop' ? 'drop' : 'ink',
    }),
    ...sentenceOf(run, index, room, text).map((words, below) =>
      line(`sentence/${below}`, CAPTION.title + CAPTION.line * (below + 1), words, {}),
    ),
  ]
}
