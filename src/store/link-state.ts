/*! State ↔ link: which parts of the state a link holds, in the words of the scenarios. */
import { changedChoices, type ScenarioId, scenarios, scenarioById, type Variant } from '../scenarios'
import { err, ok, type Result } from '../base/result'
import { decodeHash, encodeHash, type LinkProblem, type Vocabulary } from '../share/link'
import { runOf } from './select'
import type { AppState } from './store'

const vocabulary: Vocabulary = new Map(
  scenarios.map(({ id, groups }) => [
    id,
    new Map(groups.flatMap((group) => group.choices.map((choice) => [choice.id, group.id]))),
  ]),
)

export type LinkedState = Pick<AppState, 'scenario' | 'variant' | 'step'>

/** The hash of a state, without `#`: `1.s6.cluster.h8`. */
export function hashOf({ scenario, variant, step }: LinkedState): string {
  const choices = changedChoices(scenarioById(scenario), variant)
  return encodeHash({ scenario, choices, hop: step === 0 ? null : step + 1, reply: false })
}

/** The state that a hash describes, checked against the scenarios and their walks. */
export function stateOf(hash: string): Result<LinkedState, LinkProblem> {
  const decoded = decodeHash(hash, vocabulary)
  if (!decoded.ok) return decoded
  const { choices, hop, reply } = decoded.value
  const scenario = scenarios.find(({ id }) => id === decoded.value.scenario)
  if (!scenario) return err({ code: 'scenario', at: 1, found: decoded.value.scenario })
  const variant: Variant = Object.fromEntries(
    scenario.groups.flatMap(({ id, choices: [own, ...others] }) =>
      others.filter((other) => other !== own && choices.includes(other.id)).map((choice) => [id, choice.id]),
    ),
  )
  const asked: { scenario: ScenarioId; variant: Variant } = { scenario: scenario.id, variant }
  const { request, reply: answer } = runOf(asked).trace
  const hops = request.steps.length + (answer?.steps.length ?? 0)
  const step = hop !== null ? hop - 1 : reply && answer ? request.steps.length : 0
  return step < hops ? ok({ ...asked, step }) : err({ code: 'hop-beyond', hop: step + 1, hops })
}
