import { describe, expect, it } from 'vitest'
import { questionOf, type ScenarioId, scenarioById, scenarios, type Variant, variantsOf } from '../../scenarios'
import { backendsIn, ipv4, losersOf, podNetns, showRow, simulate, stepsOf } from '../../sim'
import { en } from '../../text/en'
import { loserText } from '../../text/question-words'
import { plainText } from '../../text/rich'
import { modelOf } from '../graph/overlay-model'
import { elements } from '../graph/picture'
import { pictureEn } from '../../text/picture-en'
import { balancesAt } from './balances'
import { loserGroups } from './loser-groups'
import { otherWays } from './other-ways'

const runOf = (id: ScenarioId, variant: Variant = {}) => {
  const { topology, flow } = questionOf(scenarioById(id), variant)
  return simulate(topology, flow)
}

describe('rows that lost', () => {
  it("at S4's OUTPUT the pod's rule 2048 wants iif cali, and the look-up has iif lo", () => {
    const run = runOf('s4')
    const output = stepsOf(run.trace).findIndex(({ event }) => event.kind === 'output')
    const [rules] = loserGroups(losersOf(run, output))
    expect(rules?.against && showRow(rules.against)).toContain('32766:')
    const rule = rules?.losers.find(({ row }) => showRow(row).startsWith('2048:'))
    expect(rule && plainText(loserText(rule, en))).toBe('wants iif cali44ae9fbceeb, the look-up has iif lo')
  })

  it('of each group at most one would be next, and it stands first; nobody is left out', () => {
    for (const scenario of scenarios) {
      const run = runOf(scenario.id)
      for (const index of stepsOf(run.trace).keys()) {
        const losers = losersOf(run, index)
        const groups = loserGroups(losers)
        expect(groups.flatMap((group) => group.losers)).toHaveLength(losers.length)
        for (const group of groups) {
          expect(group.losers.filter(({ next }) => next).length).toBeLessThanOrEqual(1)
          expect(group.losers.slice(1).some(({ next }) => next)).toBe(false)
        }
      }
    }
  })
})

it('where the way may part is where the backends are told from each other', () => {
  for (const scenario of scenarios) {
    for (const variant of variantsOf(scenario)) {
      const run = runOf(scenario.id, variant)
      const { choice, backends } = backendsIn(run)
      const parts = backends.length > 1 ? (choice?.index ?? null) : null
      expect(balancesAt(run), `${scenario.id} ${JSON.stringify(variant)}`).toBe(parts)
    }
  }
})

describe('ways of other backends in the picture', () => {
  const waysOf = (id: ScenarioId, variant: Variant = {}) => {
    const run = runOf(id, variant)
    const { layout } = modelOf(run, null, en, pictureEn)
    return { run, ways: otherWays(run, layout) }
  }

  it('S7: from the SLB on, to the other pod', () => {
    const { run, ways } = waysOf('s7')
    expect(ways).toHaveLength(1)
    const [way] = ways
    expect(way?.stations[0]?.box).toBe('slb')
    expect(way?.stations.at(-1)?.box).toBe(podNetns('default', 'nginx-7d6877d777-kxwdb'))
    expect(way?.runs.length).toBe((way?.stations.length ?? 0) - 1)
    expect(run.trace.verdict.fate.kind).toBe('delivered')
  })

  it('without a choice there are none', () => {
    expect(waysOf('s5').ways).toEqual([])
  })

  it('they lie under the way, and go once the packet comes back', () => {
    const run = runOf('s7')
    const model = modelOf(run, null, en, pictureEn)
    const state = {
      request: model.request,
      reply: model.reply,
      ghost: null,
      others: otherWays(run, model.layout),
      bothLegs: false,
      tags: [],
    }
    const ids = (step: number) => elements(model.layout, { ...state, step }).lines.map(({ id }) => id)
    const first = ids(0)
    const others = first.flatMap((id, at) => (id.startsWith('other/') ? [at] : []))
    expect(others.length).toBeGreaterThan(5)
    expect(Math.max(...others)).toBeLessThan(first.findIndex((id) => id.startsWith('request/')))
    expect(ids(model.stations.length - 1).some((id) => id.startsWith('other/'))).toBe(false)
  })

  it('a backend on a host that is folded away has a line to its tile', () => {
    const { topology, flow } = questionOf(scenarioById('s4'), {})
    const [first] = topology.nodes
    const [web] = topology.pods.filter(({ name }) => name.startsWith('nginx'))
    if (!first || !web) throw new Error('S4 has a node and a backend')
    const far = ipv4('10.0.1.120')
    const nodes = [...topology.nodes, { ...first, name: 'far', ip: ipv4('10.0.1.99') }]
    const pods = [...topology.pods, { ...web, name: 'far-away', node: 'far', ip: far }]
    const services = topology.services.map((one) => ({ ...one, endpoints: { pods: [web.name, 'far-away'] } }))
    const run = simulate({ ...topology, nodes, pods, services }, { ...flow, backend: web.name })
    const { layout, request } = modelOf(run, null, en, pictureEn)
    const tile = layout.boxes.get('node:far')
    expect(tile?.kind).toBe('tile')
    const [way, ...others] = otherWays(run, layout)
    expect(others).toEqual([])
    expect(way?.stations.at(-1)?.box).toBe('node:far')
    expect(way?.runs.at(-1)?.points.at(-1)?.y).toBe(tile?.rect.y)
    expect(request.stations.map(({ box }) => box)).not.toContain('node:far')
  })

  it('a pod that has no slot in its host has a line along the margin, not through the kernel', () => {
    const run = runOf('m33')
    const { layout } = modelOf(run, null, en, pictureEn)
    const [way] = otherWays(run, layout)
    const pod = podNetns('default', 'nginx-7d6877d777-zp5jg')
    expect(way?.stations.at(-1)?.box).toBe(pod)
    const kernel = layout.boxes.get('node:cn-hongkong.10.0.1.82/input')?.rect
    const xs = way?.runs.at(-1)?.points.map(({ x }) => x) ?? []
    expect(Math.max(...xs)).toBeGreaterThan((kernel?.x ?? 0) + (kernel?.width ?? 0))
    expect(way?.runs.at(-1)?.points.at(-1)?.y).toBeLessThan(kernel?.y ?? 0)
  })
})
