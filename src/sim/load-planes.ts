/*! Fetches the control planes that most clusters do not need (control/optional.ts), when a cluster needs them. */
import { hasOptionalPlanes, needsOptionalPlanes } from './control/optional'
import type { Topology } from './topology/types'

/** Whether `simulate` can take this cluster now. */
export const isReady = (topology: Topology): boolean => hasOptionalPlanes() || !needsOptionalPlanes(topology)

/** From then on `simulate` takes every cluster, and `applyEdit` every edit. */
export async function loadPlanes(): Promise<void> {
  if (hasOptionalPlanes()) return
  const { loadAllPlanes } = await import('./all-planes')
  loadAllPlanes()
}
