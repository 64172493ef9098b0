/*! What a menu asks of the cluster: from this object, or this object. Pure. */
import {
  askTarget,
  type FlowChoice,
  type FlowSource,
  type FlowTarget,
  type Question,
  findNamed,
  sourcesOf,
  targetsOf,
  whoIsAsked,
} from '../../../sim'
import { bareName, type ThingRef } from './things'

/** What is asked now, else the first that serves something. null: it does not send, or there is nobody to ask. */
export function askFrom(ref: ThingRef, { topology, flow }: Question): FlowChoice | null {
  const source = sourceAt(ref, topology)
  if (!source) return null
  const { kind, name, ip } = source
  const { to, protocol } = flow
  if (to.ip !== ip && whoIsAsked(topology, flow) !== null) return { from: { kind, name }, to, protocol }
  const target = targetsOf(topology).find((each) => each.ip !== ip && each.ports.length > 0)
  return target ? choice(source, target, flow) : null
}

/** null: it has no address of its own, or there is nobody who asks. */
export function askAt(ref: ThingRef, { topology, flow }: Question): FlowChoice | null {
  const asked = sourceAt(ref, topology)
  const target = targetsOf(topology).find(({ ip, address }) => ip === asked?.ip && address === 'own')
  const sources = sourcesOf(topology).filter(({ ip }) => ip !== asked?.ip)
  const source = sources.find(({ kind, name }) => kind === flow.from.kind && name === flow.from.name) ?? sources[0]
  return target && source ? choice(source, target, flow) : null
}

/** A Service by its ClusterIP, from a pod. */
export function askService(ref: ThingRef, clusterIP: number, { topology, flow }: Question): FlowChoice | null {
  const source = sourceAt(ref, topology)
  const target = targetsOf(topology).find(({ ip, address }) => ip === clusterIP && address === 'clusterIP')
  return source && target ? choice(source, target, flow) : null
}

function sourceAt(ref: ThingRef, topology: Question['topology']): FlowSource | undefined {
  const sources = sourcesOf(topology)
  if (ref.kind !== 'pod') return sources.find(({ kind, name }) => kind === ref.kind && name === bareName(ref))
  // Pods come first, in declared order; a name may stand twice.
  const pod = findNamed(topology.pods, ref.pod)
  return pod && sources[topology.pods.indexOf(pod)]
}

const choice = (
  { kind, name }: FlowSource,
  target: FlowTarget,
  { to, protocol }: Pick<FlowChoice, 'to' | 'protocol'>,
): FlowChoice => ({ from: { kind, name }, ...askTarget(target, { port: to.port, protocol }) })
