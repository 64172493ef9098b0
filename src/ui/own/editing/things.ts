/*! What can be edited in the picture, and where it stands. Pure. */
import { groupBy } from '../../../base/group'
import { clientNetns, nameOf, type NodeSpec, nodeNetns, podNetns, type Topology } from '../../../sim'
import type { EditingMessages } from '../../../text/editing-en'
import type { Rect } from '../../graph/geometry'
import type { Layout } from '../../graph/layout'

/** An object as edits name it. */
export type ThingRef =
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'eni'; readonly node: string; readonly dev: string }
  | { readonly kind: 'pod'; readonly pod: string; readonly node: string; readonly eni: string }
  | { readonly kind: 'vswitch'; readonly vswitch: string }
  | { readonly kind: 'client'; readonly client: string }

export interface Thing {
  readonly ref: ThingRef
  /** Id of its box. */
  readonly box: string
  readonly rect: Rect
}

/**
 * Those of a topology that have a box: host by host, each with its pods and secondary ENIs, then vSwitches and clients. The
 * primary ENI is its node's, which stands for it.
 */
export function thingsIn(topology: Topology, { boxes }: Layout): readonly Thing[] {
  const there = (box: string, ref: ThingRef): readonly Thing[] => {
    const rect = boxes.get(box)?.rect
    return rect ? [{ ref, box, rect }] : []
  }
  const podsOf = groupBy(topology.pods, ({ node }) => node)
  const ofNode = (node: NodeSpec): readonly Thing[] => [
    ...there(nodeNetns(node.name), { kind: 'node', node: node.name }),
    ...(podsOf.get(node.name) ?? []).flatMap((pod) =>
      there(boxOfPod(pod), { kind: 'pod', pod: nameOf(pod), node: pod.node, eni: pod.eni }),
    ),
    ...node.enis.slice(1).flatMap(({ dev }) => there(boxOfEni(node.name, dev), { kind: 'eni', node: node.name, dev })),
  ]
  return [
    ...topology.nodes.flatMap(ofNode),
    ...topology.vswitches.flatMap(({ name }) => there(boxOfVSwitch(name), { kind: 'vswitch', vswitch: name })),
    ...topology.clients.flatMap(({ name }) => there(clientNetns(name), { kind: 'client', client: name })),
  ]
}

const boxOfPod = ({ name, namespace = 'default' }: Topology['pods'][number]): string => podNetns(namespace, name)
const boxOfEni = (node: string, dev: string): string => `${nodeNetns(node)}/eni/${dev}`
const boxOfVSwitch = (name: string): string => `vsw:${name}`

/** The thing at a box, or the one that this box is a part of. */
export function thingOf(things: readonly Thing[], { boxes }: Layout, box: string): Thing | null {
  for (let at: string | null = box; at !== null; at = boxes.get(at)?.owner ?? null) {
    const found = things.find((thing) => thing.box === at)
    if (found) return found
  }
  return null
}

/** Its bare name: what can be renamed. */
export function bareName(ref: ThingRef): string {
  switch (ref.kind) {
    case 'node':
      return ref.node
    case 'eni':
      return ref.dev
    case 'pod':
      return ref.pod.slice(ref.pod.indexOf('/') + 1)
    case 'vswitch':
      return ref.vswitch
    case 'client':
      return ref.client
  }
}

/** The box that it will have under another name. */
export function boxRenamed(ref: ThingRef, to: string): string {
  switch (ref.kind) {
    case 'node':
      return nodeNetns(to)
    case 'eni':
      return boxOfEni(ref.node, to)
    case 'pod':
      return podNetns(ref.pod.includes('/') ? ref.pod.slice(0, ref.pod.indexOf('/')) : 'default', to)
    case 'vswitch':
      return boxOfVSwitch(to)
    case 'client':
      return clientNetns(to)
  }
}

/** "Pod web-1 on n2, eth1". */
export function thingName(ref: ThingRef, { object }: EditingMessages): string {
  switch (ref.kind) {
    case 'node':
      return object.node({ name: ref.node })
    case 'eni':
      return object.eni(ref)
    case 'pod':
      return object.pod({ name: ref.pod, node: ref.node, eni: ref.eni })
    case 'vswitch':
      return object.vswitch({ name: ref.vswitch })
    case 'client':
      return object.client({ name: ref.client })
  }
}
