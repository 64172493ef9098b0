/*! Fetches what explains an answer, and with it the words that an edit of one's own has in the link. */
import { loadLater } from '../../store/load-later'
import type * as Why from './why'

export async function loadWhy(): Promise<typeof Why> {
  const [why] = await Promise.all([import('./why'), loadLater()])
  return why
}

/** The same, when there is nothing else to do. */
export async function loadWhyAtIdle(): Promise<typeof Why> {
  await whenIdle()
  return loadWhy()
}

/** Safari has no requestIdleCallback. */
export const whenIdle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => resolve())
    else setTimeout(resolve, 1500)
  })
