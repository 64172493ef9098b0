/*! Links that compare two things: those that are out in the world open for ever, every pair of variants opens as it was, and a broken
one says where. */
import * as fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { must } from '../../src/base/assert'
import { allScenarios, variantsOf } from '../../src/scenarios'
import { hashOfSides, isComparison, sidesOf } from '../../src/share/comparison-link'
import { encodeLink } from '../../src/share/topology-link'
import { compareRuns, type Edit, redactor, type Run, stepsOf } from '../../src/sim'
import { comparisonOf, openSide, type Side } from '../../src/store/compare'
import { sharedComparison } from '../../src/store/compare-link'
import { initialDocument } from '../../src/store/document'
import { hashOf, type LinkedState, stateOf } from '../../src/store/link-state'
import { loadLater } from '../../src/store/load-later'
import { questionOf, runOf } from '../../src/store/select'
import { linkEn } from '../../src/text/link-en'
import { hashProblemText } from '../../src/text/link-text'
import { topologyLinkEn } from '../../src/text/topology-link-en'
import { seedCluster } from '../seed-cluster'

beforeAll(loadLater)

const BARE = openSide(initialDocument)
const sideOf = (asked: Partial<Side>): Side => ({ ...BARE, ...asked })
const rpFilter: Edit = { kind: 'set-device-rp-filter', node: 'cn-hongkong.10.0.1.82', dev: 'eth0', value: 1 }

const opened = (hash: string): LinkedState => {
  const state = stateOf(hash)
  if (!state.ok) throw new Error(`${hash}: ${JSON.stringify(state.error)}`)
  return state.value
}

/** A, B and the hop of the forked list, from 1. The list only grows. */
const links: readonly (readonly [hash: string, a: Partial<Side>, b: Partial<Side>, hop: number])[] = [
  ['#1.s6.vs.cluster', { scenario: 's6' }, { scenario: 's6', variant: { policy: 'cluster' } }, 5],
  ['#1.s6.vs.cluster.h8', { scenario: 's6' }, { scenario: 's6', variant: { policy: 'cluster' } }, 8],
  ['#1.s6.cluster.vs.1.s6', { scenario: 's6', variant: { policy: 'cluster' } }, { scenario: 's6' }, 5],
  ['#1.s6.cluster.vs.1.s6.h1', { scenario: 's6', variant: { policy: 'cluster' } }, { scenario: 's6' }, 1],
  [
    '#1.s4.rp1.vs.rp1.newer.h10',
    { scenario: 's4', variant: { 'rp-filter': 'rp1' } },
    { scenario: 's4', variant: { 'rp-filter': 'rp1', releases: 'newer' } },
    10,
  ],
  ['#1.s5.e-rp1-1-eth0.vs.1.s5', { scenario: 's5', edits: [rpFilter] }, { scenario: 's5' }, 34],
  ['#1.s5.vs.iptables', { scenario: 's5' }, { scenario: 's5', variant: { proxy: 'iptables' } }, 5],
  ['#1.s5.vs.rp1.h33', { scenario: 's5' }, { scenario: 's5', variant: { 'rp-filter': 'rp1' } }, 33],
  ['#1.s4.vs.1.s5', { scenario: 's4' }, { scenario: 's5' }, 1],
  ['#1.m14.vs.newer.h3', { scenario: 'm14' }, { scenario: 'm14', variant: { releases: 'newer' } }, 3],
]

