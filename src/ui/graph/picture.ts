/*! The picture at a step as flat data, for Cytoscape and for the painter alike. Ids are those of the layout; a run's
is `request/4` (the step it leads to), of the way it never went `ghost/4`, of another backend's `other/0/4`. */
import type { Elements } from './element'
import { boxElement } from './element-boxes'
import { labelsOf } from './element-labels'
import { linesOf } from './element-lines'
import type { Layout } from './layout'
import { type PictureState, sceneOf } from './scene'

export type { BoxElement, Elements, LineElement } from './element'
export type { PictureState } from './scene'

export function elements(layout: Layout, state: PictureState): Elements {
  const scene = sceneOf(layout, state)
  const boxes = [...layout.boxes.values()]
  return {
    boxes: boxes.map((box) => boxElement(box, scene)),
    labels: boxes.flatMap((box) => labelsOf(box, scene)),
    lines: linesOf(layout, scene),
  }
}
