/*! A cluster of one's own in the address bar: `own.k3x9….h5`, its id in this browser and the hop. Nobody else can open that: Share makes
a link of version 2, which holds the cluster. One that comes by such a link opens beside what is kept here, and is kept from its
first edit on. */
import { err, ok, type Result } from '../../base/result'
import { decodeLink, encodeLink, isTopologyLink } from '../../share/topology-link'
import { stepsOf } from '../../sim'
import { initialDocument } from '../document'
import type { HashProblem, LinkedState } from '../link-state'
import { runOf } from '../select'
import { browserShelf } from './browser-shelf'
import { clusterOf, FROM_LINK, type OwnCluster } from './cluster'
import { readRecord } from './record'

/** What came by a link keeps its link: nothing else holds it yet. */
export function ownHash(own: OwnCluster, step: number): string {
  const hop = step === 0 ? '' : `.h${step + 1}`
  return own.id === FROM_LINK ? `${linkOf(own)}${hop}` : `own.${own.id}${hop}`
}

const links = new WeakMap<OwnCluster['topology'], string>()

/** Hops follow each other quickly, the cluster stays: it is encoded once. */
function linkOf({ topology, flow }: OwnCluster): string {
  const made = encodeLink(topology, flow)
  const link = links.get(topology) ?? (made.ok ? made.value : 'own.')
  links.set(topology, link)
  return link
}

/** The cluster of this browser that a hash names, or the one that it holds. */
export function ownState(hash: string): Result<LinkedState, HashProblem> {
  return isTopologyLink(hash) ? heldBy(hash) : keptAs(hash)
}

function heldBy(hash: string): Result<LinkedState, HashProblem> {
  const read = decodeLink(hash)
  if (!read.ok) return err({ code: 'topology', problem: read.error })
  const { topology, flow, hop, reply } = read.value
  const own = clusterOf({ id: FROM_LINK, name: FROM_LINK_NAME, base: topology, ...(flow ? { flow } : {}) })
  return at(own, reply ? 'reply' : (hop ?? 1))
}

/** Until it is kept; then it can be renamed. */
const FROM_LINK_NAME = 'From a link'

function keptAs(hash: string): Result<LinkedState, HashProblem> {
  const [, id = '', hop = '1'] = /^#?own\.([a-z0-9]{1,20})(?:\.h([1-9]\d{0,3}))?$/.exec(hash) ?? []
  const text = browserShelf().read(id)
  const read = text === null ? null : readRecord(id, text)
  return read?.ok ? at(read.value, Number(hop)) : err({ code: 'not-here' })
}

/** At a hop from 1; a hop beyond the end is the last one, since the cluster may have changed since. */
function at(own: OwnCluster, hop: number | 'reply'): Result<LinkedState, never> {
  const asked = { ...initialDocument, own }
  if (own.scenario === null) return ok({ ...asked, step: 0 })
  const { trace } = runOf(asked)
  const last = stepsOf(trace).length - 1
  const step = hop === 'reply' ? (trace.reply ? trace.request.steps.length : 0) : hop - 1
  return ok({ ...asked, step: Math.min(step, last) })
}
