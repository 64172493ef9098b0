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
import { frameOf } from './frame'
import { playingSvg } from './play'
import { pngOf } from './png'

export interface Shown {
  readonly question: Question
  readonly run: Run
  readonly ghost: Ghost | null
  readonly index: number
  readonly bothLegs: boolean
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

export function pictureSvg({ run, ghost, index, bothLegs, theme, text }: Shown): string {
  const { node, view } = frameOf(run, ghost, index, bothLegs, text)
  return svgText(node, view, theme)
}

export function animationSvg({ run, ghost, theme, text }: Shown): string {
  const frames = stepsOf(run.trace).map((_, index) => frameOf(run, ghost, index, false, text))
  const [first] = frames
  if (!first) throw new Error('a walk without a step')
  return playingSvg(
    frames.map(({ node }) => node),
    first.view,
    theme,
    SECONDS,
  )
}

/** Always light: it is made for paper. */
export function storyboardHtml({ run, ghost, text }: Shown): string {
  const pages = stepsOf(run.trace).map((_, index) => {
    const { node, view } = frameOf(run, ghost, index, false, text)
    return `<section>${svgText(node, view, 'light')}</section>`
  })
  const title = escapeText(verdictLine(run, text))
  const { canvas, ink } = tokens.light
  const css = `@page{size:A4 landscape;margin:10mm}body{margin:0;background:${canvas};color:${ink};font-family:${fonts.sans}}section{break-after:page;break-inside:avoid;padding:8px}svg{display:block;width:100%;height:auto;max-height:185mm;print-color-adjust:exact;-webkit-print-color-adjust:exact}`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${css}</style></head><body>${pages.join('')}</body></html>\n`
}
