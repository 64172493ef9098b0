/*! The picture of a page, of a scenario or of a cluster of one's own, and beside it what there is room for. */
import { Suspense } from 'react'
import css from './app.module.css'
import { GraphPane, type PictureLayer } from './graph/GraphPane'
import { lazily } from './parts/lazily'
import { useMedia } from './parts/media'
import { WIDE } from './parts/window-sizes'
import { useApp, useScenario } from './use-app'

/** Fetched when shown, or at idle. */
export const loadAside = async () => ({ default: (await import('./aside/Aside')).Aside })
const Aside = lazily(loadAside)

export function Network({ layer }: { readonly layer?: PictureLayer }) {
  const scenario = useScenario()
  const own = useApp((state) => state.flow) !== null
  const ways = !own && scenario.groups.some(({ id }) => id === 'target')
  const wide = useMedia(WIDE)
  return (
    <div className={css['network']}>
      <div className={css['picture']}>
        <GraphPane layer={layer} />
      </div>
      <Suspense>{ways || wide ? <Aside /> : null}</Suspense>
    </div>
  )
}
