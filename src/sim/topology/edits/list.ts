/*! Small steps on lists and fields that all edits share. Nothing that is given is changed. */
/** The thing with other fields. */
export function changed<T extends object>(
  thing: T,
  { change, clear = [] }: { readonly change: Partial<NoInfer<T>>; readonly clear?: readonly PropertyKey[] },
): T {
  const gone = new Set<PropertyKey>(clear)
  const kept = gone.size === 0 ? thing : Object.fromEntries(Object.entries(thing).filter(([key]) => !gone.has(key)))
  return { ...kept, ...change } as T
}

/** The list with one of its items replaced; the same list if it is not there. */
export function replaced<T>(list: readonly T[], item: T | undefined, change: (item: T) => T): readonly T[] {
  const at = item === undefined ? -1 : list.indexOf(item)
  return at < 0 || item === undefined ? list : placed(list, at, change(item))
}

/** One item more, at its place or at the end. */
export const inserted = <T>(list: readonly T[], item: T, at = list.length): readonly T[] => [
  ...list.slice(0, at),
  item,
  ...list.slice(at),
]

/** Another item in that place; nothing changes where there is none. */
export const placed = <T>(list: readonly T[], at: number, item: T): readonly T[] =>
  list.map((each, index) => (index === at ? item : each))

export const dropped = <T>(list: readonly T[], at: number): readonly T[] => list.filter((_, index) => index !== at)

/** The item of one place at another one; nothing changes where there is none. */
export function moved<T>(list: readonly T[], at: number, to: number): readonly T[] {
  const [item] = list.slice(at, at + 1)
  return item === undefined ? list : inserted(dropped(list, at), item, to)
}

/** A topology's optional list: an empty one is not declared. */
export const withList = <T extends object, K extends keyof T>(whole: T, key: K, list: readonly unknown[]): T => {
  const { [key]: _, ...rest } = whole
  return (list.length === 0 ? rest : { ...rest, [key]: list }) as T
}
