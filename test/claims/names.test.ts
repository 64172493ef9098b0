/*! The names that the article prints come out of the derivation: cali + first 11 hex digits of sha1(namespace.pod). */
import { expect, it } from 'vitest'
import { scenarios } from '../../src/scenarios'
import { resolve } from '../../src/sim'

const vethOf = (pod: string): string | undefined =>
  scenarios.flatMap(({ question }) => resolve(question.topology).pods).find(({ name }) => name === pod)?.veth

it('no scenario declares a veth name', () => {
  const declared = scenarios.flatMap(({ question }) => question.topology.pods).filter(({ veth }) => veth !== undefined)
  expect(declared).toEqual([])
})

it.each([
  ['nginx-7d6877d777-zp5jg', 'calif03b26f9a43'],
  ['centos-67756b6dc8-h5wnp', 'cali44ae9fbceeb'],
])('%s has the veth that the article prints, %s', (pod, veth) => {
  expect(vethOf(pod)).toBe(veth)
})

it.each([
  ['nginx-7d6877d777-lwrfc', 'cali12c00c674d4'],
  ['nginx-7d6877d777-h4jtf', 'cali94cb3613be5'],
  ['nginx-7d6877d777-kxwdb', 'cali3bf836b51e8'],
])('%s has the veth %s, by the same rule', (pod, veth) => {
  expect(vethOf(pod)).toBe(veth)
})
