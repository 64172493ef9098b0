/*! A run as a Mermaid sequence diagram: machines are participants, a message is the packet as it goes from one to the next, a
note stands where an address is rewritten and where the packet ends. */
import {
  hopsOf,
  type Leg,
  type Machine,
  machineOf,
  type Run,
  type Step,
  type StepEvent,
  stepsOf,
  visible,
} from '../sim'
import { explain } from '../text/explain'
import { namesOf } from '../text/names'
import { plainText } from '../text/rich'
import { placeWord, rewriteOf, rewriteWord } from '../text/step-words'
import { verdictLine } from '../text/verdict-text'
import { type ExportLanguage, packetLine, titleOf } from './language'

/**
 * Text of a diagram, ending in a line feed. Any name is safe in it: see `mermaidText`. Deterministic: participants stand in the
 * order in which the packet meets them.
 */
export function mermaidOf(run: Run, language: ExportLanguage): string {
  const { request, reply } = run.trace
  const names = namesOf(run, language)
  const machines = [...new Set(stepsOf(run.trace).map(({ place }) => machineOf(place)))]
  const id = (machine: Machine): string => `m${machines.indexOf(machine) + 1}`
  return [
    'sequenceDiagram',
    `  title ${mermaidText(titleOf(run, language))}`,
    ...machines.map((machine) => {
      const { short, full } = names.of(machine)
      const label = short === full ? mermaidText(short) : `${mermaidText(short)}<br/>${mermaidText(full)}`
      return `  participant ${id(machine)} as ${label}`
    }),
    ...legLines(run, request, 0, id, language),
    ...(reply ? legLines(run, reply, request.steps.length, id, language) : []),
    note(machines.map(id), mermaidText(verdictLine(run, language))),
    '',
  ].join('\n')
}

/** A note stands over one participant, or over the first and the last. */
const note = (ids: readonly string[], text: string): string =>
  `  Note over ${[...new Set([ids[0], ids[ids.length - 1]])].join(',')}: ${text}`

function legLines(
  run: Run,
  leg: Leg,
  first: number,
  id: (machine: Machine) => string,
  language: ExportLanguage,
): readonly string[] {
  const arrow = leg.kind === 'request' ? '->>' : '-->>'
  const lines: string[] = []
  let previous: { readonly machine: Machine; readonly last: Step } | null = null
  for (const { machine, steps, first: inLeg } of hopsOf(leg)) {
    if (previous) lines.push(`  ${id(previous.machine)}${arrow}${id(machine)}: ${packetLine(previous.last.after)}`)
    steps.forEach((step, index) => {
      const text = noteText(run, step, leg, first + inLeg + index, language)
      if (text !== null) lines.push(note([id(machine)], text))
    })
    const last = steps[steps.length - 1]
    if (last) previous = { machine, last }
  }
  return lines
}

/** Where the packet starts, is rewritten, ends; else nothing is said. */
function noteText(run: Run, step: Step, leg: Leg, index: number, language: ExportLanguage): string | null {
  const { hop } = language.exports
  const place = mermaidText(placeWord(run, step, leg.kind, language))
  const said = () => mermaidText(plainText(explain(run, index, language).sentence))
  const rewrite = rewriteOf(step)
  const changed = `${packetLine(step.before)}<br/>${packetLine(step.after)}`
  if (rewrite !== null) {
    return `${hop} ${index + 1}, ${place}, ${mermaidText(rewriteWord(rewrite, language))}<br/>${changed}`
  }
  if (step.event.kind === 'drop') return `✕ ${hop} ${index + 1}, ${place}<br/>${said()}`
  return AT_PROGRAM.has(step.event.kind) ? `${hop} ${index + 1}, ${place}<br/>${said()}` : null
}

const AT_PROGRAM: ReadonlySet<StepEvent['kind']> = new Set(['send', 'answer', 'kernel-answer', 'deliver', 'error'])

/** What Mermaid gives no meaning in a text, wherever it stands. */
const PLAIN = /[\p{L}\p{N} .,/()_→✓✕…’“”–-]/u

/**
 * A text for a title, an alias, a message or a note. Everything else becomes Mermaid's `#code;`, which it prints as that character: a
 * line feed or `;` would end the statement, `#` and `%%` begin a comment, `:` separates, `<` is markup, `$$` is TeX.
 * Invisible characters are spelled out first. A text that is a word of the grammar (`end`) is none where a rest of a line is read.
 */
export const mermaidText = (text: string): string =>
  Array.from(visible(text), (char) => (PLAIN.test(char) ? char : `#${char.codePointAt(0) ?? 0};`)).join('')