describe('links that compare', () => {
  it.each(links)('%s opens', (hash, a, b, hop) => {
    const state = opened(hash)
    expect(openSide({ ...initialDocument, ...state })).toEqual(sideOf(a))
    expect(state.versus).toEqual({ other: sideOf(b), column: hop - 1 })
  })

  it('what a state is written as is the link again, and that opens as the state', () => {
    for (const [hash] of links) {
      const state = opened(hash)
      expect(opened(hashOf(state))).toEqual(state)
    }
    expect(hashOf(opened('#1.s6.vs.cluster.h8'))).toBe('1.s6.vs.cluster.h8')
    // Where it begins by itself is not said.
    expect(hashOf(opened('#1.s6.vs.cluster.h5'))).toBe('1.s6.vs.cluster')
    expect(hashOf(opened('#1.s5.vs.rp1.h33'))).toBe('1.s5.vs.rp1.h33')
  })

  it('any two variants at any hop open as they were', () => {
    const pair = fc.constantFrom(...allScenarios()).chain((scenario) => {
      const variant = fc.constantFrom(...variantsOf(scenario))
      return fc.tuple(fc.constant(scenario.id), variant, variant, fc.nat(60))
    })
    fc.assert(
      fc.property(pair, ([scenario, first, second, hop]) => {
        const words = (side: Side) => hashOf({ ...side, step: 0 })
        const [a, b] = [first, second].map((variant) => opened(words(sideOf({ scenario, variant }))))
        const [left, right] = [a, b].map((state) => openSide({ ...initialDocument, ...must(state, 'a state') }))
        const { columns } = comparisonOf(runOf(must(left, 'A')), runOf(must(right, 'B')))
        const versus = { other: must(right, 'B'), column: hop % columns.length }
        const state = { ...initialDocument, ...must(left, 'A'), step: 0, versus }
        const hash = hashOf(state)
        const again = opened(hash)
        expect(openSide({ ...initialDocument, ...again })).toEqual(left)
        expect(again.versus).toEqual(versus)
        expect(isComparison(hash)).toBe(true)
        expect(hash.length).toBeLessThanOrEqual(100)
      }),
      { numRuns: 60 },
    )
  })

  it('closed, it stands at the hop that A had come to', () => {
    // Hop 12 is B's alone: A was dropped at its hop 8.
    expect(opened('#1.s6.vs.cluster.h12').step).toBe(7)
    expect(opened('#1.s6.vs.cluster.h7').step).toBe(6)
  })
})

describe('two clusters', () => {
  const { flow } = questionOf(sideOf({ scenario: 's5' }))
  const other = { ...seedCluster, kubeProxy: { ...seedCluster.kubeProxy, mode: 'iptables' as const } }
  const [left, right] = [seedCluster, other].map((topology) => {
    const link = encodeLink(topology, flow)
    return link.ok ? link.value : ''
  })
  const hash = `${left}.vs.${right}.h3`

  it('travel in one link', () => {
    const state = opened(hash)
    expect(state.own?.topology.kubeProxy.mode).toBe('ipvs')
    expect(state.versus?.other.own?.topology.kubeProxy.mode).toBe('iptables')
    expect(state.versus?.column).toBe(2)
    expect(hashOf(state)).toBe(hash)
  })

  it('a comparison of a scenario can be sent with its clusters, whole or what the walks asked for', () => {
    const { versus, ...asked } = opened('#1.s6.vs.cluster.h8')
    const whole = sharedComparison(asked, must(versus, 'B'), 'whole')
    const slice = sharedComparison(asked, must(versus, 'B'), 'slice')
    for (const link of [whole, slice]) {
      const state = opened(link.ok ? link.value : '')
      const [a, b] = [runOf(state), runOf(must(state.versus, 'B').other)]
      expect([a, b].map(({ trace }) => trace.verdict.fate.kind)).toEqual(['dropped', 'delivered'])
      expect(stepsOf(a.trace)[state.step]?.event.kind).toBe('drop')
      expect(state.versus?.column).toBe(7)
    }
  })
})

describe('a comparison with names and addresses replaced', () => {
  const shared = (hash: string, held: 'slice' | 'whole') => {
    const { versus, ...asked } = opened(hash)
    const link = sharedComparison(asked, must(versus, 'B'), held, true)
    return { before: opened(hash), after: opened(link.ok ? link.value : '') }
  }
  const runsOf = (state: LinkedState) => [runOf(state), runOf(must(state.versus, 'B').other)] as const
  const comparable = ([a, b]: readonly [Run, Run]) => {
    const { columns, first, parts } = compareRuns(a, b)
    return {
      columns,
      first,
      parts,
      rows: compareRuns(a, b).rows.map(({ a: left, b: right }) => [left.length, right.length]),
    }
  }

  it.each(links.map(([hash]) => hash))('%s: the same columns, difference, parting and rows', (hash) => {
    for (const held of ['slice', 'whole'] as const) {
      const { before, after } = shared(hash, held)
      const [x, y] = [comparable(runsOf(before)), comparable(runsOf(after))]
      expect({ ...y, rows: null }).toEqual({ ...x, rows: null })
      if (held === 'whole') expect(y.rows.length).toBe(x.rows.length)
      expect(after.versus?.column).toBe(before.versus?.column)
    }
  })
  it('what both have is called the same in both, and nothing as before', () => {
    const { after } = shared('#1.s6.vs.cluster', 'whole')
    const [a, b] = runsOf(after).map(({ topology }) => topology)
    expect(a?.pods).toEqual(b?.pods)
    expect(a?.nodes).toEqual(b?.nodes)
    expect(JSON.stringify(a)).not.toMatch(/centos|h4jtf|hongkong/)
  })
  it('what only B has keeps the names of the others apart', () => {
    const { flow } = questionOf(sideOf({ scenario: 's5' }))
    const [, ...pods] = seedCluster.pods
    const [left, right] = [seedCluster, { ...seedCluster, pods: pods.filter(({ name }) => name !== flow.from.name) }]
    const both = redactor([left, right])
    const [a, b] = [both({ topology: left, flow }).topology, both({ topology: right, flow }).topology]
    for (const { name, ip } of b.pods) expect(a.pods.find((pod) => pod.name === name)?.ip).toBe(ip)
  })
})

