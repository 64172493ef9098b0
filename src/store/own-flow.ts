/*! A flow of a person's own on a scenario's cluster. */
import { type Scenario, scenarioById, type Variant, variesFlowOnly } from '../scenarios'
import type { FlowChoice } from '../sim'
import { askAgain } from './document'
import { askOwn } from './own/actions'
import { givenOf, type OfScenario } from './select'
import type { AppStore } from './store'

/** Another flow, ready to play from its first hop; the scenario's own: back to that. */
export function askFlow(store: AppStore, flow: FlowChoice): void {
  const { scenario, variant, own } = store.getState()
  if (own) askOwn(store, flow)
  else askAgain(store, withFlow(scenarioById(scenario), variant, flow))
}

/** What is asked with this flow: the scenario's own is none, and an own flow takes the place of choices of a target. */
export function withFlow(scenario: Scenario, variant: Variant, flow: FlowChoice): Omit<Required<OfScenario>, 'edits'> {
  const { id } = scenario
  const own = { scenario: id, variant, flow: null }
  if (sameFlow(givenOf(scenario, variant).flow, flow)) return own
  const others: Variant = Object.fromEntries(
    Object.entries(variant).filter(
      ([group]) => !scenario.groups.some((each) => each.id === group && variesFlowOnly(each)),
    ),
  )
  const plain = { scenario: id, variant: others, flow: null }
  return sameFlow(givenOf(scenario, others).flow, flow) ? plain : { ...plain, flow }
}

const sameFlow = (a: FlowChoice, b: FlowChoice): boolean =>
  a.from.kind === b.from.kind &&
  a.from.name === b.from.name &&
  a.to.ip === b.to.ip &&
  a.to.port === b.to.port &&
  a.protocol === b.protocol &&
  a.ttl === b.ttl
