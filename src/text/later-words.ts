/*! Words of hops and drops that the first view cannot meet. They come with what can cause them (store/load-later.ts). */
import type { LaterDrops, LaterHops, Messages } from './messages'

interface LaterWords {
  readonly hop: LaterHops
  readonly drop: LaterDrops
}
let words: LaterWords | null = null

export const laterDrops = (): LaterDrops | null => words?.drop ?? null

/** The words of a hop that may have come later. */
export function laterHop<Kind extends keyof LaterHops>(hop: Messages['hop'], kind: Kind): LaterHops[Kind] {
  const known: Partial<LaterHops> = { ...words?.hop, ...hop }
  const said = known[kind]
  if (said === undefined) throw new Error(`no words yet for ${kind}`)
  return said
}

export function addLaterWords(arrived: LaterWords): void {
  words = arrived
}