describe('a broken link of a comparison says where', () => {
  const said = (hash: string): string => {
    const state = stateOf(hash)
    return state.ok ? 'opened' : hashProblemText(state.error, linkEn, topologyLinkEn)
  }
  it.each([
    ['#1.s6.vs', 'This link is cut off after character 7.'],
    ['#1.s6.vs.', 'This link is cut off after character 8.'],
    ['#1.s6.vs.clu', 'This link is cut off after character 11.'],
    ['#1.s6.vs.cluster.h', 'This link is cut off after character 17.'],
    ['#1.s6.vs.quick.h8', '"quick" is no variant of scenario s6 (character 9 of this link).'],
    ['#1.s9.vs.cluster', 'No scenario is called "s9" (character 3 of this link).'],
    ['#1.s6.vs.1.s9', 'No scenario is called "s9" (character 11 of this link).'],
    ['#1.s6.vs.local.cluster', '"cluster" says again what was said before (character 15 of this link).'],
    ['#1.s6.vs.nftables', '"nftables" makes sense only with "newer" (character 9 of this link).'],
    ['#1.s6.h8.vs.cluster', '"vs" stands behind the end of this link (character 9).'],
    ['#1.s6.vs.cluster.vs.newer', '"vs" is no variant of scenario s6 (character 17 of this link).'],
    ['#1.s6.vs.cluster.h99', 'This link asks for hop 99; this walk has'],
    ['#1.s6.vs.9.x', 'This link has version 9, which is newer than this page.'],
    ['#1.s6.vs.own.nowhere', 'This is the address of a cluster that is kept in one browser'],
    ['#2.AAAA.vs.cluster', 'This link is cut off or was changed on its way: the check at its end (character 6)'],
    ['#1.s6.vs.2.AAAA', 'This link is cut off or was changed on its way: the check at its end (character 14)'],
    ['#1.s6.vs.<b>', 'Character 9 of this link, <, does not belong there.'],
  ])('%s', (hash, sentence) => {
    expect(said(hash)).toContain(sentence)
  })

  it('nothing that looks like one throws', () => {
    const word = fc.constantFrom(
      '1',
      '2',
      'own',
      's6',
      'vs',
      'cluster',
      'h8',
      'r',
      '',
      'h0',
      'was-1',
      'newer',
      'e-',
      'f-p0',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (words) => {
        const hash = ['1.s6', ...words].join('.')
        const state = stateOf(hash)
        if (!state.ok) expect(hashProblemText(state.error, linkEn, topologyLinkEn)).not.toContain('undefined')
      }),
      { numRuns: 300 },
    )
  })
})

it('the sides are said again by what joins them', () => {
  for (const [left, right] of [
    ['1.s6', '1.s6.cluster.h8'],
    ['1.s6.cluster', '1.s6.h3'],
    ['1.s6.cluster', '1.s6.r'],
    ['1.s5', '1.s5.rp1.h33'],
    ['2.abc', '2.def.h3'],
    ['own.k3x9', 'own.k3x9.was-2'],
    ['1.s6', 'own.k3x9.h2'],
  ] as const) {
    const sides = sidesOf(hashOfSides(left, right))
    expect(sides.ok && [sides.value.left, sides.value.right]).toEqual([left, right])
  }
})
