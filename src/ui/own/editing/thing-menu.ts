/*! What the menu of an object offers. */
import {
  type Edit,
  findNamed,
  formatIpv4,
  type MovePod,
  newClient,
  newEni,
  newNode,
  newPod,
  newVSwitch,
  type PodSpec,
  type Topology,
} from '../../../sim'
import type { EditingMessages } from '../../../text/editing-en'
import type { MenuItem } from '../Menu'
import { movesOf } from './thing-edits'
import type { ThingRef } from './things'

/** What the items do; they know nothing of dialogs and stores. */
export interface ThingActions {
  readonly edit: (edit: Edit) => void
  readonly remove: (ref: ThingRef) => void
  readonly rename: (ref: ThingRef) => void
  readonly addPod: (pod: PodSpec) => void
}

/** `ref` null: the ground, for what stands in nothing else. */
export function menuOf(
  ref: ThingRef | null,
  topology: Topology,
  words: EditingMessages,
  actions: ThingActions,
): readonly MenuItem[] {
  const own = ref === null ? groundItems(topology, words, actions) : addItems(ref, topology, words, actions)
  if (ref === null) return own
  return [
    { id: 'rename', label: words.rename, onSelect: () => actions.rename(ref) },
    ...(ref.kind === 'pod' ? moveItems(ref.pod, topology, words, actions) : []),
    ...own,
    { id: 'remove', label: words.remove, keys: 'Del', tone: 'danger', onSelect: () => actions.remove(ref) },
  ]
}

function moveItems(
  pod: string,
  topology: Topology,
  words: EditingMessages,
  { edit }: ThingActions,
): readonly MenuItem[] {
  const moves = movesOf(topology, pod)
  if (moves.length === 0) return []
  const items = moves.map((move): MenuItem => {
    const label = placeText(move, topology, words)
    return { id: label, label, onSelect: () => edit(move) }
  })
  return [{ id: 'move', label: words.moveTo, items }]
}

/** "n2, eth1 as 10.0.3.4". */
export const placeText = ({ pod, node, eni, ip }: MovePod, topology: Topology, words: EditingMessages): string =>
  words.place({
    node: node ?? findNamed(topology.pods, pod)?.node ?? '',
    eni,
    ip: ip === undefined ? null : formatIpv4(ip),
  })

function addItems(ref: ThingRef, topology: Topology, words: EditingMessages, actions: ThingActions): MenuItem[] {
  const place = ref.kind === 'node' ? { node: ref.node } : ref.kind === 'eni' ? { node: ref.node, eni: ref.dev } : null
  const pod = place && newPod(topology, place)
  const node = ref.kind === 'node' ? topology.nodes.find(({ name }) => name === ref.node) : undefined
  const eni = node && newEni(node)
  const host = ref.kind === 'vswitch' ? newNode(topology, ref.vswitch) : null
  return [
    ...(pod ? [{ id: 'add-pod', label: words.addPod, onSelect: () => actions.addPod(pod) }] : []),
    ...(node && eni
      ? [
          {
            id: 'add-eni',
            label: words.addEni,
            onSelect: () => actions.edit({ kind: 'add-eni', node: node.name, eni }),
          },
        ]
      : []),
    ...(host
      ? [{ id: 'add-node', label: words.addNode, onSelect: () => actions.edit({ kind: 'add-node', node: host }) }]
      : []),
  ]
}

function groundItems(topology: Topology, words: EditingMessages, { edit }: ThingActions): MenuItem[] {
  const node = newNode(topology)
  const vswitch = newVSwitch(topology)
  const client = newClient(topology)
  return [
    ...(node ? [{ id: 'node', label: words.addNode, onSelect: () => edit({ kind: 'add-node', node }) }] : []),
    ...(vswitch
      ? [{ id: 'vswitch', label: words.addVSwitch, onSelect: () => edit({ kind: 'add-vswitch', vswitch }) }]
      : []),
    ...(client ? [{ id: 'client', label: words.addClient, onSelect: () => edit({ kind: 'add-client', client }) }] : []),
  ]
}
