/*! The picture by keyboard: its places are buttons, one of them a tab stop. Arrows walk them, Enter goes to the hop there. They lie over
their boxes, so the focus ring does too; the pointer passes through to the canvas. */
import { type KeyboardEvent, useRef } from 'react'
import type { PictureMessages } from '../../text/picture-en'
import css from './places.module.css'
import { type Direction, neighbour, nextStepAt, type PictureStop } from './viewport-places'

interface Props {
  readonly stops: readonly PictureStop[]
  /** Box of the current step: the tab stop until a key moves on. */
  readonly current: string
  readonly step: number
  readonly words: PictureMessages
  readonly onSeek: (step: number) => void
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

export function Places({ stops, current, step, words, onSeek }: Props) {
  const list = useRef<HTMLDivElement>(null)
  const buttonOf = (box: string) => list.current?.querySelector<HTMLElement>(`[data-place="${CSS.escape(box)}"]`)
  const walk = (event: KeyboardEvent, from: PictureStop) => {
    const direction = DIRECTIONS[event.key]
    if (!direction || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return
    // Elsewhere the same keys move the packet.
    event.preventDefault()
    event.stopPropagation()
    const next = neighbour(stops, from, direction)
    if (next) buttonOf(next.box)?.focus()
  }
  const tabStop = stops.some(({ box }) => box === current) ? current : stops[0]?.box
  return (
    <div ref={list} className={css['places']}>
      {stops.map((stop) => {
        const { x, y, width, height } = stop.rect
        const hop = nextStepAt(stop, step) + 1
        return (
          <button
            key={stop.box}
            type="button"
            data-place={stop.box}
            tabIndex={stop.box === tabStop ? 0 : -1}
            aria-label={words.place({ name: stop.name, hop })}
            aria-current={stop.box === current ? 'step' : undefined}
            style={{ left: x, top: y, width, height }}
            onKeyDown={(event) => walk(event, stop)}
            onClick={() => onSeek(nextStepAt(stop, step))}
          />
        )
      })}
    </div>
  )
}
