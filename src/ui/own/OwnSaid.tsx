/*! What the toast says of an edit to a cluster of one's own: what was done, and what became of the packet. */
import type { OwnSaid as Said } from '../../store/view'
import { useStore } from '../use-app'
import { editText } from '../../text/edit-text'
import { stateWords } from './state-words'
import { useOwnText } from './use-own-text'

export function OwnSaid({ said }: { readonly said: Said }) {
  const text = useOwnText()
  const store = useStore()
  if (said.did === 'delete') return <>{text.own.deleted({ name: said.name ?? said.id })}</>
  const what = editText(said.edit, text.edits)
  return (
    <>
      {said.did === 'undo' ? text.own.undid({ what }) : said.did === 'redo' ? text.own.redid({ what }) : what}:{' '}
      {stateWords(store.getState(), text)}
    </>
  )
}
