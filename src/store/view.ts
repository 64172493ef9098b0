/*! View: how it is looked at. Nothing here changes the answer. */
import type { Edit, Machine, NetnsId } from '../sim'
import type { LinkProblem } from '../share/link'
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
  readonly problem: LinkProblem
}

/** An edit of one's own was just made: what, and how it was before. */
export interface Toast {
  /** null: all at once. */
  readonly target: string | null
  readonly before: readonly Edit[]
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
