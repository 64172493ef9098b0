/*! A form of an object as data: its fields, what stands in each, and the edit that another text in it is. No React, no words. */
import { err, ok, type Result } from '../../../base/result'
import {
  type Change,
  type Cidr,
  type Edit,
  type Finding,
  formatCidr,
  formatIpv4,
  type Ipv4,
  parseCidr,
  type Mac,
  parseIpv4,
  parseMac,
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
  /** Puts a line at another place; given where their order means something. */
  readonly reorder?: (at: number, to: number) => Edit
}

export type Field = OneField | RowsField

/** How a value is asked for, how it is written, and read again. */
export interface Codec<T> {
  readonly input: Input
  readonly show: (value: T) => string
  readonly read: (text: string) => Answer<T>
}

const TEXT: Input = { kind: 'text' }
const found = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text)

export const address: Codec<Ipv4> = {
  input: TEXT,
  show: formatIpv4,
  read: (text) => {
    const parsed = parseIpv4(text)
    return parsed.ok ? parsed : err({ path: [], code: 'not-an-address', found: found(text) })
  },
}

export const prefix: Codec<Cidr> = {
  input: TEXT,
  show: formatCidr,
  read: (text) => {
    const parsed = parseCidr(text)
    if (parsed.ok) return parsed
    const code = parsed.error === 'host-bits-set' ? 'host-bits-set' : 'not-a-prefix'
    return err({ path: [], code, found: found(text) })
  },
}

export const hardware: Codec<Mac> = {
  input: TEXT,
  show: String,
  read: (text) => {
    const parsed = parseMac(text)
    return parsed.ok ? parsed : err({ path: [], code: 'not-a-mac', found: found(text) })
  },
}

/** What the schema judges: a name goes in as it was typed, and is refused there. */
export const name: Codec<string> = { input: TEXT, show: (value) => value, read: ok }

/** One of these names; the one that is there stays among them, even where it means nobody. */
export const nameAmong = (now: string, names: readonly string[]): Codec<string> => ({
  ...name,
  input: { kind: 'choice', options: [...new Set([...names, now])] },
})

export const number = (min: number, max: number): Codec<number> => ({
  input: { kind: 'number' },
  show: String,
  read: (text) => {
    const value = Number(text)
    const whole = /^\d+$/.test(text) && value >= min && value <= max
    return whole ? ok(value) : err({ path: [], code: 'out-of-range', min, max, found: found(text) })
  },
})
export const port = number(1, 65_535)

export const oneOf = <T extends string | number>(...all: readonly T[]): Codec<T> => ({
  input: { kind: 'choice', options: all.map(String) },
  show: String,
  read: (text) => {
    const value = all.find((each) => String(each) === text)
    return value === undefined
      ? err({ path: [], code: 'not-one-of', allowed: all.join(', '), found: found(text) })
      : ok(value)
  },
})
export const transport = oneOf<'TCP' | 'UDP'>('TCP', 'UDP')

/** An empty text: nothing is declared. */
export const maybe = <T>({ input, show, read }: Codec<T>): Codec<T | undefined> => ({
  input: input.kind === 'choice' ? { kind: 'choice', options: [...new Set(['', ...input.options])] } : input,
  show: (value) => (value === undefined ? '' : show(value)),
  read: (text) => (text === '' ? ok(undefined) : read(text)),
})

/** null where others leave it out. */
export const orNull = <T>(codec: Codec<T>): Codec<T | null> => {
  const { input, show, read } = maybe(codec)
  return {
    input,
    show: (value) => show(value ?? undefined),
    read: (text) => {
      const answer = read(text)
      return answer.ok ? ok(answer.value ?? null) : answer
    },
  }
}

/** `yes`, or nothing. */
export const flag: Codec<boolean> = {
  input: { kind: 'flag' },
  show: (value) => (value ? 'yes' : ''),
  read: (text) => ok(text === 'yes'),
}

/** A flag that is declared only where it is not `usual`. */
export const flagUnless = (usual: boolean): Codec<boolean | undefined> => ({
  input: flag.input,
  show: (value = usual) => flag.show(value),
  read: (text) => ok((text === 'yes') === usual ? undefined : !usual),
})

/** `a, b, c` */
export const listOf = <T>({ show, read }: Codec<T>): Codec<readonly T[]> => ({
  input: TEXT,
  show: (values) => values.map(show).join(', '),
  read: (text) => all(partsOf(text).map(read)),
})

/** An empty list is not declared. */
export const someOf = <T>(codec: Codec<T>): Codec<readonly T[] | undefined> => maybe(listOf(codec))

/** `app=web, tier=front` */
export const labels: Codec<Readonly<Record<string, string>>> = {
  input: TEXT,
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
export function one<T>(id: FieldId, value: T, codec: Codec<T>, edit: (value: T) => Edit): OneField {
  return {
    kind: 'one',
    id,
    input: codec.input,
    value: codec.show(value),
    edit: (text) => {
      const read = codec.read(text.trim())
      return read.ok ? ok(edit(read.value)) : read
    },
  }
}

/** A key's value as the change of a `set-…` edit; `undefined`: not declared any more, which a codec gives only where it may be. */
export function changeOf<T extends object, K extends keyof T>(key: K, value: T[K] | undefined): Change<T> {
  if (value === undefined) return { change: {}, clear: [key] as unknown as NonNullable<Change<T>['clear']> }
  const change: Partial<T> = {}
  change[key] = value
  return { change }
}

/** Makes the field of a key of `spec`; `set`: the edit of its change. `id`: where the label is not the key's. */
export const fieldsBy =
  <T extends object>(spec: T, set: (change: Change<T>) => Edit) =>
  <K extends keyof T & string>(key: K, codec: Codec<T[K]>, ...[id]: K extends FieldId ? [FieldId?] : [FieldId]) =>
    one(id ?? (key as FieldId), spec[key], codec, (value) => set(changeOf(key, value)))

/** Keys that are derived unless somebody declared them: a field only for what is declared, which may be wrong. */
export const declared =
  <T extends object>(spec: T, set: (change: Change<T>) => Edit) =>
  <K extends keyof T & string>(
    key: K,
    codec: Codec<NonNullable<T[K]>>,
    ...[id]: K extends FieldId ? [FieldId?] : [FieldId]
  ): readonly OneField[] => {
    const value = spec[key]
    if (value === undefined || value === null) return []
    return [
      one(id ?? (key as FieldId), value as T[K] | undefined, maybe(codec as Codec<T[K]>), (next) =>
        set(changeOf(key, next)),
      ),
    ]
  }
