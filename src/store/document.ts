/*! Document: which question is asked. A scenario, its chosen variant, perhaps a flow and edits
of one's own; the question itself is derived (select.ts). */
import {
  allowedOf,
  type ChoiceId,
  DEFAULT_SCENARIO,
  type GroupId,
  type ScenarioId,
  scenarioById,
  isAllowed,
  type Variant,
  variesFlowOnly,
} from '../scenarios'
import type { Edit, FlowChoice } from '../sim'
import { loadLater } from './load-later'
import type { OwnCluster } from './own/cluster'
import { type Asked, isAskable, lastStep } from './select'
import type { AppStore } from './store'

/** Another question, beside the one that is open. */
export interface Versus {
  readonly other: Required<Asked>
  /** Where both pictures stand: in the forked list of hops, from 0 (`Comparison.columns`). */
  readonly column: number
}

export interface DocumentState {
  readonly scenario: ScenarioId
  /** Only choices that differ from the scenario's own. */
  readonly variant: Variant
  /** Asked on the scenario's cluster instead of the scenario's own flow; null: that one. */
  readonly flow: FlowChoice | null
  /** The person's own, applied after the variant's. */
  readonly edits: readonly Edit[]
  /** A cluster of the person's own that is open instead; variant and flow are bare then, edits hold what is looked at. */
  readonly own: OwnCluster | null
  /** What the question is compared with; null: nothing is. */
  readonly versus: Versus | null
  /** How many deliberate moves were made (scenario, variant, flow, edit, leg). Each is a stop of the Back button. */
  readonly visits: number
}

export const initialDocument: DocumentState = {
  scenario: DEFAULT_SCENARIO,
  variant: {},
  flow: null,
  edits: [],
  own: null,
  versus: null,
  visits: 0,
}

/** Ready to play from the first hop, nothing said or looked at. */
export const AT_START = { step: 0, playing: false, machine: null, capture: null, banner: null, toast: null } as const

/** Another scenario, as it is in the article, ready to play from its first hop. */
export function chooseScenario(store: AppStore, scenario: ScenarioId): void {
  store.setState(({ visits }) => ({
    scenario,
    variant: {},
    flow: null,
    edits: [],
    own: null,
    ...AT_START,
    visits: visits + 1,
  }))
}

/**
 * One choice of a group. The hop stays where it is if the new walk has it, else it becomes the last one. A choice of what is asked
 * ends an own flow; a choice that needs another one is not taken without it, and goes when that goes.
 */
export function choose(store: AppStore, group: GroupId, choice: ChoiceId): void {
  const { scenario: id, variant, flow } = store.getState()
  const scenario = scenarioById(id)
  const found = scenario.groups.find((each) => each.id === group)
  const [own] = found?.choices ?? []
  const chosen = found?.choices.find((each) => each.id === choice)
  if (!found || !chosen || !isAllowed(scenario, chosen, variant)) return
  const { [group]: _before, ...others } = variant
  const changed = allowedOf(scenario, chosen === own ? others : { ...others, [group]: choice })
  const next = variesFlowOnly(found) ? null : flow
  if (isAskable({ scenario: id, variant: changed })) changeVariant(store, changed, next)
  // What the choice needs has not arrived yet: it is chosen again when it has.
  else
    void loadLater().then(
      () => choose(store, group, choice),
      () => undefined,
    )
}

/** Back to the scenario's own choices, and no edits; an own flow stays. */
export function resetVariant(store: AppStore): void {
  change(store, { variant: {}, edits: [] })
}

/** Which backend is taken: belongs to the flow, not to what is assumed of the cluster. */
export const isPick = ({ kind }: Edit): boolean => kind === 'set-backend' || kind === 'set-slb-backend'

/** Another variant may mean another backend: a pick of one's own ends with it. What is assumed stays. */
const changeVariant = (store: AppStore, variant: Variant, flow: FlowChoice | null): void =>
  change(store, { variant, flow, edits: withoutPick(store) })

const withoutPick = (store: AppStore): readonly Edit[] => store.getState().edits.filter((made) => !isPick(made))

/** The hop stays where it is if the new walk has it, else it becomes the last one. */
export function change(store: AppStore, to: Partial<Pick<DocumentState, 'variant' | 'flow' | 'edits'>>): void {
  const state = store.getState()
  store.setState({
    ...to,
    step: Math.min(state.step, lastStep({ ...state, ...to })),
    playing: false,
    banner: null,
    toast: null,
    visits: state.visits + 1,
  })
}

/** Back to the scenario's own flow, from its first hop. */
export const resetFlow = (store: AppStore): void => askAgain(store, { flow: null })

/** Another question on the same cluster, ready to play from its first hop. */
export function askAgain(store: AppStore, asked: Partial<Pick<DocumentState, 'variant' | 'flow'>>): void {
  store.setState(({ visits }) => ({
    ...asked,
    edits: withoutPick(store),
    ...AT_START,
    visits: visits + 1,
  }))
}
