/*! A link that could not be read: what is wrong, where, what to do. What was open stays open. */
import { TriangleAlert } from 'lucide-react'
import { Suspense } from 'react'
import { useActions } from '../actions'
import { useApp, useText } from '../use-app'
import css from './banner.module.css'
import parts from './parts.module.css'
import { lazily } from './lazily'

export const loadLinkProblem = () => import('./LinkProblem')
const LinkProblem = lazily(loadLinkProblem)

export function Banner() {
  const text = useText()
  const banner = useApp((state) => state.banner)
  const { dismissBanner } = useActions()
  return (
    <div role="alert" className={css['place']}>
      {banner ? (
        <div className={css['banner']}>
          <TriangleAlert size={20} />
          <p>
            <Suspense>
              <LinkProblem problem={banner.problem} />
            </Suspense>
          </p>
          <button type="button" className={parts['button']} onClick={dismissBanner}>
            {text.ui.dismiss}
          </button>
        </div>
      ) : null}
    </div>
  )
}
