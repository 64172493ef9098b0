/*! What the items of a menu are made of. */
import {
  type Edit,
  findNamed,
  type FlowChoice,
  formatIpv4,
  type MovePod,
  type ObjectRef,
  type PodSpec,
  type Question,
  type Topology,
} from '../../../sim'
import { additionOf, type FormKind } from '../../../store/own/form/objects'
import type { Spot } from '../../../store/own/form/spot'
import type { EditingMessages } from '../../../text/editing-en'
import type { MenuItem } from '../Menu'
import type { ThingRef } from './things'

/** What the items do; they know nothing of dialogs and stores. */
export interface ThingActions {
  readonly edit: (edit: Edit) => void
  readonly remove: (ref: ThingRef) => void
  readonly rename: (ref: ThingRef) => void
  readonly addPod: (pod: PodSpec) => void
  /** The form of it, at one of its lines. */
  readonly open: (form: ObjectRef | 'settings', spot?: Spot) => void
  /** The form's list of all objects. */
  readonly openList: () => void
  /** One more of a kind, for an object; its form opens. */
  readonly add: (kind: FormKind, on?: ObjectRef) => void
  /** The packet goes this way from now on. */
  readonly ask: (flow: FlowChoice) => void
}

export interface Menu {
  readonly question: Question
  readonly topology: Topology
  readonly words: EditingMessages
  readonly actions: ThingActions
}

/** More than that nobody reads in a menu; the form has them all. */
export const MOST = 12

/** Those that fit the cluster as it is. */
export const adding = (
  kinds: readonly (readonly [FormKind, string])[],
  on: ObjectRef | undefined,
  { topology, actions }: Menu,
): readonly MenuItem[] =>
  kinds
    .filter(([kind]) => additionOf(topology, kind, on) !== null)
    .map(([kind, label]) => ({ id: `add ${kind}`, label, onSelect: () => actions.add(kind, on) }))

export const asking = (label: string, flow: FlowChoice | null, { actions }: Menu): readonly MenuItem[] =>
  flow === null ? [] : [{ id: label, label, onSelect: () => actions.ask(flow) }]

/** The way to the form of something else. */
export const editing = (object: ObjectRef | null, { words, actions }: Menu): readonly MenuItem[] =>
  object === null
    ? []
    : [
        {
          id: `${object.kind} ${object.name}`,
          label: words.editThat({ name: object.name }),
          onSelect: () => actions.open(object),
        },
      ]

/** A menu in a menu; nothing where it would be empty. */
export const within = (id: string, label: string, items: readonly MenuItem[]): readonly MenuItem[] =>
  items.length === 0 ? [] : [{ id, label, items }]

/** "n2, eth1 as 10.0.3.4". */
export const placeText = ({ pod, node, eni, ip }: MovePod, topology: Topology, words: EditingMessages): string =>
  words.place({
    node: node ?? findNamed(topology.pods, pod)?.node ?? '',
    eni,
    ip: ip === undefined ? null : formatIpv4(ip),
  })
