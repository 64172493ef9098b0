import { describe, expect, it } from 'vitest'
import { setLoop, setSpeed } from './playback'
import { createAppStore } from './store'
import type { BrowserStorage } from './habits'
import { syncBrowser } from './sync-browser'
import { setTab, setTheme } from './view'

const KEY = 'eniscope.view'

function storage(text: string | null): BrowserStorage & { text: string | null } {
  const kept = {
    text,
    getItem: (key: string) => (key === KEY ? kept.text : null),
    setItem: (_key: string, value: string) => {
      kept.text = value
    },
  }
  return kept
}

describe('habits of a browser', () => {
  it('are there again after a reload', () => {
    const kept = storage(null)
    const first = createAppStore()
    syncBrowser(first, kept)
    setTheme(first, 'dark')
    setTab(first, 'tables')
    setSpeed(first, 2)
    setLoop(first, true)
    const second = createAppStore()
    syncBrowser(second, kept)
    expect(second.getState()).toMatchObject({ theme: 'dark', tab: 'tables', speed: 2, loop: true })
  })

  it('hold nothing that a link holds', () => {
    const kept = storage(null)
    const store = createAppStore()
    syncBrowser(store, kept)
    setTheme(store, 'light')
    expect(Object.keys(JSON.parse(kept.text ?? '') as object).toSorted()).toEqual([
      'bothLegs',
      'loop',
      'panes',
      'speed',
      'tab',
      'theme',
    ])
  })

  it.each([
    ['no JSON', '{'],
    ['not an object', '7'],
    ['null', 'null'],
    ['a list', '[1]'],
    ['unknown values', '{"theme":"neon","speed":3,"tab":7,"loop":"yes","panes":{"list":1},"bothLegs":null}'],
    ['prototype keys', '{"__proto__":{"theme":"dark"},"constructor":1}'],
  ])('are left out where they do not fit: %s', (_what, text) => {
    const store = createAppStore()
    const before = store.getState()
    syncBrowser(store, storage(text))
    expect(store.getState()).toEqual(before)
  })

  it('a storage that refuses is no reason to stop', () => {
    const store = createAppStore()
    const refuses = () => {
      throw new Error('QuotaExceededError')
    }
    syncBrowser(store, { getItem: refuses, setItem: refuses })
    setTheme(store, 'dark')
    expect(store.getState().theme).toBe('dark')
    syncBrowser(store, null)
  })
})
