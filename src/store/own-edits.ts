/*! Edits of a person's own: what they assume instead, which backend they look at. They come after the variant's, at most one for
each thing. */
import { type Edit, isSwitch, type SwitchEdit } from '../sim'

/** What an edit sets. Two edits of one target: the later one counts, so only that is kept; an edit of an object is one of its own. */
export function targetOf(edit: Edit): string {
  if (edit.kind === 'move-pod') return `${edit.kind} ${edit.pod}`
  return isSwitch(edit) ? switchOf(edit) : JSON.stringify(edit)
}

const switchOf = (edit: SwitchEdit): string =>
  [
    edit.kind,
    'node' in edit && edit.node,
    'dev' in edit && edit.dev,
    'service' in edit && edit.service,
    edit.kind === 'set-inner-access' && edit.group,
  ]
    .filter((part) => part !== false)
    .join(' ')
