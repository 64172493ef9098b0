/*! Edits of a person's own: what they assume instead, which backend they look at. They come after the variant's, at most one for
each thing. */
import type { Edit } from '../sim'

/** What an edit sets. Two edits of one target: the later one counts, so only that is kept. One that sets no one thing is its own. */
export const targetOf = (edit: Edit): string =>
  /^(add|remove|rename)-/.test(edit.kind) || 'change' in edit || 'at' in edit
    ? JSON.stringify(edit)
    : [
        edit.kind,
        'node' in edit && edit.node,
        'dev' in edit && edit.dev,
        'service' in edit && edit.service,
        'pod' in edit && edit.pod,
        edit.kind === 'set-inner-access' && edit.group,
      ]
        .filter((part) => typeof part === 'string')
        .join(' ')
