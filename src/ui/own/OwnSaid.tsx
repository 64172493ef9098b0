/*! What the toast says of an edit to a cluster of one's own: what was done, what went with it, and what became of the packet. */
import type { OwnSaid as Said } from '../../store/view'
import { consequencesOf } from '../../sim'
import { before, type OwnCluster } from '../../store/own/cluster'
import { editingEn } from '../../text/editing-en'
import { editText } from '../../text/edit-text'
import { useStore } from '../use-app'
import { stateWords } from './state-words'
import { type OwnText, useOwnText } from './use-own-text'

export function OwnSaid({ said }: { readonly said: Said }) {
  const text = useOwnText()
  const store = useStore()
  if (said.did === 'delete') return <>{text.own.deleted({ name: said.name ?? said.id })}</>
  const what = editText(said.edit, text.edits)
  const { own } = store.getState()
  const withIt = said.did === 'edit' && own ? withItText(own, text) : ''
  return (
    <>
      {said.did === 'undo' ? text.own.undid({ what }) : said.did === 'redo' ? text.own.redid({ what }) : what}
      {withIt}: {stateWords(store.getState(), text)}
    </>
  )
}

/** What went or lost something by the last edit. */
function withItText(own: OwnCluster, { edits }: OwnText): string {
  const edit = own.done.at(-1)?.edit
  if (!edit) return ''
  return editingEn.withIt({ consequences: consequencesOf(before(own), edit).map(edits.consequence) })
}
