/*! Links that must open for ever, each as it was shared. The list only grows: a link that no longer opens is a bug. */
import { expect, it } from 'vitest'
import { hashOf, stateOf } from '../../src/store/link-state'

const links = [
  ['#1.s1', { scenario: 's1', variant: {}, step: 0 }],
  [
    '#1.s2.nginx1-externalip.two-enis.h12',
    { scenario: 's2', variant: { target: 'nginx1-externalip', enis: 'two-enis' }, step: 11 },
  ],
  ['#1.s3.newer', { scenario: 's3', variant: { releases: 'newer' }, step: 0 }],
  [
    '#1.s4.nginx1.rp1.newer.h10',
    { scenario: 's4', variant: { service: 'nginx1', 'rp-filter': 'rp1', releases: 'newer' }, step: 9 },
  ],
  ['#1.s5.h11', { scenario: 's5', variant: {}, step: 10 }],
  ['#1.s5.r', { scenario: 's5', variant: {}, step: 21 }],
  ['#1.s5.r.h39', { scenario: 's5', variant: {}, step: 38 }],
  ['#1.s5.local.rp2', { scenario: 's5', variant: { policy: 'local', 'rp-filter': 'rp2' }, step: 0 }],
  ['#1.s6.h8', { scenario: 's6', variant: {}, step: 7 }],
  ['#1.s6.cluster.h8', { scenario: 's6', variant: { policy: 'cluster' }, step: 7 }],
  ['#1.s7.kxwdb.h28', { scenario: 's7', variant: { backend: 'kxwdb' }, step: 27 }],
  // The scenario's own choice, said all the same.
  ['#1.s6.local.h8', { scenario: 's6', variant: {}, step: 7 }],
] as const

it.each(links)('%s opens', (hash, state) => {
  expect(stateOf(hash)).toEqual({ ok: true, value: state })
})

it('what a state is written as opens as that state', () => {
  for (const [, state] of links) expect(stateOf(hashOf(state))).toEqual({ ok: true, value: state })
})
