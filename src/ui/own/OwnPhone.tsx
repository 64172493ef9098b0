/*! The same on a small window. */
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { useStore as useZustand } from 'zustand'
import { editingOf } from '../../store/own/chosen'
import { walks } from '../../store/select'
import { ownEditEn } from '../../text/own-edit-en'
import { useActions } from '../actions'
import { GraphPane } from '../graph/GraphPane'
import { InspectorPanel } from '../inspector/Inspector'
import { Banner } from '../parts/Banner'
import { panelId, tabId, Tabs } from '../parts/Tabs'
import { Itinerary } from '../phone/Itinerary'
import { Buttons } from '../phone/Phone'
import phone from '../phone/phone.module.css'
import { Picker } from '../phone/Picker'
import { Strip } from '../phone/Strip'
import { Words } from '../phone/Words'
import { useApp, useStore } from '../use-app'
import { Pill } from '../verdict-bar/VerdictBar'
import { useEditingLayer } from './editing/over'
import css from './own-page.module.css'
import { EditPanel } from './OwnInspector'
import { UndoButtons } from './OwnTopBar'
import { PlainPicture } from './PlainPicture'
import { StateBar } from './StateBar'
import { stateWords } from './state-words'
import { useOwnText } from './use-own-text'

const PAGES = ['path', 'edit', 'hop', 'tables', 'capture', 'commands'] as const
type PageId = (typeof PAGES)[number]

export function OwnPhone() {
  const text = useOwnText()
  const walked = useApp(walks)
  const actions = useActions()
  const tab = useApp((state) => state.tab)
  const layer = useEditingLayer()
  const store = useStore()
  const [wanted, setPage] = useState<PageId>('path')
  const editing = useZustand(editingOf(store), ({ open }) => open)
  const page = editing ? 'edit' : walked ? wanted : 'path'
  const choose = (id: PageId) => {
    editingOf(store).setState({ open: id === 'edit' })
    if (id !== 'edit') setPage(id)
    if (id !== 'path' && id !== 'edit') actions.setTab(id)
  }
  return (
    <div className={phone['phone']} data-page={page}>
      <Header />
      <Banner />
      {page === 'path' ? (
        <main className={phone['pathPage']}>
          <div
            className={phone['path']}
            role="tabpanel"
            id={panelId('inspector')}
            aria-labelledby={tabId('inspector', 'path')}
          >
            {walked ? <Itinerary /> : <StateBar />}
            <div className={phone['picture']}>
              {walked ? <GraphPane layer={layer} /> : <PlainPicture layer={layer} />}
            </div>
            <div className={phone['below']}>
              {walked ? (
                <>
                  <Words />
                  <Strip />
                  <Buttons />
                </>
              ) : (
                <p className={css['noWalk']}>{text.own.noWalk}</p>
              )}
            </div>
          </div>
        </main>
      ) : (
        <main className={phone['page']} data-inspector>
          {page === 'edit' ? <EditPanel /> : <InspectorPanel tab={tab} />}
        </main>
      )}
      <Tabs
        label={text.ui.inspector}
        name="inspector"
        className={phone['tabs']}
        tabs={(walked ? PAGES : (['path', 'edit'] as const)).map((id) => ({
          id,
          label: id === 'path' ? text.page.path : id === 'edit' ? ownEditEn.tab : text.ui.tabs[id],
        }))}
        chosen={page === 'path' || page === 'edit' ? page : tab}
        onChoose={choose}
      />
    </div>
  )
}

function Header() {
  const text = useOwnText()
  const store = useStore()
  const name = useApp((state) => state.own?.name ?? '')
  const walked = useApp(walks)
  const [open, setOpen] = useState(false)
  useApp((state) => state.own)
  return (
    <header className={phone['header']}>
      <button
        type="button"
        className={phone['picker']}
        aria-haspopup="dialog"
        aria-label={`${text.page.scenarioPicker}: ${name}`}
        onClick={() => setOpen(true)}
      >
        <span className={phone['flow']}>
          <b>
            <span>{name}</span>
            <ChevronDown size={15} strokeWidth={2.5} />
          </b>
          <span className={phone['state']}>{stateWords(store.getState(), text)}</span>
        </span>
      </button>
      <UndoButtons />
      {walked ? <Pill /> : null}
      {open ? <Picker onClose={() => setOpen(false)} /> : null}
    </header>
  )
}
