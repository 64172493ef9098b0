/*! What can stand on a side of a comparison: variants, what was before one's own edits, releases, other clusters of this browser. */
import {
  allowedOf,
  type ChoiceId,
  choiceOf,
  type GroupId,
  isAllowed,
  type Scenario,
  scenarioById,
  variesFlowOnly,
} from '../scenarios'
import type { Edit } from '../sim'
import { alongside, comparisonOf, earlier, openSide, RELEASES, type Side } from './compare'
import { type DocumentState, isPick } from './document'
import { browserShelf } from './own/browser-shelf'
import { readRecord } from './own/record'
import { isAskable, runOf, walks } from './select'

/** One thing that a side can be; a component finds its words. */
export type Offer = { readonly side: Side } & (
  | { readonly kind: 'choice'; readonly group: GroupId; readonly choice: ChoiceId }
  /** The scenario as it is. */
  | { readonly kind: 'plain' }
  /** Without the edits of one's own. */
  | { readonly kind: 'unedited' }
  /** Before the last edit of a cluster, before all of them. */
  | { readonly kind: 'undone'; readonly edit: Edit }
  | { readonly kind: 'base'; readonly edits: number }
  | { readonly kind: 'releases'; readonly releases: keyof typeof RELEASES }
)

/** A cluster of this browser; read when it is chosen. */
export interface ClusterOffer {
  readonly id: string
  readonly name: string
}

/** What B can be beside what is open, the most telling first. */
export function offersBeside(state: DocumentState): readonly Offer[] {
  const open = openSide(state)
  const other = state.versus?.other ?? open
  return [
    ...(open.own ? ownOffers(open.own, open) : beforeOffers(open)),
    ...choiceOffers(other.own || other.scenario !== open.scenario ? open : other),
  ]
}

/** What A can be: the open scenario in another variant. */
export function offersToOpen(state: DocumentState): readonly Offer[] {
  const open = openSide(state)
  return open.own ? [] : [...beforeOffers(open), ...choiceOffers(open)]
}

/** Other clusters that are kept here. */
export const clustersBeside = (own: Side['own']): readonly ClusterOffer[] =>
  browserShelf()
    .list()
    .flatMap(({ id, name }) => (id === own?.id || name === null ? [] : [{ id, name }]))

/** A kept cluster as a side; null: it is gone, cannot be read, or has mistakes, so that nothing walks there. */
export function clusterSide(id: string, open: Side): Side | null {
  const text = browserShelf().read(id)
  const read = text === null ? null : readRecord(id, text)
  const side = read?.ok ? alongside(read.value, open) : null
  return side && walks(side) ? side : null
}

/**
 * What a comparison begins with: what was before, else the first variant that ends otherwise, else one that goes another way. null:
 * there is nothing to compare with.
 */
export function firstOther(state: DocumentState): Side | null {
  const open = openSide(state)
  const offers = offersBeside(state)
  const before = offers.find(({ kind }) => kind !== 'choice' && kind !== 'releases')
  if (before) return before.side
  const fateOf = (side: Side) => runOf(side).trace.verdict.fate.kind
  const fate = fateOf(open)
  const telling =
    offers.find(({ side }) => fateOf(side) !== fate) ??
    offers.find(({ side }) => comparisonOf(runOf(open), runOf(side)).parts !== null) ??
    offers[0]
  if (telling) return telling.side
  for (const { id } of clustersBeside(state.own)) {
    const side = clusterSide(id, open)
    if (side) return side
  }
  return null
}

function beforeOffers(open: Side): readonly Offer[] {
  const varied = Object.keys(open.variant).length > 0
  const edited = open.edits.length > 0
  return [
    ...(edited ? [{ kind: 'unedited', side: { ...open, edits: [] } } as const] : []),
    ...(varied ? [{ kind: 'plain', side: { ...open, variant: {}, edits: [] } } as const] : []),
  ]
}

/** Each choice that is not taken. With a flow of one's own, no choice of what is asked. */
function choiceOffers(from: Side): readonly Offer[] {
  if (from.own) return []
  const scenario: Scenario = scenarioById(from.scenario)
  return scenario.groups
    .filter((group) => from.flow === null || !variesFlowOnly(group))
    .flatMap((group) => {
      const taken = choiceOf(group, from.variant)
      return group.choices
        .filter((choice) => choice !== taken && isAllowed(scenario, choice, from.variant))
        .map((choice): Offer => {
          const { [group.id]: _before, ...others } = from.variant
          const chosen = choice === group.choices[0] ? others : { ...others, [group.id]: choice.id }
          // Another variant may mean another backend.
          const edits = from.edits.filter((edit) => !isPick(edit))
          const side = { ...from, edits, variant: allowedOf(scenario, chosen) }
          return { kind: 'choice', group: group.id, choice: choice.id, side }
        })
    })
    .filter(({ side }) => isAskable(side))
}

function ownOffers(own: NonNullable<Side['own']>, open: Side): readonly Offer[] {
  const last = own.done[own.done.length - 1]
  const [before, base] = [earlier(own, own.done.length - 1), earlier(own, 0)]
  const { terway, kubeProxy } = own.topology
  const isArticle = terway.release === '1.4.1' && kubeProxy.release === '1.20'
  const offers: readonly (Offer | null)[] = [
    before && last ? { kind: 'undone', edit: last.edit, side: { ...open, own: before } } : null,
    base && own.done.length > 1 ? { kind: 'base', edits: own.done.length, side: { ...open, own: base } } : null,
    { kind: 'releases', releases: 'newer', side: { ...open, edits: RELEASES.newer } },
    isArticle ? null : { kind: 'releases', releases: 'article', side: { ...open, edits: RELEASES.article } },
  ]
  return offers.filter((offer) => offer !== null).filter(({ side }) => walks(side))
}
