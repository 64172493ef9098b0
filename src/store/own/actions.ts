/*! What a person does with clusters of their own: open, copy, edit, undo, keep. */
import { readJson } from '../../base/json'
import { ok } from '../../base/result'
import {
  broughtIn,
  type Edit,
  type FlowChoice,
  type Problem,
  readTopology,
  type Topology,
  topologyToJson,
} from '../../sim'
import { AT_START, chooseScenario } from '../document'
import { lastStep, questionOf } from '../select'
import type { AppStore } from '../store'
import { browserShelf } from './browser-shelf'
import { clusterOf, FROM_LINK, type OwnCluster, redone, undone, withEdits, withFlow } from './cluster'
import { createKeeper, type Keeper, type ShelfNotice } from './keep'
import { freeName, newId, tidyName } from './names'
import { isNewer, readRecord } from './record'

const keepers = new WeakMap<AppStore, Keeper>()

/** The page's keeper; from the first call on, what is edited is kept. */
export function keeperOf(store: AppStore): Keeper {
  const keeper = keepers.get(store) ?? createKeeper(store, browserShelf(), window)
  keepers.set(store, keeper)
  return keeper
}

// ——— one cluster and another ———

/** Opens a cluster of the shelf. One that cannot be read: a notice, and what is open stays. */
export function openOwn(store: AppStore, id: string): void {
  const { shelf, flush, say, refresh } = keeperOf(store)
  flush()
  const text = shelf.read(id)
  if (text === null) {
    refresh()
    return
  }
  const read = readRecord(id, text)
  if (read.ok) {
    shelf.opened(id, text)
    show(store, read.value)
  } else say(isNewer(text) ? { kind: 'newer', id } : { kind: 'unreadable', id, problem: read.error[0] ?? null })
}

/** A new cluster, kept from the first moment. */
export function addOwn(store: AppStore, name: string, base: Topology, flow?: OwnCluster['flow']): void {
  const cluster = clusterOf({ id: newId(), name: newName(store, name), base, ...(flow ? { flow } : {}) })
  show(store, cluster)
  keeperOf(store).flush()
}

/** What is open now, beside it: a scenario with its variant and edits. */
export function copyOpen(store: AppStore, name: string): void {
  const { topology, flow } = questionOf(store.getState())
  addOwn(store, name, topology, flow)
}

export function duplicateOwn(store: AppStore, id: string): void {
  const { shelf, flush } = keeperOf(store)
  flush()
  const read = readRecord(id, shelf.read(id) ?? '')
  if (!read.ok) return
  show(store, { ...read.value, id: newId(), name: newName(store, read.value.name) })
  flush()
}

export function renameOwn(store: AppStore, id: string, text: string): void {
  const keeper = keeperOf(store)
  keeper.flush()
  const { own } = store.getState()
  const kept = keeper.shelf.read(id) ?? ''
  const read = own?.id === id ? ok(own) : readRecord(id, kept)
  const name = tidyName(text)
  if (!read.ok || name === '' || name === read.value.name) return
  const renamed = { ...read.value, name: newName(store, name) }
  if (own?.id === id) store.setState({ own: renamed })
  else {
    keeper.shelf.opened(id, kept)
    keeper.put(renamed)
  }
  keeper.flush()
}

/** Undo is in the toast. What was open gives way to the scenario that was open before. */
export function deleteOwn(store: AppStore, id: string): void {
  const { shelf, flush, refresh } = keeperOf(store)
  flush()
  const text = shelf.read(id)
  const name = shelf.list().find((entry) => entry.id === id)?.name ?? null
  const { own, scenario } = store.getState()
  const open = own?.id === id
  if (open) chooseScenario(store, scenario)
  shelf.remove(id)
  refresh()
  store.setState({ toast: { own: { did: 'delete', id, name, text: text ?? '', open } } })
}

function show(store: AppStore, own: OwnCluster): void {
  store.setState(({ visits }) => ({ ...AT_START, variant: {}, flow: null, edits: [], own, visits: visits + 1 }))
}

const newName = (store: AppStore, name: string): string =>
  freeName(
    name,
    keeperOf(store)
      .shelf.list()
      .flatMap(({ name: taken }) => taken ?? []),
  )

// ——— in one cluster ———

