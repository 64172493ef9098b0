/*! Exports as text: golden files of a diagram and a ticket, and names that try to break out of either. Golden files are made anew
by `UPDATE_GOLDEN=1 npx vitest run test/export`, never by hand. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { markdownOf } from '../../src/export/markdown'
import { markdownCode, markdownText } from '../../src/export/markdown-text'
import { mermaidOf, mermaidText } from '../../src/export/mermaid'
import { questionOf, scenarioById, scenarios } from '../../src/scenarios'
import { assumptionsIn, type Question, simulate, visible } from '../../src/sim'
import { commandsEn } from '../../src/text/commands-en'
import { en } from '../../src/text/en'
import { exportEn } from '../../src/text/export-en'

const words = { ...en, exports: exportEn, commands: commandsEn }
const mermaid = ({ topology, flow }: Question) => mermaidOf(simulate(topology, flow), words)
const markdown = (question: Question) => {
  const run = simulate(question.topology, question.flow)
  return markdownOf(run, assumptionsIn(question, run), words)
}

const golden = join(dirname(fileURLToPath(import.meta.url)), '..', 'golden-export')

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (id, { question }) => {
  it.each([
    ['mmd', mermaid(question)],
    ['md', markdown(question)],
  ])('is the golden file as .%s', (ending, text) => {
    const file = join(golden, `${id}.${ending}`)
    if (process.env.UPDATE_GOLDEN !== undefined) {
      mkdirSync(golden, { recursive: true })
      writeFileSync(file, text)
    }
    expect(text).toBe(readFileSync(file, 'utf8'))
  })
})

it('a ticket says when a client that hears nothing tries again and gives up, and only then', () => {
  const strict = questionOf(scenarioById('s5'), { 'rp-filter': 'rp1' })
  expect(markdown(strict)).toMatch(/^Linux sends the SYN at 0, 1, 3, 7, 15, 31 and 63 s and gives up after 127 s/m)
  for (const { question } of scenarios) expect(markdown(question)).not.toContain('Linux sends the SYN')
})

/** One statement a line: what a diagram may consist of. A text holds no character that the grammar reads, but in `#code;`. */
const TEXT = String.raw`(?:[\p{L}\p{N} .,/()_→✓✕…’“”–-]|#\d+;|<br\/>)+`
/** A packet: addresses and ports as they are. */
const PACKET = String.raw`[A-Z]+ [\w./]+(?: [\d.]+(?::\d+)?)?[\d.:]* → [\d.]+(?::\d+)?`
const STATEMENT = new RegExp(
  `^(?:sequenceDiagram|  title ${TEXT}|  participant m\\d+ as ${TEXT}|  m\\d+--?>>m\\d+: ${PACKET}|  Note over m\\d+(?:,m\\d+)?: (?:${TEXT}|${PACKET})+)$`,
  'u',
)

const HOSTILE = [
  'end',
  'a; participant evil',
  'a\n  m1->>m2: evil',
  '%%{init: {}}%%',
  'style x:y#z;',
  '#35;#quot;',
  '<script>alert(1)</script>',
  '](javascript:alert(1))',
  '| evil | cell |',
  '``` \n# evil',
  '$(reboot) `reboot` @everyone &lt;',
  '\u202eevil\u2066\ud800',
]

/** Scenario 5 with every pod and node renamed. */
function renamed(name: string): Question {
  const { topology, flow } = scenarios[4]!.question
  const pod = (old: string) => `${name}${old.slice(-5)}`
  return {
    topology: {
      ...topology,
      pods: topology.pods.map((each) => ({ ...each, name: pod(each.name) })),
      services: topology.services.map((each) =>
        'pods' in each.endpoints ? { ...each, endpoints: { pods: each.endpoints.pods.map(pod) } } : each,
      ),
    },
    flow: { ...flow, from: { ...flow.from, name: pod(flow.from.name) }, backend: flow.backend && pod(flow.backend) },
  }
}

describe('whatever a name holds', () => {
  it.each(scenarios.map(({ id }) => id))('%s: every line of the diagram is a statement of ours', (id) => {
    const { question } = scenarios.find((scenario) => scenario.id === id)!
    expect(
      mermaid(question)
        .trimEnd()
        .split('\n')
        .filter((line) => !STATEMENT.test(line)),
    ).toEqual([])
  })

  it.each(HOSTILE)('%j stays a text of the diagram', (name) => {
    const lines = mermaid(renamed(name)).trimEnd().split('\n')
    expect(lines.filter((line) => !STATEMENT.test(line))).toEqual([])
    expect(lines).toHaveLength(mermaid(renamed('plain')).trimEnd().split('\n').length)
  })

  it.each(HOSTILE)('%j stays a text of the ticket', (name) => {
    const text = markdown(renamed(name))
    const plain = markdown(renamed('plain'))
    expect(text.split('\n')).toHaveLength(plain.split('\n').length)
    // As many cells in each line: no name makes or ends one.
    const cells = (ticket: string) =>
      ticket.split('\n').map((line) => (line.startsWith('|') ? line.replaceAll('\\|', '').split('|').length : 0))
    expect(cells(text)).toEqual(cells(plain))
    // What is neither escaped nor inside a code span.
    const bare = text.replace(/\\[^\n]|(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
    expect(bare).not.toMatch(/[<@]|\]\(/)
  })

  it('any text: neither a line, a comment nor a separator in a diagram', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = mermaidText(text)
        expect(safe.replace(/#\d+;/g, '')).not.toMatch(/[\n\r;:#%<>$"`@]/)
      }),
    )
  })

  it('any text: a code span of a ticket ends where it should, and text has no bare mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('`', '|', '\\', 'a', ' ', '\n', '<', '*', '@') }), (text) => {
        const span = markdownCode(text)
        const [fence = ''] = /^`+/.exec(span) ?? []
        expect(span.slice(fence.length, -fence.length).match(/`+/g)?.includes(fence) ?? false).toBe(false)
        expect(span).not.toContain('\n')
        expect(markdownText(text).replace(/\\[\\`|<*]/g, '')).not.toMatch(/[`|<*@\n]/)
      }),
    )
  })

  it('any text: a reader of Markdown gets back what was written, and no link of bare text', () => {
    const unit = fc.constantFrom(
      '&',
      '#',
      '@',
      '64',
      ';',
      'amp',
      'www',
      '.',
      'http',
      ':',
      '//',
      'a',
      '-',
      '\\',
      '_',
      '<',
      '!',
    )
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const written = markdownText(text)
        // A backslash before punctuation and a character reference are all that a reader takes away.
        const read = written.replace(
          /\\([!-/:-@[-`{-~])|&amp;|&#64;/g,
          (found, char?: string) => char ?? (found === '&amp;' ? '&' : '@'),
        )
        expect(read).toBe(visible(text))
        expect(written).not.toMatch(/www\.|(?<!\\):\/\//)
      }),
      { numRuns: 300 },
    )
  })
})
