/*! A cluster as it is kept in the browser: one JSON text. The topology now is kept beside where it began and the edits, so that a
history which no longer replays (another release, a broken byte) costs the history, never the cluster. */
import { err, ok, type Result } from '../../base/result'
import { type Edit, type Flow, type Problem, readTopology, type Topology, topologyToJson } from '../../sim'
import { clusterOf, type Made, NO_FLOW, type OwnCluster, replay, type Unmade } from './cluster'

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
    undone: undone.map(({ edit }) => edit),
    ...joinedIn([...done, ...undone]),
    asked: withoutRepeats([...done.map(({ before }) => before), ...undone.map(({ after }) => after)]),
  })
}

/** What the list says of a record; null: it is none. */
export function titleOf(text: string): { readonly name: string; readonly order: number } | null {
  const value = parsed(text)
  return typeof value?.['name'] === 'string'
    ? { name: value['name'], order: typeof value['order'] === 'number' ? value['order'] : 0 }
    : null
}

/** Whether a newer release of the page kept it. */
export function isNewer(text: string): boolean {
  const version = parsed(text)?.['version']
  return typeof version === 'number' && version > VERSION
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
  const edits = listOf(value['done'])
  const later = listOf(value['undone'])
  const joined = new Set(listOf(value['joined']))
  const asked = withRepeats(listOf(value['asked']), edits.length + later.length, flow)
  const done = edits.map(
    (edit, at): Made => ({
      edit: edit as Edit,
      before: asked[at] ?? flow,
      ...(joined.has(at) && { joined: true }),
    }),
  )
  if (!base.ok || !leadsTo(base.value.topology, done, topology)) {
    return ok(clusterOf({ id, name, base: topology, flow }))
  }
  const undone = later.map(
    (edit, at): Unmade => ({
      edit: edit as Edit,
      after: asked[edits.length + at] ?? flow,
      ...(joined.has(edits.length + at) && { joined: true }),
    }),
  )
  const whole = { id, name, base: base.value.topology, topology, done, flow }
  return ok(clusterOf(canRedo(topology, undone) ? { ...whole, undone } : whole))
}

/** Places of those that were made with the one before them; nothing where there are none. */
function joinedIn(steps: readonly (Made | Unmade)[]): { readonly joined?: readonly number[] } {
  const joined = steps.flatMap((step, at) => (step.joined ? [at] : []))
  return joined.length === 0 ? {} : { joined }
}

/** What was asked at each edit; null: the same as at the one before. */
const withoutRepeats = (flows: readonly Flow[]): readonly (Flow | null)[] =>
  flows.map((flow, at) => (JSON.stringify(flow) === JSON.stringify(flows[at - 1]) ? null : flow))

/** `usual`: where nothing was kept. */
function withRepeats(kept: readonly unknown[], count: number, usual: Flow): readonly Flow[] {
  const flows: Flow[] = []
  for (let at = 0; at < count; at++) {
    const value = kept[at] ?? null
    flows.push(value === null ? (flows[at - 1] ?? usual) : flowOf(value))
  }
  return flows
}

function leadsTo(base: Topology, done: readonly Made[], now: Topology): boolean {
  try {
    return sameText(replay(base, done).topology, now)
  } catch {
    return false
  }
}

function canRedo(topology: Topology, undone: readonly Unmade[]): boolean {
  try {
    replay(topology, undone.toReversed())
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
