/*! State ↔ link: which parts of the state a link holds, in the words of the scenarios. */
import { allScenarios, changedChoices, scenarioById, type Variant } from '../scenarios'
import { err, ok, type Result } from '../base/result'
import { flowOfWord, flowWord } from '../share/flow-word'
import { decodeHash, encodeHash, type LinkProblem, type LinkState, type Vocabulary } from '../share/link'
import { type Asked, isAskable, runOf, withFlow } from './select'
import type { AppState } from './store'

const vocabulary: Vocabulary = new Map(
  allScenarios.map(({ id, groups, question }) => [
    id,
    {
      choices: new Map(
        groups.flatMap((group) =>
          group.choices.map((choice) => [choice.id, { group: group.id, needs: choice.needs?.choice ?? null }]),
        ),
      ),
      flowProblem: (word) => {
        const flow = flowOfWord(word, question.topology)
        return flow.ok ? null : flow.error
      },
    },
  ]),
)

export type LinkedState = Pick<AppState, 'scenario' | 'variant' | 'flow' | 'step'>

/** The hash of a state, without `#`: `1.s6.cluster.h8`. */
export function hashOf({ scenario: id, variant, flow, step }: Asked & Pick<AppState, 'step'>): string {
  const scenario = scenarioById(id)
  const word = flow ? flowWord(flow, scenario.question.topology) : null
  const choices = changedChoices(scenario, variant)
  return encodeHash({ scenario: id, choices, flow: word, hop: step === 0 ? null : step + 1, reply: false })
}

/** Whether a hash can be opened only when `loadPlanes` has been here. */
export function waits(hash: string): boolean {
  const linked = linkedBy(hash)
  return linked.ok && !isAskable(linked.value)
}

/** The state that a hash describes, checked against the scenarios and their walks. */
export function stateOf(hash: string): Result<LinkedState, LinkProblem> {
  const linked = linkedBy(hash)
  if (!linked.ok) return linked
  const { hop, reply, ...asked } = linked.value
  const { request, reply: answer } = runOf(asked).trace
  const hops = request.steps.length + (answer?.steps.length ?? 0)
  const step = hop !== null ? hop - 1 : reply && answer ? request.steps.length : 0
  return step < hops ? ok({ ...asked, step }) : err({ code: 'hop-beyond', hop: step + 1, hops })
}

/** What it asks, and which hop it names; nothing is walked. */
function linkedBy(hash: string): Result<Required<Asked> & Pick<LinkState, 'hop' | 'reply'>, LinkProblem> {
  const decoded = decodeHash(hash, vocabulary)
  if (!decoded.ok) return decoded
  const { choices, hop, reply } = decoded.value
  const scenario = scenarioById(decoded.value.scenario)
  if (!scenario) return err({ code: 'scenario', at: 1, found: decoded.value.scenario })
  const said: Variant = Object.fromEntries(
    scenario.groups.flatMap(({ id, choices: [own, ...others] }) =>
      others.filter((other) => other !== own && choices.includes(other.id)).map((choice) => [id, choice.id]),
    ),
  )
  const read = decoded.value.flow === null ? null : flowOfWord(decoded.value.flow, scenario.question.topology)
  return ok({ ...withFlow(scenario, said, read?.ok ? read.value : null), hop, reply })
}
