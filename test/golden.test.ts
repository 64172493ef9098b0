/*! What each tool prints, per scenario and machine, as text files that a person reviews as a diff. Made anew by
`UPDATE_GOLDEN=1 npx vitest run test/golden`, never by hand. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { scenarios } from '../src/scenarios'
import {
  captureOf,
  finalState,
  interfacesOf,
  type Machine,
  type Run,
  simulate,
  tablesOf,
  tableText,
  tcpdump,
  tcpdumpCommand,
} from '../src/sim'

const root = join(dirname(fileURLToPath(import.meta.url)), 'golden')
const update = process.env.UPDATE_GOLDEN !== undefined

/** All tables of a machine as they stand when the answer has arrived. */
const tablesText = (run: Run, machine: Machine): string =>
  tablesOf(run.world, finalState(run.trace), machine)
    .map(({ command, lines, note }) => [`# ${command}`, tableText(lines), ...(note === null ? [] : [`(${note})`])])
    .map((parts) => `${parts.filter((part) => part !== '').join('\n')}\n`)
    .join('\n')

/** Every interface with the packets that it saw. */
const captureText = (run: Run): string =>
  interfacesOf(run.world, run.trace)
    .map((tap) => {
      const seen = tcpdump(captureOf(run.trace, tap.netns, tap.dev, Number.POSITIVE_INFINITY))
      return `# ${tap.name}: ${tcpdumpCommand(tap.dev)}\n${seen.map(({ text }) => `${text}\n`).join('')}`
    })
    .join('\n')

const files = new Map<string, string>()
for (const { id, question } of scenarios) {
  const run = simulate(question.topology, question.flow)
  for (const netns of run.world.netns.values()) files.set(`${id}/${netns.name}.txt`, tablesText(run, netns.id))
  files.set(`${id}/vpc.txt`, tablesText(run, 'vpc'))
  if (question.topology.slb) files.set(`${id}/slb.txt`, tablesText(run, 'slb'))
  files.set(`${id}/capture.txt`, captureText(run))
}

if (update) {
  rmSync(root, { recursive: true, force: true })
  for (const [name, content] of files) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), content)
  }
}

describe('golden', () => {
  it.each([...files])('%s', (name, content) => {
    expect(content).toBe(readFileSync(join(root, name), 'utf8'))
  })

  it('has no file that nothing prints any more', () => {
    const kept = readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    expect(kept.toSorted()).toEqual([...files.keys()].toSorted())
  })
})
