/*! What can be edited in the picture, and where it stands. Pure. */
import { groupBy } from '../../../base/group'
import {
  clientNetns,
  formatCidr,
  formatIpv4,
  type Ipv4,
  nameOf,
  type NodeSpec,
  nodeNetns,
  type ObjectRef,
  podNetns,
  type Topology,
} from '../../../sim'
import type { EditingMessages } from '../../../text/editing-en'
import { backendId, GATEWAY_ID, snatEntryId } from '../../graph/column-boxes'
import type { Rect } from '../../graph/geometry'
import type { Layout } from '../../graph/layout'

/** An object as edits name it. */
export type ThingRef =
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'eni'; readonly node: string; readonly dev: string }
  | { readonly kind: 'pod'; readonly pod: string; readonly node: string; readonly eni: string }
  | { readonly kind: 'vswitch'; readonly vswitch: string }
  | { readonly kind: 'client'; readonly client: string }
  | { readonly kind: 'slb'; readonly id: string }
  /** Of one listener or several. */
  | { readonly kind: 'backend'; readonly ip: Ipv4; readonly port: number }
  | { readonly kind: 'gateway'; readonly id: string }
  /** By its place. */
  | { readonly kind: 'snat'; readonly at: number; readonly source: string }
  | { readonly kind: 'vpc'; readonly cidr: string }
  /** What has no box: it hangs at others, or at none (tags.ts). */
  | { readonly kind: 'tag'; readonly object: ObjectRef }

export interface Thing {
  readonly ref: ThingRef
  /** Id of its box; a tag has one too. */
  readonly box: string
  readonly rect: Rect
}

/** Those of a topology that have a box: host by host, each with its pods and ENIs, then the VPC with what is in it and around it. */
export function thingsIn(topology: Topology, { boxes }: Layout): readonly Thing[] {
  const taken = new Set<string>()
  /** A box is one thing. Two of one name, which is a mistake to be mended, have one: it is the first's. */
  const there = (box: string, ref: ThingRef): readonly Thing[] => {
    const rect = boxes.get(box)?.rect
    if (!rect || taken.has(box)) return []
    taken.add(box)
    return [{ ref, box, rect }]
  }
  const podsOf = groupBy(topology.pods, ({ node }) => node)
  const ofNode = (node: NodeSpec): readonly Thing[] => {
    const pods = podsOf.get(node.name) ?? []
    podsOf.delete(node.name)
    return [
      ...there(nodeNetns(node.name), { kind: 'node', node: node.name }),
      ...pods.flatMap((pod) => there(boxOfPod(pod), { kind: 'pod', pod: nameOf(pod), node: pod.node, eni: pod.eni })),
      ...node.enis.flatMap(({ dev }) => there(boxOfEni(node.name, dev), { kind: 'eni', node: node.name, dev })),
    ]
  }
  return [
    ...topology.nodes.flatMap(ofNode),
    ...topology.vswitches.flatMap(({ name }) => there(boxOfVSwitch(name), { kind: 'vswitch', vswitch: name })),
    ...there('vpc', { kind: 'vpc', cidr: formatCidr(topology.vpc) }),
    ...topology.clients.flatMap(({ name }) => there(clientNetns(name), { kind: 'client', client: name })),
    ...(topology.slb ? there('slb', { kind: 'slb', id: topology.slb.id }) : []),
    ...backendsOf(topology).flatMap(({ ip, port }) =>
      there(backendId(formatIpv4(ip), port), { kind: 'backend', ip, port }),
    ),
    ...(topology.natGateway ? there(GATEWAY_ID, { kind: 'gateway', id: topology.natGateway.id }) : []),
    ...(topology.natGateway?.entries ?? []).flatMap((entry, at) => {
      const source = formatCidr(entry.source)
      return there(snatEntryId(source), { kind: 'snat', at, source })
    }),
  ]
}

/** Each once, as it is drawn. */
function backendsOf({ slb }: Topology): readonly { readonly ip: Ipv4; readonly port: number }[] {
  const all = (slb?.listeners ?? []).flatMap(({ backends }) => backends)
  return [...new Map(all.map((each) => [`${each.ip}:${each.port}`, each])).values()]
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

/** Whose form it has; a SNAT entry its gateway's, the VPC the cluster's settings. null: none of its own. */
export function formOf(ref: ThingRef, { natGateway }: Topology): ObjectRef | 'settings' | null {
  switch (ref.kind) {
    case 'node':
      return { kind: 'node', name: ref.node }
    case 'eni':
      return { kind: 'eni', name: `${ref.node}/${ref.dev}` }
    case 'pod':
      return { kind: 'pod', name: ref.pod }
    case 'vswitch':
      return { kind: 'vswitch', name: ref.vswitch }
    case 'client':
      return { kind: 'client', name: ref.client }
    case 'slb':
      return { kind: 'slb', name: ref.id }
    case 'backend':
      return null
    case 'gateway':
    case 'snat':
      return { kind: 'nat-gateway', name: natGateway?.id ?? '' }
    case 'vpc':
      return 'settings'
    case 'tag':
      return ref.object
  }
}

/** Its bare name, which can be another one; null: it has none, or keeps the one that it has. */
export function bareName(ref: ThingRef): string | null {
  switch (ref.kind) {
    case 'node':
      return ref.node
    case 'eni':
      return ref.dev === PRIMARY ? null : ref.dev
    case 'pod':
      return ref.pod.slice(ref.pod.indexOf('/') + 1)
    case 'vswitch':
      return ref.vswitch
    case 'client':
      return ref.client
    case 'slb':
    case 'gateway':
      return ref.id
    case 'tag':
      return tagName(ref.object)
    case 'backend':
    case 'snat':
    case 'vpc':
      return null
  }
}

/** null: it is told by what it does. */
function tagName({ kind, name }: ObjectRef): string | null {
  if (kind === 'service') return name.slice(name.indexOf('/') + 1)
  return kind === 'listener' || kind === 'route' || kind === 'eip' ? null : name
}

/** The id of an object without a box. */
export const boxOfTag = ({ kind, name }: ObjectRef): string => `tag:${kind} ${name}`

/** The kernel's name of the primary ENI, which stays as long as its node. */
export const PRIMARY = 'eth0'

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
    case 'slb':
    case 'vpc':
      return ref.kind
    case 'backend':
      return backendId(formatIpv4(ref.ip), ref.port)
    case 'gateway':
      return GATEWAY_ID
    case 'snat':
      return snatEntryId(ref.source)
    case 'tag': {
      const { kind, name } = ref.object
      return boxOfTag({ kind, name: kind === 'service' ? name.slice(0, name.indexOf('/') + 1) + to : to })
    }
  }
}

/** The box that it has. */
export const boxOf = (ref: ThingRef): string =>
  ref.kind === 'tag' ? boxOfTag(ref.object) : boxRenamed(ref, bareName(ref) ?? '')

/** Its name alone, or what it is told by. */
export const shortName = (ref: ThingRef): string =>
  ref.kind === 'tag' ? ref.object.name : ref.kind === 'pod' ? ref.pod : (bareName(ref) ?? '')

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
    case 'slb':
      return object.slb({ name: ref.id })
    case 'backend':
      return object.backend({ name: `${formatIpv4(ref.ip)}:${ref.port}` })
    case 'gateway':
      return object.gateway({ name: ref.id })
    case 'snat':
      return object.snat({ name: ref.source })
    case 'vpc':
      return object.vpc({ name: ref.cidr })
    case 'tag':
      return object.tag(ref.object)
  }
}
