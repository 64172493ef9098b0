/*! Play, step, speed, loop. */
import { ChevronLeft, ChevronRight, Pause, Play, RotateCcw, SkipBack, SkipForward, Repeat } from 'lucide-react'
import { useRef } from 'react'
import { useActions } from '../actions'
import { Kbd } from '../parts/Kbd'
import parts from '../parts/parts.module.css'
import { HORIZONTAL, useRoving } from '../parts/roving'
import { SPEEDS } from '../../store/playback'
import { useApp, useHere, useText } from '../use-app'
import css from './transport.module.css'

export function Transport() {
  const { index, count } = useHere()
  const { ui, page } = useText()
  const actions = useActions()
  const speed = useApp((state) => state.speed)
  const loop = useApp((state) => state.loop)
  const ref = useRef<HTMLDivElement>(null)
  useRoving(ref, HORIZONTAL)
  const atEnd = index === count - 1
  return (
    <div ref={ref} className={css['transport']} role="toolbar" aria-label={page.player}>
      <div className={css['buttons']}>
        <button
          type="button"
          className={parts['button']}
          aria-label={ui.first}
          disabled={index === 0}
          onClick={actions.first}
        >
          <SkipBack size={15} fill="currentColor" />
        </button>
        <button
          type="button"
          className={parts['button']}
          aria-label={ui.back}
          disabled={index === 0}
          onClick={actions.back}
        >
          <ChevronLeft size={18} strokeWidth={2.5} />
        </button>
        <PlayButton className={parts['primary']} size={16} />
        <button type="button" className={parts['button']} aria-label={ui.next} disabled={atEnd} onClick={actions.next}>
          <ChevronRight size={18} strokeWidth={2.5} />
        </button>
        <button type="button" className={parts['button']} aria-label={ui.last} disabled={atEnd} onClick={actions.last}>
          <SkipForward size={15} fill="currentColor" />
        </button>
      </div>
      <p className={css['count']} data-testid="hop-count">
        <b>{index + 1}</b> <span>{ui.ofHops(count)}</span>
      </p>
      <div className={css['options']}>
        <fieldset className={css['speeds']} aria-label={ui.speed}>
          {SPEEDS.map((value) => (
            <button key={value} type="button" aria-pressed={value === speed} onClick={() => actions.setSpeed(value)}>
              {page.speedOf(value)}
            </button>
          ))}
        </fieldset>
        <button
          type="button"
          className={parts['button']}
          aria-pressed={loop}
          aria-label={ui.loop}
          title={ui.loop}
          onClick={actions.toggleLoop}
        >
          <Repeat size={15} />
        </button>
      </div>
      <p className={css['keys']} aria-hidden="true">
        <Kbd>space</Kbd> {ui.play.toLowerCase()} <Kbd>←</Kbd> <Kbd>→</Kbd> {page.hop}
      </p>
    </div>
  )
}

export function PlayButton({ className, size }: { readonly className: string | undefined; readonly size: number }) {
  const { index, count } = useHere()
  const { ui } = useText()
  const actions = useActions()
  const playing = useApp((state) => state.playing)
  const atEnd = index === count - 1
  const label = playing ? ui.pause : atEnd ? ui.replay : ui.play
  return (
    <button type="button" className={className} aria-label={label} title={label} onClick={actions.togglePlay} data-play>
      {playing ? (
        <Pause size={size} fill="currentColor" />
      ) : atEnd ? (
        <RotateCcw size={size} strokeWidth={2.5} />
      ) : (
        <Play size={size} fill="currentColor" />
      )}
    </button>
  )
}
