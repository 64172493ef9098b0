/*! What the picture shows of a run at a step, for the page, for paper and for files. Pure. */
import type { Point } from './geometry'
import type { PictureModel } from './overlay-model'
import type { Way } from './route'
import type { PictureState } from './scene'

interface Shown {
  readonly bothLegs: boolean
  /** Whether the way it never went belongs to the picture; false while it is still being drawn. */
  readonly ghost: boolean
  /** Ways to other backends. */
  readonly others: readonly Way[]
  /** Of what stands open beside the station. */
  readonly leader?: readonly Point[]
}

export function stateAt(model: PictureModel, step: number, { bothLegs, ghost, others, leader }: Shown): PictureState {
  const { request, reply } = model
  const dropped = model.stations.slice(0, step + 1).some((station) => station.mark === 'drop')
  const tags = [...(dropped && ghost ? model.ghostTags : []), ...(bothLegs ? model.asymmetryTags : [])]
  return { request, reply, ghost: ghost ? model.ghost : null, others, step, bothLegs, tags, ...(leader && { leader }) }
}
