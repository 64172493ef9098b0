/*! The lines of the timeline: request to the right, a turn, reply to the left. Solid and thick where the packet has been. */
import type { LegKind } from '../../sim'
import { type Geometry, type PlacedTick, ROW_REPLY, ROW_REQUEST } from './geometry'
import type { Timeline } from './model'
import css from './timeline.module.css'

interface Props {
  readonly geometry: Geometry
  readonly timeline: Timeline
  /** The step the packet is at, from 0. */
  readonly at: number
  /** The reply is an error that a kernel reports. */
  readonly error: boolean
  readonly height: number
}

/** Radius of a turn. */
const R = 9

export function Lines({ geometry, timeline, at, error, height }: Props) {
  const of = (leg: LegKind) =>
    geometry.ticks
      .filter(({ tick }) => tick.leg === leg && tick.index !== null)
      .toSorted((a, b) => (a.tick.index ?? 0) - (b.tick.index ?? 0))
  const never = (leg: LegKind) => geometry.ticks.filter(({ tick }) => tick.leg === leg && tick.kind === 'never')
  const request = of('request')
  const reply = of('reply')
  const reached = (ticks: readonly PlacedTick[]) => ticks.filter(({ tick }) => (tick.index ?? 0) <= at)
  const replyClass = error ? css['error'] : css['reply']
  return (
    <svg className={css['lines']} width={geometry.width} height={height} aria-hidden="true">
      <path className={`${css['ahead']} ${css['request']}`} d={along(request)} />
      <path className={`${css['travelled']} ${css['request']}`} d={along(reached(request))} />
      <path className={css['dotted']} d={along([...request.slice(-1), ...never('request')])} />
      {reply.length > 0 ? (
        <>
          <path className={`${css['ahead']} ${replyClass}`} d={turn(request, reply, timeline) + along(reply)} />
          <path
            className={`${css['travelled']} ${replyClass}`}
            d={at >= timeline.requestCount ? turn(request, reply, timeline) + along(reached(reply)) : ''}
          />
          <path
            className={css['dotted']}
            d={along([...reply.slice(-1), ...never('reply').toSorted((a, b) => b.x - a.x)])}
          />
        </>
      ) : null}
    </svg>
  )
}

function along(ticks: readonly PlacedTick[]): string {
  const first = ticks[0]
  const last = ticks[ticks.length - 1]
  return first && last && first !== last ? `M${first.x} ${first.y}H${last.x}` : ''
}

/** From the last tick of the request to the first of the reply: around the right end, or straight down where it turned. */
function turn(request: readonly PlacedTick[], reply: readonly PlacedTick[], { turnsAt }: Timeline): string {
  const from = request[request.length - 1]
  const to = reply[0]
  if (!from || !to) return ''
  if (turnsAt !== null) return `M${from.x} ${ROW_REQUEST + 34}V${ROW_REPLY}${to.x === from.x ? '' : `H${to.x}`}`
  const right = Math.max(from.x + from.slot / 2, to.x + to.slot / 2) + 30
  return [
    `M${from.x} ${ROW_REQUEST}H${right - R}Q${right} ${ROW_REQUEST} ${right} ${ROW_REQUEST + R}`,
    `V${ROW_REPLY - R}Q${right} ${ROW_REPLY} ${right - R} ${ROW_REPLY}H${to.x}`,
  ].join('')
}
