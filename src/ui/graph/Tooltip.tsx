/*! The whole name of what the pointer rests on, where the picture had to cut it or hide it. */
import type { Box, BoxKind } from './box'
import css from './graph-pane.module.css'
import type { Point } from './geometry'

const NAMED: readonly BoxKind[] = [
  'pod',
  'shelf-pod',
  'more',
  'pod-interface',
  'cali',
  'eni',
  'client',
  'slb',
  'backend',
  'tile',
]

/** `at`: the middle of its upper edge, on the screen. */
export interface Hovered {
  readonly box: Box
  readonly at: Point
}

export function Tooltip({ box, at }: Hovered) {
  if (!NAMED.includes(box.kind)) return null
  const lines = box.texts.map(({ full }) => full).filter((full) => full !== box.name)
  return (
    <div className={css['tooltip']} style={{ left: at.x, top: at.y }} aria-hidden="true">
      <b>{box.name}</b>
      {lines.map((line) => (
        <span key={line}>{line}</span>
      ))}
    </div>
  )
}
