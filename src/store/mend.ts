/*! One click that mends (or breaks) a flow, and how it was before. */
import { choiceOf, type Scenario, scenarioById } from '../scenarios'
import { applyEdit, type MendEdit, type Question } from '../sim'
import { change, choose, type DocumentState, isPick } from './document'
import { edit as makeEdit, pickBackend } from './edits'
import { wordOf } from './edit-words'
import { askOwn, undoOwn } from './own/actions'
import { askFlow } from './own-flow'
import { questionOf } from './select'
import type { AppState, AppStore } from './store'

/** What undo goes back to. */
export type Before = Pick<AppState, 'variant' | 'flow' | 'edits' | 'own' | 'step'>

/**
 * Makes it, in the way in which the page says it best: another address or TTL as the flow, a backend as a pick, else as the scenario's own
 * switch where it has one, else as an edit. The toast offers undo.
 */
export function applyMend(store: AppStore, edit: MendEdit): Before {
  const state = store.getState()
  const { variant, flow, edits, own, step } = state
  const before = { variant, flow, edits, own, step }
  const switched = own ? null : switchFor(state, scenarioById(state.scenario), edit)
  if (edit.kind === 'set-target') {
    const { from, protocol } = questionOf(state).flow
    askFlow(store, { from, to: { ip: edit.ip, port: edit.port }, protocol })
  } else if (edit.kind === 'set-flow') askFlow(store, edit.flow)
  else if (switched) choose(store, switched.group, switched.choice)
  else if (isBackend(edit)) pickBackend(store, edit)
  else makeEdit(store, edit)
  // An edit of one's own cluster has a toast of its own, and an undo without end.
  if (!isDone(store.getState(), before))
    store.setState({ toast: { target: null, before: edits, mended: { edit, before } } })
  return before
}

const isBackend = (edit: MendEdit): edit is Extract<MendEdit, { kind: 'set-backend' | 'set-slb-backend' }> =>
  isPick(edit)

/** As it was before the click. */
export function restore(store: AppStore, { step, own, ...asked }: Before): void {
  if (isDone(store.getState(), { own })) undoOwn(store)
  else {
    if (own) askOwn(store, own.flow)
    change(store, asked)
  }
  store.setState({ step })
}

/** Whether one's own cluster was edited since. */
const isDone = ({ own }: Pick<AppState, 'own'>, before: Pick<Before, 'own'>): boolean =>
  own !== null && before.own !== null && own.done.length > before.own.done.length

/** Whether one click can make it: everything that is made stands in the link. */
export function canMend({ scenario, edits, own }: DocumentState, edit: MendEdit): boolean {
  if (own || edit.kind === 'set-target' || edit.kind === 'set-flow') return true
  const { topology } = scenarioById(scenario).question
  return wordOf(edit, topology) !== null && !edits.some((made) => JSON.stringify(made) === JSON.stringify(edit))
}

/** The scenario's own switch that comes to the same. */
function switchFor(state: DocumentState, scenario: Scenario, edit: MendEdit) {
  if (state.flow !== null && isPick(edit)) return null
  const wanted = said(applyEdit(questionOf(state), edit))
  for (const { id: group, choices } of scenario.groups) {
    const chosen = choiceOf({ id: group, choices }, state.variant).id
    for (const { id: choice, needs } of choices) {
      if (choice === chosen || needs) continue
      const variant = { ...state.variant, [group]: choice }
      if (said(questionOf({ ...state, variant })) === wanted) return { group, choice }
    }
  }
  return null
}

const said = ({ topology, flow }: Question): string => JSON.stringify([topology, flow])
