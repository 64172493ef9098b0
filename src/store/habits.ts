/*! Where a person's habits are kept in this browser. Storage that refuses (full, private mode) is no reason to stop. */

export interface BrowserStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
}

const KEY = 'eniscope.view'

/** Private modes may refuse even to name it. */
export function browserStorage(): Storage | null {
  try {
    return window.localStorage
  } catch {
    return null
  }
}

/** As they are stored, which may be anything. */
export function keptHabits(storage: BrowserStorage | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}')
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

export function keepHabits(storage: BrowserStorage, habits: Readonly<Record<string, unknown>>): void {
  try {
    storage.setItem(KEY, JSON.stringify(habits))
  } catch {
    // Full, or forbidden: the habit lasts as long as the page.
  }
}
