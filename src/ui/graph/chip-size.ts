/*! How large a call-out opens: by rule, like all text of the picture, so that its place is known before it is drawn. Pure. */
import { plainText, type Rich } from '../../text/rich'
import type { BoxKind } from './box'
import type { ChipRow, ChipText } from './chip-text'
import type { Size } from './geometry'
import { type Face, widthOf } from './text-width'

export const CHIP = {
  size: 12,
  least: 232,
  most: 292,
  height: 66,
  row: 18,
  slot: 186,
  head: 32,
  label: 30,
  pad: 12,
  line: 28,
  nose: 12,
} as const
const CARD = { wide: [256, 300, 344], narrow: 172, most: 72, pad: 12, text: 12, why: 11 } as const

/** Room between a pod's box, its eth0 or its cali and the border of their host. */
const BESIDE: Readonly<Partial<Record<BoxKind, number>>> = { pod: 178, 'pod-interface': 222, cali: 205 }

export interface ChipForm {
  readonly size: Size
  /** Too narrow for a whole head: the leader says where it is, so the leg is enough. */
  readonly short: boolean
  /** The new value stands under the old one. */
  readonly stacked: boolean
}

/** The open chip: as wide as its longer row asks for, narrow beside a pod. */
export function chipForm(text: ChipText, at: BoxKind): ChipForm {
  const longest = Math.max(...text.rows.map(rowWidth))
  const beside = BESIDE[at]
  const width = beside === undefined ? Math.max(CHIP.least, longest, headWidth(text)) : Math.max(beside, longest)
  return formOf(text, Math.min(CHIP.most, width), false)
}

/** The open chip in a free pod slot: narrow, so a new value goes under the old one. */
export const slotChip = (text: ChipText): ChipForm => formOf(text, CHIP.slot, text.rewrite)

function formOf(text: ChipText, width: number, stacked: boolean): ChipForm {
  const height = CHIP.height + (stacked ? CHIP.row : 0)
  return { size: { width: Math.ceil(width), height }, short: headWidth(text) > width, stacked }
}

const headWidth = ({ title, what }: ChipText): number =>
  widthOf(title, 12, 'sans') + widthOf(`${what} ◆`, 11, 'sans') + CHIP.head

function rowWidth({ was, now, port }: ChipRow): number {
  const mono = (text: string) => widthOf(text, CHIP.size, 'mono')
  const rewritten = was === null ? 0 : mono(was) + 30
  return CHIP.label + 2 * CHIP.pad + rewritten + mono(now) + mono(port)
}

/** The chip while it glides: one line, and a nose. */
export const lineWidth = ([source, destination]: ChipText['line']): number =>
  Math.ceil(widthOf(`${source} → ${destination}`, CHIP.size, 'mono')) + 2 * CHIP.pad + CHIP.nose

export interface CardForm {
  readonly size: Size
  /** Room for what lies behind it, too; else the inspector says it. */
  readonly whole: boolean
}

/** The drop card in a free pod slot, which is narrow and high. */
export const slotCard = (sentence: Rich, why: Rich | null): CardForm => cardOf(CARD.narrow, sentence, why)

/** The drop card in a channel, which is low: wider, or without its second part. */
export function channelCard(sentence: Rich, why: Rich | null): CardForm {
  const forms = [why, null].flatMap((more) => CARD.wide.map((width) => ({ ...cardOf(width, sentence, more), more })))
  const form = forms.find(({ size }) => size.height <= CARD.most) ?? forms[forms.length - 1]
  if (!form) throw new Error('a card without a form')
  return { size: form.size, whole: form.more === why }
}

function cardOf(width: number, sentence: Rich, why: Rich | null): CardForm {
  const room = width - 2 * CARD.pad
  const lines = linesOf(plainText(sentence), room, CARD.text, 'sans').length * 16
  const more = why === null ? 0 : 9 + linesOf(plainText(why), room, CARD.why, 'sans').length * 14
  return { size: { width, height: CARD.pad / 2 + 20 + lines + more + CARD.pad / 2 }, whole: true }
}

/** A text in the lines that it takes, broken at spaces. */
export function linesOf(text: string, room: number, size: number, face: Face): readonly string[] {
  const lines: string[] = []
  let last = ''
  for (const word of text.split(' ')) {
    const longer = last === '' ? word : `${last} ${word}`
    if (last !== '' && widthOf(longer, size, face) > room) {
      lines.push(last)
      last = word
    } else last = longer
  }
  return [...lines, last]
}
