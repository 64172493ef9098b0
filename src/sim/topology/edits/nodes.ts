/*! Edits of vSwitches, nodes and their ENIs. */
import { assertNever } from '../../../base/assert'
import type { Question } from '../edit'
import type { EniSpec, NodeSpec, Topology } from '../types'
import { addressMoved, flowWith, withoutAddresses, withoutPods } from './follow'
import type { NodeEdit } from './kinds'
import { changed, replaced, withList } from './list'

export function applyNodeEdit(question: Question, edit: NodeEdit): Question {
  const { topology } = question
  const to = (next: Topology): Question => ({ ...question, topology: next })
  switch (edit.kind) {
    case 'add-vswitch':
      return to({ ...topology, vswitches: [...topology.vswitches, edit.vswitch] })
    case 'set-vswitch': {
      const found = topology.vswitches.find(({ name }) => name === edit.vswitch)
      return to({ ...topology, vswitches: replaced(topology.vswitches, found, (each) => changed(each, edit)) })
    }
    case 'rename-vswitch':
      return to(renameVSwitch(topology, edit.vswitch, edit.to))
    case 'remove-vswitch':
      return removeVSwitch(question, edit.vswitch)
    case 'add-node':
      return to({ ...topology, nodes: [...topology.nodes, edit.node] })
    case 'set-node':
      return changeNode(question, edit.node, (node) => changed(node, edit))
    case 'rename-node':
      return renameNode(question, edit.node, edit.to)
    case 'remove-node':
      return removeNode(question, edit.node)
    case 'add-eni':
      return changeNode(question, edit.node, (node) => ({ ...node, enis: [...node.enis, edit.eni] }))
    case 'set-eni':
      return changeNode(question, edit.node, (node) => ({
        ...node,
        enis: replaced(node.enis, eniOf(node, edit.dev), (eni) => changed(eni, edit)),
      }))
    case 'rename-eni':
      return renameEni(question, edit.node, edit.dev, edit.to)
    case 'remove-eni':
      return removeEnis(question, edit.node, (eni) => eni.dev === edit.dev)
    default:
      return assertNever(edit)
  }
}

const nodeOf = ({ nodes }: Topology, name: string): NodeSpec | undefined => nodes.find((node) => node.name === name)
/** Of two with one name the last: the first may be the primary one, which stays eth0. */
const eniOf = ({ enis }: NodeSpec, dev: string): EniSpec | undefined => enis.findLast((eni) => eni.dev === dev)

/** Its pods in the host's network, and all that has its address, follow to another one. */
function changeNode(question: Question, name: string, change: (node: NodeSpec) => NodeSpec): Question {
  const { topology } = question
  const before = nodeOf(topology, name)
  if (!before) return question
  const after = change(before)
  const pods =
    after.ip === before.ip
      ? topology.pods
      : topology.pods.map((pod) => (pod.node === name && pod.hostNetwork ? { ...pod, ip: after.ip } : pod))
  const next = { ...topology, nodes: replaced(topology.nodes, before, () => after), pods }
  return addressMoved({ ...question, topology: next }, before.ip, after.ip)
}

function renameNode(question: Question, name: string, to: string): Question {
  const { topology, flow } = question
  const before = nodeOf(topology, name)
  if (!before) return question
  const nodes = replaced(topology.nodes, before, (node) => ({ ...node, name: to }))
  // Somebody else has the name too: what says it still means somebody.
  if (nodes.some((node) => node.name === name)) return { ...question, topology: { ...topology, nodes } }
  const { routes } = topology
  return {
    topology: {
      ...topology,
      nodes,
      pods: topology.pods.map((pod) => (pod.node === name ? { ...pod, node: to } : pod)),
      ...(routes === undefined
        ? {}
        : {
            routes: routes.map((route) =>
              'node' in route.via && route.via.node === name ? { ...route, via: { ...route.via, node: to } } : route,
            ),
          }),
    },
    flow: flowWith(flow, 'node', (each) => (each === name ? to : each), true),
  }
}

function removeNode(question: Question, name: string): Question {
  const { topology } = question
  const gone = nodeOf(topology, name)
  if (!gone) return question
  const nodes = topology.nodes.filter((node) => node !== gone)
  const left = { ...question, topology: { ...topology, nodes } }
  if (nodes.some((node) => node.name === name)) return withoutAddresses(left, [gone.ip])
  const pods = topology.pods.filter((pod) => pod.node === name)
  const flow = flowWith(question.flow, 'node', (each) => (each === name ? null : each), false)
  return withoutRoutes(withoutAddresses(withoutPods({ ...left, flow }, pods), [gone.ip]), name, () => true)
}

