/*! Keeps the URL's hash and the store in step. A deliberate move (scenario, variant, edit, leg) is a new entry of the history, so
that Back undoes it; hops and scrubbing replace the current one, at a pace that browsers allow. A hash that cannot be read
changes nothing but the banner, and is left as it is until the person moves on. */
import type { AppStore } from './store'
import { ok } from '../base/result'
import { loadLater } from './load-later'
import { initialDocument } from './document'
import { hashOf, type LinkedState, stateOf, waits } from './link-state'

/** The parts of a window that are needed; a test gives its own. */
export interface LinkWindow {
  readonly location: { readonly hash: string }
  readonly history: {
    pushState(data: null, unused: string, url: string): void
    replaceState(data: null, unused: string, url: string): void
  }
  addEventListener(type: 'popstate' | 'hashchange', listener: () => void): void
  removeEventListener(type: 'popstate' | 'hashchange', listener: () => void): void
  setTimeout(handler: () => void, ms: number): number
  clearTimeout(id: number): void
}

const opening: LinkedState = {
  scenario: initialDocument.scenario,
  variant: initialDocument.variant,
  flow: null,
  edits: initialDocument.edits,
  step: 0,
}

/** Safari allows 100 changes in 30 seconds, Chromium 200: this stays below both. */
const PACE_MS = 350

/** Starts with what the hash says, then follows both. Returns how to stop. */
export function syncLink(store: AppStore, window: LinkWindow): () => void {
  let timer: number | null = null
  let visits = store.getState().visits
  /** What the hash was when it was last read or written: popstate and hashchange both tell of the same change. */
  let seen: string | null = null
  let applying = false
  let stopped = false

  const forget = () => {
    if (timer !== null) window.clearTimeout(timer)
    timer = null
  }
  const write = (how: 'pushState' | 'replaceState') => {
    forget()
    const hash = `#${hashOf(store.getState())}`
    if (hash === window.location.hash) return
    window.history[how](null, '', hash)
    seen = window.location.hash
  }
  const read = () => {
    const { hash } = window.location
    if (hash === seen) return
    forget()
    if (waits(hash)) {
      void loadLater().then(
        () => (stopped ? undefined : read()),
        () => store.setState({ banner: { kind: 'link', problem: { code: 'not-loaded' } } }),
      )
      return
    }
    seen = hash
    // No hash is the page as it opens.
    const state = hash === '' || hash === '#' ? ok(opening) : stateOf(hash)
    applying = true
    if (state.ok)
      store.setState({
        own: null,
        versus: null,
        ...state.value,
        playing: false,
        machine: null,
        capture: null,
        banner: null,
        toast: null,
      })
    else store.setState({ playing: false, banner: { kind: 'link', problem: state.error } })
    applying = false
  }

  read()
  if (window.location.hash === '') write('replaceState')
  const unsubscribe = store.subscribe((state, before) => {
    const deliberate = state.visits !== visits
    visits = state.visits
    if (applying) return
    if (deliberate) write('pushState')
    else if ((state.step !== before.step || state.versus !== before.versus) && timer === null)
      timer = window.setTimeout(() => write('replaceState'), PACE_MS)
  })
  window.addEventListener('popstate', read)
  window.addEventListener('hashchange', read)
  return () => {
    stopped = true
    forget()
    unsubscribe()
    window.removeEventListener('popstate', read)
    window.removeEventListener('hashchange', read)
  }
}
