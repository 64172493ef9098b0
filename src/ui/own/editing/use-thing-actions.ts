/*! What the menus, keys and drops do to the cluster, and where the focus is afterwards. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { type Edit, nodeNetns, podNetns, type PodSpec } from '../../../sim'
import { askOwn, editOwn } from '../../../store/own/actions'
import { openForm } from '../../../store/own/chosen'
import { additionOf, type FormKind } from '../../../store/own/form/objects'
import { editingEn } from '../../../text/editing-en'
import { useStore } from '../../use-app'
import type { NameQuestion } from './NameDialog'
import { isTaken, removal, renaming } from './thing-edits'
import type { ThingActions } from './menu-parts'
import { stopAt } from './use-walk'
import { bareName, boxOf, boxRenamed, type Thing, type ThingRef, thingName } from './things'

export interface UsedActions {
  readonly actions: ThingActions
  readonly question: NameQuestion | null
  readonly closeQuestion: () => void
  /** The object whose box it is gets the focus as soon as it is there. */
  readonly focusAfter: (box: string) => void
}

export function useThingActions(list: RefObject<HTMLElement | null>, things: readonly Thing[]): UsedActions {
  const store = useStore()
  const [question, setQuestion] = useState<NameQuestion | null>(null)
  const wanted = useRef<string | null>(null)
  const focusAfter = (box: string) => {
    wanted.current = box
  }
  useLayoutEffect(() => {
    const box = wanted.current
    if (box === null || question) return
    const found = stopAt(list.current, box)
    if (!found) return
    wanted.current = null
    // After a menu or a dialog has given the focus back to what may be gone.
    queueMicrotask(() => requestAnimationFrame(() => found.isConnected && found.focus({ preventScroll: true })))
  })

  /** null: done; else why it was refused. */
  const tryName = (ref: ThingRef, name: string, edit: Edit, box: string): string | null => {
    const { own } = store.getState()
    if (own && isTaken(own.topology, ref, name)) return editingEn.refused({ name, reason: 'taken' })
    focusAfter(box)
    if (editOwn(store, edit).length === 0) return null
    wanted.current = null
    return editingEn.refused({ name, reason: 'not-a-name' })
  }

  const topologyNow = () => store.getState().own?.topology ?? null
  const actions: ThingActions = {
    edit: (edit) => void editOwn(store, edit),
    remove: (ref) => {
      const topology = topologyNow()
      const edit = topology && removal(ref, topology)
      if (!edit) return
      const next = neighbourOf(
        ref,
        things.filter(({ box }) => stopAt(list.current, box) !== null),
      )
      if (next) focusAfter(next)
      editOwn(store, edit)
    },
    rename: (ref) =>
      setQuestion({
        title: thingName(ref, editingEn),
        name: bareName(ref) ?? '',
        label: editingEn.newName,
        action: editingEn.rename.replace('…', ''),
        onName: (name) => {
          const topology = topologyNow()
          const edit = topology && renaming(ref, name, topology)
          return !edit || name === bareName(ref) ? null : tryName(ref, name, edit, boxRenamed(ref, name))
        },
      }),
    open: (form, spot) => openForm(store, form, spot),
    openList: () => openForm(store, null),
    ask: (flow) => askOwn(store, flow),
    add: (kind, on) => {
      const topology = topologyNow()
      const addition = topology && additionOf(topology, kind, on)
      if (!addition || editOwn(store, addition.edit).length > 0) return
      // What is drawn is seen to be there, and has its own menu.
      if (!DRAWN.includes(kind)) openForm(store, addition.added)
    },
    addPod: (pod: PodSpec) =>
      setQuestion({
        title: editingEn.addPodTitle,
        name: pod.name,
        label: editingEn.newName,
        action: editingEn.add,
        onName: (name) =>
          tryName(
            { kind: 'pod', pod: pod.name, node: pod.node, eni: pod.eni },
            name,
            // Pods of one stem are one app: web-1 and web-2.
            { kind: 'add-pod', pod: { ...pod, name, labels: { app: name.replace(/-\d+$/, '') } } },
            podNetns(pod.namespace ?? 'default', name),
          ),
      }),
  }
  return { actions, question, closeQuestion: () => setQuestion(null), focusAfter }
}

const DRAWN: readonly FormKind[] = ['node', 'vswitch', 'client']

/** Where the focus goes when a thing goes: to what it is in, else to one beside it. */
function neighbourOf(ref: ThingRef, things: readonly Thing[]): string | null {
  if (ref.kind === 'pod' || ref.kind === 'eni') return nodeNetns(ref.node)
  const box = boxOf(ref)
  const others = things.filter((thing) => thing.ref.kind === ref.kind && thing.box !== box)
  const alike = others.find(
    (thing) => thing.ref.kind === 'tag' && ref.kind === 'tag' && thing.ref.object.kind === ref.object.kind,
  )
  return (alike ?? others[0] ?? things.find((thing) => thing.box !== box))?.box ?? null
}
