/*! What a person does with edits of their own: make one, take it back, undo, look at another backend. */
import type { Edit } from '../sim'
import { change, choose, isPick } from './document'
import { editOwn, undoSaid } from './own/actions'
import { targetOf } from './own-edits'
import { scenarioOf } from './select'
import type { AppStore } from './store'

/** One edit of the person's own: of their own cluster, or in place of an earlier one of the same thing. */
export function edit(store: AppStore, made: Edit): void {
  if (store.getState().own) editOwn(store, made)
  else changeEdits(store, withEdit(store.getState().edits, made), targetOf(made))
}

/** As if this had never been edited. */
export function unedit(store: AppStore, target: string): void {
  const { edits } = store.getState()
  const others = withoutTarget(edits, target)
  if (others.length < edits.length) changeEdits(store, others, target)
}

/** Nothing of what is assumed is the person's own any more; the backend stays. */
export function resetEdits(store: AppStore): void {
  changeEdits(store, store.getState().edits.filter(isPick), null)
}

/** Undo, as long as the toast stands. */
export function undoEdit(store: AppStore): void {
  const { toast } = store.getState()
  if (toast && 'own' in toast) undoSaid(store)
  else if (toast) change(store, { edits: toast.before })
}

/** A backend to look at: as the scenario's own switch where it has one, else as an edit. */
export function pickBackend(store: AppStore, pick: Extract<Edit, { kind: 'set-backend' | 'set-slb-backend' }>): void {
  const { flow, edits } = store.getState()
  const { groups, question } = scenarioOf(store.getState())
  // With a flow of one's own, what is asked is said by no switch.
  const group = (flow === null ? groups : []).find(({ choices }) =>
    choices.every((choice) => choice.edits.every(isPick)),
  )
  const choice = group?.choices.find(({ edits: own }) =>
    own.length === 0
      ? question.flow.backend === pick.backend
      : own.some((made) => 'backend' in made && made.backend === pick.backend),
  )
  if (group && choice) choose(store, group.id, choice.id)
  else
    change(store, {
      edits: withEdit(
        edits.filter((made) => !isPick(made)),
        pick,
      ),
    })
}

function changeEdits(store: AppStore, edits: readonly Edit[], target: string | null): void {
  const { edits: before } = store.getState()
  change(store, { edits })
  store.setState({ toast: { before, target } })
}

export const withoutTarget = (edits: readonly Edit[], target: string): readonly Edit[] =>
  edits.filter((edit) => targetOf(edit) !== target)

/** The new one stands where the old one of its target stood, else at the end. */
export function withEdit(edits: readonly Edit[], edit: Edit): readonly Edit[] {
  const target = targetOf(edit)
  return edits.some((other) => targetOf(other) === target)
    ? edits.map((other) => (targetOf(other) === target ? edit : other))
    : [...edits, edit]
}

/** What its target is set to, where that is one word. */
export function valueOf(edit: Edit): string | number | boolean | null {
  if ('value' in edit) return edit.value
  if ('policy' in edit && typeof edit.policy === 'string') return edit.policy
  return 'backend' in edit ? edit.backend : null
}