function renameEni(question: Question, name: string, dev: string, to: string): Question {
  const before = nodeOf(question.topology, name)
  const eni = before && eniOf(before, dev)
  if (!before || !eni) return question
  const enis = replaced(before.enis, eni, (each) => ({ ...each, dev: to }))
  const kept = enis.some((each) => each.dev === dev)
  const node = {
    ...before,
    enis,
    ...(kept ? {} : withSysctls(before, (key) => (key === dev ? to : key))),
  }
  const { topology } = question
  const nodes = replaced(topology.nodes, before, () => node)
  if (kept) return { ...question, topology: { ...topology, nodes } }
  const { routes } = topology
  return {
    ...question,
    topology: {
      ...topology,
      nodes,
      pods: topology.pods.map((pod) => (pod.node === name && pod.eni === dev ? { ...pod, eni: to } : pod)),
      ...(routes === undefined
        ? {}
        : {
            routes: routes.map((route) =>
              'node' in route.via && route.via.node === name && route.via.eni === dev
                ? { ...route, via: { ...route.via, eni: to } }
                : route,
            ),
          }),
    },
  }
}

/** The ENIs of one node that are meant, never the first, with their pods, the routes by them and their sysctls. */
function removeEnis(question: Question, name: string, meant: (eni: EniSpec) => boolean): Question {
  const { topology } = question
  const before = nodeOf(topology, name)
  const gone = before?.enis.filter((eni, at) => at > 0 && meant(eni)) ?? []
  if (!before || gone.length === 0) return question
  const enis = before.enis.filter((eni) => !gone.includes(eni))
  const devs = new Set(gone.map(({ dev }) => dev).filter((dev) => !enis.some((eni) => eni.dev === dev)))
  const node = { ...before, enis, ...withSysctls(before, (key) => (devs.has(key) ? null : key)) }
  const pods = topology.pods.filter((pod) => pod.node === name && !pod.hostNetwork && devs.has(pod.eni))
  const left = { ...question, topology: { ...topology, nodes: replaced(topology.nodes, before, () => node) } }
  return withoutRoutes(withoutPods(left, pods), name, (dev) => dev !== undefined && devs.has(dev))
}

/** What is set per device, under its new name; null: the device is gone. */
function withSysctls({ rpFilter, forwarding }: NodeSpec, name: (dev: string) => string | null): Partial<NodeSpec> {
  const renamed = <T>(values: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(
      Object.entries(values).flatMap(([dev, value]) => {
        const to = name(dev)
        return to === null ? [] : [[to, value] as const]
      }),
    )
  return {
    ...(rpFilter === undefined ? {} : { rpFilter: renamed(rpFilter) }),
    ...(forwarding === undefined ? {} : { forwarding: renamed(forwarding) }),
  }
}

function withoutRoutes(question: Question, node: string, meant: (eni: string | undefined) => boolean): Question {
  const { routes } = question.topology
  const left = routes?.filter(({ via }) => !('node' in via && via.node === node && meant(via.eni)))
  if (routes === undefined || left === undefined || left.length === routes.length) return question
  return { ...question, topology: withList(question.topology, 'routes', left) }
}

function renameVSwitch(topology: Topology, name: string, to: string): Topology {
  const before = topology.vswitches.find((each) => each.name === name)
  const vswitches = replaced(topology.vswitches, before, (each) => ({ ...each, name: to }))
  if (!before || vswitches.some((each) => each.name === name)) return { ...topology, vswitches }
  const { networkAcls } = topology
  return {
    ...topology,
    vswitches,
    nodes: topology.nodes.map((node) => ({
      ...node,
      vswitch: node.vswitch === name ? to : node.vswitch,
      enis: node.enis.map((eni) => (eni.vswitch === name ? { ...eni, vswitch: to } : eni)),
    })),
    ...(networkAcls === undefined
      ? {}
      : {
          networkAcls: networkAcls.map((acl) => ({
            ...acl,
            vswitches: acl.vswitches.map((each) => (each === name ? to : each)),
          })),
        }),
  }
}

function removeVSwitch(question: Question, name: string): Question {
  const { topology } = question
  const gone = topology.vswitches.find((each) => each.name === name)
  if (!gone) return question
  const vswitches = topology.vswitches.filter((each) => each !== gone)
  if (vswitches.some((each) => each.name === name)) return { ...question, topology: { ...topology, vswitches } }
  const { networkAcls } = topology
  const left: Question = {
    ...question,
    topology: {
      ...topology,
      vswitches,
      ...(networkAcls === undefined
        ? {}
        : {
            networkAcls: networkAcls.map((acl) => ({
              ...acl,
              vswitches: acl.vswitches.filter((each) => each !== name),
            })),
          }),
    },
  }
  // A node lives where its primary ENI is.
  const isIn = (node: NodeSpec): boolean => node.vswitch === name || node.enis[0]?.vswitch === name
  const empty = topology.nodes.filter(isIn).reduce((next, node) => removeNode(next, node.name), left)
  return empty.topology.nodes.reduce((next, node) => removeEnis(next, node.name, (eni) => eni.vswitch === name), empty)
}
