/*! A cluster of one's own in the address bar: `own.k3x9….h5`, its id in this browser and the hop. Nobody else can open that: Share makes
a link of version 2, which holds the cluster. One that comes by such a link opens beside what is kept here, and is kept from its
first edit on. */
import { err, ok, type Result } from '../../base/result'
import { decodeLink, encodeLink, isTopologyLink, type LinkPlace } from '../../share/topology-link'
import { stepsOf, visible } from '../../sim'
import { initialDocument } from '../document'
import type { HashProblem, LinkedState } from '../link-state'
import { runOf } from '../select'
import { browserShelf } from './browser-shelf'
import { clusterOf, FROM_LINK, NO_NAME, type OwnCluster } from './cluster'
import { isNewer, readRecord } from './record'

/** What came by a link keeps its link: nothing else holds it yet. */
export function ownHash(own: OwnCluster, step: number): string {
  const hop = step === 0 ? '' : `.h${step + 1}`
  return own.id === FROM_LINK ? `${linkOf(own)}${hop}` : `own.${own.id}${hop}`
}

const links = new WeakMap<OwnCluster, string>()

/** Hops follow each other quickly, the cluster stays: it is encoded once. */
function linkOf(own: OwnCluster): string {
  const known = links.get(own)
  if (known !== undefined) return known
  const made = encodeLink(own.topology, own.flow)
  const link = made.ok ? made.value : 'own.'
  links.set(own, link)
  return link
}

/** A cluster, and the place on its walk where a link begins. */
export interface OwnSide extends LinkPlace {
  readonly own: OwnCluster
}

/** The cluster of this browser that a hash names, or the one that it holds, at its place. */
export function ownState(hash: string): Result<LinkedState, HashProblem> {
  const side = ownSide(hash)
  return side.ok ? at(side.value) : side
}

/** The same before anything is walked. */
export function ownSide(hash: string): Result<OwnSide, HashProblem> {
  return isTopologyLink(hash) ? heldBy(hash) : keptAs(hash)
}

function heldBy(hash: string): Result<OwnSide, HashProblem> {
  const read = decodeLink(hash)
  if (!read.ok) return err({ code: 'topology', problem: read.error })
  const { topology, flow, hop, reply } = read.value
  return ok({
    own: clusterOf({ id: FROM_LINK, name: NO_NAME, base: topology, ...(flow ? { flow } : {}) }),
    hop,
    reply,
  })
}

function keptAs(hash: string): Result<OwnSide, HashProblem> {
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  const [, id = '', rest] = /^own\.([a-z0-9]{1,20})(?:\.(.*))?$/s.exec(text) ?? []
  const kept = browserShelf().read(id)
  if (kept === null) return err({ code: 'not-here' })
  const read = readRecord(id, kept)
  if (!read.ok) return err({ code: isNewer(kept) ? 'kept-newer' : 'kept-broken' })
  const hop = rest === undefined ? null : Number(/^h([1-9]\d{0,3})$/.exec(rest)?.[1] ?? 0)
  if (hop === 0) return err({ code: 'hop', at: `own.${id}.`.length + 1, found: visible((rest ?? '').slice(0, 20)) })
  browserShelf().opened(id, kept)
  return ok({ own: read.value, hop, reply: false })
}

/** A hop beyond the end is the last one, since the cluster may have changed since. */
function at({ own, hop, reply }: OwnSide): Result<LinkedState, never> {
  const asked = { ...initialDocument, own }
  if (own.scenario === null) return ok({ ...asked, step: 0 })
  const { trace } = runOf(asked)
  const last = stepsOf(trace).length - 1
  const step = hop !== null ? hop - 1 : reply && trace.reply ? trace.request.steps.length : 0
  return ok({ ...asked, step: Math.min(step, last) })
}
