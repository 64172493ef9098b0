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
    if (!made.has(key)) made.set(key, makers.get(key)?.())
    return made.get(key)
  }
  return {
    get,
    keys: () => makers.keys(),
    values: () => [...makers.keys()].flatMap((key) => get(key) ?? []),
  }
}
