/*! Topologies of which up to three values are spoilt. */
import * as fc from 'fast-check'
import type { Topology } from '../src/sim'
import { anyTopology } from './arbitrary-topology'
import { jsonAt } from './json-at'
import { validQuestion } from './valid-topology'

type Path = readonly (string | number)[]

const TEXTS = [
  '',
  'Bad Name',
  '-x',
  'x-',
  'a'.repeat(300),
  '__proto__',
  'constructor',
  '\u202e',
  '$(id)',
  'all',
  'eth0',
  'x',
]
const NUMBERS = [0, -1, 1.5, 70_000, 3e9, Number.NaN, 2]
/** Numbers that the schema limits; the others are addresses and lengths, which nothing but arithmetic of our own makes. */
const LIMITED = new Set('port targetPort nodePort pid ifindex podIfindex priority from to affinitySeconds'.split(' '))

/** Every place of a topology where another value of the same type can stand, with such values. */
function* places(value: unknown, path: Path = []): Generator<readonly [Path, readonly unknown[]]> {
  const key = String(path.at(-1))
  if (typeof value === 'string' && key !== 'mac' && key !== 'hostMac') yield [path, TEXTS]
  else if (typeof value === 'number' && LIMITED.has(key)) yield [path, NUMBERS]
  else if (Array.isArray(value)) {
    yield [
      path,
      [
        [],
        Array.from({ length: value.length === 0 ? 0 : 600 }, (_, at: number) => value[at % value.length] as unknown),
      ],
    ]
    for (const [at, one] of value.entries()) yield* places(one, [...path, at])
  } else if (typeof value === 'object' && value !== null) {
    for (const [inner, one] of Object.entries(value)) yield* places(one, [...path, inner])
  }
}

/** A topology with up to three of its values spoilt. */
export const spoilt: fc.Arbitrary<Topology> = fc
  .oneof(
    anyTopology,
    validQuestion.map(({ topology }) => topology),
  )
  .chain((topology) => {
    const all = [...places(topology)]
    const spoil = fc
      .constantFrom(...all)
      .chain(([path, values]) => fc.constantFrom(...values).map((put) => [path, put] as const))
    return fc
      .array(spoil, { maxLength: 3 })
      .map((spoils) => spoils.reduce<unknown>((before, [path, put]) => jsonAt(before, path, put), topology) as Topology)
  })
