/*! The edits that a menu, a key or a drop means. Pure. */
import {
  type Edit,
  findNamed,
  type MovePod,
  newPlace,
  type ObjectRef,
  type SlbListenerSpec,
  type Topology,
} from '../../../sim'
import type { OneField } from '../../../store/own/form/field'
import { formAt, type ObjectForm, placeOfObject } from '../../../store/own/form/objects'
import { PRIMARY, type ThingRef } from './things'

/** null: it stays as long as what it belongs to, or it is in more than one list. */
export function removal(ref: ThingRef, topology: Topology): Edit | null {
  switch (ref.kind) {
    case 'node':
      return { kind: 'remove-node', node: ref.node }
    case 'eni':
      return ref.dev === PRIMARY ? null : { kind: 'remove-eni', node: ref.node, dev: ref.dev }
    case 'pod':
      return { kind: 'remove-pod', pod: ref.pod }
    case 'vswitch':
      return { kind: 'remove-vswitch', vswitch: ref.vswitch }
    case 'client':
      return { kind: 'remove-client', client: ref.client }
    case 'slb':
      return { kind: 'remove-slb' }
    case 'backend': {
      const [only, ...others] = listenersWith(topology, ref)
      return only && others.length === 0 ? only.without : null
    }
    case 'gateway':
      return { kind: 'set-nat-gateway', gateway: null }
    case 'snat':
      return withoutEntry(topology, ref.at)
    case 'vpc':
      return null
    case 'tag':
      return formOfTag(topology, ref.object)?.remove ?? null
  }
}

export function formOfTag(topology: Topology, object: ObjectRef): ObjectForm | null {
  const path = placeOfObject(topology, object)
  return path && formAt(topology, path)
}

interface Backed {
  readonly listener: SlbListenerSpec
  readonly at: number
  /** The listener without that backend. */
  readonly without: Edit
}

/** The listeners behind which a backend stands. */
export const listenersWith = (
  { slb }: Topology,
  { ip, port }: Pick<Extract<ThingRef, { kind: 'backend' }>, 'ip' | 'port'>,
): readonly Backed[] =>
  (slb?.listeners ?? []).flatMap((listener, at) => {
    const backends = listener.backends.filter((each) => each.ip !== ip || each.port !== port)
    if (backends.length === listener.backends.length) return []
    return [{ listener, at, without: { kind: 'set-listener', at, listener: { ...listener, backends } } }]
  })

function withoutEntry({ natGateway }: Topology, at: number): Edit | null {
  if (!natGateway) return null
  const entries = natGateway.entries.filter((_, index) => index !== at)
  return { kind: 'set-nat-gateway', gateway: { ...natGateway, entries } }
}

/** null: it has no name of its own. */
export function renaming(ref: ThingRef, to: string, topology: Topology): Edit | null {
  const { natGateway } = topology
  switch (ref.kind) {
    case 'node':
      return { kind: 'rename-node', node: ref.node, to }
    case 'eni':
      return ref.dev === PRIMARY ? null : { kind: 'rename-eni', node: ref.node, dev: ref.dev, to }
    case 'pod':
      return { kind: 'rename-pod', pod: ref.pod, to }
    case 'vswitch':
      return { kind: 'rename-vswitch', vswitch: ref.vswitch, to }
    case 'client':
      return { kind: 'rename-client', client: ref.client, to }
    case 'slb':
      return { kind: 'rename-slb', to }
    case 'gateway':
      return natGateway ? { kind: 'set-nat-gateway', gateway: { ...natGateway, id: to } } : null
    case 'tag': {
      const renamed = nameFieldOf(topology, ref.object)?.edit(to)
      return renamed?.ok ? renamed.value : null
    }
    case 'backend':
    case 'snat':
    case 'vpc':
      return null
  }
}

const nameFieldOf = (topology: Topology, object: ObjectRef): OneField | undefined =>
  formOfTag(topology, object)?.fields.find((field) => field.kind === 'one' && field.id === 'name') as
    | OneField
    | undefined

/** Where a pod comes to by a drop on this thing; null: nothing can be dropped there. */
export function moveTo(topology: Topology, pod: string, ref: ThingRef): MovePod | null {
  if (ref.kind === 'node') return newPlace(topology, pod, { node: ref.node })
  return ref.kind === 'eni' ? newPlace(topology, pod, { node: ref.node, eni: ref.dev }) : null
}

/** More than that nobody reads in a menu. */
const MOST_PLACES = 40

/** The ENIs that a pod could be moved to, node by node, its own first. Of a large cluster the first ones. */
export function movesOf(topology: Topology, pod: string): readonly MovePod[] {
  const home = findNamed(topology.pods, pod)?.node
  const nodes = topology.nodes.toSorted((a, b) => Number(b.name === home) - Number(a.name === home))
  const moves: MovePod[] = []
  for (const { name, enis } of nodes) {
    for (const { dev } of enis.slice(1)) {
      const move = newPlace(topology, pod, { node: name, eni: dev })
      if (move) moves.push(move)
      if (moves.length === MOST_PLACES) return moves
    }
  }
  return moves
}

/** Whether a name is somebody's of the same kind already. */
export function isTaken(topology: Topology, ref: ThingRef, name: string): boolean {
  switch (ref.kind) {
    case 'node':
      return topology.nodes.some((each) => each.name === name)
    case 'eni':
      return topology.nodes.some((each) => each.name === ref.node && each.enis.some(({ dev }) => dev === name))
    case 'pod':
      return topology.pods.some((each) => each.name === name)
    case 'vswitch':
      return topology.vswitches.some((each) => each.name === name)
    case 'client':
      return topology.clients.some((each) => each.name === name)
    case 'slb':
    case 'backend':
    case 'gateway':
    case 'snat':
    case 'vpc':
      return false
    case 'tag': {
      const renamed = nameFieldOf(topology, ref.object)?.edit(name)
      return renamed?.ok === false && renamed.error.code === 'taken'
    }
  }
}
