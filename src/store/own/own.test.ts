import { beforeEach, describe, expect, it, vi } from 'vitest'
import { scenarioById } from '../../scenarios'
import { check, type Edit, ipv4, type PodSpec, type Topology, topologyToJson } from '../../sim'
import { decodeLink, encodeLink } from '../../share/topology-link'
import { loadLater } from '../load-later'
import { lastStep, runOf, walks } from '../select'
import { type AppStore, createAppStore } from '../store'
import { editOwn } from './actions'
import { clusterOf, type OwnCluster, redone, undone, withEdit, withFlow } from './cluster'
import { createKeeper, type Keeper, type KeepWindow } from './keep'
import { freeName } from './names'
import { readRecord, recordOf } from './record'
import { createShelf, type ShelfStorage } from './shelf'

await loadLater()

const { topology, flow } = scenarioById('s5').question
const local: Edit = { kind: 'set-external-policy', service: 'nginx1', policy: 'Local' }
const release: Edit = { kind: 'set-terway', release: '1.4.2' }
const cluster = () => clusterOf({ id: 'a', name: 'lab', base: topology, flow })
const json = (value: Topology) => JSON.stringify(topologyToJson(value))
const spoilt: Topology = {
  ...topology,
  pods: topology.pods.map((pod): PodSpec => ({ ...pod, ip: ipv4('10.0.1.91') })),
}

class FakeStorage implements ShelfStorage {
  readonly kept = new Map<string, string>()
  full = false
  get length() {
    return this.kept.size
  }
  key = (index: number) => [...this.kept.keys()][index] ?? null
  getItem = (key: string) => this.kept.get(key) ?? null
  setItem = (key: string, value: string) => {
    if (this.full) throw new DOMException('full', 'QuotaExceededError')
    this.kept.set(key, value)
  }
  removeItem = (key: string) => void this.kept.delete(key)
}

/** A window whose timers run when the test says so. */
function fakeWindow() {
  const listeners = new Map<string, (event: never) => void>()
  let waiting: (() => void) | null = null
  const on = (type: string, listener: (event: never) => void) => void listeners.set(type, listener)
  const window = {
    document: { visibilityState: 'hidden', addEventListener: on },
    addEventListener: on,
    setTimeout: (handler: () => void) => {
      waiting = handler
      return 1
    },
    clearTimeout: () => {
      waiting = null
    },
  } as KeepWindow
  return {
    window,
    pass: () => waiting?.(),
    fire: (type: string, event: unknown = {}) => listeners.get(type)?.(event as never),
  }
}

