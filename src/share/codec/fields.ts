/*! What descriptions are made of. A field is a function that writes the value it is given or, in reading, gives back the value that
it finds; either way the value comes out. */
import type { Coder } from './coder'
import { slots } from './model'

/** Lengths of counts, in bits. */
const LONGEST = 32

/** `value` is undefined in reading. `owner`: the fields of the same record that were told before it. */
export type Field<T, Owner = unknown> = (c: Coder, value: T | undefined, owner: Readonly<Partial<Owner>>) => T

/** A field that may be missing. */
export interface Maybe<T, Owner = unknown> {
  readonly optional: (c: Coder, value: T | undefined, owner: Readonly<Partial<Owner>>) => T | undefined
  /** Its number among those that came after the format was fixed; null: it was there from the start. */
  readonly late: number | null
}

/** Every key of T, so that the compiler asks for a key that was forgotten; told in the order in which they stand. */
export type Fields<T> = {
  readonly [K in keyof T]-?: object extends Pick<T, K> ? Maybe<Exclude<T[K], undefined>, T> : Field<T[K], T>
}

/** An optional key, rarely given unless `often` says how often. */
export function maybe<T, Owner = unknown>(field: Field<T, Owner>, often = 0.03): Maybe<T, Owner> {
  const slot = slots(1, often, 4)
  return {
    optional: (c, value, owner) => (c.bit(slot, value !== undefined) ? field(c, value, owner) : undefined),
    late: null,
  }
}

/**
 * An optional key that was added later: it is told behind everything else, so links from before it existed stay as they are.
 * `order`: 1 for the first one ever added, then 2, …; no number is used twice.
 */
export function added<T, Owner = unknown>(order: number, field: Field<T, Owner>): Maybe<T, Owner> {
  newest = Math.max(newest, order)
  return { ...maybe(field, 0.1), late: order }
}

let newest = 0
const lateCount = naturals()

/** Tells the fields that were added later; those of the topologies that have none cost one question. */
export function tellLate(c: Coder): void {
  const used = c.late.reduce((most, { order, given }) => (given ? Math.max(most, order) : most), 0)
  const upTo = lateCount(c, c.writing ? used : undefined, 1_000)
  if (upTo > newest) c.fail({ code: 'newer-field' })
  if (upTo === 0) return
  for (const { order, path, tell } of c.late.toSorted((a, b) => a.order - b.order)) {
    if (order > upTo) continue
    c.path.splice(0, c.path.length, ...path)
    tell()
  }
}

export function record<T extends object>(fields: Fields<T>): Field<T> {
  // Object.entries knows the keys, but not which field belongs to which: that is what Fields<T> made sure of.
  const entries = Object.entries(fields) as unknown as readonly (readonly [
    key: keyof T & string,
    field: Field<unknown, T> | Maybe<unknown, T>,
  ])[]
  // No pairs and no closures in the loop: it runs for each of some 30,000 records of a long link.
  const parts = entries.map(([key, field]) => ({ key, field }))
  // What every such record has stands there from the start: thousands of them then have one shape, and none is built key by key.
  const required = entries.filter(([, field]) => typeof field === 'function')
  const blank = Object.fromEntries(required.map(([key]) => [key, undefined])) as Partial<T>
  return (c, value) => {
    const out: Partial<T> = { ...blank }
    for (const { key, field } of parts) {
      const given: unknown = value?.[key]
      if (typeof field === 'function') {
        c.path.push(key)
        out[key] = field(c, given, out) as T[typeof key]
        c.path.pop()
      } else if (field.late === null) optional(c, key, field, given, out)
      else later(c, field.late, key, field, given, out)
    }
    return out as T
  }
}

function later<T extends object>(
  c: Coder,
  order: number,
  key: keyof T & string,
  field: Maybe<unknown, T>,
  given: unknown,
  out: Partial<T>,
): void {
  const tell = (): void => optional(c, key, field, given, out)
  c.late.push({ order, given: given !== undefined, path: [...c.path], tell })
}

function optional<T extends object>(
  c: Coder,
  key: keyof T & string,
  field: Maybe<unknown, T>,
  given: unknown,
  out: Partial<T>,
): void {
  c.path.push(key)
  const found = field.optional(c, given, out)
  c.path.pop()
  if (found !== undefined) out[key] = found as T[typeof key]
}

