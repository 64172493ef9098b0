/*! What only some questions need, fetched after the first picture, or before it where a link asks for it: more links, flows and
edits of a person's own in links, kube-proxy's other modes. */
import { loadPlanes } from '../sim'
import type * as Later from './later'

let parts: typeof Later | null = null

/** null: not here yet. */
export const laterParts = (): typeof Later | null => parts

export async function loadLater(): Promise<void> {
  const [later] = await Promise.all([import('./later'), loadPlanes()])
  later.arrive()
  parts = later
}
