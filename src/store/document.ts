/*! Document: which question is asked. A scenario and its chosen variant; the question itself is derived (select.ts). */
import {
  type ChoiceId,
  DEFAULT_SCENARIO,
  type GroupId,
  type ScenarioId,
  scenarioById,
  type Variant,
} from '../scenarios'
import { lastStep } from './select'
import type { AppStore } from './store'

export interface DocumentState {
  readonly scenario: ScenarioId
  /** Only choices that differ from the scenario's own. */
  readonly variant: Variant
  /** How many deliberate moves were made (scenario, variant, leg). Each is a stop of the Back button. */
  readonly visits: number
}

export const initialDocument: DocumentState = { scenario: DEFAULT_SCENARIO, variant: {}, visits: 0 }

/** Another scenario, as it is in the article, ready to play from its first hop. */
export function chooseScenario(store: AppStore, scenario: ScenarioId): void {
  store.setState(({ visits }) => ({
    scenario,
    variant: {},
    step: 0,
    playing: false,
    machine: null,
    capture: null,
    banner: null,
    visits: visits + 1,
  }))
}

/** One choice of a group. The hop stays where it is if the new walk has it, else it becomes the last one. */
export function choose(store: AppStore, group: GroupId, choice: ChoiceId): void {
  const { scenario, variant } = store.getState()
  const own = scenarioById(scenario).groups.find(({ id }) => id === group)?.choices
  if (!own?.some(({ id }) => id === choice)) return
  const { [group]: _before, ...others } = variant
  changeVariant(store, own[0]?.id === choice ? others : { ...others, [group]: choice })
}

/** Back to the scenario's own choices. */
export function resetVariant(store: AppStore): void {
  changeVariant(store, {})
}

function changeVariant(store: AppStore, variant: Variant): void {
  const { scenario, step, visits } = store.getState()
  store.setState({
    variant,
    step: Math.min(step, lastStep({ scenario, variant })),
    playing: false,
    banner: null,
    visits: visits + 1,
  })
}
