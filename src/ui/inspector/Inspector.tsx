/*! The inspector: four tabs on the hop where the packet stands. Hop is open first; the page does not wait for what the others
hold. */
import { Suspense, useEffect, useRef } from 'react'
import { panelId, tabId, Tabs } from '../parts/Tabs'
import { useActions } from '../actions'
import { useApp, useText } from '../use-app'
import { type Tab, TABS } from '../../store/view'
import { HopTab, loadHopRows } from './HopTab'
import css from './inspector.module.css'
import { lazily } from '../parts/lazily'

const loadTables = () => import('./TablesTab')
const loadCapture = () => import('./CaptureTab')
const loadCommands = () => import('./CommandsTab')
const TablesTab = lazily(loadTables)
const CaptureTab = lazily(loadCapture)
const CommandsTab = lazily(loadCommands)

/** Fetches what a tab may ask for, when there is nothing else to do. */
export const loadTabs = (): Promise<unknown> =>
  Promise.all([loadHopRows(), loadTables(), loadCapture(), loadCommands()])

export function Inspector() {
  const { ui } = useText()
  const { setTab } = useActions()
  const tab = useApp((state) => state.tab)
  return (
    <aside className={css['inspector']} aria-label={ui.inspector} data-inspector>
      <Tabs
        label={ui.inspector}
        name="inspector"
        className={css['tabRow']}
        tabs={TABS.map((id) => ({ id, label: ui.tabs[id] }))}
        chosen={tab}
        onChoose={setTab}
      />
      <InspectorPanel tab={tab} />
    </aside>
  )
}

/** What a tab shows. A phone has the tabs elsewhere. */
export function InspectorPanel({ tab }: { readonly tab: Tab }) {
  const { page } = useText()
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    ref.current?.scrollTo(0, 0)
  }, [tab])
  return (
    <div
      ref={ref}
      className={css['panel']}
      role="tabpanel"
      id={panelId('inspector')}
      aria-labelledby={tabId('inspector', tab)}
      tabIndex={0}
    >
      <Suspense fallback={<p className={css['loading']}>{page.loading}</p>}>{content(tab)}</Suspense>
    </div>
  )
}

function content(tab: Tab) {
  switch (tab) {
    case 'hop':
      return <HopTab />
    case 'tables':
      return <TablesTab />
    case 'capture':
      return <CaptureTab />
    case 'commands':
      return <CommandsTab />
  }
}
