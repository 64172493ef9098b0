/*! Makes the files: each a name's ending, a type and its text or pixels. Fetched when the first one is asked for. */
import { assertNever } from '../../base/assert'
import { markdownOf } from '../../export/markdown'
import { mermaidOf } from '../../export/mermaid'
import { assumptionsIn, labScript, type Question, type Run, stepsOf, topologyToJson } from '../../sim'
import type { Ghost } from '../../store/select'
import { commandsEn } from '../../text/commands-en'
import { exportEn } from '../../text/export-en'
import type { ExportKind } from '../../text/export-menu-en'
import { questionsEn } from '../../text/questions-en'
import { verdictLine } from '../../text/verdict-text'
import { escapeText, svgText } from '../graph/paint-svg'
import { fonts, type Theme, tokens } from '../theme/tokens'
import type { Text } from '../use-app'
import { type Frames, framesOf } from './frame'
import { playingSvg } from './play'
import { pngOf } from './png'

export interface Shown {
  readonly question: Question
  readonly run: Run
  readonly ghost: Ghost | null
  readonly index: number
  readonly bothLegs: boolean
  /** A cluster of the person's own. */
  readonly own: boolean
  readonly theme: Theme
  readonly text: Text
}

/** Long enough to read a sentence. */
const SECONDS = 4

export async function fileOf(kind: ExportKind, shown: Shown): Promise<Blob> {
  switch (kind) {
    case 'svg':
      return new Blob([pictureSvg(shown)], { type: 'image/svg+xml' })
    case 'png':
      return pngOf(pictureSvg(shown))
    case 'storyboard':
      return new Blob([storyboardHtml(shown)], { type: 'text/html' })
    case 'animation':
      return new Blob([animationSvg(shown)], { type: 'image/svg+xml' })
    case 'markdown':
    case 'mermaid':
    case 'topology':
    case 'lab':
      return new Blob([textOf(kind, shown)], { type: kind === 'topology' ? 'application/json' : 'text/plain' })
    default:
      return assertNever(kind)
  }
}

export type TextKind = 'markdown' | 'mermaid' | 'topology' | 'lab'

export function textOf(kind: TextKind, { question, run, text }: Shown): string {
  const words = { ...text, question: questionsEn, exports: exportEn, commands: commandsEn }
  switch (kind) {
    case 'markdown':
      return markdownOf(run, assumptionsIn(question, run), words)
    case 'mermaid':
      return mermaidOf(run, words)
    case 'topology':
      return `${JSON.stringify(topologyToJson(question.topology), null, 2)}\n`
    case 'lab':
      return labScript(run)
    default:
      return assertNever(kind)
  }
}

export function pictureSvg(shown: Shown): string {
  const { view, frame } = framesOf({ ...shown, still: shown.own })
  return svgText(frame(shown.index), view, shown.theme)
}

export function animationSvg(shown: Shown): string {
  const frames = oneLeg(shown)
  return playingSvg(allOf(shown, frames), frames.view, shown.theme, SECONDS)
}

/** A file that plays tells one leg after the other. */
const oneLeg = (shown: Shown): Frames => framesOf({ ...shown, bothLegs: false, still: shown.own })
const allOf = ({ run }: Shown, { frame }: Frames) => stepsOf(run.trace).map((_, index) => frame(index))

/** Always light: it is made for paper. */
export function storyboardHtml(shown: Shown): string {
  const { run, text } = shown
  const frames = oneLeg(shown)
  const pages = allOf(shown, frames).map((node) => `<section>${svgText(node, frames.view, 'light')}</section>`)
  const title = escapeText(verdictLine(run, text))
  const { canvas, ink } = tokens.light
  const css = `@page{size:A4 landscape;margin:10mm}body{margin:0;background:${canvas};color:${ink};font-family:${fonts.sans}}section{break-after:page;break-inside:avoid;padding:8px}svg{display:block;width:100%;height:auto;max-height:185mm;print-color-adjust:exact;-webkit-print-color-adjust:exact}`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${css}</style></head><body>${pages.join('')}</body></html>\n`
}
