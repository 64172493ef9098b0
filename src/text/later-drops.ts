/*! Words of drops that the first view cannot meet. They come with what can cause them (store/load-later.ts). */
import type { LaterDrops } from './messages'

let words: LaterDrops | null = null

export const laterDrops = (): LaterDrops | null => words
export function addLaterDrops(arrived: LaterDrops): void {
  words = arrived
}
