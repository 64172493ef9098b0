/*! docs/reasons.md: every reason for which a packet ends, made from the types and the words. Made anew by
`UPDATE_DOCS=1 npx vitest run test/docs.test.ts`, never by hand. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type DropReason, REASONS, type ReasonFacts, UNMET } from '../src/sim'
import { reasonsEn, unmetEn } from '../src/text/reasons-en'

const file = join(dirname(fileURLToPath(import.meta.url)), '..', 'docs', 'reasons.md')

const isKind = (kind: string): kind is DropReason['kind'] => Object.hasOwn(REASONS, kind)
const kinds = Object.keys(REASONS).filter(isKind)

/** A pipe ends a cell, also inside code. */
const cell = (text: string): string => text.replaceAll('|', '\\|')

const HEADINGS: Readonly<Record<ReasonFacts['by'], string>> = {
  kernel: 'In a kernel',
  cloud: 'In the cloud',
  client: 'At the client',
}

function section(by: ReasonFacts['by']): string {
  const own = kinds.filter((kind) => REASONS[kind].by === by)
  const entries = own.map((kind) => {
    const { linux, d } = REASONS[kind]
    const { sentence, where, clientSees, proof } = reasonsEn[kind]
    const rows = [
      ['Linux calls it', linux ?? '–'],
      ['datapath.md §7', d.length > 0 ? d.join(', ') : '–'],
      ['Where', where],
      ['The client sees', clientSees],
      ['Proof', proof],
    ]
    return [
      `### ${kind}`,
      '',
      sentence,
      '',
      '| | |',
      '|---|---|',
      ...rows.map(([name = '', text = '']) => `| ${name} | ${cell(text)} |`),
    ].join('\n')
  })
  return [`## ${HEADINGS[by]}`, ...entries].join('\n\n')
}

const overview = [
  '| reason | in one sentence | the client sees |',
  '|---|---|---|',
  ...kinds.map((kind) => {
    const { sentence, clientSees } = reasonsEn[kind]
    return `| [${kind}](#${kind}) | ${cell(sentence)} | ${cell(clientSees)} |`
  }),
].join('\n')

const unmet = [
  '## What cannot end a packet here',
  'datapath.md §7 has these too; no walk ends with them.',
  [
    '| datapath.md §7 | condition | cannot happen here because |',
    '|---|---|---|',
    ...UNMET.map((id) => `| ${id} | ${cell(unmetEn[id].condition)} | ${cell(unmetEn[id].why)} |`),
  ].join('\n'),
].join('\n\n')

const page = `${[
  '# Why a packet ends',
  'Every reason that the simulator knows. Made from the types and the words by `UPDATE_DOCS=1 npx vitest run test/docs.test.ts`; do not edit. Names in capitals are Linux’s own (`enum skb_drop_reason`; the newest kernels have them all). "The client" opens a TCP connection unless it says otherwise, and it is its request that ends; an answer that ends is a time-out. A loop is no reason of its own: it ends as ttl-exceeded.',
  overview,
  section('kernel'),
  section('cloud'),
  section('client'),
  unmet,
].join('\n\n')}\n`

if (process.env.UPDATE_DOCS !== undefined) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, page)
}

describe('docs/reasons.md', () => {
  it('says what the types and the words say', () => {
    expect(readFileSync(file, 'utf8')).toBe(page)
  })
  it('has every number of datapath.md §7, as a reason or as one that cannot happen', () => {
    const numbers = Array.from({ length: 36 }, (_, at) => `D${at + 1}`)
    const met = new Set(kinds.flatMap((kind) => REASONS[kind].d))
    const without = [...numbers, 'D24a'].filter((id) => !met.has(id))
    expect(without.toSorted()).toEqual([...UNMET].toSorted())
  })
  it('each sentence is one sentence, and short', () => {
    for (const kind of kinds) {
      const { sentence } = reasonsEn[kind]
      expect(sentence, kind).toMatch(/^[A-Z].*\.$/)
      expect(sentence.split(' ').length, kind).toBeLessThanOrEqual(25)
    }
  })
})
