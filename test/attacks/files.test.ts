/*! What a file may try that a person opens in the page, and what a storage may hand back. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readJson } from '../../src/base/json'
import { scenarioById } from '../../src/scenarios'
import { topologyToJson } from '../../src/sim'
import { type ChosenFile, keeperOf, openFile, openOwn, renameOwn } from '../../src/store/own/actions'
import { clusterOf, withEdit } from '../../src/store/own/cluster'
import { createKeeper } from '../../src/store/own/keep'
import { recordOf } from '../../src/store/own/record'
import { createShelf, type ShelfStorage } from '../../src/store/own/shelf'
import { loadLater } from '../../src/store/load-later'
import { type AppStore, createAppStore } from '../../src/store/store'

await loadLater()
const { topology, flow } = scenarioById('s5')!.question
const json = JSON.stringify(topologyToJson(topology))

class FakeStorage implements ShelfStorage {
  readonly kept = new Map<string, string>()
  refuses = false
  get length() {
    return this.kept.size
  }
  key = (index: number) => [...this.kept.keys()][index] ?? null
  getItem = (key: string) => {
    if (this.refuses) throw new DOMException('no', 'SecurityError')
    return this.kept.get(key) ?? null
  }
  setItem = (key: string, value: string) => {
    if (this.refuses) throw new DOMException('full', 'QuotaExceededError')
    this.kept.set(key, value)
  }
  removeItem = (key: string) => void this.kept.delete(key)
}

/** The browser's own: it is looked up once. */
const kept = new FakeStorage()
const page = {
  document: { visibilityState: 'visible', addEventListener: () => undefined },
  addEventListener: () => undefined,
  setTimeout: () => 0,
  clearTimeout: () => undefined,
}
let store: AppStore
beforeEach(() => {
  kept.kept.clear()
  vi.stubGlobal('window', page)
  vi.stubGlobal('localStorage', kept)
  store = createAppStore()
})
afterEach(() => void vi.unstubAllGlobals())

const file = (name: string, text: string): ChosenFile => ({ name, size: text.length, text: async () => text })
/** What the list says of a file. Nothing opens, and what was open stays. */
async function refused(chosen: ChosenFile) {
  const before = store.getState()
  await openFile(store, chosen)
  expect(store.getState()).toBe(before)
  return keeperOf(store).state.getState().notice
}

