/*! What a scenario is: given and asked, never the answer. */
import type { Edit, Question } from '../sim'

export type ArticleId = 's1' | 's2' | 's3' | 's4' | 's5' | 's6' | 's7'
/** A flow of the section "More links" (more.ts). */
export type MoreLinkId =
  `m${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 | 26 | 27 | 28 | 29 | 30 | 31 | 32 | 33 | 34 | 35 | 36 | 37 | 38 | 39 | 40 | 41 | 42 | 43 | 44 | 45 | 46 | 47 | 48 | 49 | 50 | 51 | 52 | 53 | 54 | 55 | 56 | 57 | 58}`
/** A part of that section, in the order of the list. */
export interface MoreGroup {
  readonly id: 'nodes' | 'services' | 'ports' | 'outside' | 'ping' | 'fails'
  readonly links: readonly MoreLinkId[]
}
export type ScenarioId = ArticleId | MoreLinkId

export type GroupId = 'proxy' | 'policy' | 'service' | 'target' | 'enis' | 'backend' | 'rp-filter' | 'releases'

/** One switch of the bar above the picture, e.g. Policy: Local | Cluster. */
export interface VariantGroup {
  readonly id: GroupId
  /** The first choice is the scenario's own and has no edits. */
  readonly choices: readonly Choice[]
}
/** Words of links (`1.s6.cluster.h8`): lower case, digits and dashes, unique within a scenario. They keep their meaning for ever. */
export type ChoiceId =
  | 'local'
  | 'cluster'
  | 'nginx'
  | 'nginx1'
  | 'pod-ip'
  | 'nginx-clusterip'
  | 'nginx-externalip'
  | 'nginx1-clusterip'
  | 'nginx1-externalip'
  | 'one-eni'
  | 'two-enis'
  | 'h4jtf'
  | 'kxwdb'
  | 'rp0'
  | 'rp1'
  | 'rp2'
  | 'article'
  | 'newer'
  | 'ipvs'
  | 'iptables'
  | 'nftables'

export interface Choice {
  readonly id: ChoiceId
  readonly edits: readonly Edit[]
  /** Makes sense only with this choice of another group, and its edits come after it. */
  readonly needs?: { readonly group: GroupId; readonly choice: ChoiceId }
}

export interface Scenario {
  readonly id: ScenarioId
  readonly question: Question
  readonly groups: readonly VariantGroup[]
  /** Claims of the article that it illustrates: S4, O3, C5, … */
  readonly facts: readonly string[]
  /** "The way it never went": the edits whose trace shows it (S6: policy Cluster). */
  readonly neverWent: readonly Edit[] | null
}

/** Chosen ids, one a group; a group that is left out has its first choice. */
export type Variant = Readonly<Partial<Record<GroupId, ChoiceId>>>
