/*! A cluster of a person's own: where it began, the edits made since, and what follows from both. Pure: every function gives another
cluster. */
import type { Scenario } from '../../scenarios'
import {
  applyEdit,
  askTarget,
  podsBehind,
  type Edit,
  type Flow,
  type FlowChoice,
  isReady,
  podNamed,
  type Problem,
  problemsOf,
  type Question,
  sourcesOf,
  targetsOf,
  type Topology,
} from '../../sim'

/** An edit that was made, and what was asked when it was. */
export interface Made {
  readonly edit: Edit
  readonly before: Flow
  /** Made in one go with the one before it: both are undone at once. */
  readonly joined?: true
}

/** An edit that was undone, and what was asked when it was. */
export interface Unmade {
  readonly edit: Edit
  readonly after: Flow
  readonly joined?: true
}

export interface OwnCluster {
  /** In storage and in the address bar. */
  readonly id: string
  readonly name: string
  /** What undo comes back to in the end. */
  readonly base: Topology
  readonly done: readonly Made[]
  /** What redo would do, the next one last. */
  readonly undone: readonly Unmade[]
  /** `base` after `done`. */
  readonly topology: Topology
  /** What is asked; its source may be missing (`asks`). */
  readonly flow: Flow
  /** Why it cannot be walked as it is. It can be edited all the same. */
  readonly problems: readonly Problem[]
  /** As the page opens a scenario; null: there is nothing that can be walked. */
  readonly scenario: Scenario | null
}

/** The id of a cluster that came by a link and is not kept here yet. */
export const FROM_LINK = ''

/** Nobody has given it a name; the page has a word for it. */
export const NO_NAME = ''

/** Nobody asks anybody. */
export const NO_FLOW: Flow = {
  from: { kind: 'pod', name: '' },
  to: { ip: 0 as Flow['to']['ip'], port: 80 },
  protocol: 'TCP',
  // As in the scenarios.
  sport: 40001,
  backend: null,
}

type Declared = Pick<OwnCluster, 'id' | 'name' | 'base'> &
  Partial<Pick<OwnCluster, 'done' | 'undone' | 'topology' | 'flow'>>

/** With everything that follows. `topology` is given where it is known already. */
export function clusterOf(declared: Declared): OwnCluster {
  const { base, done = [], undone = [], topology = base, flow: wanted = NO_FLOW } = declared
  const flow = hasSource(topology, wanted) ? wanted : (firstFlow(topology) ?? wanted)
  const problems = problemsOf(topology)
  const walks = problems.length === 0 && hasSource(topology, flow) && isReady(topology)
  const question: Question = { topology, flow }
  return {
    id: declared.id,
    name: declared.name,
    base,
    done,
    undone,
    topology,
    flow,
    problems,
    // Its id names no entry of the list: nothing but the question is read of it.
    scenario: walks ? { id: 's1', question, groups: [], facts: [], neverWent: null } : null,
  }
}

export const hasSource = (topology: Topology, { from }: Pick<Flow, 'from'>): boolean =>
  from.kind === 'pod'
    ? podNamed(topology.pods, from.name) !== undefined
    : sourcesOf(topology).some(({ kind, name }) => kind === from.kind && name === from.name)

/** Something worth asking in a cluster that nothing is asked of yet: a pod that serves nothing asks the first Service, or a pod. */
function firstFlow(topology: Topology): Flow | null {
  const pods = topology.pods.filter(({ hostNetwork }) => !hostNetwork)
  const from =
    pods.find(({ listen = [] }) => listen.length === 0) ?? pods[0] ?? topology.nodes[0] ?? topology.clients[0]
  const target = targetsOf(topology)
    .filter(({ address, ip }) => (address === 'clusterIP' || address === 'own') && ip !== from?.ip)
    .toSorted((a, b) => Number(b.ports.length > 0) - Number(a.ports.length > 0))[0]
  if (!from || !target) return null
  const kind = 'eni' in from ? 'pod' : 'enis' in from ? 'node' : 'client'
  const asked = askTarget(target, { port: 80, protocol: 'TCP' })
  const backend = 'eni' in from && target.address === 'clusterIP' ? elsewhere(topology, target.ip, from) : null
  return { ...NO_FLOW, from: { kind, name: from.name }, ...asked, backend }
}

