/*! The schema once more, for a topology that is one already in shape: read out of a link by our own code, or edited. What is left to
ask are ranges, counts and the patterns of names. The very schema of files is walked once and made into plain tests, which take a tenth
of the time of parsing; only what fails one is given to the schema itself, to be told why. */
import * as v from 'valibot'
import type { ProblemPath } from './problem'
import { address, macAddress, prefix } from './schema'

type Fits = (value: unknown) => boolean
type Schema = v.BaseSchema<unknown, unknown, v.BaseIssue<unknown>>

/** What this file knows of valibot's objects (its own documentation calls them an object API): each has a type, and what the type needs. */
interface Part {
  readonly kind: string
  readonly type: string
  readonly pipe?: readonly Part[]
  readonly entries?: Readonly<Record<string, Part>>
  readonly item?: Part
  readonly wrapped?: Part
  readonly key?: Part
  readonly value?: Part
  readonly options?: readonly unknown[]
  readonly literal?: unknown
  readonly check?: Fits
  readonly requirement?: unknown
}

/** What the schema has against a value. `path` leads to it from the top. */
export interface Misfit {
  readonly path: ProblemPath
  readonly issue: v.BaseIssue<unknown>
}

/** The first `most` or more things that the schema has against a value whose shape is right; none: it would accept its JSON form. */
export function misfits(schema: object, value: unknown, most: number): readonly Misfit[] {
  const found: Misfit[] = []
  descend(schema as Part, value, [], found, most)
  return found
}

/** Down to the smallest parts that do not fit: the schema itself then looks at nothing that does. */
function descend(part: Part, value: unknown, path: ProblemPath, found: Misfit[], most: number): void {
  if (found.length >= most || fits(part)(value)) return
  const inner = innerOf(part, value)
  const before = found.length
  for (const [key, one, of] of inner) descend(of, one, [...path, key], found, most)
  if (found.length > before || found.length >= most) return
  const { issues = [] } = v.safeParse(part as unknown as Schema, value)
  for (const issue of issues) found.push({ path: [...path, ...(issue.path ?? []).map(keyOf)], issue })
}

const keyOf = ({ key }: { readonly key: unknown }): string | number => (typeof key === 'number' ? key : String(key))

type Inner = readonly [key: string | number, value: unknown, part: Part]

/** The parts of a value with theirs of the schema; none where the schema judges the value as one. */
function innerOf(part: Part, value: unknown): readonly Inner[] {
  if (typeof value !== 'object' || value === null) return []
  if (part.wrapped) return innerOf(part.wrapped, value)
  const { entries } = part
  if (entries) {
    const given = value as Readonly<Record<string, unknown>>
    return Object.entries(entries).flatMap(([key, of]) => (Object.hasOwn(given, key) ? [[key, given[key], of]] : []))
  }
  const at = part.pipe?.findIndex(({ type }) => type === 'array') ?? -1
  const item = part.pipe?.[at]?.item
  // A list that is too long is not looked into.
  if (!item || !Array.isArray(value) || !part.pipe?.slice(0, at).every((one) => fits(one)(value))) return []
  return value.map((one, place) => [place, one, item])
}

const made = new Map<Part, Fits>()
function fits(part: Part): Fits {
  let test = made.get(part)
  if (test === undefined) {
    test = make(part)
    made.set(part, test)
  }
  return test
}

const isUint32: Fits = (value) => typeof value === 'number' && value >>> 0 === value
/** Parsed already: texts of a file, values here. */
const PARSED = new Map<unknown, Fits>([
  [address, isUint32],
  [
    prefix,
    (value) => {
      const { address: of, length } = value as { readonly address: unknown; readonly length: unknown }
      if (!isUint32(of) || typeof length !== 'number' || !(length >= 0 && length <= 32)) return false
      return length === 32 || (of as number) % 2 ** (32 - length) === 0
    },
  ],
  [macAddress, (value) => typeof value === 'string' && /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/.test(value)],
])

function make(part: Part): Fits {
  const parsed = PARSED.get(part)
  if (parsed) return parsed
  if (part.pipe) return all(part.pipe.filter(({ kind }) => kind !== 'metadata'))
  switch (part.type) {
    case 'string':
    case 'number':
    case 'boolean':
      return (value) => typeof value === part.type
    case 'picklist':
      return (value) => part.options?.includes(value) === true
    case 'literal':
      return (value) => value === part.literal
    case 'custom':
      return (value) => part.check?.(value) === true
    case 'check':
      return part.requirement as Fits
    case 'regex': {
      const pattern = part.requirement as RegExp
      return (value) => pattern.test(value as string)
    }
    case 'max_length':
      return (value) => (value as ArrayLike<unknown>).length <= (part.requirement as number)
    case 'min_length':
      return (value) => (value as ArrayLike<unknown>).length >= (part.requirement as number)
    case 'array':
      return part.item ? everyItem(fits(part.item)) : refuse
    case 'record':
      return part.key && part.value ? everyEntry(fits(part.key), fits(part.value)) : refuse
    case 'strict_object':
      return everyKey(part.entries ?? {})
    case 'exact_optional':
      return part.wrapped ? fits(part.wrapped) : refuse
    case 'nullable': {
      const wrapped = part.wrapped ? fits(part.wrapped) : refuse
      return (value) => value === null || wrapped(value)
    }
    case 'union': {
      const options = (part.options as readonly Part[]).map(fits)
      return (value) => options.some((one) => one(value))
    }
    default:
      // Slow, and never wrong: the schema itself is asked.
      return refuse
  }
}

const refuse: Fits = () => false

function all(parts: readonly Part[]): Fits {
  const tests = parts.map(fits)
  return (value) => {
    for (const test of tests) if (!test(value)) return false
    return true
  }
}

const everyItem =
  (item: Fits): Fits =>
  (value) => {
    for (const one of value as readonly unknown[]) if (!item(one)) return false
    return true
  }

const everyEntry =
  (key: Fits, inner: Fits): Fits =>
  (value) => {
    const given = value as Readonly<Record<string, unknown>>
    for (const name of Object.keys(given)) if (!key(name) || !inner(given[name])) return false
    return true
  }

function everyKey(entries: Readonly<Record<string, Part>>): Fits {
  const tests = Object.entries(entries).map(([key, part]) => ({
    key,
    test: fits(part),
    optional: part.type === 'exact_optional',
  }))
  return (value) => {
    if (typeof value !== 'object' || value === null) return false
    const given = value as Readonly<Record<string, unknown>>
    let known = 0
    for (const { key, test, optional } of tests) {
      const inner = given[key]
      if (inner === undefined) {
        if (!optional) return false
      } else {
        if (!test(inner)) return false
        known++
      }
    }
    // As many keys as are known: none is a stranger, and none has nothing in it.
    return Object.keys(given).length === known
  }
}
