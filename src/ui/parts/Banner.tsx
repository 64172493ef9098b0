/*! A link that could not be read: what is wrong, where, what to do. What was open stays open. */
import { TriangleAlert } from 'lucide-react'
import { linkProblemText } from '../../text/problem-text'
import { useActions } from '../actions'
import { useApp, useText } from '../use-app'
import css from './banner.module.css'
import parts from './parts.module.css'

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
            <Problem />
          </p>
          <button type="button" className={parts['button']} onClick={dismissBanner}>
            {text.ui.dismiss}
          </button>
        </div>
      ) : null}
    </div>
  )
}

function Problem() {
  const text = useText()
  const banner = useApp((state) => state.banner)
  if (!banner) return null
  return <>{linkProblemText(banner.problem, text)}</>
}
