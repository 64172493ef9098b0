import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeHash, encodeHash, type LinkState, type ScenarioWords, type Vocabulary } from './link'

const choice = (group: string, needs: string | null = null) => ({ group, needs })
const flowProblem: ScenarioWords['flowProblem'] = (word) => {
  if (word === 'f-p0-s1l-80') return null
  return word === 'f-p9-s1l-80' ? { code: 'end', at: 2, found: 'p9' } : { code: 'cut', at: word.length, found: word }
}
const words = new Map<string, ScenarioWords>([
  ['s1', { choices: new Map(), flowProblem }],
  [
    's2',
    {
      choices: new Map([
        ['two-enis', choice('enis')],
        ['one-eni', choice('enis')],
        ['nftables', choice('proxy', 'newer')],
        ['newer', choice('releases')],
      ]),
      flowProblem,
    },
  ],
])
const vocabulary: Vocabulary = (scenario) => words.get(scenario)
const decode = (hash: string) => decodeHash(hash, vocabulary)

describe('encodeHash', () => {
  it.each<[Partial<LinkState>, string]>([
    [{}, '1.s2'],
    [{ hop: 1 }, '1.s2'],
    [{ hop: 12 }, '1.s2.h12'],
    [{ reply: true }, '1.s2.r'],
    [{ choices: ['two-enis', 'newer'], hop: 7 }, '1.s2.two-enis.newer.h7'],
    [{ choices: ['newer'], flow: 'f-p0-s1l-80', hop: 7 }, '1.s2.newer.f-p0-s1l-80.h7'],
  ])('%j is %s', (given, expected) => {
    expect(encodeHash({ scenario: 's2', choices: [], flow: null, hop: null, reply: false, ...given })).toBe(expected)
  })
})

describe('decodeHash', () => {
  it.each([
    ['1.s1', { scenario: 's1', choices: [], flow: null, hop: null, reply: false }],
    ['#1.s2.two-enis.newer.r.h7', { scenario: 's2', choices: ['two-enis', 'newer'], flow: null, hop: 7, reply: true }],
    ['1.s1.f-p0-s1l-80.r', { scenario: 's1', choices: [], flow: 'f-p0-s1l-80', hop: null, reply: true }],
    ['1.s2.nftables.newer', { scenario: 's2', choices: ['nftables', 'newer'], flow: null, hop: null, reply: false }],
  ])('%s', (hash, value) => {
    expect(decode(hash)).toEqual({ ok: true, value })
  })

  it.each([
    ['', { code: 'version', found: '' }],
    ['hello', { code: 'version', found: 'hello' }],
    ['0.s1', { code: 'version', found: '0' }],
    ['01.s1', { code: 'version', found: '01' }],
    ['2.eyJ4IjoxfQ', { code: 'newer-version', found: '2' }],
    ['1', { code: 'cut', at: 1 }],
    ['1.', { code: 'cut', at: 2 }],
    ['1.s2.', { code: 'cut', at: 5 }],
    ['1.s2.two-en', { code: 'cut', at: 11 }],
    ['1.s2.h', { code: 'cut', at: 6 }],
    ['1.s2.f', { code: 'cut', at: 6 }],
    ['1.s2.f-p0-s1l', { code: 'cut', at: 13 }],
    ['1.s2.f-p0-s1l.h3', { code: 'flow', at: 6, found: 'f-p0-s1l' }],
    ['1.s2.f-p9-s1l-80', { code: 'flow-end', at: 8, found: 'p9', scenario: 's2' }],
    ['1.s2.f-p0-s1l-80.f-p0-s1l-80', { code: 'twice', at: 18, found: 'f-p0-s1l-80' }],
    ['1.s2.h3.f-p0-s1l-80', { code: 'order', at: 9, found: 'f-p0-s1l-80' }],
    ['1.s2.nftables', { code: 'needs', at: 6, found: 'nftables', needs: 'newer' }],
    ['1.s9', { code: 'scenario', at: 3, found: 's9' }],
    ['1..s2', { code: 'scenario', at: 3, found: '' }],
    ['1.s2.cluster', { code: 'word', at: 6, found: 'cluster', scenario: 's2' }],
    ['1.s2.newer.cluster', { code: 'word', at: 12, found: 'cluster', scenario: 's2' }],
    ['1.s2.newer.newer', { code: 'twice', at: 12, found: 'newer' }],
    ['1.s2.two-enis.one-eni', { code: 'twice', at: 15, found: 'one-eni' }],
    ['1.s2.h0', { code: 'hop', at: 6, found: 'h0' }],
    ['1.s2.h12345', { code: 'hop', at: 6, found: 'h12345' }],
    ['1.s2.h3.newer', { code: 'order', at: 9, found: 'newer' }],
    ['1.s2.r.r', { code: 'order', at: 8, found: 'r' }],
    ['1.s2.h3)', { code: 'character', at: 8, found: ')' }],
    ['1.S2', { code: 'character', at: 3, found: 'S' }],
  ])('%s: %j', (hash, error) => {
    expect(decode(hash)).toEqual({ ok: false, error })
  })

  it('gives back what was encoded', () => {
    const state = fc.record({
      scenario: fc.constant('s2'),
      choices: fc.subarray(['two-enis', 'newer']),
      flow: fc.constantFrom(null, 'f-p0-s1l-80'),
      hop: fc.option(fc.integer({ min: 2, max: 9_999 })),
      reply: fc.constant(false),
    })
    fc.assert(
      fc.property(state, (value) => {
        expect(decode(encodeHash(value))).toEqual({ ok: true, value })
      }),
    )
  })

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void decode(text)))
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => void decode(`1.s2.${text}`)))
  })
})
