/*! A run as Markdown for a ticket: question, verdict, hops, deciding rows, what the verdict rests on, commands to prove it. */
import {
  type Assumption,
  type Command,
  commandsFor,
  type Leg,
  machineOf,
  type Run,
  sayIn,
  showRow,
  type Step,
  stepsOf,
  visible,
} from '../sim'
import { explain } from '../text/explain'
import { locate } from '../text/facts'
import { namesOf } from '../text/names'
import { assumptionText } from '../text/question-words'
import { retriesText } from '../text/retries-en'
import { placeWord, rewriteOf } from '../text/step-words'
import { verdictText } from '../text/verdict-text'
import { type ExportLanguage, packetLine, titleOf } from './language'
import { markdownCode, markdownFence, markdownRich, markdownText } from './markdown-text'

/**
 * The text, ending in a line feed. `assumptions`: of the same question (`assumptionsIn`). Every name, row and command in it is
 * escaped, so the ticket shows what the cluster has and nothing that a name asks for.
 */
export function markdownOf(run: Run, assumptions: readonly Assumption[], language: ExportLanguage): string {
  const { request, reply } = run.trace
  const { exports } = language
  const retries = retriesText(run)
  const { tone, pill, sentence, detail } = verdictText(run, language)
  return [
    `# ${markdownText(titleOf(run, language))}`,
    '',
    `${tone === 'ok' ? '✓' : '✕'} **${markdownText(pill)}** ${markdownRich(sentence)}${detail ? ` ${markdownRich(detail)}` : ''}`,
    '',
    ...(retries === null ? [] : [markdownRich(retries), '']),
    ...legTable(run, request, 0, language),
    ...(reply ? legTable(run, reply, request.steps.length, language) : [markdownText(exports.noReply), '']),
    ...rowTable(run, language),
    ...restsOn(run, assumptions, language),
    ...commandsOf(run, language),
    '',
  ].join('\n')
}

const tableOf = (heads: readonly string[], rows: readonly (readonly string[])[]): readonly string[] => [
  `| ${heads.map(markdownText).join(' | ')} |`,
  `|${heads.map(() => '---').join('|')}|`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
]

function legTable(run: Run, { kind, steps }: Leg, first: number, language: ExportLanguage): readonly string[] {
  const { exports } = language
  const names = namesOf(run, language)
  const heads = [exports.hop, exports.machine, exports.place, exports.packet, exports.what]
  const rows = steps.map((step, index) => [
    String(first + index + 1),
    markdownText(names.of(machineOf(step.place)).short),
    markdownCode(placeWord(run, step, kind, language), true),
    markdownCode(packetLine(step.after), true),
    markdownRich(explain(run, first + index, language).sentence, true),
  ])
  const heading = exports.legHops({ leg: language.leg[kind], hops: steps.length })
  return [`## ${markdownText(heading)}`, '', ...tableOf(heads, rows), '']
}

/** Each row once, at the first hop that it decided. */
function rowTable(run: Run, language: ExportLanguage): readonly string[] {
  const { exports } = language
  const names = namesOf(run, language)
  const seen = new Set<unknown>()
  const rows = stepsOf(run.trace).flatMap((step, index) => {
    const [decided] = step.because
    if (!decided || seen.has(decided)) return []
    seen.add(decided)
    const machine = markdownText(names.of(machineOf(step.place)).short)
    return [[String(index + 1), machine, markdownCode(showRow(decided), true)]]
  })
  return rows.length === 0
    ? []
    : [`## ${markdownText(exports.rows)}`, '', ...tableOf([exports.hop, exports.machine, exports.decided], rows), '']
}

function restsOn(run: Run, assumptions: readonly Assumption[], language: ExportLanguage): readonly string[] {
  const { exports } = language
  const heading = [`## ${markdownText(exports.restsOn)}`, '']
  if (assumptions.length === 0) return [...heading, markdownText(exports.restsOnNothing), '']
  const items = assumptions.map((assumption) => {
    const { condition } = assumptionText(assumption, run, language)
    return `- ${markdownRich(condition)}${assumption.decisive ? ` (${markdownText(exports.decisive)})` : ''}`
  })
  return [...heading, `${markdownText(exports.holds)}:`, '', ...items, '']
}

/** Hops that say what became of the packet: where it was rewritten, where it ended, where a program took it. */
const isTelling = (step: Step): boolean =>
  rewriteOf(step) !== null || ['drop', 'deliver', 'error'].includes(step.event.kind)

function commandsOf(run: Run, language: ExportLanguage): readonly string[] {
  const { exports, commands } = language
  const names = namesOf(run, language)
  const lines = stepsOf(run.trace).flatMap((step, index) => {
    const [command]: readonly Command[] = isTelling(step) ? commandsFor(run, index) : []
    if (!command) return []
    const machine = names.of(machineOf(step.place)).short
    const place = placeWord(run, step, locate(run, index).leg.kind, language)
    return [
      ...comment(`${exports.atHop({ hop: index + 1, machine, place })}. ${sayIn(commands, command.question)}`),
      ...comment(sayIn(commands, command.where)),
      command.command,
      ...comment(exports.expect(sayIn(commands, command.expect))),
      '',
    ]
  })
  if (lines.length === 0) return []
  return [
    `## ${markdownText(exports.prove)}`,
    '',
    markdownText(exports.proveNote),
    '',
    ...markdownFence('sh', lines.slice(0, -1)),
  ]
}

const comment = (text: string): readonly string[] => [`# ${visible(text)}`]
