/** What a map is asked, where its values need not be there yet. */
export interface LazyMap<K, V> {
  readonly get: (key: K) => V | undefined
  readonly keys: () => IterableIterator<K>
  /** Makes all that is not there yet. */
  readonly values: () => Iterable<V>
}

/** A map whose values are made when somebody first asks for them, each once; keys keep their order. `make` must always give the same. */
export function lazyMap<K, V>(makers: ReadonlyMap<K, () => V | undefined>): LazyMap<K, V> {
  const made = new Map<K, V | undefined>()
  const get = (key: K): V | undefined => {
    const known = made.get(key)
    if (known !== undefined || made.has(key)) return known
    const value = makers.get(key)?.()
    made.set(key, value)
    return value
  }
  return {
    get,
    keys: () => makers.keys(),
    values: () => [...makers.keys()].flatMap((key) => get(key) ?? []),
  }
}
