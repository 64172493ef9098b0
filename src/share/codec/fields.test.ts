import { describe, expect, it } from 'vitest'
import { Coder } from './coder'
import { added, between, type Field, flag, list, maybe, record, tellLate } from './fields'
import { RangeReader, RangeWriter } from './range'

interface Old {
  readonly port: number
  readonly own?: boolean
}
interface New extends Old {
  readonly ttl?: number
}
const fields = { port: between(1, 65_535), own: maybe(flag()) }
const old = list(record<Old>(fields), 10)
const later = list(record<New>({ ...fields, ttl: added(1, between(1, 255)) }), 10)
const latest = list(
  record<New & { readonly mark?: number }>({
    ...fields,
    ttl: added(1, between(1, 255)),
    mark: added(2, between(0, 9)),
  }),
  10,
)

function write<T>(field: Field<T>, value: T): readonly number[] {
  const bits = new RangeWriter()
  const coder = new Coder(bits, true)
  field(coder, value, {})
  tellLate(coder)
  expect(coder.fault).toBeNull()
  return bits.finish()
}

function read<T>(field: Field<T>, bytes: readonly number[]): T {
  const coder = new Coder(new RangeReader(bytes), false)
  const value = field(coder, undefined, {})
  tellLate(coder)
  expect(coder.fault).toBeNull()
  return value
}

describe('a field that was added later', () => {
  const before: readonly Old[] = [{ port: 80 }, { port: 443, own: true }]
  const now: readonly New[] = [
    { port: 80, ttl: 7 },
    { port: 443, own: true },
  ]

  it('leaves links from before it as they were', () => {
    expect(write(later, before)).toEqual(write(old, before))
    expect(read(later, write(old, before))).toEqual(before)
    expect(read(latest, write(later, now))).toEqual(now)
  })
  it('comes back', () => expect(read(later, write(later, now))).toEqual(now))
})

describe('the range coder', () => {
  it('gives back numbers of any size', () => {
    for (const n of [2, 3, 255, 65_536, 65_537, 2 ** 24, 2 ** 31 + 1, 2 ** 32]) {
      for (const value of [0, 1, Math.floor(n / 2), n - 1]) {
        const bits = new RangeWriter()
        bits.uniform(n, value)
        bits.bit(65_000, false)
        bits.uniform(n, n - 1 - value)
        const reader = new RangeReader(bits.finish())
        expect([reader.uniform(n), reader.bit(65_000), reader.uniform(n)]).toEqual([value, false, n - 1 - value])
      }
    }
  })
})
