/*! Which rows of a step decided it, which were only read, and which it made. */
import { assertNever } from '../../base/assert'
import type { Row, Step } from '../../sim'

export type Mark = 'decided' | 'read' | 'made'

/** The rows that decided: the decisive one, and the real server beside the virtual server that it belongs to. */
export function decidedRows({ because, event }: Step): readonly Row[] {
  const [first, second] = because
  if (!first) return []
  const pair = event.kind === 'ipvs-dnat' || event.kind === 'slb-dnat'
  return pair && second ? [first, second] : [first]
}

/** A jump decides nothing: the packet came back from the chain, and no rule there had matched. */
export const askedInVain = ({ because: [first] }: Step): boolean =>
  (first?.kind === 'chain-rule' && first.target.kind === 'jump') ||
  (first?.kind === 'nft-rule' && first.statement.kind === 'jump')

/** The rows that it left in a table. */
export const madeRows = ({ effects }: Step): readonly Row[] =>
  effects.flatMap((effect): Row[] => {
    switch (effect.kind) {
      case 'conntrack':
        return [effect.entry]
      case 'conntrack-gone':
        return []
      case 'ipvs-conn':
        return [effect.conn]
      case 'neigh':
        return [effect.neigh]
      case 'slb-session':
      case 'snat-session':
      case 'group-session':
        return [effect.session]
      default:
        return assertNever(effect)
    }
  })

/** A row is itself; a connection is the same one after an update. */
const sameRow = (a: Row, b: Row): boolean =>
  a === b || (a.kind === 'conntrack' && b.kind === 'conntrack' && a.id === b.id)

const holds = (rows: readonly Row[], row: Row): boolean => rows.some((candidate) => sameRow(candidate, row))

/** What the step did with the rows of one printed line. */
export function markOf(rows: readonly Row[], step: Step): Mark | null {
  if (rows.some((row) => holds(madeRows(step), row))) return 'made'
  if (rows.some((row) => holds(decidedRows(step), row))) return 'decided'
  return rows.some((row) => holds(step.because, row)) ? 'read' : null
}
