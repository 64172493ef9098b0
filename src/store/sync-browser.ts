/*! Keeps a person's habits (theme, tab, speed, …) in this browser. What is stored may be old, newer or broken: each value is
looked at by itself, and one that does not fit is left out. */
import { type BrowserStorage, keepHabits, keptHabits } from './habits'
import { type BrowserState, homes } from './homes'
import { SPEEDS } from './playback'
import type { AppState, AppStore } from './store'
import { type Panes, TABS, THEMES } from './view'

const oneOf =
  <T>(values: readonly T[]) =>
  (value: unknown): T | undefined =>
    values.find((candidate) => candidate === value)
const flag = oneOf([true, false])
const panes = (value: unknown): Panes | undefined => {
  if (typeof value !== 'object' || value === null || !('list' in value) || !('inspector' in value)) return undefined
  const [list, inspector] = [flag(value.list), flag(value.inspector)]
  return list === undefined || inspector === undefined ? undefined : { list, inspector }
}

/** How each value is read back. A key that lives in the browser does not compile without one. */
const readers: { readonly [Key in keyof BrowserState]: (value: unknown) => BrowserState[Key] | undefined } = {
  speed: oneOf(SPEEDS),
  loop: flag,
  tab: oneOf(TABS),
  bothLegs: flag,
  theme: oneOf(THEMES),
  panes,
}

function restored(stored: Readonly<Record<string, unknown>>): Partial<BrowserState> {
  const state: { -readonly [Key in keyof BrowserState]?: BrowserState[Key] } = {}
  const take = <Key extends keyof BrowserState>(key: Key) => {
    const value = Object.hasOwn(stored, key) ? readers[key](stored[key]) : undefined
    if (value !== undefined) state[key] = value
  }
  for (const key of keysOf(readers)) take(key)
  return state
}

const keysOf = <T extends object>(value: T) => Object.keys(value) as (keyof T)[]

/** Restores the habits, then keeps them. Returns how to stop. */
export function syncBrowser(store: AppStore, storage: BrowserStorage | null): () => void {
  if (!storage) return () => undefined
  store.setState(restored(keptHabits(storage)))
  return store.subscribe((state, before) => {
    const changed = keysOf(readers).some((key) => state[key] !== before[key])
    if (changed) keepHabits(storage, habitsOf(state))
  })
}

const habitsOf = (state: AppState): Record<string, unknown> =>
  Object.fromEntries(keysOf(homes).flatMap((key) => (homes[key] === 'browser' ? [[key, state[key]]] : [])))
