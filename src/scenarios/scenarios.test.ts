import { describe, expect, it } from 'vitest'
import { check, topologyToJson } from '../sim'
import { allowedOf, allScenarios, changedChoices, MORE_LINKS, questionOf, scenarioById, scenarios, variantsOf } from '.'
import { moreLinks } from './more'

const everyVariant = allScenarios().flatMap((scenario) =>
  variantsOf(scenario).map((variant) => ({ scenario, variant })),
)

describe('scenarios', () => {
  it('are the seven of the article, each with an id of its own', () => {
    expect(scenarios.map(({ id }) => id)).toEqual(['s1', 's2', 's3', 's4', 's5', 's6', 's7'])
    expect(scenarioById('s8')).toBeUndefined()
    expect(scenarioById('__proto__')).toBeUndefined()
  })

  it('use each word once, lower case, and never a word that a link needs itself', () => {
    for (const { groups } of allScenarios()) {
      const words = groups.flatMap(({ choices }) => choices.map(({ id }) => id))
      expect(new Set(words).size).toBe(words.length)
      for (const word of words) {
        expect(word).toMatch(/^[a-z0-9-]+$/)
        expect(word).not.toMatch(/^(r|h\d*|f-.*)$/)
      }
    }
  })

  it("begin each group with the scenario's own choice, which changes nothing", () => {
    for (const { groups } of scenarios) {
      for (const { choices } of groups)
        expect(choices.map(({ edits }) => edits.length > 0)).toEqual(choices.map((_, i) => i > 0))
    }
  })

  it('offer what the article varies', () => {
    const counts = scenarios.map(({ groups }) => groups.map(({ id, choices }) => `${id} ${choices.length}`))
    expect(counts).toEqual([
      ['releases 2'],
      ['target 5', 'enis 2', 'proxy 3', 'releases 2'],
      ['releases 2'],
      ['service 2', 'proxy 3', 'rp-filter 3', 'releases 2'],
      ['policy 2', 'proxy 3', 'rp-filter 3', 'releases 2'],
      ['policy 2', 'proxy 3', 'releases 2'],
      ['backend 2', 'proxy 3', 'releases 2'],
    ])
  })

  it.each(
    everyVariant.map(({ scenario, variant }) => [scenario.id, changedChoices(scenario, variant).join(' ')] as const),
  )('%s %s declares a cluster that is accepted when it is read back from a file', (id, words) => {
    const { scenario, variant } = everyVariant.find(
      (each) => each.scenario.id === id && changedChoices(each.scenario, each.variant).join(' ') === words,
    )!
    const { topology } = questionOf(scenario, variant)
    expect(check(JSON.parse(JSON.stringify(topologyToJson(topology))))).toEqual({ ok: true, value: topology })
  })

  it('have more links, numbered in their order, all about one cluster', () => {
    expect(moreLinks.map(({ id }) => id)).toEqual(moreLinks.map((_, index) => `m${index + 1}`))
    expect(moreLinks).toHaveLength(MORE_LINKS)
    expect(new Set(moreLinks.map(({ question }) => question.topology)).size).toBe(1)
    expect(new Set(moreLinks.map(({ question }) => JSON.stringify(question.flow))).size).toBe(moreLinks.length)
  })

  it('nftables mode comes with newer releases only, and brings kube-proxy 1.33', () => {
    const s5 = scenarioById('s5')
    expect(
      variantsOf(s5)
        .filter(({ proxy }) => proxy === 'nftables')
        .every(({ releases }) => releases === 'newer'),
    ).toBe(true)
    const { kubeProxy, terway } = questionOf(s5, { proxy: 'nftables', releases: 'newer' }).topology
    expect([kubeProxy.mode, kubeProxy.release, terway.release]).toEqual(['nftables', '1.33', '1.4.2'])
    expect(allowedOf(s5, { proxy: 'nftables', policy: 'local' })).toEqual({ policy: 'local' })
  })

  it('declare the host of the source first', () => {
    for (const { question } of scenarios) {
      const { from } = question.flow
      const pod = question.topology.pods.find(({ name }) => name === from.name)
      const host = from.kind === 'node' ? from.name : pod?.node
      if (host !== undefined) expect(question.topology.nodes[0]?.name).toBe(host)
    }
  })

  it('leave the question as it was when a variant is made of it', () => {
    const before = JSON.stringify(scenarios)
    for (const { scenario, variant } of everyVariant) questionOf(scenario, variant)
    expect(JSON.stringify(scenarios)).toBe(before)
  })
})
