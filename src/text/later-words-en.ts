/*! English: all words that come later, in one piece. */
import { dropsLaterEn } from './drops-later-en'
import { hopsLaterEn } from './hops-later-en'

export const laterWordsEn = { hop: hopsLaterEn, drop: dropsLaterEn }
