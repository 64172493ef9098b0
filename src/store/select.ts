/*! What follows from the state: question, run, the way the packet never went. Nothing of it is stored; all of it is computed
once for each question and then found again by identity. */
import { must } from '../base/assert'
import { changedChoices, editsOf, type Scenario, type ScenarioId, scenarioById, type Variant } from '../scenarios'
import {
  applyEdits,
  type Edit,
  isReady,
  type Flow,
  type FlowChoice,
  type LegKind,
  type Place,
  type Question,
  type Run,
  simulate,
  type Step,
  stepsOf,
} from '../sim'
import type { OwnCluster } from './own/cluster'

/** What decides the question about a scenario. */
export interface OfScenario {
  readonly scenario: ScenarioId
  readonly variant: Variant
  /** A flow of the person's own instead of the scenario's. */
  readonly flow?: FlowChoice | null
  /** Applied after the variant and the flow; not given: none. */
  readonly edits?: readonly Edit[]
}

/** What decides the question. */
export interface Asked extends OfScenario {
  /** A cluster of the person's own instead of the scenario's. */
  readonly own?: OwnCluster | null
}

interface Derived {
  readonly question: Question
  readonly run: Run
  /** undefined: not computed yet. */
  ghost: Ghost | null | undefined
}

/** A pure function of the scenario and the words of its variant; a scenario has a few dozen variants at most. */
const derived = new WeakMap<Scenario, Map<string, Derived>>()
/** Own flows and edits are without number: the last ones are kept, the oldest goes first. */
const derivedOwn = new Map<string, Derived>()
const MOST_OWN = 60

function derive(wanted: Asked): Derived {
  const { scenario: id, variant, flow = null, edits = [] } = wanted
  const scenario = scenarioOf(wanted)
  const words = [id, ...changedChoices(scenario, variant)].join('.')
  const own = flow !== null || edits.length > 0
  const key = own ? `${words} ${flow === null ? '' : flowKey(flow)} ${JSON.stringify(edits)}` : words
  const ofScenario = derived.get(scenario) ?? new Map<string, Derived>()
  derived.set(scenario, ofScenario)
  const kept = own && !wanted.own ? derivedOwn : ofScenario
  const known = kept.get(key)
  if (known) {
    // Asked for again: it goes last.
    kept.delete(key)
    kept.set(key, known)
    return known
  }
  const given = givenOf(scenario, variant)
  const asked = flow === null ? given : { topology: given.topology, flow: ownFlow(given.flow, flow) }
  const question = applyEdits(asked, edits)
  const made: Derived = { question, run: simulate(question.topology, question.flow), ghost: undefined }
  kept.set(key, made)
  const oldest = derivedOwn.size > MOST_OWN ? derivedOwn.keys().next().value : undefined
  if (oldest !== undefined) derivedOwn.delete(oldest)
  return made
}

/** The question of a variant, before a flow of one's own. */
export const givenOf = (scenario: Scenario, variant: Variant): Question =>
  applyEdits(scenario.question, editsOf(scenario, variant))

const flowKey = ({ from, to, protocol, ttl }: FlowChoice): string =>
  `${from.kind} ${from.name} ${to.ip} ${to.port} ${protocol} ${ttl}`

/** The client's port stays; no backend is picked beforehand. */
const ownFlow = ({ sport }: Flow, { from, to, protocol, ttl }: FlowChoice): Flow => ({
  from,
  to,
  protocol,
  ...(ttl === undefined ? {} : { ttl }),
  sport,
  backend: null,
})

/** Who asks for that of a cluster which cannot be walked has not looked (`walks`). */
export const scenarioOf = ({ scenario, own }: Asked): Scenario =>
  own ? must(own.scenario, 'a cluster that can be walked') : scenarioById(scenario)
/** Whether there is a run: a cluster of one's own may have none. */
export const walks = ({ own }: Asked): boolean => own?.scenario !== null
/** Whether the page shows this scenario. */
export const isOpen = (state: Asked, scenario: ScenarioId): boolean => !state.own && scenario === state.scenario
export const questionOf = (asked: Asked): Question => derive(asked).question
/** Whether its run can be made now; else `loadLater` comes first. */
export const isAskable = ({ scenario, variant }: Asked): boolean =>
  isReady(givenOf(scenarioById(scenario), variant).topology)
export const runOf = (asked: Asked): Run => derive(asked).run

/** The run that a scenario's line in the list speaks of: the chosen variant of the open one, the article's of the others. */
export const listedRun = (state: Asked, scenario: ScenarioId): Run =>
  runOf(isOpen(state, scenario) ? state : { scenario, variant: {} })

/** Index of the last step of the walk. */
export const lastStep = (asked: Asked): number => (walks(asked) ? stepsOf(runOf(asked).trace).length - 1 : 0)

/** Which leg a step belongs to. */
export const legOf = (asked: Asked, step: number): LegKind =>
  step < runOf(asked).trace.request.steps.length ? 'request' : 'reply'

/** The rest of the way, as it would have been: steps of one leg of another run, from `from` on (counted in that leg). */
export interface Ghost {
  readonly run: Run
  readonly leg: LegKind
  readonly from: number
}

/** "The way it never went": where the packet ends, the rest of the walk after the scenario's own named edits. */
export function ghostOf(asked: Asked): Ghost | null {
  const made = derive(asked)
  if (made.ghost === undefined) made.ghost = findGhost(asked, made)
  return made.ghost
}

function findGhost(asked: Asked, { question, run }: Derived): Ghost | null {
  const { flow = null } = asked
  const { neverWent } = scenarioOf(asked)
  const { fate } = run.trace.verdict
  if (flow !== null || !neverWent || fate.kind !== 'dropped') return null
  const edited = applyEdits(question, neverWent)
  const other = simulate(edited.topology, edited.flow)
  const steps = stepsOfLeg(run, fate.leg)
  const others = stepsOfLeg(other, fate.leg)
  const end = steps.findIndex(({ event }) => event.kind === 'drop')
  const shared = end >= 0 && steps.slice(0, end + 1).every(({ place }, index) => samePlace(place, others[index]?.place))
  return shared && others.length > end + 1 ? { run: other, leg: fate.leg, from: end + 1 } : null
}

const stepsOfLeg = ({ trace }: Run, leg: LegKind): readonly Step[] =>
  leg === 'request' ? trace.request.steps : (trace.reply?.steps ?? [])

function samePlace(a: Place, b: Place | undefined): boolean {
  if (b === undefined || a.kind !== b.kind) return false
  switch (a.kind) {
    case 'vpc':
      return true
    case 'slb':
      return b.kind === 'slb' && a.id === b.id
    case 'gateway':
      return b.kind === 'gateway' && a.id === b.id
    case 'process':
      return b.kind === 'process' && a.netns === b.netns
    case 'stage':
      return b.kind === 'stage' && a.netns === b.netns && a.stage === b.stage
    case 'link':
      return b.kind === 'link' && a.netns === b.netns && a.dev === b.dev
  }
}
