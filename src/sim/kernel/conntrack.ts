/*! Connection tracking: `conntrack -L`. An entry has two tuples: what was seen, and what the answer will look like. */
import type { Tuple } from '../net/packet'
import type { NetnsId } from './row'

export interface ConntrackEntry {
  readonly kind: 'conntrack'
  /** Unique in one trace; the same number before and after an update. */
  readonly id: number
  readonly netns: NetnsId
  readonly orig: Tuple
  readonly reply: Tuple
  /** null for UDP. */
  readonly state: 'SYN_SENT' | 'SYN_RECV' | null
  /** False prints as [UNREPLIED]. */
  readonly replied: boolean
}