describe('a cluster of one’s own', () => {
  it('is walked as what it was copied from', () => {
    const own = cluster()
    const copy = runOf({ scenario: 's1', variant: {}, own })
    expect(copy.trace).toEqual(runOf({ scenario: 's5', variant: {} }).trace)
  })

  it('with bad names from a link is kept as it is, and mended name by name', () => {
    vi.stubGlobal('window', { ...fakeWindow().window })
    const base: Topology = {
      ...topology,
      pods: topology.pods.map((pod, at) => (at < 2 ? { ...pod, name: `Bad_${at}` } : pod)),
      services: [],
    }
    const link = encodeLink(base, null)
    const opened = link.ok ? decodeLink(link.value) : link
    expect(opened).toMatchObject({ ok: true, value: { topology: base } })
    const read = readRecord('a', recordOf(clusterOf({ id: 'a', name: 'lab', base }), 1))
    expect(read.ok && read.value.problems.map(({ code }) => code)).toEqual(['not-a-name', 'not-a-name'])
    const store = createAppStore()
    store.setState({ own: read.ok ? read.value : null })
    expect(editOwn(store, { kind: 'rename-pod', pod: 'Bad_0', to: 'Bad_2' })).toMatchObject([{ code: 'not-a-name' }])
    expect(editOwn(store, { kind: 'rename-pod', pod: 'Bad_0', to: 'one' })).toEqual([])
    expect(store.getState().own?.problems).toHaveLength(1)
    expect(editOwn(store, { kind: 'rename-pod', pod: 'Bad_1', to: 'two' })).toEqual([])
    expect(store.getState().own?.problems).toEqual([])
    vi.unstubAllGlobals()
  })

  it('comes back to where it began when everything is undone, and to where it was when all is done again', () => {
    const edited = withEdit(withEdit(cluster(), local), release)
    const once = undone(edited)!
    expect(once.edit).toEqual(release)
    const twice = undone(once.cluster)!
    expect(json(twice.cluster.topology)).toBe(json(topology))
    expect(undone(twice.cluster)).toBeNull()
    const again = redone(redone(twice.cluster)!.cluster)!
    expect(json(again.cluster.topology)).toBe(json(edited.topology))
    expect(redone(again.cluster)).toBeNull()
  })

  it('asks again what was asked when an edit was made, and when it was undone; the record keeps it', () => {
    const mine = { from: { kind: 'node', name: topology.nodes[0]?.name ?? '' }, to: flow.to, protocol: 'UDP' } as const
    const asked = withFlow(withEdit(cluster(), local), mine)
    const kept = (own: OwnCluster) => {
      const read = readRecord('a', recordOf(own, 1))
      if (!read.ok) throw new Error('no record')
      return read.value
    }
    const back = undone(kept(asked))!.cluster
    expect(back.flow).toMatchObject({ from: flow.from, protocol: 'TCP' })
    expect(redone(kept(back))!.cluster.flow).toMatchObject(mine)
  })

  it('forgets what was undone when something else is done', () => {
    const back = undone(withEdit(cluster(), local))!.cluster
    expect(withEdit(back, release).undone).toEqual([])
  })

  it('stays open with problems, and is not walked', () => {
    const own = clusterOf({ id: 'a', name: 'lab', base: spoilt, flow })
    expect(own.problems[0]).toMatchObject({ code: 'duplicate' })
    expect(own.scenario).toBeNull()
    expect(walks({ scenario: 's1', variant: {}, own })).toBe(false)
    expect(lastStep({ scenario: 's1', variant: {}, own })).toBe(0)
  })

  it('may hold nothing at all', () => {
    const own = clusterOf({
      id: 'a',
      name: 'lab',
      base: { ...topology, nodes: [], pods: [], services: [], clients: [], slb: null },
    })
    expect(own).toMatchObject({ problems: [], scenario: null })
  })

  it('asks something when nobody said what', () => {
    const own = clusterOf({ id: 'a', name: 'lab', base: topology })
    expect(own.flow.from).toEqual({ kind: 'pod', name: 'centos-67756b6dc8-h5wnp' })
    expect(own.scenario).not.toBeNull()
  })

  it('whose pods all serve asks a backend on another node, not the client itself', () => {
    const listen = topology.pods.find((pod) => (pod.listen ?? []).length > 0)!.listen!
    const pods = topology.pods.map((pod) => ({ ...pod, listen }))
    const [first] = pods
    const service = { ...topology.services[0]!, endpoints: { pods: pods.map(({ name }) => name) } }
    const { flow } = clusterOf({ id: 'a', name: 'lab', base: { ...topology, pods, services: [service] } })
    expect(flow).toMatchObject({ from: { kind: 'pod', name: first?.name }, to: { ip: service.clusterIP } })
    expect(pods.find(({ name }) => name === flow.backend)?.node).not.toBe(first?.node)
    expect(flow.backend).not.toBeNull()
  })
})

describe('a record', () => {
  it('gives back the cluster with its history', () => {
    const own = undone(withEdit(withEdit(cluster(), local), release))!.cluster
    const read = readRecord('a', recordOf(own, 1))
    expect(read.ok && recordOf(read.value, 1)).toBe(recordOf(own, 1))
    expect(read.ok && json(redone(read.value)!.cluster.topology)).toBe(json(redone(own)!.cluster.topology))
  })

  it.each([
    ['unknown edits', (text: string) => text.replace('set-external-policy', 'set-colour')],
    ['another beginning', (text: string) => text.replace('"release":"1.4.1"', '"release":"1.4.2"')],
  ])('with a broken history (%s) gives back the cluster as it was last', (_, spoil) => {
    const own = withEdit(cluster(), local)
    const text = spoil(recordOf(own, 1))
    expect(text).not.toBe(recordOf(own, 1))
    const read = readRecord('a', text)
    expect(read.ok && json(read.value.topology)).toBe(json(own.topology))
    expect(read.ok && read.value.done).toEqual([])
  })

  it('that is cut or no cluster is refused, with what is wrong where that is known', () => {
    const text = recordOf(cluster(), 1)
    expect(readRecord('a', text.slice(0, -20))).toEqual({ ok: false, error: [] })
    const wrong = readRecord('a', text.replace('"mode":"ipvs"', '"mode":"magic"'))
    expect(!wrong.ok && wrong.error[0]).toMatchObject({ code: 'not-one-of' })
  })

  it('holds a topology that every gate takes', () => {
    expect(check(JSON.parse(recordOf(cluster(), 1)).base).ok).toBe(true)
  })
})

