/*! What only some questions need, fetched after the first picture, or before it where a link asks for it: more links, flows and
edits of a person's own in links, kube-proxy's other modes. */
import { loadPlanes } from '../sim'
import type * as Later from './later'

let parts: typeof Later | null = null

/** null: not here yet. */
export const laterParts = (): typeof Later | null => parts

/** Words and the like, which this layer does not know: each is fetched with the rest. */
const companions: (() => Promise<void>)[] = []
export const comesLater = (load: () => Promise<void>): void => void companions.push(load)

export async function loadLater(): Promise<void> {
  const [later] = await Promise.all([import('./later'), loadPlanes(), ...companions.map((load) => load())])
  later.arrive()
  parts = later
}
