/*! Mermaid itself reads the diagrams that the page exports: the grammar that they will meet is asked, not a picture that we have of it. */
import { fileURLToPath } from 'node:url'
import { expect, type Page, test } from '@playwright/test'
import { mermaidOf } from '../src/export/mermaid'
import { addMoreLinks, allScenarios } from '../src/scenarios'
import { moreLinks } from '../src/scenarios/more'
import { type Question, simulate, visible } from '../src/sim'
import { loadAllPlanes } from '../src/sim/all-planes'
import { commandsEn } from '../src/text/commands-en'
import { en } from '../src/text/en'
import { exportEn } from '../src/text/export-en'
import { called, MERMAID_NAMES } from '../test/attacks/called'

loadAllPlanes()
addMoreLinks(moreLinks)

const library = fileURLToPath(import.meta.resolve('mermaid/dist/mermaid.min.js'))
const words = { ...en, exports: exportEn, commands: commandsEn }
const diagramOf = ({ topology, flow }: Question): string => mermaidOf(simulate(topology, flow), words)

/** What stands in a page when the library was loaded there. */
interface Mermaid {
  readonly initialize: (options: object) => void
  readonly render: (id: string, text: string) => Promise<{ readonly svg: string }>
  readonly mermaidAPI: {
    readonly getDiagramFromText: (text: string) => Promise<{
      readonly db: {
        readonly getActorKeys: () => readonly string[]
        readonly getMessages: () => readonly { readonly type: number }[]
      }
    }>
  }
}

async function withMermaid(page: Page): Promise<void> {
  await page.goto('about:blank')
  await page.addScriptTag({ path: library })
  await page.evaluate(() => {
    window.alert = () => document.documentElement.setAttribute('data-ran', 'alert')
    const { mermaid } = window as unknown as { mermaid: Mermaid }
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })
  })
}

/** What the library made of a diagram. Fails where it does not parse. */
const drawn = (page: Page, text: string) =>
  page.evaluate(async (source) => {
    const { mermaid } = window as unknown as { mermaid: Mermaid }
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(source)
    const { svg } = await mermaid.render('drawn', source)
    const root = new DOMParser().parseFromString(svg, 'text/html')
    const all = [...root.querySelectorAll('*')]
    return {
      participants: db.getActorKeys(),
      statements: db.getMessages().map(({ type }) => type),
      // Each line of a text is an element of its own.
      said: [...root.querySelectorAll('text')].map((each) => each.textContent).join('\n'),
      strangers: all.filter((each) => /^(?:script|a|img|iframe|foreignobject|form|object)$/i.test(each.tagName)).length,
      handlers: all.flatMap((each) => each.getAttributeNames().filter((name) => /^on|href$/.test(name))),
      ran: document.documentElement.getAttribute('data-ran'),
    }
  }, text)

test('every link’s diagram is one to Mermaid: each machine a participant, each crossing a message', async ({
  page,
}) => {
  await withMermaid(page)
  for (const { id, question } of allScenarios()) {
    const text = diagramOf(question)
    const { participants, statements, said } = await drawn(page, text)
    expect({ id, participants }).toEqual({
      id,
      participants: [...text.matchAll(/^ {2}participant (m\d+) as /gm)].map(([, name]) => name),
    })
    expect({ id, statements: statements.length }).toEqual({
      id,
      statements: text.match(/^ {2}(?:m\d+-->>|m\d+->>|Note over )/gm)?.length,
    })
    expect(said, id).toContain(question.flow.from.name)
  }
})

test('L6 Mermaid in its strict mode draws any name as text, and nothing runs', async ({ page }) => {
  await withMermaid(page)
  const plain = await drawn(page, diagramOf(called('plain')))
  for (const name of MERMAID_NAMES) {
    const hostile = await drawn(page, diagramOf(called(name)))
    expect({ name, ...hostile, said: null }).toEqual({ name, ...plain, said: null })
    expect(hostile).toMatchObject({ strangers: 0, handlers: [], ran: null })
    const spaced = (text: string) => text.replaceAll(/\s+/g, '')
    expect(spaced(hostile.said)).toContain(spaced(visible(name)))
  }
})