describe('keeping', () => {
  let storage: FakeStorage
  let store: AppStore
  let page: ReturnType<typeof fakeWindow>
  let keeper: Keeper
  const key = 'eniscope.cluster.a'
  const own = () => store.getState().own!
  const open = (id: string) => {
    const text = keeper.shelf.read(id) ?? ''
    const read = readRecord(id, text)
    if (!read.ok) return
    keeper.shelf.opened(id, text)
    store.setState({ own: read.value })
  }
  beforeEach(() => {
    storage = new FakeStorage()
    store = createAppStore()
    page = fakeWindow()
    keeper = createKeeper(store, createShelf(storage), page.window)
  })

  it('writes in the very task of an edit, a large cluster soon after, and lists what it keeps in the order of making', () => {
    const large: Topology = { ...topology, pods: Array.from({ length: 400 }, () => topology.pods[0]!) }
    store.setState({ own: clusterOf({ id: 'a', name: 'lab', base: large }) })
    expect(storage.kept.size).toBe(0)
    page.pass()
    expect(storage.kept.size).toBe(1)
    store.setState({ own: clusterOf({ id: '0', name: 'later', base: topology }) })
    expect(storage.kept.size).toBe(2)
    store.setState(({ own }) => ({ own: own && withEdit(own, local) }))
    expect(storage.kept.get('eniscope.cluster.0')).toContain('set-external-policy')
    expect(keeper.state.getState().entries).toEqual([
      { id: 'a', name: 'lab' },
      { id: '0', name: 'later' },
    ])
  })

  it.each(['pagehide', 'visibilitychange', 'beforeunload'])('writes what waits at %s', (event) => {
    store.setState({ own: withEdit(cluster(), local) })
    page.fire(event)
    expect(storage.kept.get(key)).toContain('set-external-policy')
  })

  it('writes what waits before another one is opened', () => {
    store.setState({ own: withEdit(cluster(), local) })
    store.setState({ own: null })
    expect(storage.kept.get(key)).toContain('set-external-policy')
  })

  it('says once that a full storage keeps nothing, holds the page back, and keeps it when there is room again', () => {
    storage.full = true
    store.setState({ own: cluster() })
    page.pass()
    expect(keeper.state.getState().notice).toEqual({ kind: 'not-kept' })
    let held = false
    page.fire('beforeunload', { preventDefault: () => (held = true) })
    expect(held).toBe(true)
    storage.full = false
    store.setState({ own: withEdit(own(), local) })
    page.pass()
    expect(keeper.state.getState()).toMatchObject({ notice: null, entries: [{ id: 'a' }] })
  })

  it('works without any storage', () => {
    const bare = createKeeper(createAppStore(), createShelf(null), fakeWindow().window)
    expect(bare.state.getState().entries).toEqual([])
    expect(bare.shelf.put('a', 'text')).toBe('refused')
  })

  it('keeps both when another tab wrote the same cluster meanwhile', () => {
    store.setState({ own: cluster() })
    page.pass()
    const theirs = recordOf(withEdit(cluster(), release), 1)
    storage.kept.set(key, theirs)
    store.setState({ own: withEdit(own(), local) })
    page.pass()
    expect(storage.kept.get(key)).toBe(theirs)
    expect(own()).toMatchObject({ name: 'lab 2', done: [{ edit: local }] })
    expect(storage.kept.get(`eniscope.cluster.${own().id}`)).toContain('set-external-policy')
    expect(keeper.state.getState().notice).toEqual({ kind: 'both-kept', name: 'lab 2' })
  })

  it('shows what another tab wrote where nothing waits here', () => {
    store.setState({ own: cluster() })
    page.pass()
    storage.kept.set(key, recordOf(withEdit(cluster(), release), 1))
    page.fire('storage', { key })
    expect(own().topology.terway.release).toBe('1.4.2')
    expect(keeper.state.getState().notice).toEqual({ kind: 'taken-over', name: 'lab' })
  })

  it('writes again what another tab deleted, and is edited here', () => {
    store.setState({ own: cluster() })
    page.pass()
    storage.kept.delete(key)
    page.fire('storage', { key })
    store.setState({ own: withEdit(own(), local) })
    page.pass()
    expect(storage.kept.get(key)).toContain('set-external-policy')
    expect(own().name).toBe('lab')
  })

  it('lists what it cannot read, and keeps its text', () => {
    storage.kept.set(key, '{"name":')
    keeper.refresh()
    expect(keeper.state.getState().entries).toEqual([{ id: 'a', name: null }])
    open('a')
    expect(store.getState().own).toBeNull()
    expect(keeper.shelf.read('a')).toBe('{"name":')
  })
})

it('a second cluster of one name gets a number', () => {
  expect(freeName('lab', [])).toBe('lab')
  expect(freeName('lab', ['lab', 'lab 2'])).toBe('lab 3')
  expect(freeName('lab 2', ['lab', 'lab 2'])).toBe('lab 3')
})
