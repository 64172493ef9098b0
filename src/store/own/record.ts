/*! A cluster as it is kept in the browser: one JSON text. The topology now is kept beside where it began and the edits, so that a
history which no longer replays (another release, a broken byte) costs the history, never the cluster. */
import { err, ok, type Result } from '../../base/result'
import { type Edit, type Flow, type Problem, readTopology, type Topology, topologyToJson } from '../../sim'
import { clusterOf, NO_FLOW, type OwnCluster, replay } from './cluster'

/** Of the format; a newer one is not read. */
const VERSION = 1

export function recordOf({ name, base, topology, done, undone, flow }: OwnCluster, order: number): string {
  return JSON.stringify({
    version: VERSION,
    name,
    order,
    flow,
    base: topologyToJson(base),
    ...(done.length === 0 ? {} : { now: topologyToJson(topology) }),
    done: done.map(({ edit }) => edit),
    undone,
  })
}

/** What the list says of a record; null: it is none. */
export function titleOf(text: string): { readonly name: string; readonly order: number } | null {
  const value = parsed(text)
  return typeof value?.['name'] === 'string'
    ? { name: value['name'], order: typeof value['order'] === 'number' ? value['order'] : 0 }
    : null
}

/** The cluster of a record, or what is wrong with it: nothing that can be read, or problems of its topology. */
export function readRecord(id: string, text: string): Result<OwnCluster, readonly Problem[]> {
  const value = parsed(text)
  if (!value || typeof value['name'] !== 'string' || value['version'] !== VERSION) return err([])
  const { name } = value
  const base = readTopology(value['base'])
  const now = value['now'] === undefined ? base : readTopology(value['now'])
  if (!now.ok) return now
  const flow = flowOf(value['flow'])
  const { topology } = now.value
  const done = base.ok ? historyOf(base.value.topology, listOf(value['done']), topology, flow) : null
  if (done === null || !base.ok) return ok(clusterOf({ id, name, base: topology, flow }))
  const undone = listOf(value['undone']) as readonly Edit[]
  const whole = { id, name, base: base.value.topology, topology, done, flow }
  return ok(clusterOf(canRedo(topology, undone) ? { ...whole, undone } : whole))
}

/** The edits, if they lead from there to here; null: they do not. */
function historyOf(base: Topology, edits: readonly unknown[], now: Topology, flow: Flow): OwnCluster['done'] | null {
  const done = edits.map((edit) => ({ edit: edit as Edit, before: flow }))
  try {
    return sameText(replay(base, done).topology, now) ? done : null
  } catch {
    return null
  }
}

function canRedo(topology: Topology, undone: readonly Edit[]): boolean {
  try {
    replay(
      topology,
      undone.toReversed().map((edit) => ({ edit, before: NO_FLOW })),
    )
    return true
  } catch {
    return false
  }
}

const sameText = (a: Topology, b: Topology): boolean =>
  JSON.stringify(topologyToJson(a)) === JSON.stringify(topologyToJson(b))

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** What was asked, if it has the shape of a flow; else nothing is asked yet. */
function flowOf(value: unknown): Flow {
  if (typeof value !== 'object' || value === null) return NO_FLOW
  const { from, to, protocol } = value as Partial<Flow>
  const kinds: readonly unknown[] = ['pod', 'node', 'client']
  const protocols: readonly unknown[] = ['TCP', 'UDP', 'ICMP']
  const fits =
    kinds.includes(from?.kind) &&
    typeof from?.name === 'string' &&
    isCount(to?.ip, 0xffff_ffff) &&
    isCount(to?.port, 65_535) &&
    protocols.includes(protocol)
  return fits && from && to && protocol ? { ...NO_FLOW, from, to, protocol } : NO_FLOW
}

const isCount = (value: unknown, most: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
