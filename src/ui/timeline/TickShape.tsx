/*! The shape of a station: dot, ring, diamond, cross. It reads in grey as well: shape first, colour second. */
import type { LegKind } from '../../sim'
import type { TickKind } from './model'
import css from './timeline.module.css'

interface Props {
  readonly kind: TickKind
  readonly leg: LegKind
  /** The packet has been here, or is here. */
  readonly passed: boolean
  readonly current?: boolean
  /** The leg comes from a kernel that reports an error. */
  readonly error?: boolean
}

export function TickShape({ kind, leg, passed, current, error }: Props) {
  const colour = error ? 'error' : leg
  return (
    <svg className={css['shape']} viewBox="-12 -12 24 24" width="24" height="24" aria-hidden="true">
      {shape(kind, colour, passed, current === true)}
    </svg>
  )
}

function shape(kind: TickKind, colour: LegKind | 'error', passed: boolean, current: boolean) {
  switch (kind) {
    case 'rewrite':
      return (
        <rect
          className={`${css['diamond']} ${passed ? css['passed'] : css['ahead']} ${css[colour]}`}
          x="-6"
          y="-6"
          width="12"
          height="12"
          transform="rotate(45)"
        />
      )
    case 'drop':
      return (
        <g className={css['cross']}>
          <circle r="9" />
          <path d="M-3.6 -3.6 L3.6 3.6 M3.6 -3.6 L-3.6 3.6" />
        </g>
      )
    case 'never':
      return <circle className={css['never']} r="3.5" />
    case 'plain': {
      const filled = colour === 'request' && passed
      const radius = current ? 6 : filled ? 5 : 4.25
      return <circle className={`${filled ? css['dot'] : css['ring']} ${css[colour]}`} r={radius} />
    }
  }
}
