/*! Puts a moment on the screen: the only code that runs every frame. It sets one transform and two path attributes, and tells the
styles which phase it is; React and the canvas are asked only when the packet arrives somewhere. */
import type { Frame } from '../player/score'
import type { PictureModel } from './overlay-model'
import { beforeGhost, type Motion, motionAt } from './overlay-motion'

export interface OverlayParts {
  readonly root: HTMLElement
  readonly chip: HTMLElement
  readonly travelled: SVGPathElement
  readonly never: SVGPathElement
}

/** `onGhost`: whether the way it never went belongs to the picture already. */
export function createPresenter(
  parts: OverlayParts,
  model: () => PictureModel,
  onGhost: (shown: boolean) => void,
): (frame: Frame) => void {
  let last: Partial<Motion> = {}
  const path = (element: SVGPathElement, d: string | null) => {
    if (d === null) element.removeAttribute('d')
    else element.setAttribute('d', d)
  }
  return (frame) => {
    const motion = motionAt(model(), frame)
    const { phase, at, travelled, reply, never } = motion
    if (at !== last.at) parts.chip.style.transform = `translate(${at.x}px, ${at.y}px)`
    if (travelled !== last.travelled) path(parts.travelled, travelled)
    if (never !== last.never) path(parts.never, never)
    if (reply !== last.reply) parts.travelled.dataset['leg'] = reply ? 'reply' : 'request'
    if (phase !== last.phase) {
      parts.root.dataset['phase'] = phase
      onGhost(!beforeGhost(phase))
    }
    last = motion
  }
}
