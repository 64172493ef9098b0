/*! A comparison taken away: one picture of both sides that stands alone, and a ticket in which no name is more than a text. */
import { beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import { scenarios, type ScenarioId, type Variant } from '../../src/scenarios'
import { openSide, type Side } from '../../src/store/compare'
import { initialDocument } from '../../src/store/document'
import { loadLater } from '../../src/store/load-later'
import { clusterOf } from '../../src/store/own/cluster'
import { flowEn } from '../../src/text/flow-en'
import { en } from '../../src/text/en'
import { pageEn } from '../../src/text/page-en'
import { pairSvg, pairText } from '../../src/ui/compare/make'

beforeAll(loadLater)

const text = { ...en, page: pageEn, flow: flowEn }
const BARE = openSide(initialDocument)
const sideOf = (scenario: ScenarioId, variant: Variant = {}): Side => ({ ...BARE, scenario, variant })
const shown = (open: Side, other: Side, column = 4) => ({ open, other, column, theme: 'light' as const, text })

const LOCAL_CLUSTER = shown(sideOf('s6'), sideOf('s6', { policy: 'cluster' }))
const texts = (svg: string): readonly string[] => [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, said = '']) => said)

describe('scenario 6 beside policy Cluster', () => {
  it('the ticket says both verdicts, where they differ first and where they part, each side in its words', () => {
    const ticket = pairText(LOCAL_CLUSTER)
    expect(ticket).toMatch(/^# Policy Local beside Policy Cluster\n/)
    expect(ticket).toContain('- **A, Policy Local**: ✕ **Dropped** **by IPVS on ECS1**')
    expect(ticket).toContain('- **B, Policy Cluster**: ✓ **Delivered**')
    expect(ticket).toMatch(/\*\*First difference: hop 5\*\*\n\n- A: .* keeps its source.*\n- B: .*0x4000/)
    expect(ticket).toMatch(/\*\*Fates part: hop 8\*\*\n\n- A: .* no real server on ECS1.*\n- B: IPVS picks/)
    expect(ticket).toMatch(/\| 4 \| Request \| ECS1 `cali44ae9fbceeb` .* \| the same in both \|/)
    expect(ticket).toContain('## Rows that differ on ECS1: `ipvsadm -Ln`')
    expect(ticket).toContain('| no such row | `-> 10.0.3.58:80 Masq 1` |')
  })
  it('the picture has both verdicts, the drop card, and what differs at the hop that is looked at', () => {
    const said = texts(pairSvg(LOCAL_CLUSTER))
    for (const one of ['Policy Local', '✕ Dropped', 'Policy Cluster', '✓ Delivered', 'Dropped here'])
      expect(said).toContain(one)
    expect(said.filter((one) => one === 'First difference · hop 5')).toHaveLength(2)
  })
  it('a side that does not come to the hop says so', () => {
    expect(texts(pairSvg({ ...LOCAL_CLUSTER, column: 11 }))).toContain('does not come here')
  })
})

it('any two scenarios: the picture stands alone, in the colours of its theme', () => {
  for (const [at, { id }] of scenarios.entries()) {
    const other = must(scenarios[(at + 1) % scenarios.length], 'a scenario').id
    for (const theme of ['light', 'dark'] as const) {
      const svg = pairSvg({ ...shown(sideOf(id), sideOf(other), 0), theme })
      expect(svg).not.toMatch(/var\(|<script|href|url\(|NaN/)
      expect(svg).toContain(theme === 'light' ? '#F5F6F8' : '#0D1117')
    }
  }
})

describe('whatever a cluster is called', () => {
  const own = (name: string): Side => {
    const { topology, flow } = must(scenarios[4], 'scenario 5').question
    return { ...BARE, own: clusterOf({ id: 'k1', name, base: topology, flow }) }
  }
  const pair = (name: string) => shown(own(name), sideOf('s6'))
  const HOSTILE = ['<b>x</b>', 'a;b', '%%', 'it"s', '](javascript:x)', '| a | b |', '`x`', '节点', '&lt;']

  it.each(HOSTILE)('%j', (name) => {
    const [ticket, plain] = [pairText(pair(name)), pairText(pair('plain'))]
    expect(ticket.split('\n')).toHaveLength(plain.split('\n').length)
    const bare = ticket.replace(/\\[^\n]|(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '')
    expect(bare).not.toMatch(/[<@]|\]\(/)
    const svg = pairSvg(pair(name))
    // Balanced tags, and nothing that looks like one of another kind.
    expect(
      [...svg.matchAll(/<\/?([a-z]+)/g)].every(([, tag = '']) =>
        /^(?:svg|g|rect|path|circle|text|tspan|title)$/.test(tag),
      ),
    ).toBe(true)
    expect(svg.match(/<text[ >]/g)?.length).toBe(svg.match(/<\/text>/g)?.length)
  })
})
