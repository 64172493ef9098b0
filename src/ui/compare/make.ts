/*! Files of a comparison: both pictures in one, and a ticket. Fetched when the first one is asked for. */
import { comparisonMarkdown } from '../../export/comparison'
import type { Side } from '../../store/compare'
import { comparisonOf } from '../../store/compare'
import { runOf } from '../../store/select'
import { commandsEn } from '../../text/commands-en'
import { compareEn } from '../../text/compare-en'
import { exportEn } from '../../text/export-en'
import { questionsEn } from '../../text/questions-en'
import { pngOf } from '../export/png'
import type { Theme } from '../theme/tokens'
import type { Text } from '../use-app'
import { drawnSides } from './drawn-sides'
import { nameLine, sideNames } from './side-names'
import { twoPictures } from './two-pictures'

export interface ShownPair {
  readonly open: Side
  readonly other: Side
  readonly column: number
  readonly theme: Theme
  readonly text: Text
}

export type PairKind = 'svg' | 'png' | 'markdown'

export async function pairFile(kind: PairKind, shown: ShownPair): Promise<Blob> {
  if (kind === 'markdown') return new Blob([pairText(shown)], { type: 'text/plain' })
  const svg = pairSvg(shown)
  return kind === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : pngOf(svg)
}

export function pairText({ open, other, text }: ShownPair): string {
  const [a, b] = [runOf(open), runOf(other)]
  const [nameA, nameB] = sideNames(open, other, text)
  const words = { ...text, question: questionsEn, exports: exportEn, commands: commandsEn, compare: compareEn }
  const named = { a: { run: a, name: nameLine(nameA) }, b: { run: b, name: nameLine(nameB) } }
  return comparisonMarkdown(named.a, named.b, comparisonOf(a, b), words)
}

export function pairSvg({ open, other, column, theme, text }: ShownPair): string {
  return twoPictures(drawnSides(open, other, column, text), compareEn.notThere, theme, text)
}
