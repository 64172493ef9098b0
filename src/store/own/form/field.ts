/*! A form of an object as data: its fields, what stands in each, and the edit that another text in it is. No React, no words. */
import { err, ok, type Result } from '../../../base/result'
import {
  type Cidr,
  type Edit,
  type Finding,
  formatCidr,
  formatIpv4,
  type Ipv4,
  parseCidr,
  parseIpv4,
} from '../../../sim'
import type { FieldId } from './ids'

/** How a value is asked for. A flag is `yes` or nothing. */
export type Input =
  | { readonly kind: 'text' | 'number' | 'flag' }
  /** `''` among them: not declared. */
  | { readonly kind: 'choice'; readonly options: readonly string[] }

/** Why a text is no value: as the check tells it; no ENI has room; another one of its kind has the name. */
export type Refusal = Finding | { readonly code: 'no-room' } | { readonly code: 'taken'; readonly found: string }

export type Answer<T> = Result<T, Refusal>

export interface OneField {
  readonly kind: 'one'
  readonly id: FieldId
  readonly input: Input
  /** As text. */
  readonly value: string
  readonly edit: (text: string) => Answer<Edit>
}

/** What is done to a list: a line more, one of its cells, one line less. */
export type RowsChange =
  | { readonly did: 'add' }
  | { readonly did: 'set'; readonly at: number; readonly row: readonly string[] }
  | { readonly did: 'remove'; readonly at: number }

export interface RowsField {
  readonly kind: 'rows'
  readonly id: FieldId
  readonly columns: readonly { readonly id: FieldId; readonly input: Input }[]
  readonly rows: readonly (readonly string[])[]
  readonly edit: (change: RowsChange) => Answer<Edit>
}

export type Field = OneField | RowsField

export const TEXT: Input = { kind: 'text' }
export const NUMBER: Input = { kind: 'number' }
export const FLAG: Input = { kind: 'flag' }
export const choice = (...options: readonly string[]): Input => ({ kind: 'choice', options })

/** How a value is written, and read again. */
export interface Codec<T> {
  readonly show: (value: T) => string
  readonly read: (text: string) => Answer<T>
}

const found = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

export const address: Codec<Ipv4> = {
  show: formatIpv4,
  read: (text) => {
    const parsed = parseIpv4(text)
    return parsed.ok ? parsed : err({ path: [], code: 'not-an-address', found: found(text) })
  },
}

export const prefix: Codec<Cidr> = {
  show: formatCidr,
  read: (text) => {
    const parsed = parseCidr(text)
    if (parsed.ok) return parsed
    const code = parsed.error === 'host-bits-set' ? 'host-bits-set' : 'not-a-prefix'
    return err({ path: [], code, found: found(text) })
  },
}

/** What the schema judges: a name goes in as it was typed, and is refused there. */
export const name: Codec<string> = { show: (value) => value, read: ok }

export const number = (min: number, max: number): Codec<number> => ({
  show: String,
  read: (text) => {
    const value = Number(text)
    const whole = /^\d+$/.test(text) && value >= min && value <= max
    return whole ? ok(value) : err({ path: [], code: 'out-of-range', min, max, found: found(text) })
  },
})
export const port = number(1, 65_535)

export const oneOf = <T extends string | number>(...all: readonly T[]): Codec<T> => ({
  show: String,
  read: (text) => {
    const value = all.find((each) => String(each) === text)
    return value === undefined
      ? err({ path: [], code: 'not-one-of', allowed: all.join(', '), found: found(text) })
      : ok(value)
  },
})

/** An empty text: nothing is declared. */
export const maybe = <T>({ show, read }: Codec<T>): Codec<T | undefined> => ({
  show: (value) => (value === undefined ? '' : show(value)),
  read: (text) => (text === '' ? ok(undefined) : read(text)),
})

/** null where others leave it out. */
export const orNull = <T>({ show, read }: Codec<T>): Codec<T | null> => ({
  show: (value) => (value === null ? '' : show(value)),
  read: (text) => (text === '' ? ok(null) : read(text)),
})

export const flag: Codec<boolean> = { show: (value) => (value ? 'yes' : ''), read: (text) => ok(text === 'yes') }

/** `a, b, c` */
export const listOf = <T>({ show, read }: Codec<T>): Codec<readonly T[]> => ({
  show: (values) => values.map(show).join(', '),
  read: (text) => all(partsOf(text).map(read)),
})

/** `app=web, tier=front` */
export const labels: Codec<Readonly<Record<string, string>>> = {
  show: (map) =>
    Object.entries(map)
      .map(([key, value]) => `${key}=${value}`)
      .join(', '),
  read: (text) => {
    const pairs = partsOf(text).map((part) => {
      const at = part.indexOf('=')
      return at < 1 ? ([part, ''] as const) : ([part.slice(0, at).trim(), part.slice(at + 1).trim()] as const)
    })
    return ok(Object.fromEntries(pairs))
  },
}

const partsOf = (text: string): readonly string[] =>
  text
    .split(/[,\s]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** The values, or the first refusal. */
export function all<T>(answers: readonly Answer<T>[]): Answer<readonly T[]> {
  const values: T[] = []
  for (const answer of answers) {
    if (!answer.ok) return answer
    values.push(answer.value)
  }
  return ok(values)
}

/** A field of one value. */
export function one<T>(id: FieldId, input: Input, value: T, codec: Codec<T>, edit: (value: T) => Edit): OneField {
  return {
    kind: 'one',
    id,
    input,
    value: codec.show(value),
    edit: (text) => {
      const read = codec.read(text.trim())
      return read.ok ? ok(edit(read.value)) : read
    },
  }
}

/** Change and clear of a `set-…` edit for one key. `undefined` clears it. */
export const put = <K extends string, T>(key: K, value: T | undefined) =>
  value === undefined
    ? { change: {}, clear: [key] }
    : { change: { [key]: value } as { readonly [P in K]: T }, clear: [] }
