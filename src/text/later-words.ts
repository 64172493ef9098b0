/*! Words of hops and drops that the first view cannot meet. They come with what can cause them (store/load-later.ts). */
import type { LaterDrops, LaterHops, Messages } from './messages'
import type { MoreLinkMessages } from './more-links-en'

interface LaterWords {
  readonly hop: LaterHops
  readonly drop: LaterDrops
  readonly more: MoreLinkMessages
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

/** Name of a scenario, or of one of more links: those come with their names. */
export function titleOf({ scenario }: Pick<Messages, 'scenario'>, id: keyof Messages['scenario']): string {
  const known: Messages['scenario'] = { ...words?.more.title, ...scenario }
  return known[id]?.title ?? ''
}

/** null: more links have not come yet. */
export const moreGroupWords = (): MoreLinkMessages['group'] | null => words?.more.group ?? null

export function addLaterWords(arrived: LaterWords): void {
  words = arrived
}
