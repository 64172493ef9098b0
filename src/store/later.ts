/*! What arrives later (load-later.ts). */
import { addMoreLinks } from '../scenarios'
import { moreGroups, moreLinks } from '../scenarios/more'

export { flowOfWord, flowWord } from '../share/flow-word'
export { editOfWord, editWords, wordOf } from './edit-words'
export { isBegunMendWord } from './mend-edit-words'
export { targetOf } from './own-edits'
export { hashLater, stateLater } from './compare-link'
export { withFlow } from './own-flow'

/** From then on more links can be opened. */
export const arrive = (): void => addMoreLinks(moreLinks, moreGroups)
