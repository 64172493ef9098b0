/*! One row of the timeline: the hops of a leg as a list. One tab stop; arrows move the packet, and the focus with it. */
import { type RefObject, useEffect, useRef } from 'react'
import type { LegKind } from '../../sim'
import { hopName } from '../parts/hop-name'
import { tickLabel } from '../../text/step-words'
import { useActions } from '../actions'
import { useHovered } from '../graph/overlay-hover'
import { useHere, useText } from '../use-app'
import type { Geometry } from './geometry'
import { TickShape } from './TickShape'
import type { Hovered } from './Tip'
import css from './timeline.module.css'

interface Props {
  readonly leg: LegKind
  readonly geometry: Geometry
  /** The reply is an error that a kernel reports. */
  readonly error: boolean
  readonly onHover: (hovered: Hovered | null) => void
}

export function Row({ leg, geometry, error, onHover }: Props) {
  const { run, index } = useHere()
  const text = useText()
  const { seek } = useActions()
  const list = useRef<HTMLOListElement>(null)
  const pointedAt = useHovered()
  const ticks = geometry.ticks
    .filter(({ tick }) => tick.leg === leg)
    .toSorted(
      (a, b) => (a.tick.index ?? Number.MAX_SAFE_INTEGER) - (b.tick.index ?? Number.MAX_SAFE_INTEGER) || a.x - b.x,
    )
  const real = ticks.filter(({ tick }) => tick.index !== null)
  useFollowFocus(list, index)
  const wrong = leg === 'reply' && error
  return (
    <>
      <span
        className={css['rowName']}
        data-leg={leg}
        data-error={wrong}
        data-empty={real.length === 0}
        aria-hidden="true"
      >
        {leg === 'request' ? `${text.leg.request} ▸` : `◂ ${text.leg.reply}`}
      </span>
      {real.length === 0 ? null : (
        <ol ref={list} aria-label={text.ui.legHops(text.leg[leg], real.length)}>
          {ticks.map((placed) => {
            const { tick, x, y, slot } = placed
            const word = tickLabel(run, tick.step, leg, text)
            const style = { left: x - slot / 2, top: y, width: slot }
            const at = tick.index
            if (at === null) {
              return (
                <li key={`never ${x}`} className={css['tick']} style={style} data-kind="never" aria-hidden="true">
                  <TickShape kind="never" leg={leg} passed={false} />
                  <span className={css['word']}>{word}</span>
                </li>
              )
            }
            const current = at === index
            return (
              <li key={at}>
                <button
                  type="button"
                  className={css['tick']}
                  style={style}
                  data-index={at}
                  data-kind={tick.kind}
                  data-leg={leg}
                  data-error={wrong}
                  data-passed={at <= index}
                  data-hovered={pointedAt.includes(at)}
                  data-wide={word.length > 6}
                  tabIndex={current ? 0 : -1}
                  aria-current={current ? 'step' : undefined}
                  aria-label={hopName(run, at, text)}
                  onClick={() => seek(at)}
                  onPointerEnter={(event) => onHover({ tick, at: event.currentTarget.getBoundingClientRect() })}
                >
                  <TickShape kind={tick.kind} leg={leg} passed={at <= index} current={current} error={wrong} />
                  <span className={css['word']} aria-hidden="true">
                    {word}
                  </span>
                </button>
              </li>
            )
          })}
        </ol>
      )}
    </>
  )
}

/** If a tick had the focus when the packet moved, the focus moves along. */
function useFollowFocus(list: RefObject<HTMLOListElement | null>, index: number) {
  useEffect(() => {
    const focused = document.activeElement
    if (!(focused instanceof HTMLElement) || focused.dataset['index'] === undefined) return
    const tick = list.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)
    if (tick && tick !== focused) tick.focus({ preventScroll: true })
  }, [list, index])
}
