/*! A namespace while the control planes write into it. Afterwards it is frozen into a Netns and never written again. */
import type { NetnsRows } from '../kernel/netns'

export type Draft = {
  readonly [Key in 'id' | 'type' | 'name']: NetnsRows[Key]
} & {
  readonly [Key in Exclude<keyof NetnsRows, 'id' | 'type' | 'name'>]: Array<NetnsRows[Key][number]>
}
