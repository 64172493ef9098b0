import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { addMoreLinks, scenarioById } from '../scenarios'
import { moreLinks } from '../scenarios/more'
import { decodeLink, encodeLink } from '../share/topology-link'
import { topologyToJson } from '../sim'
import { loadAllPlanes } from '../sim/all-planes'
import { answer } from './link-answer'

loadAllPlanes()
addMoreLinks(moreLinks)

const folder = mkdtempSync(join(tmpdir(), 'link-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const { topology, flow } = scenarioById('s5').question
const whole = JSON.stringify(topologyToJson(topology), null, 2)
const good = file('good.json', whole)

/** The hash that it prints; the length stands in the line below. */
const hashOf = (...words: readonly string[]): string => {
  const said = answer(words)
  if (!said.ok) throw new Error(said.error)
  const [hash = '', length, ...rest] = said.value.text.split('\n')
  expect([length, rest]).toEqual([String(hash.length), ['']])
  return hash
}
const refused = (...words: readonly string[]): string => {
  const said = answer(words)
  return said.ok ? `opened: ${said.value.text}` : said.error
}

describe('link', () => {
  it('of a file holds its topology and asks nothing; of a scenario its flow as well', () => {
    expect(hashOf(good)).toBe(encoded(null))
    expect(hashOf('s5')).toBe(encoded(flow))
    expect(hashOf('S5')).toBe(hashOf('s5'))
  })

  it('--slice holds the part that the flow asks for, before or behind the words of the flow', () => {
    const slice = hashOf('--slice', 's5')
    expect(slice.length).toBeLessThan(hashOf('s5').length)
    const opened = decodeLink(slice)
    if (!opened.ok) throw new Error(opened.error.code)
    expect(opened.value.flow).toMatchObject({ from: flow.from, to: flow.to })
    expect(opened.value.topology.nodes.length).toBe(2)
    expect(opened.value.problems).toEqual([])
    const words = [good, '--from', flow.from.name, '--to', '10.0.3.63', '--port', '80']
    const own = hashOf('--slice', ...words)
    expect(hashOf(...words, '--slice')).toBe(own)
    const there = decodeLink(own)
    expect(there.ok && there.value.flow?.from).toEqual(flow.from)
  })

  it('--decode gives back what it holds, of a comparison both', () => {
    const text = (hash: string): unknown => {
      const said = answer(['--decode', hash])
      if (!said.ok) throw new Error(said.error)
      return JSON.parse(said.value.text)
    }
    const one = text(`${hashOf('s5')}.h2`)
    expect(one).toMatchObject({ topology: topologyToJson(topology), flow: { from: flow.from }, hop: 2, reply: false })
    expect(text(`${hashOf(good)}.vs.${hashOf('s5')}`)).toMatchObject([{ flow: null }, { flow: { from: flow.from } }])
  })

  it('--decode of a topology with mistakes gives it all the same, and says them', () => {
    const pods = topology.pods.map((pod) => ({ ...pod, ip: topology.pods[0]!.ip }))
    const link = encodeLink({ ...topology, pods }, null)
    const said = answer(['--decode', link.ok ? link.value : ''])
    expect(said.ok && said.value.problems[0]).toMatch(/^pods\[1\]\.ip: .*already taken/)
  })

  it('of a file with mistakes gives a link that opens with them, and says each on a line', () => {
    const said = answer([file('twice.json', whole.replace('"10.0.3.58"', '"10.0.1.91"'))])
    expect(said.ok && said.value.problems).toEqual([
      expect.stringMatching(/twice\.json: pods\[\d+\]\.ip: "10\.0\.1\.91" is already taken by pods\[0\]\.ip\.$/),
      expect.stringMatching(/twice\.json: pods\[\d+\]\.ip: 10\.0\.1\.91 lies outside/),
    ])
    const opened = decodeLink(said.ok ? (said.value.text.split('\n')[0] ?? '') : '')
    expect(opened.ok && opened.value.problems.map(({ code }) => code)).toEqual(['duplicate', 'outside'])
  })

  it('says in one sentence what is wrong, and where', () => {
    expect(refused()).toContain('link')
    expect(refused('--slice')).toBe(refused())
    expect(refused('--magic')).toBe(refused())
    expect(refused(join(folder, 'none.json'))).toMatch(/none\.json cannot be read: no such file/)
    expect(refused(file('cut.json', whole.slice(0, -40)))).toMatch(/cut\.json.*line \d+, column \d+/)
    const odd = file('odd.json', whole.replace('"10.0.1.91"', '"010.0.1.91"'))
    expect(refused(odd)).toMatch(/odd\.json: pods\[\d+\]\.ip: "010\.0\.1\.91" is not an IPv4 address/)
    expect(refused('--slice', good, '--to', '10.0.3.63', '--port', '80')).toContain('--from')
    expect(refused('--slice', good, '--from', 'nobody', '--to', '10.0.3.63', '--port', '80')).toContain('nobody')
    expect(refused('--decode', hashOf('s5').slice(0, -4))).toMatch(/cut off or was changed .*character \d+/)
    expect(refused('--decode', `${hashOf('s5')}.vs.2.x!`)).toMatch(new RegExp(`haracter ${hashOf('s5').length + 8}`))
    expect(refused('--decode', '3.x')).toContain('newer')
    const names = JSON.stringify(topologyToJson(topology)).replaceAll('nginx1', `a${'b'.repeat(260)}`)
    expect(refused(file('long.json', names))).toMatch(/long\.json: .*name/)
  })

  it('ends with code 2 and nothing on standard output where it cannot answer, else with 0', () => {
    const run = (...words: readonly string[]) =>
      spawnSync(process.execPath, ['scripts/run-cli.mjs', 'link', ...words], { encoding: 'utf8' })
    const wrong = run(join(folder, 'none.json'))
    expect([wrong.status, wrong.stdout]).toEqual([2, ''])
    expect(wrong.stderr.trim()).toMatch(/none\.json cannot be read: no such file/)
    const right = run('--slice', 's5')
    expect([right.status, right.stderr]).toEqual([0, ''])
    expect(right.stdout.split('\n')[0]).toBe(hashOf('--slice', 's5'))
  }, 120_000)
})

function encoded(asked: typeof flow | null): string {
  const link = encodeLink(topology, asked)
  return link.ok ? link.value : ''
}
