/*! Fetches clusters of one's own: what keeps and shows them, and every control plane, since such a cluster may need any. */
import { loadLater } from '../../store/load-later'
import { whenIdle } from '../why/load-why'

const loadOwn = async () => (await Promise.all([import('./own'), loadLater()]))[0]

export const loadOwnPage = async () => ({ default: (await loadOwn()).OwnPage })

export async function loadOwnList() {
  await whenIdle()
  return { default: (await loadOwn()).OwnList }
}