describe('attacks by a file that is opened', () => {
  it('L11 a file that is larger than any cluster is not read', async () => {
    const text = vi.fn(async () => json)
    const said = await refused({ name: 'huge.json', size: 20_000_001, text })
    expect(said).toEqual({ kind: 'large-file', file: 'huge.json', limit: 20_000_000 })
    expect(text).not.toHaveBeenCalled()
  })

  it('L11 a file that goes while it is read is told of, and the page lives', async () => {
    const said = await refused({ name: 'gone.json', size: 10, text: () => Promise.reject(new Error('gone')) })
    expect(said).toEqual({ kind: 'unread-file', file: 'gone.json' })
    await openFile(store, file('lab.json', json))
    expect(store.getState().own?.name).toBe('lab')
  })

  it('L7 keys that every object has are no keys of a cluster', async () => {
    for (const key of ['__proto__', 'constructor', 'prototype', 'hasOwnProperty']) {
      const said = await refused(file('x.json', json.replace('{', `{"${key}":{"polluted":true},`)))
      expect(said).toMatchObject({ kind: 'bad-file' })
      expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    }
  })

  const laughs = [
    'a: &a ["lol"]',
    ...'bcdefghi'
      .split('')
      .map((key, at) => `${key}: &${key} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[at]}`).join(',')}]`),
  ].join('\n')
  it.each([
    ['aliases that unfold', laughs],
    ['a document', 'vpc: 10.0.0.0/16\nnodes: []'],
    ['a JavaScript type', '!!js/function "function () { alert(1) }"'],
    ['a merge key', '<<: *base'],
    ['JSON with comments', '// a cluster\n{}'],
    ['a line of a megabyte', 'x'.repeat(1_000_000)],
  ])('L16 YAML is not read: %s', async (_what, text) => {
    expect(await refused(file('x.yaml', text))).toMatchObject({
      kind: 'not-json',
      fault: { line: 1, column: 1, twice: null },
    })
  })

  it('L16 a key that stands twice is told with its place, not dropped', async () => {
    const twice = json.replace('"services":', '"pods":[],"services":')
    expect(await refused(file('x.json', twice))).toMatchObject({
      kind: 'not-json',
      fault: { line: 1, column: twice.indexOf('"pods":[],"services"') + 1, twice: 'pods' },
    })
  })

  it('L17 brackets two million deep: no stack is used up, the place is told', async () => {
    const deep = '['.repeat(2_000_000)
    expect(readJson(deep)).toMatchObject({ ok: false, error: { line: 1, column: 2_000_001 } })
    expect(await refused(file('deep.json', deep))).toMatchObject({ kind: 'not-json' })
    const closed = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    expect(await refused(file('deep.json', closed))).toMatchObject({ kind: 'bad-file' })
  })

  it.each([
    ['little', [0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0, 0xff, 0xff, 0xff, 0xff]],
    ['big', [0xa1, 0xb2, 0xc3, 0xd4, 0, 2, 0, 4, 0xff, 0xff, 0xff, 0xff]],
    ['pcapng', [0x0a, 0x0d, 0x0d, 0x0a, 0xff, 0xff, 0xff, 0x7f]],
    ['a picture', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ])('L19 a capture is no cluster, whatever lengths it claims: %s', async (_what, bytes) => {
    const text = new TextDecoder().decode(new Uint8Array(bytes))
    const said = await refused({ name: 'a.pcap', size: bytes.length, text: async () => text })
    expect(said).toMatchObject({ kind: 'not-json', fault: { column: 1 } })
  })

  it('L23 what is no field of a cluster is refused, so no secret is kept or sent', async () => {
    for (const extra of ['"secrets":[{"data":"hunter2"}]', '"env":{"TOKEN":"hunter2"}', '"kind":"Secret"']) {
      expect(await refused(file('x.json', json.replace('{', `{${extra},`)))).toMatchObject({ kind: 'bad-file' })
    }
  })

  it.each([
    ['../../lab.json', '../../lab'],
    ['\u202egpj.json', 'gpj'],
    ['\u200b.json', 'cluster'],
    [`${'n'.repeat(300)}.json`, 'n'.repeat(60)],
  ])('L28 the file %j names a cluster %j', async (name, called) => {
    await openFile(store, file(name, json))
    expect(store.getState().own?.name).toBe(called)
  })
})

describe('attacks by a storage', () => {
  const key = 'eniscope.cluster.a'
  const cluster = clusterOf({ id: 'a', name: 'lab', base: topology, flow })
  const record = recordOf(cluster, 1)
  const release = { kind: 'set-terway', release: '1.4.2' } as const

  it('L22 full or forbidden: told at once, and the cluster stays open', () => {
    const storage = new FakeStorage()
    storage.refuses = true
    const keeper = createKeeper(store, createShelf(storage), page)
    store.setState({ own: cluster })
    keeper.flush()
    expect(keeper.state.getState().notice).toEqual({ kind: 'not-kept' })
    expect(store.getState().own).toBe(cluster)
  })

  it.each([
    ['corrupt', record.slice(0, 200), 'unreadable'],
    ['older', record.replace('"version":1', '"version":0'), 'unreadable'],
    ['newer', record.replace('"version":1', '"version":2'), 'newer'],
    ['another thing', '[]', 'unreadable'],
    ['nothing', '', 'unreadable'],
    ['deep', '['.repeat(100_000), 'unreadable'],
  ])('L22 what is kept is %s: it says so, and not a byte of it changes', (_what, text, kind) => {
    kept.kept.set(key, text)
    const before = store.getState()
    openOwn(store, 'a')
    expect(keeperOf(store).state.getState().notice).toMatchObject({ kind, id: 'a' })
    expect(store.getState()).toBe(before)
    renameOwn(store, 'a', 'other')
    expect(kept.kept.get(key)).toBe(text)
    // Neither does a tab write over it that has the cluster open since before.
    store.setState({ own: withEdit(cluster, release) })
    keeperOf(store).flush()
    expect(kept.kept.get(key)).toBe(text)
    expect([...kept.kept.values()].some((other) => other.includes('set-terway'))).toBe(true)
  })

  it('L22 another tab with a newer release wrote what is open here: what is done here is kept beside it', () => {
    const storage = new FakeStorage()
    let tell = (_event: { readonly key: string | null }): void => undefined
    const window = {
      ...page,
      addEventListener: (type: string, listener: (event: never) => void) => {
        if (type === 'storage') tell = listener as typeof tell
      },
    }
    const keeper = createKeeper(store, createShelf(storage), window)
    store.setState({ own: cluster })
    keeper.flush()
    const theirs = record.replace('"version":1', '"version":2')
    storage.kept.set(key, theirs)
    tell({ key })
    store.setState({ own: withEdit(cluster, release) })
    keeper.flush()
    expect(storage.kept.get(key)).toBe(theirs)
    expect(keeper.state.getState().notice).toEqual({ kind: 'both-kept', name: 'lab 2' })
  })

  it('L22 two tabs that change one cluster both keep what they did', () => {
    const storage = new FakeStorage()
    const tabs = [createAppStore(), createAppStore()].map((tab) => {
      const keeper = createKeeper(tab, createShelf(storage), page)
      return { tab, keeper }
    })
    storage.kept.set(key, record)
    for (const { tab, keeper } of tabs) {
      keeper.shelf.opened('a', record)
      tab.setState({ own: cluster })
    }
    tabs.forEach(({ tab, keeper }, at) => {
      tab.setState({ own: withEdit(cluster, { kind: 'set-terway', release: at === 0 ? '1.4.2' : '1.4.1' }) })
      keeper.flush()
    })
    expect([...storage.kept.values()].map((text) => text.match(/"release":"1\.4\.\d"\}\]/)?.[0])).toEqual(
      expect.arrayContaining(['"release":"1.4.2"}]', '"release":"1.4.1"}]']),
    )
  })
})
