/*! What a person need not have said: names, MACs, ids and numbers that `resolve` would derive by itself. A link leaves them out.
Defaults stay: that somebody said "off" is worth knowing, even where nothing said would mean the same. */
import { groupBy } from '../../base/group'
import { resolve } from './resolve'
import type { Eni, NodeSpec, PodSpec, ResolvedTopology, Topology } from './types'

const VSWITCH = ['gateway'] as const
const ENI = ['ifindex', 'id', 'mac', 'vswitch'] as const
const POD = ['veth', 'podIfindex', 'mac', 'hostMac'] as const
const CLIENT = ['mac'] as const

/**
 * The same topology with fewer words: `resolve` makes the same of both. Interface indexes of pods go per node, all or none, as
 * each depends on the others. The given topology is not changed.
 */
export function withoutDerived(topology: Topology): Topology {
  if (!givesDerived(topology)) return topology
  const derived = resolve(bare(topology))
  return {
    ...topology,
    vswitches: topology.vswitches.map((vswitch, at) => trim(vswitch, derived.vswitches[at], VSWITCH)),
    nodes: topology.nodes.map((node, at) => trimNode(node, derived.nodes[at]?.enis ?? [])),
    pods: trimPods(topology.pods, derived),
    clients: topology.clients.map((client, at) => trim(client, derived.clients[at], CLIENT)),
  }
}

const gives = (thing: object, keys: readonly string[]): boolean => keys.some((key) => Object.hasOwn(thing, key))

/** Most topologies give nothing of the kind, and deriving everything takes time. */
const givesDerived = ({ vswitches, nodes, pods, clients }: Topology): boolean =>
  vswitches.some((one) => gives(one, VSWITCH)) ||
  nodes.some((one) => one.enis.some((eni) => gives(eni, ENI))) ||
  pods.some((one) => gives(one, POD) || one.ifindex !== undefined) ||
  clients.some((one) => gives(one, CLIENT))

const bare = (topology: Topology): Topology => ({
  ...topology,
  vswitches: topology.vswitches.map((one) => without(one, VSWITCH)),
  nodes: topology.nodes.map((one) => ({ ...one, enis: one.enis.map((eni) => without(eni, ENI)) })),
  pods: topology.pods.map((one) => without(one, [...POD, 'ifindex'])),
  clients: topology.clients.map((one) => without(one, CLIENT)),
})

const without = <T extends object>(thing: T, keys: readonly string[]): T =>
  // Only optional keys are asked to go.
  Object.fromEntries(Object.entries(thing).filter(([key]) => !keys.includes(key))) as T

/** Without those of the keys whose value is the derived one. */
function trim<T extends object>(
  given: T,
  derived: { readonly [K in keyof T]?: unknown } | undefined,
  keys: readonly (keyof T & string)[],
): T {
  const superfluous = keys.filter((key) => Object.hasOwn(given, key) && given[key] === derived?.[key])
  return superfluous.length === 0 ? given : without(given, superfluous)
}

const trimNode = (node: NodeSpec, derived: readonly Eni[]): NodeSpec => ({
  ...node,
  enis: node.enis.map((eni, at) => trim(eni, derived[at], ENI)),
})

function trimPods(pods: readonly PodSpec[], derived: ResolvedTopology): readonly PodSpec[] {
  const pairs = pods.map((pod, at) => ({ pod, like: derived.pods[at] }))
  const differs = ({ pod, like }: (typeof pairs)[number]): boolean =>
    pod.ifindex !== undefined && pod.ifindex !== like?.ifindex
  const keep = new Set(
    [...groupBy(pairs, ({ pod }) => pod.node)].filter(([, own]) => own.some(differs)).map(([node]) => node),
  )
  return pairs.map(({ pod, like }) => trim(pod, like, keep.has(pod.node) ? POD : [...POD, 'ifindex']))
}
