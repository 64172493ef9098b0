/*! Waits until something is on the screen: what is asked for earlier would take the processor from that. */

/** At most, ms: a browser that tells nothing of its paints gets the page all the same. */
const LONGEST = 1_000

/** Resolves when the first contentful paint is on the screen; at once in a tab that is not shown. */
export const whenPainted = (): Promise<void> =>
  new Promise((resolve) => {
    if (document.hidden) return resolve()
    setTimeout(resolve, LONGEST)
    new PerformanceObserver((seen) => {
      if (seen.getEntriesByName('first-contentful-paint').length > 0) resolve()
    }).observe({ type: 'paint', buffered: true })
  })
