/*! Whether there is room for cards beside the picture: where it has one host, or where the window is wide. */
import { useMedia } from '../parts/media'
import { WIDE } from '../parts/window-sizes'
import { useApp, useRun, useScenario } from '../use-app'
import { balancesAt } from './balances'

export interface Room {
  /** Cards stand beside the picture. */
  readonly aside: boolean
  /** … those of the backends too. */
  readonly backends: boolean
}

export function useRoom(): Room {
  const { groups } = useScenario()
  const own = useApp((state) => state.flow) !== null
  const balances = balancesAt(useRun()) !== null
  const some = useMedia('(min-width: 1200px)')
  const much = useMedia(WIDE)
  const ways = some && !own && groups.some(({ id }) => id === 'target')
  const aside = ways || (much && balances)
  return { aside, backends: aside && balances }
}
