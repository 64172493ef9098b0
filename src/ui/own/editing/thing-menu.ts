/*! What the menu of an object offers. */
import {
  type Edit,
  findNamed,
  type FlowChoice,
  formatIpv4,
  type MovePod,
  nameOf,
  newEni,
  newNode,
  newPod,
  objectAt,
  type ObjectRef,
  type PodSpec,
  type Question,
  type Topology,
} from '../../../sim'
import { additionOf, type FormKind } from '../../../store/own/form/objects'
import type { EditingMessages } from '../../../text/editing-en'
import type { MenuItem } from '../Menu'
import { askAt, askFrom, askService } from './thing-asks'
import { listenersWith, movesOf, removal } from './thing-edits'
import { bareName, formOf, type ThingRef } from './things'

/** What the items do; they know nothing of dialogs and stores. */
export interface ThingActions {
  readonly edit: (edit: Edit) => void
  readonly remove: (ref: ThingRef) => void
  readonly rename: (ref: ThingRef) => void
  readonly addPod: (pod: PodSpec) => void
  /** The form of it. */
  readonly open: (form: ObjectRef | 'settings') => void
  /** One more of a kind, for an object; its form opens. */
  readonly add: (kind: FormKind, on?: ObjectRef) => void
  /** The packet goes this way from now on. */
  readonly ask: (flow: FlowChoice) => void
}

/** `ref` null: the ground, for what stands in nothing else. */
export function menuOf(
  ref: ThingRef | null,
  question: Question,
  words: EditingMessages,
  actions: ThingActions,
): readonly MenuItem[] {
  const { topology } = question
  const menu: Menu = { question, topology, words, actions }
  if (ref === null) return groundItems(menu)
  const form = formOf(ref, topology)
  const items: MenuItem[] = [
    ...asking(words.sendFrom, askFrom(ref, question), menu),
    ...asking(words.sendTo, askAt(ref, question), menu),
    ...itemsOf(ref, menu),
  ]
  if (form !== null) items.unshift({ id: 'edit', label: words.edit, onSelect: () => actions.open(form) })
  if (bareName(ref) !== null) {
    items.unshift({ id: 'rename', label: words.rename, onSelect: () => actions.rename(ref) })
  }
  if (removal(ref, topology) !== null) {
    const remove = () => actions.remove(ref)
    items.push({ id: 'remove', label: words.remove, keys: 'Del', tone: 'danger', onSelect: remove })
  }
  return items
}

interface Menu {
  readonly question: Question
  readonly topology: Topology
  readonly words: EditingMessages
  readonly actions: ThingActions
}

function itemsOf(ref: ThingRef, menu: Menu): readonly MenuItem[] {
  const { topology, words, actions } = menu
  switch (ref.kind) {
    case 'node':
      return [...addPodItems({ node: ref.node }, menu), ...addEniItems(ref.node, menu)]
    case 'eni':
      return [
        ...addPodItems({ node: ref.node, eni: ref.dev }, menu),
        { id: 'groups', label: words.groups, items: groupItems(ref, menu) },
      ]
    case 'pod':
      return [
        ...moveItems(ref.pod, menu),
        { id: 'services', label: words.services, items: serviceItems(ref, menu) },
        { id: 'policies', label: words.policies, items: policyItems(ref.pod, menu) },
        ...adding([['eip', words.addEip]], { kind: 'pod', name: ref.pod }, menu),
      ]
    case 'vswitch': {
      const node = newNode(topology, ref.vswitch)
      const host = { id: 'add-node', label: words.addNode }
      return [
        ...(node ? [{ ...host, onSelect: () => actions.edit({ kind: 'add-node', node }) }] : []),
        ...aclItems(ref.vswitch, menu),
      ]
    }
    case 'client':
      return []
    case 'slb':
      return [
        ...(topology.slb?.listeners ?? []).flatMap((_, at) =>
          editing(objectAt(topology, ['slb', 'listeners', at]), menu),
        ),
        ...adding([['listener', words.addListener]], undefined, menu),
      ]
    case 'backend':
      return [
        ...editing(podAt(topology, ref.ip), menu),
        ...listenersWith(topology, ref).map(({ listener: { vip, port }, at, without }) => ({
          id: `out ${at}`,
          label: words.takeOut({ of: `${formatIpv4(vip)}:${port}` }),
          onSelect: () => actions.edit(without),
        })),
      ]
    case 'gateway':
    case 'snat':
      return []
    case 'vpc':
      return adding(
        [
          ['vswitch', words.addVSwitch],
          ['nat-gateway', words.addGateway],
          ['route', words.addRoute],
        ],
        undefined,
        menu,
      )
  }
}

const groundItems = (menu: Menu): readonly MenuItem[] => {
  const { words, actions } = menu
  const kinds = [
    ['node', words.addNode],
    ['vswitch', words.addVSwitch],
    ['client', words.addClient],
    ['service', words.addService],
    ['listener', words.addListener],
    ['nat-gateway', words.addGateway],
    ['security-group', words.addGroup],
    ['network-policy', words.addPolicy],
  ] as const
  return [
    ...adding(kinds, undefined, menu),
    { id: 'settings', label: words.settings, onSelect: () => actions.open('settings') },
  ]
}

/** Those that fit the cluster as it is. */
const adding = (
  kinds: readonly (readonly [FormKind, string])[],
  on: ObjectRef | undefined,
  { topology, actions }: Menu,
): readonly MenuItem[] =>
  kinds
    .filter(([kind]) => additionOf(topology, kind, on) !== null)
    .map(([kind, label]) => ({ id: `add ${kind}`, label, onSelect: () => actions.add(kind, on) }))