/**
 * One edit. A value that no topology can have (a name with a space, a port 0) is refused, with what is wrong, unless it was there
 * before; problems between things (two pods with one address) are not, they are the cluster's own.
 */
export const editOwn = (store: AppStore, made: Edit): readonly Problem[] => editAllOwn(store, [made])

/** Several in one step of undo. */
export function editAllOwn(store: AppStore, all: readonly Edit[]): readonly Problem[] {
  const { own } = store.getState()
  const [made] = all
  if (own === null || !made) return []
  const next = withEdits(own, all)
  const brought = broughtIn(own.topology, next.topology)
  if (brought.length > 0) return brought
  change(store, next)
  store.setState({ toast: { own: { did: 'edit', edit: made } } })
  return []
}

export function undoOwn(store: AppStore): void {
  const { own } = store.getState()
  const back = own && undone(own)
  if (!back) return
  change(store, back.cluster)
  store.setState({ toast: { own: { did: 'undo', edit: back.edit } } })
}

export function redoOwn(store: AppStore): void {
  const { own } = store.getState()
  const again = own && redone(own)
  if (!again) return
  change(store, again.cluster)
  store.setState({ toast: { own: { did: 'redo', edit: again.edit } } })
}

/** Takes back what the toast tells of. */
export function undoSaid(store: AppStore): void {
  const { toast } = store.getState()
  if (!toast || !('own' in toast)) return
  store.setState({ toast: null })
  const { own: said } = toast
  if (said.did === 'undo') redoOwn(store)
  else if (said.did !== 'delete') undoOwn(store)
  else {
    const { shelf, refresh } = keeperOf(store)
    shelf.put(said.id, said.text)
    refresh()
    if (said.open) openOwn(store, said.id)
  }
}

/** Another flow, ready to play from its first hop. */
export function askOwn(store: AppStore, flow: FlowChoice): void {
  const { own } = store.getState()
  if (own) store.setState(({ visits }) => ({ own: withFlow(own, flow), edits: [], ...AT_START, visits: visits + 1 }))
}

/** The hop stays where it is if the new walk has it, else it becomes the last one. */
function change(store: AppStore, changed: OwnCluster): void {
  const state = store.getState()
  const own = changed.id === FROM_LINK ? { ...changed, id: newId(), name: newName(store, changed.name) } : changed
  const step = own.scenario === null ? 0 : Math.min(state.step, lastStep({ ...state, own }))
  store.setState({ ...AT_START, own, step, visits: state.visits + 1 })
}

// ——— files ———

/** Longer texts are no pleasure in a field of the page. */
const MOST_MENDED = 2_000_000
/** Larger than any cluster that fits the limits. */
const MOST_BYTES = 20_000_000

/** The cluster as a file: the JSON form of a topology, as the command line reads it. */
export const fileOf = ({ topology }: OwnCluster): string => `${JSON.stringify(topologyToJson(topology), null, 2)}\n`

/** What a browser hands over of a file that a person chose. */
export interface ChosenFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
  text(): Promise<string>
}

/** A file as a new cluster, named after it. One that is too large is not even read. What is no topology: a notice, nothing changes, and `false`. */
export async function openFile(store: AppStore, chosen: ChosenFile): Promise<boolean> {
  const { say } = keeperOf(store)
  const { name: file, size } = chosen
  const refused = (notice: ShelfNotice): false => {
    say(notice)
    return false
  }
  if (size > MOST_BYTES) return refused({ kind: 'large-file', file, limit: MOST_BYTES })
  const text = await chosen.text().catch(() => null)
  if (text === null) return refused({ kind: 'unread-file', file })
  return openText(store, file, text)
}

/** The same of its text, as it was or as a person has mended it. */
export function openText(store: AppStore, file: string, written: string): boolean {
  const { say } = keeperOf(store)
  const text = written.length <= MOST_MENDED ? written : null
  const json = readJson(written)
  const read = json.ok ? readTopology(json.value) : null
  if (!json.ok) say({ kind: 'not-json', file, fault: json.error, text })
  else if (read?.ok !== true) say({ kind: 'bad-file', file, problem: read?.error[0] ?? null, text })
  if (read?.ok !== true) return false
  say(null)
  addOwn(store, tidyName(file.replace(/\.json$/i, '')) || 'cluster', read.value.topology)
  return true
}
