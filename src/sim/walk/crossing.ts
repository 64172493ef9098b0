/*! A packet between machines, in the cloud's hands: what was read and left behind since its last step there. */
import type { BoundEni } from '../cloud/cloud'
import type { L4, Packet } from '../net/packet'
import type { Effect } from '../trace/effect'
import type { Place } from '../trace/place'
import { NO_ROWS, type Row, type StepEvent } from '../trace/trace'
import type { DropReason } from '../trace/verdict'
import { drop, type End, note, type Walker } from './walker'

export interface Crossing {
  /** The ENI that sent it; null: it comes from outside, or a device of the cloud hands it on. */
  sender: BoundEni | null
  /** null while only the verdict is wanted. */
  rows: Row[] | null
  effects: Effect[] | null
}

export const makeCrossing = ({ steps }: Walker, sender: BoundEni | null): Crossing => ({
  sender,
  rows: steps === null ? null : [],
  effects: steps === null ? null : [],
})

/** Only these make a session: whatever else comes without one is stray. */
export function opens(l4: L4): boolean {
  switch (l4.proto) {
    case 'TCP':
      return l4.flags === 'S'
    case 'UDP':
      return true
    case 'ICMP':
      return l4.type === 8
  }
}

/** A step of the cloud: the rows that decided it, then what judged the packet on the way to it. */
export function noteCrossing(
  walker: Walker,
  crossing: Crossing,
  place: Place,
  event: StepEvent,
  before: Packet,
  after: Packet,
  rows: readonly Row[],
): void {
  if (walker.steps === null) return
  note(walker, place, event, before, after, [...rows, ...(crossing.rows ?? NO_ROWS)], crossing.effects)
  crossing.rows = []
  crossing.effects = []
}

/** Ends the packet in the cloud: silently, as the platform sends no ICMP (§9). */
export const dropCrossing = (
  walker: Walker,
  crossing: Crossing,
  place: Place,
  packet: Packet,
  reason: DropReason,
  rows: readonly Row[],
): End => drop(walker, place, packet, reason, [...rows, ...(crossing.rows ?? NO_ROWS)], null, crossing.effects)
