/*! What a step changed in the packet, field by field. A field that first appears is no change. */
import type { Step } from '../../sim'
import { type PacketRow, packetRows } from '../../text/packet-table'

export interface Change {
  readonly field: PacketRow['field']
  readonly before: string
  readonly after: string
}

export const changesOf = (step: Step): readonly Change[] =>
  packetRows(step).flatMap(({ field, before, after, changed }) =>
    changed && before !== null && after !== null ? [{ field, before, after }] : [],
  )
