/*! English: all words that come later, in one piece. */
import { dropsLaterEn } from './drops-later-en'
import { hopsLaterEn } from './hops-later-en'
import { moreGroupsEn, moreLinksEn } from './more-links-en'

export const laterWordsEn = {
  hop: hopsLaterEn,
  drop: dropsLaterEn,
  more: { title: moreLinksEn, group: moreGroupsEn },
}
