/*! Where each part of the state lives. A new key does not compile until it says so. */
import type { AppState } from './store'

/**
 * `link`: in the URL's hash, so it is shared. `shelf`: a cluster of this person's own, kept in this browser (own/keep.ts), its id in
 * the hash. `browser`: a habit, kept in this browser. `memory`: gone with the tab.
 */
export type Home = 'link' | 'shelf' | 'browser' | 'memory'

export const homes = {
  scenario: 'link',
  variant: 'link',
  flow: 'link',
  edits: 'link',
  own: 'shelf',
  versus: 'link',
  step: 'link',
  visits: 'memory',
  playing: 'memory',
  speed: 'browser',
  loop: 'browser',
  tab: 'browser',
  bothLegs: 'browser',
  theme: 'browser',
  machine: 'memory',
  capture: 'memory',
  panes: 'browser',
  banner: 'memory',
  toast: 'memory',
} as const satisfies Record<keyof AppState, Home>

type KeysAt<Where extends Home> = {
  [Key in keyof AppState]: (typeof homes)[Key] extends Where ? Key : never
}[keyof AppState]
export type BrowserState = Pick<AppState, KeysAt<'browser'>>
