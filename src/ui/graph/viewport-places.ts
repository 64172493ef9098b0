/*! The places of the picture that a key or a pointer can go to: the boxes at which the packet has a step. Pure. */
import { machineOf, stepsOf } from '../../sim'
import { locate } from '../../text/facts'
import type { Messages } from '../../text/messages'
import { namesOf } from '../../text/names'
import { placeWord } from '../../text/step-words'
import { centre, holds, type Point, type Rect } from './geometry'
import type { Layout } from './layout'
import type { PictureModel } from './overlay-model'

export interface PictureStop {
  /** Id of the box. */
  readonly box: string
  readonly rect: Rect
  readonly name: string
  /** The steps that stand here, in time order. */
  readonly steps: readonly number[]
}

export function stopsIn({ run, stations, layout }: PictureModel, text: Messages): readonly PictureStop[] {
  const stops = new Map<string, { box: string; rect: Rect; name: string; steps: number[] }>()
  stepsOf(run.trace).forEach((step, index) => {
    const box = stations[index]?.box
    const rect = box === undefined ? undefined : layout.boxes.get(box)?.rect
    if (box === undefined || !rect) return
    const found = stops.get(box)
    if (found) found.steps.push(index)
    else {
      const { short } = namesOf(run, text).of(machineOf(step.place))
      const word = placeWord(run, step, locate(run, index).leg.kind, text)
      stops.set(box, { box, rect, name: word === short ? short : `${short} ${word}`, steps: [index] })
    }
  })
  return [...stops.values()]
}

/** The next step at a place after the current one, else its first. */
export const nextStepAt = ({ steps }: PictureStop, current: number): number =>
  steps.find((step) => step > current) ?? steps[0] ?? current

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The nearest place in a direction: sideways distance counts double, so that a row is walked before a neighbouring one. */
export function neighbour<T extends { readonly rect: Rect }>(
  stops: readonly T[],
  from: T,
  direction: Direction,
): T | null {
  const start = centre(from.rect)
  let best: T | null = null
  let least = Infinity
  for (const stop of stops) {
    const { x, y } = centre(stop.rect)
    const [dx, dy] = [x - start.x, y - start.y]
    const ahead = direction === 'left' ? -dx : direction === 'right' ? dx : direction === 'up' ? -dy : dy
    const aside = Math.abs(direction === 'left' || direction === 'right' ? dy : dx)
    const cost = ahead + 2 * aside
    if (stop !== from && ahead > 4 && cost < least) {
      best = stop
      least = cost
    }
  }
  return best
}

/** The topmost box at a point; the layout lists boxes from the ground up. */
export function boxAt(layout: Layout, point: Point): string | null {
  let found: string | null = null
  for (const { id, rect } of layout.boxes.values()) if (holds(rect, point)) found = id
  return found
}
