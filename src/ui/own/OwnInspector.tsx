/*! The inspector beside a cluster of one's own: what it always shows where there is a walk, and the tab Edit. */
import { useEffect } from 'react'
import { useStore as useZustand } from 'zustand'
import { editingOf } from '../../store/own/chosen'
import { walks } from '../../store/select'
import { TABS, type Tab } from '../../store/view'
import { ownEditEn } from '../../text/own-edit-en'
import { useActions } from '../actions'
import { InspectorPanel } from '../inspector/Inspector'
import css from '../inspector/inspector.module.css'
import { panelId, tabId, Tabs } from '../parts/Tabs'
import { useApp, useStore, useText } from '../use-app'
import { EditTab } from './edit/EditTab'

export function OwnInspector() {
  const { ui } = useText()
  const { setTab } = useActions()
  const store = useStore()
  const walked = useApp(walks)
  const tab = useApp((state) => state.tab)
  const open = useZustand(editingOf(store), (editing) => editing.open)
  useCloseOnTab()
  const shown: Tab | 'edit' = open || !walked ? 'edit' : tab
  const choose = (id: Tab | 'edit') => {
    editingOf(store).setState({ open: id === 'edit' })
    if (id !== 'edit') setTab(id)
  }
  return (
    <aside className={css['inspector']} aria-label={ui.inspector} data-inspector>
      <Tabs
        label={ui.inspector}
        name="inspector"
        className={css['tabRow']}
        tabs={[
          ...(walked ? TABS : []).map((id) => ({ id, label: ui.tabs[id] })),
          { id: 'edit' as const, label: ownEditEn.tab },
        ]}
        chosen={shown}
        onChoose={choose}
      />
      {shown === 'edit' ? <EditPanel /> : <InspectorPanel tab={tab} />}
    </aside>
  )
}

/** Without a tab stop of its own: everything in it has one. */
export function EditPanel() {
  return (
    <div
      className={css['panel']}
      role="tabpanel"
      id={panelId('inspector')}
      aria-labelledby={tabId('inspector', 'edit')}
    >
      <EditTab />
    </div>
  )
}

/** A key or a link that asks for another tab of the inspector gets it. */
function useCloseOnTab() {
  const store = useStore()
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.tab !== before.tab) editingOf(store).setState({ open: false })
      }),
    [store],
  )
}
