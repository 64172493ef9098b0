/*! The keyboard. What each key is for stands in help/key-help.ts: keys whose thing does not exist are in neither. */
import { useLayoutEffect } from 'react'
import { scenarios } from '../scenarios'
import { isOpen, walks } from '../store/select'
import type { Tab } from '../store/view'
import { type Actions, useActions, useMomentary } from './actions'
import { ENTERED, forgetTyped, typeAhead } from './flow-bar/typed-ahead'
import { useStore } from './use-app'
import type { AppStore } from '../store/store'

/** A key that does something wherever the focus is, except in a field. */
const always: Readonly<Record<string, (actions: Actions, store: AppStore) => void>> = {
  ' ': ({ togglePlay }) => togglePlay(),
  ArrowLeft: ({ back }) => back(),
  ArrowRight: ({ next }) => next(),
  'shift ArrowLeft': ({ previousStack }) => previousStack(),
  'shift ArrowRight': ({ nextStack }) => nextStack(),
  Home: ({ first }) => first(),
  End: ({ last }) => last(),
  d: ({ nextEvent }) => nextEvent(),
  r: ({ switchLeg }) => switchLeg(),
  b: ({ toggleBothLegs }) => toggleBothLegs(),
  c: ({ compare }) => compare(),
  s: ({ openShare }) => openShare(),
  f: ({ openPicker }) => openPicker('from'),
  t: ({ openPicker }) => openPicker('to'),
  '/': ({ openPicker }) => openPicker('find'),
  '?': ({ openHelp }) => openHelp(),
  l: ({ setTheme }) => setTheme(isDark() ? 'light' : 'dark'),
  j: ({ setTab }) => rowBy(1, setTab),
  k: ({ setTab }) => rowBy(-1, setTab),
  Escape: ({ dismissBanner }) => dismissBanner(),
  ...Object.fromEntries(
    scenarios.map(({ id }, index) => [
      String(index + 1),
      ({ chooseScenario }: Actions, store: AppStore) => {
        if (!isOpen(store.getState(), id)) chooseScenario(id)
      },
    ]),
  ),
}

/** h t p m: only with the focus in the inspector. */
const inInspector: Readonly<Record<string, Tab>> = {
  h: 'hop',
  t: 'tables',
  p: 'capture',
  m: 'commands',
}

export function useKeys(): void {
  const actions = useActions()
  const store = useStore()
  const { picker } = useMomentary()
  // Not after the paint: who sees the page presses keys.
  useLayoutEffect(() => {
    if (picker === null) forgetTyped()
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      const state = store.getState()
      // Nothing to play, nothing to step through; or a comparison over it, with keys of its own.
      if (!walks(state) || state.versus) return
      const target = event.target instanceof Element ? event.target : null
      if (isField(target) || target?.closest('dialog')) return
      if (picker !== null) {
        // Its field is on the way.
        const key = event.key === 'Enter' ? ENTERED : event.key
        if (key.length > 1) return
        event.preventDefault()
        typeAhead(key)
        return
      }
      // A button has its own idea of Space, a folded table too.
      if (event.key === ' ' && target?.closest('button, summary, a')) return
      const tab = target?.closest('[data-inspector]') ? inInspector[event.key] : undefined
      if (tab) {
        event.preventDefault()
        actions.setTab(tab)
        return
      }
      const action = always[event.shiftKey && event.key.startsWith('Arrow') ? `shift ${event.key}` : event.key]
      if (!action) return
      event.preventDefault()
      action(actions, store)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [actions, store, picker])
}

function isField(target: Element | null): boolean {
  if (target instanceof HTMLInputElement) return true
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

/** Whether the page is dark now, whoever decided it. */
export function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme']
  return chosen === 'dark' || (chosen === undefined && matchMedia('(prefers-color-scheme: dark)').matches)
}

/** Moves the focus to the next row that decided, was read or was made at this hop. */
function rowBy(by: 1 | -1, setTab: Actions['setTab']): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-inspector] [data-mark][tabindex]')]
  if (rows.length === 0) {
    setTab('tables')
    return
  }
  const at = rows.findIndex((row) => row === document.activeElement)
  const next = at < 0 ? (by === 1 ? 0 : rows.length - 1) : (at + by + rows.length) % rows.length
  rows[next]?.focus()
}
