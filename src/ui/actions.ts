/*! What a person can do, bound to the store: a button, a key and a menu call the same action. */
import { createContext, useContext, useMemo } from 'react'
import type { ChoiceId, GroupId, ScenarioId } from '../scenarios'
import type { Machine } from '../sim'
import { choose, chooseScenario, resetFlow, resetVariant } from '../store/document'
import {
  chooseLeg,
  pause,
  seek,
  setLoop,
  setSpeed,
  type Speed,
  stackBy,
  stepBy,
  toFirst,
  togglePlaying,
  toLast,
  toNextEvent,
} from '../store/playback'
import { legOf } from '../store/select'
import type { AppStore } from '../store/store'
import {
  type CapturePoint,
  dismissBanner,
  selectCapture,
  selectMachine,
  setBothLegs,
  setTab,
  setTheme,
  type Tab,
  type Theme,
} from '../store/view'
import { loadCompare } from './compare/load-compare'
import { useStore } from './use-app'

export type DialogId = 'share' | 'help'
/** The field of the flow bar that is open; `find` searches everything. */
export type Picker = 'from' | 'to' | 'port' | 'find'

/** What is open for a moment and belongs to no link: a dialog, a field of the flow bar, the table that a link inside the page asked for. */
export interface Momentary {
  readonly dialog: DialogId | null
  readonly picker: Picker | null
  readonly table: string | null
  readonly setPicker: (picker: Picker | null) => void
  readonly setDialog: (dialog: DialogId | null) => void
  readonly setTable: (table: string | null) => void
}
export const MomentaryContext = createContext<Momentary | null>(null)

export function useMomentary(): Momentary {
  const momentary = useContext(MomentaryContext)
  if (!momentary) throw new Error('no page around this component')
  return momentary
}

export type Actions = ReturnType<typeof actionsOf>

export function useActions(): Actions {
  const store = useStore()
  const momentary = useMomentary()
  return useMemo(() => actionsOf(store, momentary), [store, momentary])
}

export function actionsOf(
  store: AppStore,
  { setDialog, setPicker, setTable }: Pick<Momentary, 'setDialog' | 'setPicker' | 'setTable'>,
) {
  return {
    chooseScenario: (id: ScenarioId) => chooseScenario(store, id),
    chooseVariant: (group: GroupId, choice: ChoiceId) => choose(store, group, choice),
    resetVariant: () => resetVariant(store),
    /** Back to the scenario's own flow. */
    resetFlow: () => resetFlow(store),

    /** To a hop that was pointed at: playing stops there. */
    seek: (index: number) => {
      pause(store)
      seek(store, index)
    },
    first: () => toFirst(store),
    back: () => stepBy(store, -1),
    next: () => stepBy(store, 1),
    last: () => toLast(store),
    previousStack: () => stackBy(store, -1),
    nextStack: () => stackBy(store, 1),
    nextEvent: () => toNextEvent(store),
    switchLeg: () => {
      const state = store.getState()
      chooseLeg(store, legOf(state, state.step) === 'request' ? 'reply' : 'request')
    },
    togglePlay: () => togglePlaying(store),
    setSpeed: (speed: Speed) => setSpeed(store, speed),
    toggleLoop: () => setLoop(store, !store.getState().loop),

    setBothLegs: (both: boolean) => setBothLegs(store, both),
    toggleBothLegs: () => setBothLegs(store, !store.getState().bothLegs),
    setTab: (tab: Tab) => setTab(store, tab),
    setTheme: (theme: Theme) => setTheme(store, theme),
    /** The tables of a machine; with a table's id, that one is brought into view. */
    openTable: (machine: Machine, table: string | null) => {
      selectMachine(store, machine)
      setTable(table)
      setTab(store, 'tables')
    },
    listenAt: (point: CapturePoint) => selectCapture(store, point),
    dismissBanner: () => dismissBanner(store),

    compare: () =>
      void loadCompare().then(
        (page) => page.startComparing(store),
        () => undefined,
      ),
    openShare: () => setDialog('share'),
    openHelp: () => setDialog('help'),
    openPicker: (picker: Picker) => setPicker(picker),
  }
}
