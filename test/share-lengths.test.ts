/*! How long links are, in characters of the hash. Not timing: the same on every machine. */
import { describe, expect, it } from 'vitest'
import { must } from '../src/base/assert'
import { scenarioById } from '../src/scenarios'
import { encodeHash } from '../src/share/link'
import { encodeLink } from '../src/share/topology-link'
import type { Question } from '../src/sim'
import { generate, SEED, SIZES } from './generate-cluster'
import { seedCluster } from './seed-cluster'

function length({ topology, flow }: Question): number {
  const link = encodeLink(topology, flow)
  if (!link.ok) throw new Error(JSON.stringify(link.error))
  return link.value.length
}

describe('lengths of links', () => {
  it('a scenario and a hop: at most 24; with a variant 60', () => {
    const s7 = { scenario: 's7', flow: null, hop: 28, reply: false }
    expect(encodeHash({ ...s7, choices: [] }).length).toBeLessThanOrEqual(24)
    expect(
      encodeHash({ ...s7, scenario: 's2', choices: ['nginx1-externalip', 'two-enis', 'iptables', 'newer'] }).length,
    ).toBeLessThanOrEqual(60)
  })

  it('the cluster of the article as a custom topology: at most 290', () => {
    const { flow } = must(scenarioById('s5'), 's5').question
    expect(length({ topology: seedCluster, flow })).toBeLessThanOrEqual(290)
  })

  it.each([
    ['middle', 'wizard', 2_300],
    ['middle', 'real', 3_200],
    ['large', 'wizard', 22_000],
    ['large', 'real', 31_000],
  ] as const)('%s, %s names: at most %i, and at most 1.3 × the floor', (size, naming, limit) => {
    const generated = generate(SIZES[size], naming, SEED)
    const characters = length(generated)
    expect(characters).toBeLessThanOrEqual(limit)
    expect(characters).toBeLessThanOrEqual((1.3 * generated.bits) / 6)
  })
})
