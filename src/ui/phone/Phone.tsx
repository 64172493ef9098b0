/*! A small window: one host fills the picture, the itinerary is above it, sentence, ticks and buttons below; the inspector's
tabs are pages of their own. */
import { useState } from 'react'
import { ChevronDown, ChevronLeft, ChevronRight, SkipBack, SkipForward } from 'lucide-react'
import { scenarios } from '../../scenarios'
import { useActions, useMomentary } from '../actions'
import { endsOf } from '../flow-bar/ends'
import { GraphPane } from '../graph/GraphPane'
import { InspectorPanel } from '../inspector/Inspector'
import { Banner } from '../parts/Banner'
import parts from '../parts/parts.module.css'
import { panelId, tabId, Tabs } from '../parts/Tabs'
import { PlayButton } from '../timeline/Transport'
import { useApp, useHere, useName, useQuestion, useScenario, useText } from '../use-app'
import { Pill } from '../verdict-bar/VerdictBar'
import css from './phone.module.css'
import { Itinerary } from './Itinerary'
import { Picker } from './Picker'
import { Strip } from './Strip'
import { Words } from './Words'

const PAGES = ['path', 'hop', 'tables', 'capture', 'commands'] as const
type PageId = (typeof PAGES)[number]

export function Phone() {
  const text = useText()
  const actions = useActions()
  const [page, setPage] = useState<PageId>('path')
  const choosePage = (id: PageId) => {
    setPage(id)
    if (id !== 'path') actions.setTab(id)
  }
  // A link inside a page may lead to another tab.
  const tab = useApp((state) => state.tab)
  return (
    <div className={css['phone']} data-page={page}>
      <Header />
      <Banner />
      {page === 'path' ? (
        <main className={css['pathPage']}>
          <div
            className={css['path']}
            role="tabpanel"
            id={panelId('inspector')}
            aria-labelledby={tabId('inspector', 'path')}
          >
            <Itinerary />
            <div className={css['picture']}>
              <GraphPane />
            </div>
            <div className={css['below']}>
              <Words />
              <Strip />
              <Buttons />
            </div>
          </div>
        </main>
      ) : (
        <main className={css['page']} data-inspector>
          <InspectorPanel tab={tab} />
        </main>
      )}
      <Tabs
        label={text.ui.inspector}
        name="inspector"
        className={css['tabs']}
        tabs={PAGES.map((id) => ({ id, label: id === 'path' ? text.page.path : text.ui.tabs[id] }))}
        chosen={page === 'path' ? page : tab}
        onChoose={choosePage}
      />
    </div>
  )
}

function Header() {
  const text = useText()
  const scenario = useScenario()
  const name = useName()
  const [open, setOpen] = useState(false)
  const { picker, setPicker } = useMomentary()
  const { from, asked } = endsOf(useQuestion(), text)
  const number = scenarios.indexOf(scenario) + 1
  const close = () => {
    setOpen(false)
    setPicker(null)
  }
  return (
    <header className={css['header']}>
      <button type="button" className={css['picker']} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <span className={css['number']}>{number === 0 ? '+' : number}</span>
        <span className={css['flow']}>
          <b>
            <span>{name}</span>
            <ChevronDown size={15} strokeWidth={2.5} />
          </b>
          <code>
            {from.address} → {asked}
          </code>
        </span>
      </button>
      <Pill />
      {open || picker !== null ? <Picker onClose={close} /> : null}
    </header>
  )
}

export function Buttons() {
  const { index, count } = useHere()
  const { ui, page } = useText()
  const actions = useActions()
  const atEnd = index === count - 1
  return (
    <div className={css['buttons']}>
      <button
        type="button"
        className={parts['button']}
        aria-label={ui.first}
        disabled={index === 0}
        onClick={actions.first}
      >
        <SkipBack size={18} fill="currentColor" />
      </button>
      <button
        type="button"
        className={parts['button']}
        aria-label={ui.back}
        disabled={index === 0}
        onClick={actions.back}
      >
        <ChevronLeft size={20} strokeWidth={2.5} /> {page.backShort}
      </button>
      <PlayButton className={parts['primary']} size={20} />
      <button type="button" className={parts['button']} aria-label={ui.next} disabled={atEnd} onClick={actions.next}>
        {page.nextShort} <ChevronRight size={20} strokeWidth={2.5} />
      </button>
      <button type="button" className={parts['button']} aria-label={ui.last} disabled={atEnd} onClick={actions.last}>
        <SkipForward size={18} fill="currentColor" />
      </button>
    </div>
  )
}
