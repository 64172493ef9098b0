/*! The page with a cluster of one's own: the same parts as with a scenario where a packet can be walked, and in their place what can be
shown where it cannot. */
import { useEffect, useLayoutEffect } from 'react'
import { keeperOf } from '../../store/own/actions'
import { NO_NAME } from '../../store/own/cluster'
import { walks } from '../../store/select'
import { Network } from '../Network'
import app from '../app.module.css'
import { Banner } from '../parts/Banner'
import { useMedia } from '../parts/media'
import { PHONE } from '../parts/window-sizes'
import { ScenarioList } from '../scenario-list/ScenarioList'
import { Timeline } from '../timeline/Timeline'
import { Transport } from '../timeline/Transport'
import { useApp, useStore } from '../use-app'
import { VerdictBar } from '../verdict-bar/VerdictBar'
import { useEditingLayer } from './editing/over'
import css from './own-page.module.css'
import { OwnInspector } from './OwnInspector'
import { OwnPhone } from './OwnPhone'
import { OwnTopBar } from './OwnTopBar'
import { PlainPicture } from './PlainPicture'
import { StateBar } from './StateBar'
import { stateWords } from './state-words'
import { useOwnKeys } from './use-own-keys'
import { useOwnText } from './use-own-text'

export function OwnPage() {
  const store = useStore()
  const phone = useMedia(PHONE)
  // Before any key is heard: what is not watched is not kept.
  useLayoutEffect(() => {
    keeperOf(store)
  }, [store])
  useOwnKeys()
  useOwnName()
  useOwnTitle()
  return phone ? <OwnPhone /> : <OwnDesktop />
}

function OwnDesktop() {
  const walked = useApp(walks)
  const { own } = useOwnText()
  const layer = useEditingLayer()
  return (
    <div className={app['app']}>
      <div className={app['top']}>
        <OwnTopBar />
        <Banner />
      </div>
      <div className={app['list']}>
        <ScenarioList />
      </div>
      <main className={app['main']}>
        {walked ? (
          <>
            <VerdictBar />
            <Network layer={layer} />
          </>
        ) : (
          <>
            <StateBar />
            <div className={app['network']}>
              <div className={app['picture']}>
                <PlainPicture layer={layer} />
              </div>
            </div>
          </>
        )}
      </main>
      <OwnInspector />
      <div className={app['bottom']}>
        {walked ? (
          <>
            <Transport />
            <Timeline />
          </>
        ) : (
          <p className={css['noWalk']}>{own.noWalk}</p>
        )}
      </div>
    </div>
  )
}

/** What came by a link has no name: it gets the page's word before it is seen, and keeps it until it is renamed. */
function useOwnName() {
  const store = useStore()
  const own = useApp((state) => state.own)
  const { own: words } = useOwnText()
  useLayoutEffect(() => {
    if (own?.name === NO_NAME) store.setState({ own: { ...own, name: words.fromLink } })
  }, [store, own, words])
}

/** Where there is a run, its verdict is the title (App.tsx). */
function useOwnTitle() {
  const state = useApp((app) => app)
  const text = useOwnText()
  const { own } = state
  useEffect(() => {
    if (own?.scenario === null) document.title = text.own.title({ name: own.name, state: stateWords(state, text) })
  }, [own, state, text])
}
