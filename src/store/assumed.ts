/*! What is assumed of the question that is open, and what the person has set of it. */
import { BASIC_GROUP, type Edit, type Question } from '../sim'
import { change } from './document'
import { edit, unedit, withEdit, withoutTarget } from './edits'
import { editAllOwn } from './own/actions'
import type { OwnCluster } from './own/cluster'
import { questionOf } from './select'
import type { AppState, AppStore } from './store'

export interface AssumedAsked {
  /** The question before what the person has set of it. */
  readonly base: Question
  /** The last one for each thing. */
  readonly edits: readonly Edit[]
}

/** Of a scenario: its variant, and the edits beside it. `opened`: the cluster of one's own as it was when the list was opened. */
export function assumedAsked(
  state: Pick<AppState, 'own' | 'scenario' | 'variant' | 'flow' | 'edits'>,
  opened: OwnCluster | null,
): AssumedAsked {
  const { own, scenario, variant, flow, edits } = state
  if (own === null) return { base: questionOf({ scenario, variant, flow }), edits }
  const { topology, done } = since(own, opened)
  return { base: { topology, flow: own.flow }, edits: done.reduce(lastOfEach, []) }
}

/** What has been done since; after an undo of what came before, or in another cluster, that is nothing. */
function since(
  own: OwnCluster,
  opened: OwnCluster | null,
): { topology: OwnCluster['topology']; done: readonly Edit[] } {
  const follows = opened?.id === own.id && opened.done.every((made, at) => own.done[at] === made)
  return opened && follows
    ? { topology: opened.topology, done: own.done.slice(opened.done.length).map((made) => made.edit) }
    : { topology: own.topology, done: [] }
}

/** The assumed group gone is as if it had never been. */
const lastOfEach = (edits: readonly Edit[], made: Edit): readonly Edit[] =>
  made.kind === 'remove-security-group' && made.group === BASIC_GROUP.id
    ? withoutTarget(edits, 'set-default-security-group')
    : withEdit(edits, made)

/** One value for each of these things. `edit` null: as it is assumed; in a cluster of one's own that is given, by `given`. */
export interface Choice {
  readonly target: string
  readonly edit: Edit | null
  readonly given: Edit | null
}

export function assume(store: AppStore, choices: readonly Choice[]): void {
  const [first, ...more] = choices
  if (!first) return
  if (more.length === 0) {
    if (first.edit) edit(store, first.edit)
    else if (!store.getState().own) unedit(store, first.target)
    else if (first.given) edit(store, first.given)
    return
  }
  if (store.getState().own) {
    editAllOwn(
      store,
      choices.flatMap(({ edit: made, given }) => made ?? given ?? []),
    )
    return
  }
  const { edits: before } = store.getState()
  const edits = choices.reduce<readonly Edit[]>(
    (list, { target, edit: made }) => (made ? withEdit(list, made) : withoutTarget(list, target)),
    before,
  )
  change(store, { edits })
  store.setState({ toast: { before, target: choices.map(({ target }) => target).join('\n') } })
}

/** The targets of a toast that tells of several things at once. */
export const targetsIn = (target: string): readonly string[] => target.split('\n')
