/*! State ↔ link: which parts of the state a link holds, in the words of the scenarios. */
import { must } from '../base/assert'
import type { Edit, Topology } from '../sim'
import { changedChoices, type Scenario, scenarioById, type Variant } from '../scenarios'
import { err, ok, type Result } from '../base/result'
import { decodeHash, encodeHash, type LinkProblem, type LinkState, type Vocabulary } from '../share/link'
import { laterParts } from './load-later'
import type { TopologyLinkProblem } from '../share/topology-link'
import { type Asked, isAskable, type OfScenario, runOf } from './select'
import type { AppState } from './store'

/** With the words for edits of one's own, which only a link that has some waits for. */
const vocabularyFor =
  (hash: string): Vocabulary =>
  (id) => {
    const scenario = scenarioById(id)
    if (!scenario) return undefined
    const choices = new Map<string, { readonly group: string; readonly needs: string | null }>()
    for (const group of scenario.groups) {
      for (const choice of group.choices) {
        choices.set(choice.id, { group: group.id, needs: choice.needs?.choice ?? null })
      }
    }
    const { topology } = scenario.question
    const edits = isEdited(hash) ? [...later().editWords(topology), ...numbered(hash, topology)] : []
    for (const [word, edit] of edits) choices.set(word, { group: later().targetOf(edit), needs: null })
    return {
      choices,
      mayGoOn: (word) => isEdited(hash) && later().isBegunMendWord(word),
      flowProblem: (word) => problemOf(readFlow(word, scenario)),
    }
  }

/** Words of the hash that hold a number, so that no list has them all. */
const numbered = (hash: string, topology: Topology): readonly (readonly [string, Edit])[] =>
  hash
    .slice(0, LONGEST)
    .split('.')
    .flatMap((word) => {
      const edit = later().editOfWord(word, topology)
      return edit === undefined ? [] : [[word, edit]]
    })

const readFlow = (word: string, { question }: Scenario) => later().flowOfWord(word, question.topology)
const problemOf = <E>(result: Result<unknown, E>): E | null => (result.ok ? null : result.error)

/** Whoever makes or opens such a link has waited for it. */
const later = () => must(laterParts(), 'the parts of the page that arrive later')

export type LinkedState = Pick<AppState, 'scenario' | 'variant' | 'flow' | 'edits' | 'step'> &
  Partial<Pick<AppState, 'own' | 'versus'>>

export type Linkable = Asked & Pick<AppState, 'step'> & Partial<Pick<AppState, 'versus'>>

/** The hash of a state, without `#`: `1.s6.cluster.h8`. */
export function hashOf(state: Linkable): string {
  const { scenario: id, variant, flow, edits = [], step } = state
  if (state.own || state.versus) return later().hashLater(state)
  const scenario = scenarioById(id)
  const { topology } = scenario.question
  const word = flow ? later().flowWord(flow, topology) : null
  const assumed = edits.flatMap((edit) => later().wordOf(edit, topology) ?? [])
  const choices = [...changedChoices(scenario, variant), ...assumed]
  return encodeHash({ scenario: id, choices, flow: word, hop: step === 0 ? null : step + 1, reply: false })
}

/** Whether a hash can be opened only when `loadLater` has been here. */
export function waits(hash: string): boolean {
  if (laterParts() !== null) return false
  if (opensLater(hash) || /^#?1\.(?:m\d|.*\.f-)/.test(hash.slice(0, LONGEST)) || isEdited(hash)) return true
  const linked = linkedBy(hash)
  return linked.ok && !isAskable(linked.value)
}

/** What is wrong with a hash; `topology`: with a link of version 2. */
export type HashProblem = LinkProblem | { readonly code: 'topology'; readonly problem: TopologyLinkProblem }

/** The state that a hash describes, checked against the scenarios and their walks. */
export function stateOf(hash: string): Result<LinkedState, HashProblem> {
  if (opensLater(hash)) return later().stateLater(hash)
  const linked = linkedBy(hash)
  if (!linked.ok) return linked
  const { hop, reply, ...asked } = linked.value
  const { request, reply: answer } = runOf(asked).trace
  const hops = request.steps.length + (answer?.steps.length ?? 0)
  const step = hop !== null ? hop - 1 : reply && answer ? request.steps.length : 0
  return step < hops ? ok({ ...asked, step }) : err({ code: 'hop-beyond', hop: step + 1, hops })
}

/** A cluster of the person's own, a whole topology (own/hash.ts), a comparison (compare-link.ts). */
const opensLater = (hash: string): boolean => /^#?(?:own|2)\.|^.{0,500}\.vs(?:\.|$)/.test(hash)

/** No word of a choice begins so. */
const isEdited = (hash: string): boolean => /\.e(?:[-.]|$)/.test(hash.slice(0, LONGEST))

/** Longer than any link that opens. */
const LONGEST = 1_000

/** What it asks, and which hop it names; nothing is walked. */
export function linkedBy(hash: string): Result<Required<OfScenario> & Pick<LinkState, 'hop' | 'reply'>, LinkProblem> {
  const decoded = decodeHash(hash, vocabularyFor(hash))
  if (!decoded.ok) return decoded
  const { choices, hop, reply } = decoded.value
  const scenario = scenarioById(decoded.value.scenario)
  if (!scenario) return err({ code: 'scenario', at: 1, found: decoded.value.scenario })
  const said: Variant = Object.fromEntries(
    scenario.groups.flatMap(({ id, choices: [own, ...others] }) =>
      others.filter((other) => other !== own && choices.includes(other.id)).map((choice) => [id, choice.id]),
    ),
  )
  const edits = isEdited(hash) ? editsAmong(choices, scenario) : []
  const read = decoded.value.flow === null ? null : readFlow(decoded.value.flow, scenario)
  const asked = read?.ok
    ? later().withFlow(scenario, said, read.value)
    : { scenario: scenario.id, variant: said, flow: null }
  return ok({ ...asked, edits, hop, reply })
}

function editsAmong(words: readonly string[], { question }: Scenario): readonly Edit[] {
  return words.flatMap((word) => later().editOfWord(word, question.topology) ?? [])
}
