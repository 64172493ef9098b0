/*! Fetches what compares, and with it the words that a comparison has in the link. */
import { loadLater } from '../../store/load-later'

export const loadCompare = async () => (await Promise.all([import('./compare'), loadLater()]))[0]