type Pod = Topology['pods'][number]

/** Where the client is a backend itself: another one, on another node if there is one. To meet oneself is no first picture. */
function elsewhere({ pods, services }: Topology, ip: Pod['ip'], client: Pod): string | null {
  const service = services.find(({ clusterIP }) => clusterIP === ip)
  const backends = service === undefined ? [] : podsBehind(service, pods)
  if (!backends.includes(client)) return null
  const others = backends.filter((pod) => pod !== client)
  return (others.find(({ node }) => node !== client.node) ?? others[0])?.name ?? null
}

/** Another flow on the same cluster. */
export const withFlow = (cluster: OwnCluster, { from, to, protocol }: FlowChoice): OwnCluster =>
  clusterOf({ ...cluster, flow: { ...NO_FLOW, from, to, protocol } })

/** One edit on. What was undone is gone. */
export const withEdit = (cluster: OwnCluster, edit: Edit): OwnCluster => ({
  ...madeOn(cluster, edit),
  undone: [],
})

/** Several on, as one step of undo and redo. */
export const withEdits = (cluster: OwnCluster, edits: readonly Edit[]): OwnCluster =>
  edits.reduce<OwnCluster>((made, edit, at) => ({ ...madeOn(made, edit, at > 0), undone: [] }), cluster)

function madeOn(cluster: OwnCluster, edit: Edit, joined = false): OwnCluster {
  const { topology, flow, done } = cluster
  return clusterOf({
    ...cluster,
    ...applyEdit({ topology, flow }, edit),
    done: [...done, { edit, before: flow, ...(joined && { joined }) }],
  })
}

/** The last edit taken back, and what was asked when it was made; null: there is none. */
export function undone(cluster: OwnCluster): { readonly cluster: OwnCluster; readonly edit: Edit } | null {
  const last = cluster.done[cluster.done.length - 1]
  if (!last) return null
  const from = cluster.done.findLastIndex(({ joined }) => !joined)
  const [first = last, ...others] = cluster.done.slice(Math.max(0, from))
  const done = cluster.done.slice(0, -1 - others.length)
  const { topology } = replay(cluster.base, done)
  const { edit, before: flow } = first
  const back = [first, ...others].map(
    (made): Unmade => ({
      edit: made.edit,
      after: cluster.flow,
      ...(made.joined && { joined: made.joined }),
    }),
  )
  const undone = [...cluster.undone, ...back.toReversed()]
  return { edit, cluster: clusterOf({ ...cluster, topology, flow, done, undone }) }
}

/** The edit that was undone last made again, and what was asked when it was undone; null: there is none. */
export function redone(cluster: OwnCluster): { readonly cluster: OwnCluster; readonly edit: Edit } | null {
  const last = cluster.undone[cluster.undone.length - 1]
  if (!last) return null
  const { edit, after: flow } = last
  const rest = cluster.undone.slice(0, -1)
  const others = rest.slice(rest.findLastIndex(({ joined }) => !joined) + 1).toReversed()
  const undone = rest.slice(0, rest.length - others.length)
  const made = [last, ...others].reduce((on, one, at) => madeOn(on, one.edit, at > 0), cluster)
  return { edit, cluster: clusterOf({ ...made, undone, flow }) }
}

/** Throws what `applyEdit` throws. */
export const replay = (base: Topology, done: readonly Pick<Made, 'edit'>[]): Question =>
  done.reduce((question: Question, { edit }) => applyEdit(question, edit), { topology: base, flow: NO_FLOW })

/** What there was before the last edit. */
export function before({ base, done }: Pick<OwnCluster, 'base' | 'done'>): Question {
  const from = Math.max(
    0,
    done.findLastIndex(({ joined }) => !joined),
  )
  const { topology } = replay(base, done.slice(0, from))
  return { topology, flow: done[from]?.before ?? NO_FLOW }
}
