/*! The seven scenarios and more links, and how a variant of one becomes a question. */
import { applyEdits, type Edit, type Question } from '../sim'
import { s1 } from './s1'
import { s2 } from './s2'
import { s3 } from './s3'
import { s4 } from './s4'
import { s5 } from './s5'
import { s6 } from './s6'
import { s7 } from './s7'
import type { Choice, ChoiceId, MoreGroup, Scenario, ScenarioId, Variant, VariantGroup } from './types'

export type {
  Choice,
  ChoiceId,
  GroupId,
  MoreLinkId,
  Scenario,
  ScenarioId,
  Variant,
  VariantGroup,
} from './types'

export const scenarios: readonly Scenario[] = [s1, s2, s3, s4, s5, s6, s7]

/** The page opens on it (the article's own example of an address that is replaced twice). */
export const DEFAULT_SCENARIO: ScenarioId = 's5'

/** How many flows there are besides (more.ts). The page opens without them: they are added when somebody wants one. */
export const MORE_LINKS = 58
let added: readonly Scenario[] = []
let grouped: readonly MoreGroup[] = []
const byId = new Map<string, Scenario>(scenarios.map((scenario) => [scenario.id, scenario]))

export function addMoreLinks(links: readonly Scenario[], groups: readonly MoreGroup[] = []): void {
  added = links
  grouped = groups
  for (const link of links) byId.set(link.id, link)
}
/** Those that were added. */
export const moreLinks = (): readonly Scenario[] => added
/** The same as the list has them; each stands in one group. */
export const moreLinkGroups = (): readonly MoreGroup[] => grouped
/** Everything that can be opened now. */
export const allScenarios = (): readonly Scenario[] => [...scenarios, ...added]

/** The scenario of an id, or of any text that claims to be one. */
export function scenarioById(id: ScenarioId): Scenario
export function scenarioById(id: string): Scenario | undefined
export function scenarioById(id: string): Scenario | undefined {
  return byId.get(id)
}

/** The choice that a variant takes in a group: the named one, else the scenario's own. */
export function choiceOf(group: VariantGroup, variant: Variant): Choice {
  const [own] = group.choices
  if (!own) throw new Error(`a group without choices: ${group.id}`)
  return group.choices.find((choice) => choice.id === variant[group.id]) ?? own
}

/** All edits of a variant, in the order of the scenario's groups; a choice that needs another one builds on it. */
export function editsOf(scenario: Scenario, variant: Variant): readonly Edit[] {
  const choices = scenario.groups.map((group) => choiceOf(group, variant))
  const [later, first] = [choices.filter(({ needs }) => needs), choices.filter(({ needs }) => !needs)]
  return [...first, ...later].flatMap(({ edits }) => edits)
}

/** Whether what this choice needs is chosen. */
export function isAllowed({ groups }: Scenario, { needs }: Choice, variant: Variant): boolean {
  if (!needs) return true
  const group = groups.find(({ id }) => id === needs.group)
  return group !== undefined && choiceOf(group, variant).id === needs.choice
}

/** The variant without choices whose need went away. */
export const allowedOf = (scenario: Scenario, variant: Variant): Variant =>
  Object.fromEntries(
    scenario.groups.flatMap((group) => {
      const choice = choiceOf(group, variant)
      return variant[group.id] !== undefined && isAllowed(scenario, choice, variant) ? [[group.id, choice.id]] : []
    }),
  )

/** Whether a group varies what is asked, not the cluster: an own flow takes its place. */
export const variesFlowOnly = ({ choices }: VariantGroup): boolean =>
  choices.every(({ edits }) => edits.every(({ kind }) => kind === 'set-target' || kind === 'set-backend'))

/** What the simulator is asked for this variant of a scenario. */
export const questionOf = (scenario: Scenario, variant: Variant): Question =>
  applyEdits(scenario.question, editsOf(scenario, variant))

/** Words of the choices that differ from the scenario's own, in the order of its groups: what a link has to say. */
export const changedChoices = (scenario: Scenario, variant: Variant): readonly ChoiceId[] =>
  scenario.groups
    .map((group) => choiceOf(group, variant))
    .filter((choice) => choice.edits.length > 0)
    .map(({ id }) => id)

/** Every combination of choices of a scenario that makes sense. */
export function variantsOf(scenario: Scenario): readonly Variant[] {
  const all = scenario.groups.reduce<readonly Variant[]>(
    (variants, group) =>
      variants.flatMap((variant) => group.choices.map((choice) => ({ ...variant, [group.id]: choice.id }))),
    [{}],
  )
  return all.filter((variant) =>
    scenario.groups.every((group) => isAllowed(scenario, choiceOf(group, variant), variant)),
  )
}
