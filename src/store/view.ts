/*! View: how it is looked at. Nothing here changes the answer. */
import type { Edit, Machine, MendEdit, NetnsId } from '../sim'
import type { HashProblem } from './link-state'
import type { Before } from './mend'
import type { AppStore } from './store'

export const TABS = ['hop', 'tables', 'capture', 'commands'] as const
export type Tab = (typeof TABS)[number]
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** An interface that the Capture tab listens on. */
export interface CapturePoint {
  readonly netns: NetnsId
  readonly dev: string
}

export interface Panes {
  readonly list: boolean
  readonly inspector: boolean
}

/** What the banner above the page says; a component finds the words. */
export interface Banner {
  readonly kind: 'link'
  readonly problem: HashProblem
}

/** What was just done, and can be taken back. */
export type Toast =
  /** An edit of one's own on a scenario: what (null: all at once), and how it was before. */
  | {
      readonly target: string | null
      readonly before: readonly Edit[]
      /** It was a mend: undo takes back more than the edits. */
      readonly mended?: { readonly edit: MendEdit; readonly before: Before }
    }
  | { readonly own: OwnSaid }

/** What was done to a cluster of one's own. */
export type OwnSaid =
  | { readonly did: 'edit' | 'undo' | 'redo'; readonly edit: Edit }
  /** `text`: as it was kept. `name` null: nobody could read it. */
  | {
      readonly did: 'delete'
      readonly id: string
      readonly name: string | null
      readonly text: string
      readonly open: boolean
    }

export interface ViewState {
  readonly tab: Tab
  readonly bothLegs: boolean
  readonly theme: Theme
  /** Whose tables are shown; null: the machine of the current hop. */
  readonly machine: Machine | null
  /** null: the interface of the current hop, or the nearest before it. */
  readonly capture: CapturePoint | null
  readonly panes: Panes
  readonly banner: Banner | null
  readonly toast: Toast | null
}

export const initialView: ViewState = {
  tab: 'hop',
  bothLegs: false,
  theme: 'system',
  machine: null,
  capture: null,
  panes: { list: true, inspector: true },
  banner: null,
  toast: null,
}

export const setTab = (store: AppStore, tab: Tab): void => store.setState({ tab })
export const setBothLegs = (store: AppStore, bothLegs: boolean): void => store.setState({ bothLegs })
export const setTheme = (store: AppStore, theme: Theme): void => store.setState({ theme })
export const selectMachine = (store: AppStore, machine: Machine | null): void => store.setState({ machine })
export const selectCapture = (store: AppStore, capture: CapturePoint | null): void => store.setState({ capture })
export const setPanes = (store: AppStore, panes: Partial<Panes>): void =>
  store.setState((state) => ({ panes: { ...state.panes, ...panes } }))
export const showBanner = (store: AppStore, banner: Banner): void => store.setState({ banner })
export const dismissBanner = (store: AppStore): void => store.setState({ banner: null })
export const dismissToast = (store: AppStore): void => store.setState({ toast: null })
