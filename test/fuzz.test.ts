/*! A short run of `npm run fuzz`. No timing here. */
import { expect, it } from 'vitest'
import { mutated } from './mutations'

/** A sentence: ends like one, names a character of the link or a place in the file, and hides nothing. */
const GOOD = /character|Character|characters long|version|hop|:|\[\d+\]/
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

it('3,000 broken links and files: no exception, and each says what is wrong and where', () => {
  const kinds = new Map<string, number>()
  for (const { kind, input, said } of mutated(3_000, 1)) {
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    for (const sentence of said ?? []) {
      expect(sentence, input).toMatch(GOOD)
      expect(HIDDEN.test(sentence), input).toBe(false)
      expect(sentence).not.toContain('undefined')
    }
  }
  expect([...kinds.keys()].toSorted()).toEqual(['file', 'link', 'scenario link', 'sealed link'])
})
