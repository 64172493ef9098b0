/*! Compare: the open question is A, at the left; what it is compared with is B. Both runs are derived. */
import { releases } from '../scenarios/variants'
import { compareRuns, type Comparison, type Edit, type Run } from '../sim'
import type { DocumentState, Versus } from './document'
import { FROM_LINK, hasSource, type OwnCluster, undone, withFlow } from './own/cluster'
import { type Asked, lastStep, runOf, walks } from './select'
import type { AppState, AppStore } from './store'

/** A question as a side of a comparison. */
export type Side = Required<Asked>

/** A: what is open. */
export const openSide = ({ scenario, variant, flow, edits, own }: DocumentState): Side => ({
  scenario,
  variant,
  flow,
  edits,
  own,
})

const known = new WeakMap<Run, WeakMap<Run, Comparison>>()

/** Two runs beside each other, compared once. */
export function comparisonOf(a: Run, b: Run): Comparison {
  const withA = known.get(a) ?? new WeakMap<Run, Comparison>()
  known.set(a, withA)
  const comparison = withA.get(b) ?? compareRuns(a, b)
  withA.set(b, comparison)
  return comparison
}

/** Where a comparison begins: where the two first differ. */
export const startOf = (a: Side, b: Side): number => comparisonOf(runOf(a), runOf(b)).first?.column ?? 0

// ——— what an own cluster can be compared with ———

/** A cluster beside the open one: asked what that is asked, where it has who asks. */
export function alongside(own: OwnCluster, open: Side): Side {
  const flow = open.own ? open.own.flow : open.flow
  const asked = flow !== null && hasSource(own.topology, flow) ? withFlow(own, flow) : own
  return { scenario: open.scenario, variant: {}, flow: null, edits: [], own: asked }
}

/** As it was after its first edits, with what is asked now where somebody can ask it; null: there is no such state. */
export function earlier(own: OwnCluster, edits: number): OwnCluster | null {
  let cluster = own
  while (cluster.done.length > edits) {
    const back = undone(cluster)
    if (!back) return null
    cluster = back.cluster
  }
  return cluster.done.length === edits && cluster !== own ? cluster : null
}

/** The article's releases, said in full, and newer ones: as the scenarios' switch has them. */
export const RELEASES: Readonly<Record<'article' | 'newer', readonly Edit[]>> = {
  article: [
    { kind: 'set-terway', release: '1.4.1' },
    { kind: 'set-kube-proxy', release: '1.20' },
  ],
  newer: releases.choices.find(({ id }) => id === 'newer')?.edits ?? [],
}

/** Which releases a side of an own cluster looks at; null: its own. */
export const releasesOf = ({ own, edits }: Side): keyof typeof RELEASES | null =>
  own && edits === RELEASES.article ? 'article' : own && edits === RELEASES.newer ? 'newer' : null

// ——— actions ———

/** Beside the open one; what is open stays as it is, at its hop. */
export function compareWith(store: AppStore, other: Side): void {
  const state = store.getState()
  show(store, { versus: { other, column: startOf(openSide(state), other) } })
}

/** Another A. What was open is a step of the Back button away. */
export function openInstead(store: AppStore, side: Side): void {
  const { versus, step } = store.getState()
  if (versus) show(store, { ...side, ...placed(side, versus.other), step: Math.min(step, lastStep(side)) })
}

/** A and B change places; the hop that is looked at stays. */
export function swapSides(store: AppStore): void {
  const state = store.getState()
  const { versus, step } = state
  if (!versus || !canSwap(state, versus)) return
  const { other } = versus
  const was = columnAt(state, versus)
  const { columns } = comparisonOf(runOf(other), runOf(openSide(state)))
  const column = columns.findIndex(({ a, b }) => a === (was?.b ?? null) && b === (was?.a ?? null))
  const swapped = { other: openSide(state), column: Math.max(0, column) }
  show(store, { ...other, versus: swapped, step: Math.min(step, lastStep(other)) })
}

const columnAt = (state: AppState, { other, column }: Versus) =>
  comparisonOf(runOf(openSide(state)), runOf(other)).columns[column]

const placed = (a: Side, b: Side) => ({ versus: { other: b, column: startOf(a, b) } })

/**
 * Whether B can be the open one. What a cluster was before an edit, or would be with other releases, is only looked at: what is open
 * is kept.
 */
export const canSwap = ({ own }: DocumentState, { other }: Versus): boolean =>
  other.own === null || (other.edits.length === 0 && (other.own.id === FROM_LINK || other.own.id !== own?.id))

export function stopComparing(store: AppStore): void {
  if (store.getState().versus) show(store, { versus: null })
}

/** To a column, or the nearest that there is; the link follows at its pace. */
export function goTo(store: AppStore, column: number): void {
  const state = store.getState()
  const { versus } = state
  if (!versus || !walks(state)) return
  const last = comparisonOf(runOf(openSide(state)), runOf(versus.other)).columns.length - 1
  store.setState({ versus: { ...versus, column: Math.max(0, Math.min(column, last)) } })
}

/** A deliberate move. */
const show = (store: AppStore, to: Partial<DocumentState> & { readonly step?: number }): void =>
  store.setState(({ visits }) => ({ playing: false, banner: null, toast: null, ...to, visits: visits + 1 }))
