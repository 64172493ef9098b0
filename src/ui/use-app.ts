/*! The hooks that read the store and what follows from it. Components know these, not zustand. */
import { titleOf } from '../text/later-words'
import { createContext, useContext, useMemo } from 'react'
import { useStore as useZustand } from 'zustand'
import { allowedOf, type Scenario, scenarioById, scenarios, type Variant } from '../scenarios'
import { type Machine, machineOf, type Question, type Run, type Step, stepsOf } from '../sim'
import { hashOf } from '../store/link-state'
import { type Ghost, ghostOf, questionOf, runOf, scenarioOf } from '../store/select'
import type { AppState, AppStore } from '../store/store'
import { firstViewEn } from '../text/first-view-en'
import { type FlowMessages, flowEn } from '../text/flow-en'
import type { Messages } from '../text/messages'
import { type PageMessages, pageEn } from '../text/page-en'

export const StoreContext = createContext<AppStore | null>(null)

export function useStore(): AppStore {
  const store = useContext(StoreContext)
  if (!store) throw new Error('no store around this component')
  return store
}

export const useApp = <T>(selector: (state: AppState) => T): T => useZustand(useStore(), selector)

/** All words. Another language is another value here, and nothing else. */
export type Text = Messages & { readonly page: PageMessages; readonly flow: FlowMessages }
const english: Text = { ...firstViewEn, page: pageEn, flow: flowEn }
export const useText = (): Text => english

export const useQuestion = (): Question => useApp(questionOf)
export const useRun = (): Run => useApp(runOf)
export const useGhost = (): Ghost | null => useApp(ghostOf)
export const useScenario = (): Scenario => useApp(scenarioOf)
/** Name of what is open: the scenario's, or that of a flow of the person's own. */
export function useName(): string {
  const scenario = useApp((state) => scenarioById(state.scenario))
  const own = useApp((state) => state.flow) !== null
  const text = useText()
  const mine = useApp((state) => state.own)
  if (mine) return mine.name
  if (!own) return titleOf(text, scenario.id)
  const at = scenarios.indexOf(scenario)
  return text.flow.own(at < 0 ? null : at + 1)
}
export const useVariant = (): Variant => useApp((state) => state.variant)
/**
 * With newer releases: the same question with those of the article. null: it is asked with the article's, or cannot be (nftables
 * mode came later), and then there is nothing to compare.
 */
export const useArticleRun = (): Run | null =>
  useApp(({ scenario, variant: { releases, ...others }, flow, edits }) => {
    if (releases === undefined || releases === 'article') return null
    const variant = allowedOf(scenarioById(scenario), others)
    if (Object.keys(variant).length < Object.keys(others).length) return null
    return runOf({ scenario, variant, flow, edits })
  })
/** The hash of the state, without `#`. */
export const useLink = (): string => useApp(hashOf)

/** Where the packet is. */
export interface Here {
  readonly run: Run
  readonly step: Step
  /** Over all steps, request then reply, from 0. */
  readonly index: number
  /** All steps. */
  readonly count: number
  readonly machine: Machine
}

export function useHere(): Here {
  const run = useRun()
  const asked = useApp((state) => state.step)
  return useMemo(() => {
    const steps = stepsOf(run.trace)
    const index = Math.min(asked, steps.length - 1)
    const step = steps[index]
    if (!step) throw new Error('a walk without a step')
    return { run, step, index, count: steps.length, machine: machineOf(step.place) }
  }, [run, asked])
}
