/*! Two runs side by side as Markdown for a ticket: both verdicts, where they differ first and where their fates part, hop by hop, the
rows that differ. */
import { type Comparison, isCloud, machineOf, type Run, showRow, stepsOf } from '../sim'
import type { CompareMessages } from '../text/compare-en'
import { explain } from '../text/explain'
import { namesOf } from '../text/names'
import { placeWord } from '../text/step-words'
import { verdictText } from '../text/verdict-text'
import { type ExportLanguage, packetLine, titleOf } from './language'
import { markdownCode, markdownRich, markdownText } from './markdown-text'

export type ComparisonLanguage = ExportLanguage & { readonly compare: CompareMessages }

/** A run and what it is called beside the other. */
export interface NamedRun {
  readonly run: Run
  readonly name: string
}

/** The text, ending in a line feed. Every name, row and sentence in it is escaped. */
export function comparisonMarkdown(
  a: NamedRun,
  b: NamedRun,
  comparison: Comparison,
  language: ComparisonLanguage,
): string {
  const { compare } = language
  const [asked, other] = [titleOf(a.run, language), titleOf(b.run, language)]
  return [
    `# ${markdownText(compare.beside({ a: a.name, b: b.name }))}`,
    '',
    markdownText(asked === other ? asked : `A: ${asked}. B: ${other}`),
    '',
    ...[a, b].map((side, at) => verdictLine(at === 0 ? 'A' : 'B', side, language)),
    '',
    ...differences(a.run, b.run, comparison, language),
    ...hopTable(a.run, b.run, comparison, language),
    ...rowTables(a.run, b.run, comparison, language),
  ].join('\n')
}

function verdictLine(letter: string, { run, name }: NamedRun, language: ComparisonLanguage): string {
  const { tone, pill, sentence, detail } = verdictText(run, language)
  const said = `${markdownRich(sentence)}${detail ? ` ${markdownRich(detail)}` : ''}`
  return `- **${letter}, ${markdownText(name)}**: ${tone === 'ok' ? '✓' : '✕'} **${markdownText(pill)}** ${said}`
}

function differences(
  a: Run,
  b: Run,
  { first, parts, columns, rows }: Comparison,
  language: ComparisonLanguage,
): readonly string[] {
  const { compare } = language
  const said = (run: Run, step: number | null) =>
    step === null ? markdownText(compare.notThere) : markdownRich(explain(run, step, language).sentence)
  const at = (index: number, heading: string): readonly string[] => {
    const column = columns[index]
    if (!column) return []
    return [`**${markdownText(heading)}**`, '', `- A: ${said(a, column.a)}`, `- B: ${said(b, column.b)}`, '']
  }
  if (first === null && parts === null)
    return [markdownText(rows.length === 0 ? compare.identical : compare.sameWay), '']
  return [
    ...(first && first.column !== parts ? at(first.column, compare.first(first.column + 1)) : []),
    ...(parts === null ? [] : at(parts, compare.parts(parts + 1))),
  ]
}

function hopTable(a: Run, b: Run, { columns }: Comparison, language: ComparisonLanguage): readonly string[] {
  const { compare, exports } = language
  const cell = (run: Run, index: number | null): string => {
    const step = index === null ? undefined : stepsOf(run.trace)[index]
    if (index === null || !step) return ''
    const leg = index < run.trace.request.steps.length ? 'request' : 'reply'
    const machine = markdownText(namesOf(run, language).of(machineOf(step.place)).short)
    return `${machine} ${markdownCode(placeWord(run, step, leg, language), true)} ${markdownCode(packetLine(step.after), true)}${mark(step.after.mark)}`
  }
  const rows = columns.map(({ a: left, b: right, same, leg }, index) => [
    String(index + 1),
    markdownText(language.leg[leg]),
    cell(a, left),
    same ? markdownText(compare.inBoth) : cell(b, right),
  ])
  return [
    `## ${markdownText(compare.hops)}`,
    '',
    `| ${markdownText(exports.hop)} |  | A | B |`,
    '|---|---|---|---|',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ]
}

/** A mark is on the packet and on no wire; it is what scenario 6 differs in first. */
const mark = (value: number): string => (value === 0 ? '' : ` ${markdownCode(`mark 0x${value.toString(16)}`, true)}`)

function rowTables(a: Run, b: Run, { rows }: Comparison, language: ComparisonLanguage): readonly string[] {
  const { compare } = language
  return rows.flatMap(({ machine, tool, under, a: left, b: right }) => {
    const run = isCloud(machine) || a.world.netns.get(machine) ? a : b
    const none = markdownText(compare.noRow)
    const lines = Array.from({ length: Math.max(left.length, right.length) }, (_, at) => {
      const cell = (row: (typeof left)[number] | undefined) =>
        row ? markdownCode(showRow(row), true) : at === 0 ? none : ''
      return `| ${cell(left[at])} | ${cell(right[at])} |`
    })
    return [
      `## ${markdownText(compare.rows(namesOf(run, language).of(machine).short))}: ${markdownCode(tool)}`,
      '',
      ...(under === null ? [] : [markdownCode(showRow(under)), '']),
      '| A | B |',
      '|---|---|',
      ...lines,
      '',
    ]
  })
}
