/*! The shelf of this browser: one for the whole tab, since it remembers what this tab has seen. */
import { createShelf, type Shelf, type ShelfStorage } from './shelf'

let shelf: Shelf | null = null

export const browserShelf = (): Shelf => (shelf ??= createShelf(storage()))

/** Private modes may refuse even to name it. */
function storage(): ShelfStorage | null {
  try {
    return globalThis.localStorage ?? null
  } catch {
    return null
  }
}