const asking = (label: string, flow: FlowChoice | null, { actions }: Menu): readonly MenuItem[] =>
  flow === null ? [] : [{ id: label, label, onSelect: () => actions.ask(flow) }]

/** The way to the form of something else. */
const editing = (object: ObjectRef | null, { words, actions }: Menu): readonly MenuItem[] =>
  object === null
    ? []
    : [
        {
          id: `${object.kind} ${object.name}`,
          label: words.editThat({ name: object.name }),
          onSelect: () => actions.open(object),
        },
      ]

function podAt({ pods }: Topology, ip: PodSpec['ip']): ObjectRef | null {
  const pod = pods.find((each) => each.ip === ip)
  return pod ? { kind: 'pod', name: nameOf(pod) } : null
}

function addPodItems(
  place: { readonly node: string; readonly eni?: string },
  { topology, words, actions }: Menu,
): readonly MenuItem[] {
  const pod = newPod(topology, place)
  return pod ? [{ id: 'add-pod', label: words.addPod, onSelect: () => actions.addPod(pod) }] : []
}

function addEniItems(name: string, { topology, words, actions }: Menu): readonly MenuItem[] {
  const node = topology.nodes.find((each) => each.name === name)
  const eni = node && newEni(node)
  if (!eni) return []
  return [{ id: 'add-eni', label: words.addEni, onSelect: () => actions.edit({ kind: 'add-eni', node: name, eni }) }]
}

function moveItems(pod: string, { topology, words, actions }: Menu): readonly MenuItem[] {
  const moves = movesOf(topology, pod)
  if (moves.length === 0) return []
  const items = moves.map((move): MenuItem => {
    const label = placeText(move, topology, words)
    return { id: label, label, onSelect: () => actions.edit(move) }
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

/** More than that nobody reads in a menu; the form has them all. */
const MOST = 12

/** Asks them; out of those that it backs by name, behind the others of its namespace, a new one. */
function serviceItems(ref: Extract<ThingRef, { kind: 'pod' }>, menu: Menu): readonly MenuItem[] {
  const { question, topology, words, actions } = menu
  const name = ref.pod
  const asks = topology.services
    .slice(0, MOST)
    .flatMap((each) => asking(words.ask({ name: nameOf(each) }), askService(ref, each.clusterIP, question), menu))
  const pod = findNamed(topology.pods, name)
  const near = topology.services.filter(
    (each) => (each.namespace ?? 'default') === (pod?.namespace ?? 'default') && 'pods' in each.endpoints,
  )
  const items = near.slice(0, MOST).map((each): MenuItem => {
    const service = nameOf(each)
    const pods = 'pods' in each.endpoints ? each.endpoints.pods : []
    const isIn = pod !== undefined && pods.includes(pod.name)
    const next = isIn ? pods.filter((other) => other !== pod.name) : [...pods, ...(pod ? [pod.name] : [])]
    return {
      id: service,
      label: isIn ? words.takeOut({ of: service }) : words.putBehind({ of: service }),
      onSelect: () => actions.edit({ kind: 'set-service', service, change: { endpoints: { pods: next } } }),
    }
  })
  return [...asks, ...items, ...adding([['service', words.addServiceFor]], { kind: 'pod', name }, menu)]
}

function policyItems(name: string, menu: Menu): readonly MenuItem[] {
  const pod = findNamed(menu.topology.pods, name)
  const about = (menu.topology.networkPolicies ?? []).filter(({ pods }) =>
    pods.some((each) => each === name || each === pod?.name),
  )
  return [
    ...about.slice(0, MOST).flatMap((each) => editing({ kind: 'network-policy', name: each.name }, menu)),
    ...adding([['network-policy', menu.words.addPolicyFor]], { kind: 'pod', name }, menu),
  ]
}

/** Into the groups that it is not in, out of those that it is in; their forms. */
function groupItems({ node, dev }: Extract<ThingRef, { kind: 'eni' }>, menu: Menu): readonly MenuItem[] {
  const { topology, words, actions } = menu
  const eni = topology.nodes.find((each) => each.name === node)?.enis.find((each) => each.dev === dev)
  const groups = eni?.securityGroups ?? []
  const put = (next: readonly string[]): Edit =>
    next.length === 0
      ? { kind: 'set-eni', node, dev, change: {}, clear: ['securityGroups'] }
      : { kind: 'set-eni', node, dev, change: { securityGroups: next } }
  const items = (topology.securityGroups ?? []).slice(0, MOST).flatMap(({ id }): readonly MenuItem[] => {
    const isIn = groups.includes(id)
    const next = isIn ? groups.filter((each) => each !== id) : [...groups, id]
    const toggle = {
      id: `in ${id}`,
      label: isIn ? words.takeOut({ of: id }) : words.putInto({ of: id }),
      onSelect: () => actions.edit(put(next)),
    }
    return isIn ? [...editing({ kind: 'security-group', name: id }, menu), toggle] : [toggle]
  })
  return [...items, ...adding([['security-group', words.addGroup]], undefined, menu)]
}

/** The one of the vSwitch, or a new one. */
function aclItems(vswitch: string, menu: Menu): readonly MenuItem[] {
  const acl = (menu.topology.networkAcls ?? []).find(({ vswitches }) => vswitches.includes(vswitch))
  return acl
    ? editing({ kind: 'network-acl', name: acl.id }, menu)
    : adding([['network-acl', menu.words.addAcl]], { kind: 'vswitch', name: vswitch }, menu)
}