/** A list of at most `limit`. */
export function list<T>(item: Field<T>, limit: number): Field<readonly T[]> {
  const count = naturals()
  return (c, value) => {
    const length = count(c, value?.length, limit)
    const out: T[] = []
    for (let i = 0; i < length && c.fault === null; i++) {
      c.path.push(i)
      out.push(item(c, value?.[i], out))
      c.path.pop()
    }
    return out
  }
}

/** A value, or null. */
export function nullable<T, Owner>(field: Field<T, Owner>, often = 0.3): Field<T | null, Owner> {
  const slot = slots(1, often, 2)
  return (c, value, owner) => (c.bit(slot, value !== null) ? field(c, value ?? undefined, owner) : null)
}

/** One of a few words, the likelier ones learnt. */
export function oneOf<T>(...values: readonly [T, ...T[]]): Field<T> {
  const choose = choice(values.length)
  return (c, value) =>
    values[choose(c, value === undefined ? undefined : Math.max(values.indexOf(value), 0))] ?? values[0]
}

export const flag = (often = 0.5): Field<boolean> => {
  const slot = slots(1, often, 2)
  return (c, value) => c.bit(slot, value)
}

/** A number of a few, 0 … n − 1, by a tree of questions. */
export function choice(n: number): (c: Coder, value: number | undefined) => number {
  const base = slots(2 ** Math.ceil(Math.log2(Math.max(n, 2))))
  return (c, value) => choose(c, base, n, value)
}

/** The same with slots made before; they are the 2^⌈log₂ n⌉ from `base` on. */
export function choose(c: Coder, base: number, n: number, value: number | undefined): number {
  let low = 0
  let high = n
  let node = 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    const up = c.bit(base + node, value === undefined ? undefined : value >= middle)
    if (up) low = middle
    else high = middle
    node = 2 * node + (up ? 1 : 0)
  }
  return low
}

/** The whole part of the logarithm, of 1 … 2³² − 1. */
const log2 = (n: number): number => 31 - Math.clz32(n)

/** Counts from 0 on, small ones cheap (Elias gamma with learnt lengths). More than `limit` is a fault. */
export function naturals(): (c: Coder, value: number | undefined, limit: number) => number {
  const lengths = slots(LONGEST)
  const firsts = slots(LONGEST)
  return (c, value, limit) => {
    if (value !== undefined && value > limit) c.fail({ code: 'count', count: value, limit })
    const shifted = value === undefined ? undefined : Math.min(value, limit) + 1
    const wanted = shifted === undefined ? undefined : log2(shifted)
    const longest = log2(limit + 1) + 1
    let length = 0
    while (length < longest && c.bit(lengths + length, wanted === undefined ? undefined : wanted > length)) length++
    if (length === 0) return 0
    const rest = shifted === undefined ? undefined : shifted - 2 ** length
    const half = 2 ** (length - 1)
    const upper = c.bit(firsts + length, rest === undefined ? undefined : rest >= half)
    const low = c.uniform(half, rest === undefined ? undefined : rest % half)
    const found = 2 ** length + (upper ? half : 0) + low - 1
    if (found <= limit) return found
    c.fail({ code: 'count', count: found, limit })
    return 0
  }
}

/** Whole numbers from `min` to `max`, all alike. */
export const between =
  (min: number, max: number): Field<number> =>
  (c, value) => {
    const fits = value === undefined || (Number.isInteger(value) && value >= min && value <= max)
    if (!fits) c.fail({ code: 'number', found: value })
    return min + c.uniform(max - min + 1, value === undefined ? undefined : fits ? value - min : 0)
  }

/** An optional field that is often what it was at the thing before (`before`, if there is one). Equal is what has equal JSON. */
export function maybeLike<K extends keyof Owner, Owner extends object>(
  key: K,
  field: Field<Exclude<Owner[K], undefined>, Owner>,
  before: (c: Coder, owner: Readonly<Partial<Owner>>) => Owner | undefined,
): Maybe<Exclude<Owner[K], undefined>, Owner> {
  const like = slots(1, 0.8, 2)
  const fresh = maybe(field, 0.3)
  return {
    late: null,
    optional: (c, value, owner) => {
      const last = before(c, owner)
      if (last !== undefined && c.bit(like, c.writing && sameValue(value, last[key]))) {
        const same = last[key] as Exclude<Owner[K], undefined> | undefined
        // Told for nothing, but somebody has to read it.
        if (typeof same === 'object' && same !== null) c.spend(Object.keys(same).length)
        return same
      }
      return fresh.optional(c, value, owner)
    },
  }
}

const sameValue = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)
