/*! A short run of `npm run fuzz`. No timing here. */
import { expect, it } from 'vitest'
import { LIMITS } from '../src/share/codec/limits'
import { decodeLink } from '../src/share/topology-link'
import { type Answer, large, mutated } from './mutations'

/** A sentence: ends like one, names a character of the link or a place in the file, and hides nothing. */
const GOOD = /character|Character|characters long|version|hop|:|\[\d+\]/
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

function expectWords({ input, said }: Answer): void {
  for (const sentence of said ?? []) {
    expect(sentence, input).toMatch(GOOD)
    expect(HIDDEN.test(sentence), input).toBe(false)
    expect(sentence).not.toContain('undefined')
  }
}

it('3,000 broken links and files: no exception, and each says what is wrong and where', () => {
  const kinds = new Map<string, number>()
  for (const answer of mutated(3_000, 1)) {
    kinds.set(answer.kind, (kinds.get(answer.kind) ?? 0) + 1)
    expectWords(answer)
  }
  expect([...kinds.keys()].toSorted()).toEqual(['file', 'link', 'scenario link', 'sealed link'])
})

it('L11 links near the limits, whole and with bytes changed: the same holds of each, and they do come near', () => {
  const counts = new Map<string, number>()
  let [longest, name, refused, opened] = [0, 0, 0, 0]
  for (const answer of large(12, 1)) {
    expectWords(answer)
    const link = decodeLink(answer.input)
    if (!link.ok) {
      if (link.error.code === 'unpacking' && link.error.fault.code === 'too-much') refused++
      continue
    }
    const { topology, problems } = link.value
    if (problems.length === 0) opened++
    for (const [key, list] of Object.entries<unknown>({ ...topology }))
      if (Array.isArray(list)) counts.set(key, Math.max(counts.get(key) ?? 0, list.length))
    longest = Math.max(longest, answer.input.length)
    name = Math.max(name, ...topology.pods.map((pod) => pod.name.length))
  }
  for (const key of ['vswitches', 'nodes'] as const)
    expect({ key, most: counts.get(key) }).toEqual({ key, most: LIMITS[key] })
  expect(counts.get('pods')).toBeGreaterThan(0.75 * LIMITS.pods)
  expect(longest).toBeGreaterThan(0.6 * LIMITS.characters)
  expect(name).toBe(LIMITS.name)
  expect({ refused: refused > 3, opened: opened > 0 }).toEqual({ refused: true, opened: true })
})
