/*! The places of one namespace, made once: a trace has dozens of steps and they all point here. */
import type { Netns } from '../kernel/netns'
import type { KernelStage, Place } from '../trace/place'
import type { Skb } from './walker'

export interface Places {
  readonly process: Place
  readonly stage: Readonly<Record<KernelStage, Place>>
  readonly link: ReadonlyMap<string, Place>
}

const made = new WeakMap<Netns, Places>()

export function placesOf(ns: Netns): Places {
  const known = made.get(ns)
  if (known !== undefined) return known
  const netns = ns.id
  const stage = (name: KernelStage): Place => ({ kind: 'stage', netns, stage: name })
  const places: Places = {
    process: { kind: 'process', netns },
    stage: {
      prerouting: stage('prerouting'),
      routing: stage('routing'),
      input: stage('input'),
      ipvs: stage('ipvs'),
      forward: stage('forward'),
      output: stage('output'),
      postrouting: stage('postrouting'),
    },
    link: new Map(ns.links.map((link) => [link.name, { kind: 'link', netns, dev: link.name }])),
  }
  made.set(ns, places)
  return places
}

/** Of a packet in hand: asked for where a step is noted or the packet ends, and found once for each packet. */
export const placesAt = (ns: Netns, skb: Skb): Places => (skb.at ??= placesOf(ns))

export const VPC: Place = { kind: 'vpc' }

/** The place of a link that exists; a link that does not is our own mistake and becomes a place of its own. */
export const linkPlace = (ns: Netns, skb: Skb, dev: string): Place =>
  placesAt(ns, skb).link.get(dev) ?? { kind: 'link', netns: ns.id, dev }

/** Where a namespace without netfilter stations judges an incoming packet: at its socket. */
export function routingPlace(ns: Netns, skb: Skb): Place {
  const { stage, process } = placesAt(ns, skb)
  return ns.index.tracks ? stage.routing : process
}
