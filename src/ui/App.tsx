/*! The page: bar, list, verdict, network, inspector, timeline. A small window gets the same parts in another order. */
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { walks } from '../store/select'
import type { AppStore } from '../store/store'
import { plainText } from '../text/rich'
import { verdictText } from '../text/verdict-text'
import { type DialogId, type Momentary, MomentaryContext, type Picker } from './actions'
import css from './app.module.css'
import { loadPicker } from './flow-bar/FlowBar'
import { useKeys } from './keys'
import { Inspector, loadTabs } from './inspector/Inspector'
import { loadAside, Network } from './Network'
import { Announcer } from './parts/Announcer'
import { Banner, loadLinkProblem } from './parts/Banner'
import { useMedia } from './parts/media'
import { PHONE } from './parts/window-sizes'
import { ScenarioList } from './scenario-list/ScenarioList'
import { Timeline } from './timeline/Timeline'
import { Transport } from './timeline/Transport'
import { TopBar } from './top-bar/TopBar'
import { StoreContext, useApp, useName, useRun, useText } from './use-app'
import { VerdictBar } from './verdict-bar/VerdictBar'
import { loadCompare } from './compare/load-compare'
import { loadOwnPage } from './own/load-own'
import { loadWhyAtIdle } from './why/load-why'
import { lazily } from './parts/lazily'

// Not in the first view of a large window at scenario 5: fetched when shown, or at idle.
const loadPhone = async () => ({ default: (await import('./phone/Phone')).Phone })
const loadShare = () => import('./share/Share')
const loadHelp = () => import('./help/Help')
const Phone = lazily(loadPhone)
const OwnPage = lazily(loadOwnPage)
const Compare = lazily(async () => ({ default: (await loadCompare()).Compare }))
const Toast = lazily(async () => ({ default: (await loadWhyAtIdle()).Toast }))
const Share = lazily(loadShare)
const Help = lazily(loadHelp)

export function App({ store }: { readonly store: AppStore }) {
  const [dialog, setDialog] = useState<DialogId | null>(null)
  const [picker, setPicker] = useState<Picker | null>(null)
  const [table, setTable] = useState<string | null>(null)
  const momentary = useMemo<Momentary>(
    () => ({ dialog, picker, table, setDialog, setPicker, setTable }),
    [dialog, picker, table],
  )
  return (
    <StoreContext value={store}>
      <MomentaryContext value={momentary}>
        <Page />
        <Dialogs dialog={dialog} onClose={() => setDialog(null)} />
      </MomentaryContext>
    </StoreContext>
  )
}

function Page() {
  const phone = useMedia(PHONE)
  const paper = useMedia('print')
  const own = useApp((state) => state.own !== null)
  const walked = useApp(walks)
  const compared = useApp((state) => state.versus !== null && walks(state))
  useKeys()
  useTheme()
  const page = useIdleLoading()
  return (
    <>
      {own ? <OwnPage /> : phone ? <Phone /> : <Desktop />}
      {walked ? <Title /> : null}
      <Announcer />
      {/* Its place is there before the first notice: a screen reader tells what comes into it. */}
      <Suspense>
        <Toast />
      </Suspense>
      <Suspense>{compared ? <Compare /> : null}</Suspense>
      {paper && walked ? page : null}
    </>
  )
}

function Desktop() {
  return (
    <div className={css['app']}>
      <div className={css['top']}>
        <TopBar />
        <Banner />
      </div>
      <div className={css['list']}>
        <ScenarioList />
      </div>
      <main className={css['main']}>
        <VerdictBar />
        <Network />
      </main>
      <Inspector />
      <div className={css['bottom']}>
        <Transport />
        <Timeline />
      </div>
    </div>
  )
}

function Dialogs({ dialog, onClose }: { readonly dialog: DialogId | null; readonly onClose: () => void }) {
  if (dialog === null) return null
  return <Suspense>{dialog === 'share' ? <Share onClose={onClose} /> : <Help onClose={onClose} />}</Suspense>
}

/** `system` follows the system: then the document has no theme of its own. */
function useTheme() {
  const theme = useApp((state) => state.theme)
  useEffect(() => {
    const { dataset } = document.documentElement
    if (theme === 'system') delete dataset['theme']
    else dataset['theme'] = theme
  }, [theme])
}

function Title() {
  const run = useRun()
  const text = useText()
  const name = useName()
  useEffect(() => {
    const { pill, sentence } = verdictText(run, text)
    document.title = text.documentTitle({
      scenario: name,
      verdict: `${pill} ${plainText(sentence)}`,
    })
  }, [run, text, name])
  return null
}

/** The page's own parts that nothing has asked for yet, fetched when there is nothing else to do. */
function useIdleLoading() {
  // Printing does not wait, so it is kept here and not left to Suspense.
  const [paper, setPaper] = useState<ReactNode>(null)
  useEffect(() => {
    const load = () => {
      void import('./print/Paper').then(({ Paper }) => setPaper(<Paper />))
      void Promise.all([loadPicker(), loadLinkProblem(), loadTabs(), loadAside(), loadShare(), loadHelp(), loadPhone()])
    }
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(load, 1500)
      return () => clearTimeout(timer)
    }
    const idle = requestIdleCallback(load)
    return () => cancelIdleCallback(idle)
  }, [])
  return paper
}
