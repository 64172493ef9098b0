/*! What an edit does, in words: the names of undo. */
import type { Edit } from '../sim'
import type { EditMessages } from './edits-en'

/** "move zp5jg to eth2". */
export const editText = (edit: Edit, { edit: words }: Pick<EditMessages, 'edit'>): string =>
  (words[edit.kind] as (edit: Edit) => string)(edit)
