/*! Parts of the page that are fetched when they are wanted. */
import { type ComponentType, lazy } from 'react'
import { useText } from '../use-app'

/** As React's own `lazy`; but what does not arrive is said in its place, and the rest of the page lives on without it. */
export const lazily = <P,>(load: () => Promise<{ readonly default: ComponentType<P> }>) =>
  lazy(() => load().catch(() => ({ default: Missing })))

function Missing() {
  return <p>{useText().ui.missing}</p>
}
