/*! Where a browser keeps clusters: one key each in its storage. Another tab may write there at any time, so a cluster is never written
over a text that this tab has not seen. Storage that refuses (full, private mode, switched off) keeps nothing, and says so. */
import { titleOf } from './record'

export interface ShelfStorage {
  readonly length: number
  key(index: number): string | null
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

export interface ShelfEntry {
  readonly id: string
  /** null: what is kept there cannot be read. */
  readonly name: string | null
}

/** `changed`: another tab wrote there meanwhile, and nothing was written. `refused`: the storage is full or off. */
export type Saved = 'saved' | 'changed' | 'refused'

export interface Shelf {
  /** In the order in which they were made. */
  readonly list: () => readonly ShelfEntry[]
  /** The text of a cluster; null: there is none. */
  readonly read: (id: string) => string | null
  /** This tab has opened a text, so it may write over it. What it could not read (another release's) it never does. */
  readonly opened: (id: string, text: string) => void
  /** `make` is given the cluster's place in the list. */
  write(id: string, make: (order: number) => string): Saved
  /** As it was, e.g. after a deletion. */
  readonly put: (id: string, text: string) => Saved
  readonly remove: (id: string) => void
  /** The id of a key of the storage; null: it is no cluster's, or the cluster's text is the one that this tab knows. */
  readonly changedBy: (key: string | null) => string | null
}

const PREFIX = 'eniscope.cluster.'

/** `storage` null: this browser has none. */
export function createShelf(storage: ShelfStorage | null): Shelf {
  /** What this tab opened last, or wrote. */
  const seen = new Map<string, string>()
  const at = (id: string): string | null => attempt(() => storage?.getItem(PREFIX + id) ?? null, null)

  const put = (id: string, text: string): Saved =>
    attempt((): Saved => {
      if (!storage) return 'refused'
      storage.setItem(PREFIX + id, text)
      seen.set(id, text)
      return 'saved'
    }, 'refused')

  const entries = () =>
    idsIn(storage)
      .map((id) => ({ id, title: titleOf(at(id) ?? '') }))
      .toSorted((a, b) => (a.title?.order ?? 0) - (b.title?.order ?? 0) || (a.id < b.id ? -1 : 1))

  return {
    list: () => entries().map(({ id, title }) => ({ id, name: title?.name ?? null })),
    read: at,
    opened: (id, text) => void seen.set(id, text),
    write: (id, make) => {
      const there = at(id)
      // Deleted by another tab: what is open here is written again, nothing is lost.
      const known = there === null ? null : titleOf(there)
      const text = make(known?.order ?? 1 + Math.max(0, ...entries().map(({ title }) => title?.order ?? 0)))
      if (text === there) return 'saved'
      return there !== null && there !== seen.get(id) ? 'changed' : put(id, text)
    },
    put,
    remove: (id) => {
      seen.delete(id)
      attempt(() => storage?.removeItem(PREFIX + id), undefined)
    },
    changedBy: (key) => {
      if (!key?.startsWith(PREFIX)) return null
      const id = key.slice(PREFIX.length)
      return at(id) === (seen.get(id) ?? null) ? null : id
    },
  }
}

function idsIn(storage: ShelfStorage | null): readonly string[] {
  return attempt(() => {
    const keys = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '')
    return keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length))
  }, [])
}

function attempt<T>(action: () => T, otherwise: T): T {
  try {
    return action()
  } catch {
    return otherwise
  }
}
