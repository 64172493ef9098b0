/*! The edits that a menu, a key or a drop means. Pure. */
import { type Edit, findNamed, type MovePod, newPlace, type Topology } from '../../../sim'
import type { ThingRef } from './things'

export function removal(ref: ThingRef): Edit {
  switch (ref.kind) {
    case 'node':
      return { kind: 'remove-node', node: ref.node }
    case 'eni':
      return { kind: 'remove-eni', node: ref.node, dev: ref.dev }
    case 'pod':
      return { kind: 'remove-pod', pod: ref.pod }
    case 'vswitch':
      return { kind: 'remove-vswitch', vswitch: ref.vswitch }
    case 'client':
      return { kind: 'remove-client', client: ref.client }
  }
}

export function renaming(ref: ThingRef, to: string): Edit {
  switch (ref.kind) {
    case 'node':
      return { kind: 'rename-node', node: ref.node, to }
    case 'eni':
      return { kind: 'rename-eni', node: ref.node, dev: ref.dev, to }
    case 'pod':
      return { kind: 'rename-pod', pod: ref.pod, to }
    case 'vswitch':
      return { kind: 'rename-vswitch', vswitch: ref.vswitch, to }
    case 'client':
      return { kind: 'rename-client', client: ref.client, to }
  }
}

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
  }
}
