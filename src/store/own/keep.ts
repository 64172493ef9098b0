/*! Keeps the open cluster as it is edited: at once, a large one soon after, before another one is opened, and when the page is hidden or left. What
another tab did meanwhile is shown, or kept beside what was done here; neither is lost. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { JsonFault } from '../../base/json'
import type { Problem } from '../../sim'
import type { AppStore } from '../store'
import { FROM_LINK, type OwnCluster } from './cluster'
import { freeName, newId } from './names'
import { readRecord, recordOf } from './record'
import type { Shelf, ShelfEntry } from './shelf'

/** What the list of clusters has to say; a component finds the words. */
export type ShelfNotice =
  /** The storage is full or off: the cluster lives as long as this page. */
  | { readonly kind: 'not-kept' }
  /** Another tab changed it as well: what was done here is now called so. */
  | { readonly kind: 'both-kept'; readonly name: string }
  /** Another tab changed the open cluster, and nothing was done here: its changes are shown. */
  | { readonly kind: 'taken-over'; readonly name: string }
  /** What is kept cannot be read; its text can still be saved as a file. */
  | { readonly kind: 'unreadable'; readonly id: string; readonly problem: Problem | null }
  /** Kept by a newer release of the page. It stays as it is, and its text can be saved as a file. */
  | { readonly kind: 'newer'; readonly id: string }
  /** A file that is no cluster. `text`: what can be mended in the page; null: too long for that. */
  | { readonly kind: 'bad-file'; readonly file: string; readonly problem: Problem | null; readonly text: string | null }
  | { readonly kind: 'not-json'; readonly file: string; readonly fault: JsonFault; readonly text: string | null }
  /** The browser did not hand it over. */
  | { readonly kind: 'unread-file'; readonly file: string }
  | { readonly kind: 'large-file'; readonly file: string; readonly limit: number }

export interface ShelfState {
  readonly entries: readonly ShelfEntry[]
  readonly notice: ShelfNotice | null
}

/** The parts of a window that are needed; a test gives its own. */
export interface KeepWindow {
  readonly document: { readonly visibilityState: string; addEventListener(type: string, listener: () => void): void }
  addEventListener(type: 'pagehide', listener: () => void): void
  addEventListener(type: 'storage', listener: (event: { readonly key: string | null }) => void): void
  addEventListener(type: 'beforeunload', listener: (event: { preventDefault(): void }) => void): void
  setTimeout(handler: () => void, ms: number): number
  clearTimeout(id: number): void
}

export interface Keeper {
  readonly shelf: Shelf
  readonly state: StoreApi<ShelfState>
  /** Writes what is not written yet. */
  readonly flush: () => void
  readonly say: (notice: ShelfNotice | null) => void
  /** Writes a cluster that is not open. */
  readonly put: (cluster: OwnCluster) => void
  /** After something was put on the shelf or taken from it. */
  readonly refresh: () => void
}

/** An edit is a click or a word: they come in bursts. Nothing is lost of a small cluster even where the browser is killed outright. */
const PAUSE_MS = 400
/** Up to so many pods and edits a record is written in a few milliseconds. */
const SMALL = 300
const isSmall = ({ topology, base, done, undone }: OwnCluster): boolean =>
  Math.max(topology.pods.length, base.pods.length) + done.length + undone.length <= SMALL

export function createKeeper(store: AppStore, shelf: Shelf, window: KeepWindow): Keeper {
  const state = createStore<ShelfState>()(() => ({ entries: shelf.list(), notice: null }))
  let waiting: OwnCluster | null = null
  /** Refused by the storage: gone with the page. */
  let unkept: OwnCluster | null = null
  let timer = 0

  const refresh = () => state.setState({ entries: shelf.list() })
  const say = (notice: ShelfNotice | null) => state.setState({ notice })

  const write = (cluster: OwnCluster) => {
    const saved = shelf.write(cluster.id, (order) => recordOf(cluster, order))
    if (saved === 'refused') {
      if (unkept === null) say({ kind: 'not-kept' })
      unkept = cluster
      return
    }
    if (unkept !== null && state.getState().notice?.kind === 'not-kept') say(null)
    unkept = null
    if (saved === 'changed') keepBoth(cluster)
    const listed = state.getState().entries.some(({ id, name }) => id === cluster.id && name === cluster.name)
    if (saved === 'changed' || !listed) refresh()
  }
  const keepBoth = (cluster: OwnCluster) => {
    const names = shelf.list().flatMap(({ name }) => name ?? [])
    const mine: OwnCluster = { ...cluster, id: newId(), name: freeName(cluster.name, names) }
    shelf.write(mine.id, (order) => recordOf(mine, order))
    if (store.getState().own?.id === cluster.id) {
      store.setState(({ visits }) => ({ own: mine, visits: visits + 1 }))
      waiting = null
    }
    say({ kind: 'both-kept', name: mine.name })
  }
  const flush = () => {
    window.clearTimeout(timer)
    const cluster = waiting
    waiting = null
    if (cluster) write(cluster)
  }

  store.subscribe(({ own }, { own: before }) => {
    if (own === before) return
    if (before?.id !== own?.id) flush()
    if (own === null || own.id === FROM_LINK) return
    waiting = own
    window.clearTimeout(timer)
    if (isSmall(own)) flush()
    else timer = window.setTimeout(flush, PAUSE_MS)
  })
  window.addEventListener('pagehide', flush)
  window.document.addEventListener('visibilitychange', () => {
    if (window.document.visibilityState === 'hidden') flush()
  })
  window.addEventListener('beforeunload', (event) => {
    flush()
    if (unkept !== null && store.getState().own?.id === unkept.id) event.preventDefault()
  })
  window.addEventListener('storage', ({ key }) => {
    const id = shelf.changedBy(key)
    const { own } = store.getState()
    // With edits of one's own that wait, writing them finds out and keeps both.
    if (own !== null && id === own.id && waiting === null) {
      const text = shelf.read(id)
      const read = text === null ? null : readRecord(id, text)
      if (text !== null && read?.ok) {
        shelf.opened(id, text)
        store.setState({ own: read.value, edits: [], step: 0, playing: false, machine: null, capture: null })
        say({ kind: 'taken-over', name: read.value.name })
        flush()
      }
    }
    refresh()
  })
  return { shelf, state, flush, say, put: write, refresh }
}
