/*! What the menu of an object offers. */
import {
  formatIpv4,
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
import { objectsOf } from '../../../store/own/form/objects'
import type { EditingMessages } from '../../../text/editing-en'
import { tagsEn } from '../../../text/tags-en'
import type { MenuItem } from '../Menu'
import { adding, asking, editing, type Menu, MOST, placeText, type ThingActions, within } from './menu-parts'
import { settingsItem } from './settings-menu'
import { SYSTEM_TABLE, tableItems } from './table-menu'
import { tagItems } from './tag-menu'
import type { TagKind } from './tags'
import { askAt, askFrom, askService } from './thing-asks'
import { listenersWith, movesOf, removal } from './thing-edits'
import { bareName, formOf, type ThingRef } from './things'
import { tiedTo } from './ties'

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

function itemsOf(ref: ThingRef, menu: Menu): readonly MenuItem[] {
  const { question, topology, words, actions } = menu
  switch (ref.kind) {
    case 'node':
      return [
        ...addPodItems({ node: ref.node }, menu),
        ...addEniItems(ref.node, menu),
        ...onNodeItems(ref.node, menu),
        settingsItem(menu),
      ]
    case 'eni':
      return [
        ...addPodItems({ node: ref.node, eni: ref.dev }, menu),
        ...within('groups', words.groups, [
          ...hangingItems({ kind: 'eni', name: `${ref.node}/${ref.dev}` }, 'security-group', menu),
          ...adding([['security-group', words.addGroup]], undefined, menu),
        ]),
      ]
    case 'pod':
      return [
        ...moveItems(ref.pod, menu),
        { id: 'services', label: words.services, items: () => serviceItems(ref, menu) },
        { id: 'policies', label: words.policies, items: () => policyItems({ kind: 'pod', name: ref.pod }, menu) },
        ...adding([['eip', words.addEip]], { kind: 'pod', name: ref.pod }, menu),
      ]
    case 'vswitch': {
      const node = newNode(topology, ref.vswitch)
      const host = { id: 'add-node', label: words.addNode }
      return [
        ...(node ? [{ ...host, onSelect: () => actions.edit({ kind: 'add-node', node }) }] : []),
        ...within('acls', words.acls, [
          ...hangingItems({ kind: 'vswitch', name: ref.vswitch }, 'network-acl', menu),
          ...adding([['network-acl', words.addAcl]], { kind: 'vswitch', name: ref.vswitch }, menu),
        ]),
        ...within('routes', words.routes, routeItems(ref.vswitch, menu)),
      ]
    }
    case 'client':
      return []
    case 'slb':
      return [
        ...objectsOf(topology, 'listener').map(
          (object): MenuItem => ({
            id: object.name,
            label: object.name,
            items: () => menuOf({ kind: 'tag', object }, question, words, actions),
          }),
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
    case 'tag':
      return tagItems(ref.object, menu)
    case 'gateway':
    case 'snat':
      return []
    case 'vpc':
      return [
        ...adding(
          [
            ['vswitch', words.addVSwitch],
            ['nat-gateway', words.addGateway],
            ['route', words.addRoute],
          ],
          undefined,
          menu,
        ),
        settingsItem(menu),
      ]
  }
}

const groundItems = (menu: Menu): readonly MenuItem[] => {
  const { words } = menu
  const kinds = [
    ['node', words.addNode],
    ['vswitch', words.addVSwitch],
    ['client', words.addClient],
    ['service', words.addService],
    ['listener', words.addListener],
    ['nat-gateway', words.addGateway],
    ['security-group', words.addGroup],
    ['network-policy', words.addPolicy],
    ['network-acl', words.addAcl],
    ['route', words.addRoute],
    ['eip', words.addEip],
  ] as const
  return [...adding(kinds, undefined, menu), settingsItem(menu)]
}

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

/** Its pods and ENIs, which have no box where it is a tile, or there are too many. */
function onNodeItems(name: string, { topology, question, words, actions }: Menu): readonly MenuItem[] {
  const item = (label: string, ref: ThingRef): MenuItem => ({
    id: label,
    label,
    items: () => menuOf(ref, question, words, actions),
  })
  const pods = topology.pods.filter(({ node }) => node === name).slice(0, MOST_ON_NODE)
  const enis = topology.nodes.find((each) => each.name === name)?.enis ?? []
  return [
    ...within(
      'pods',
      words.pods,
      pods.map((pod) => item(nameOf(pod), { kind: 'pod', pod: nameOf(pod), node: name, eni: pod.eni })),
    ),
    ...within(
      'enis',
      words.enis,
      enis.map(({ dev }) => item(dev, { kind: 'eni', node: name, dev })),
    ),
  ]
}

/** More than that nobody reads in a menu. */
const MOST_ON_NODE = 40

function moveItems(pod: string, { topology, words, actions }: Menu): readonly MenuItem[] {
  const moves = movesOf(topology, pod)
  if (moves.length === 0) return []
  const items = moves.map((move): MenuItem => {
    const label = placeText(move, topology, words)
    return { id: label, label, onSelect: () => actions.edit(move) }
  })
  return [{ id: 'move', label: words.moveTo, items }]
}

/** Those that hang at an object, each with its menu; those that could, to be hung there; one more. */
function hangingItems(object: ObjectRef, kind: TagKind, menu: Menu): readonly MenuItem[] {
  const { topology, actions } = menu
  const tied = tiedTo(topology, object, objectsOf(topology, kind)).toSorted(
    (a, b) => Number(b.tie.on) - Number(a.tie.on),
  )
  return tied.slice(0, MOST).flatMap(({ object: { name }, tie: { on, edit } }): readonly MenuItem[] => {
    const toggle: readonly MenuItem[] = edit
      ? [{ id: `tie ${name}`, label: tagsEn.tieHere({ kind, name, on }), onSelect: () => actions.edit(edit()) }]
      : []
    if (!on) return toggle
    const own = () => menuOf({ kind: 'tag', object: { kind, name } }, menu.question, menu.words, actions)
    return [{ id: name, label: name, items: own }, ...toggle]
  })
}

/** Asks them; those that it is behind; a new one. */
function serviceItems(ref: Extract<ThingRef, { kind: 'pod' }>, menu: Menu): readonly MenuItem[] {
  const { question, topology, words } = menu
  const asks = topology.services
    .slice(0, MOST)
    .flatMap((each) => asking(words.ask({ name: nameOf(each) }), askService(ref, each.clusterIP, question), menu))
  const pod: ObjectRef = { kind: 'pod', name: ref.pod }
  return [...asks, ...hangingItems(pod, 'service', menu), ...adding([['service', words.addServiceFor]], pod, menu)]
}

const policyItems = (pod: ObjectRef, menu: Menu): readonly MenuItem[] => [
  ...hangingItems(pod, 'network-policy', menu),
  ...adding([['network-policy', menu.words.addPolicyFor]], pod, menu),
]

/** The routes of its table, each with its menu; one more; another table. */
function routeItems(vswitch: string, menu: Menu): readonly MenuItem[] {
  const { topology, words, actions, question } = menu
  const table = topology.vswitches.find(({ name }) => name === vswitch)?.routeTable ?? SYSTEM_TABLE
  const items = (topology.routes ?? []).flatMap((route, at): readonly MenuItem[] => {
    const object = (route.table ?? SYSTEM_TABLE) === table ? objectAt(topology, ['routes', at]) : null
    if (!object) return []
    const own = () => menuOf({ kind: 'tag', object }, question, words, actions)
    return [{ id: object.name, label: object.name, items: own }]
  })
  return [
    ...items.slice(0, MOST),
    ...adding([['route', words.addRoute]], undefined, menu),
    ...tableItems(vswitch, table, menu),
  ]
}
