/*! A window without a browser: a history of hashes, events, and a clock that a test moves. */
import type { LinkWindow } from '../src/store/sync-link'

export interface FakeWindow {
  readonly window: LinkWindow
  /** The person opens another hash: a new entry, and a hashchange. */
  readonly go: (hash: string) => void
  readonly back: () => void
  readonly forward: () => void
  /** Lets time pass. */
  readonly wait: (ms: number) => void
  readonly entries: () => readonly string[]
  readonly hash: () => string
  /** How often the history was written. */
  readonly writes: () => number
}

export function fakeWindow(hash: string): FakeWindow {
  let entries = [hash]
  let at = 0
  let now = 0
  let writes = 0
  let nextId = 1
  const timers = new Map<number, { due: number; handler: () => void }>()
  const listeners = { popstate: new Set<() => void>(), hashchange: new Set<() => void>() }
  const current = () => entries[at] ?? ''
  const tell = () => {
    for (const listener of [...listeners.popstate, ...listeners.hashchange]) listener()
  }
  const move = (to: number) => {
    if (to < 0 || to >= entries.length) return
    at = to
    tell()
  }
  const push = (url: string) => {
    entries = [...entries.slice(0, at + 1), url]
    at += 1
  }
  const window: LinkWindow = {
    location: {
      get hash() {
        return current()
      },
    },
    history: {
      pushState: (_data, _unused, url) => {
        writes += 1
        push(url)
      },
      replaceState: (_data, _unused, url) => {
        writes += 1
        entries = entries.map((entry, index) => (index === at ? url : entry))
      },
    },
    addEventListener: (type, listener) => void listeners[type].add(listener),
    removeEventListener: (type, listener) => void listeners[type].delete(listener),
    setTimeout: (handler, ms) => {
      timers.set(nextId, { due: now + ms, handler })
      return nextId++
    },
    clearTimeout: (id) => void timers.delete(id),
  }
  return {
    window,
    go: (url) => {
      push(url)
      tell()
    },
    back: () => move(at - 1),
    forward: () => move(at + 1),
    wait: (ms) => {
      now += ms
      for (const [id, { due, handler }] of timers) {
        if (due > now) continue
        timers.delete(id)
        handler()
      }
    },
    entries: () => entries,
    hash: current,
    writes: () => writes,
  }
}
