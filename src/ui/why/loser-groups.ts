/*! Rows that lost at a hop, by the row that they lost against. */
import type { Loser, Row } from '../../sim'

export interface LoserGroup {
  /** null: no row decided. */
  readonly against: Row | null
  /** The one that would decide without `against` first, if there is one. */
  readonly losers: readonly Loser[]
}

/** In the order in which the kernel asks. */
export function loserGroups(losers: readonly Loser[]): readonly LoserGroup[] {
  const groups = new Map<Row | null, Loser[]>()
  for (const loser of losers) {
    const group = groups.get(loser.against)
    if (group) group.push(loser)
    else groups.set(loser.against, [loser])
  }
  return [...groups].map(([against, of]) => ({
    against,
    losers: of.toSorted((a, b) => Number(b.next) - Number(a.next)),
  }))
}
