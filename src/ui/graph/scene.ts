/*! What the picture shows at a step: which way is current, how far it is travelled, which boxes take part. */
import type { LegKind } from '../../sim'
import type { Layout } from './layout'
import type { Point } from './geometry'
import type { Station, Way } from './route'
import type { Tag } from './tags'

export interface PictureState {
  readonly request: Way
  readonly reply: Way | null
  /** What is left of the way it never went (`restOf`): shown once the drop is reached. */
  readonly ghost: Way | null
  /** Where connections to other backends go, from the place where they part. */
  readonly others?: readonly Way[]
  /** Over all steps, request then reply, from 0. */
  readonly step: number
  /** Both legs in full, instead of one that stands back. */
  readonly bothLegs: boolean
  readonly tags: readonly Tag[]
  /** Joins an open call-out to its station. */
  readonly leader?: readonly Point[]
}

export interface Scene {
  readonly ways: readonly Way[]
  readonly current: Way
  /** Index of the current step in its leg. */
  readonly local: number
  readonly station: Station
  /** Reached: the last one, or null. */
  readonly drop: Station | null
  /** All that are reached: an answer to what was refused can be dropped as well. */
  readonly drops: readonly Station[]
  readonly ghost: Way | null
  /** Ways to other backends; none once the packet comes back. */
  readonly others: readonly Way[]
  /** Boxes that any leg touches, with everything that holds them. */
  readonly touched: ReadonlySet<string>
  /** Boxes of the leg (or legs) shown in full. */
  readonly inFocus: ReadonlySet<string>
  /** Of these, the boxes that the packet has been in by now. */
  readonly passed: ReadonlySet<string>
  readonly isCurrent: (leg: LegKind) => boolean
  readonly bothLegs: boolean
}

export function sceneOf(layout: Layout, state: PictureState): Scene {
  const { request, reply, bothLegs } = state
  const ways = reply ? [request, reply] : [request]
  const inReply = reply !== null && state.step >= request.stations.length
  const current = inReply ? reply : request
  const local = Math.max(0, Math.min(state.step - (inReply ? request.stations.length : 0), current.stations.length - 1))
  const station = current.stations[local]
  if (!station) throw new Error('a way without stations')

  const travelled = [...(inReply ? request.stations : []), ...current.stations.slice(0, local + 1)]
  const drops = travelled.filter((s) => s.mark === 'drop')
  const drop = drops[drops.length - 1] ?? null
  const focus = bothLegs ? ways : [current]
  const focusTravelled = bothLegs && !inReply ? [...travelled, ...(reply?.stations ?? [])] : travelled
  return {
    ways,
    current,
    local,
    station,
    drop,
    drops,
    ghost: drop ? state.ghost : null,
    others: inReply && !bothLegs ? [] : (state.others ?? []),
    touched: holdersOf(
      layout,
      ways.flatMap((way) => way.stations),
    ),
    inFocus: holdersOf(
      layout,
      focus.flatMap((way) => way.stations),
    ),
    passed: holdersOf(layout, bothLegs ? focusTravelled : current.stations.slice(0, local + 1)),
    isCurrent: (leg) => leg === current.leg,
    bothLegs,
  }
}

/** The boxes of these stations and, up to the outermost, the boxes that hold them. */
function holdersOf(layout: Layout, stations: readonly Station[]): ReadonlySet<string> {
  const boxes = new Set<string>()
  for (const { box, also } of stations) {
    for (const id of [box, ...also]) {
      for (let at: string | null = id; at !== null; at = layout.boxes.get(at)?.owner ?? null) boxes.add(at)
    }
  }
  return boxes
}
