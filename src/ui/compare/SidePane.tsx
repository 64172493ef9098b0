/*! One side: its name, its verdict, its picture with the place that is looked at. */
import { Check, X } from 'lucide-react'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { compareEn } from '../../text/compare-en'
import { plainText } from '../../text/rich'
import { verdictLine, verdictText } from '../../text/verdict-text'
import { DropCard } from '../graph/DropCard'
import type { Viewport } from '../graph/fit'
import type { Point } from '../graph/geometry'
import type { Station } from '../graph/stations'
import overlay from '../graph/overlay.module.css'
import { Painted } from '../graph/paint-react'
import { detailOf, inView } from '../graph/viewport'
import parts from '../parts/parts.module.css'
import { Sentence } from '../parts/Sentence'
import { useText } from '../use-app'
import verdictCss from '../verdict-bar/verdict-bar.module.css'
import css from './pane.module.css'
import { hereOf, type SideModel } from './side-picture'
import { startOf } from './start'
import type { Letter, Lens } from './lens'
import { Letter as LetterBox } from './SideMenu'
import { nameLine, shortName, type SideName } from './side-names'
import { useHand } from './use-hand'

interface Props {
  readonly letter: Letter
  readonly name: SideName
  readonly model: SideModel
  /** Its hop that is looked at; null: it does not come there. */
  readonly step: number | null
  /** Where the picture is, if it does not come there. */
  readonly near: number
  /** Head of the note at that hop. */
  readonly title: string
  readonly phone: boolean
  /** Stations of the other side, if both have one layout: both pictures show the same part of it. */
  readonly beside: readonly Station[]
  readonly lens: Lens
}

export function SidePane({ letter: side, name, model, ...picture }: Props) {
  const text = useText()
  const { tone, pill, sentence } = verdictText(model.run, text)
  return (
    <section className={css['pane']} aria-label={`${side}: ${nameLine(name)}`} data-side={side}>
      <header className={css['verdict']}>
        <LetterBox letter={side} />
        <b>{shortName(name)}</b>
        <span className={verdictCss['pill']} data-tone={tone} data-pill>
          {tone === 'ok' ? <Check size={16} strokeWidth={3} /> : <X size={16} strokeWidth={3} />}
          {pill}
        </span>
        <p title={plainText(sentence)}>
          <Sentence text={sentence} />
        </p>
      </header>
      <Picture letter={side} model={model} {...picture} />
    </section>
  )
}

function Picture({ model, step, near, title, phone, letter, beside, lens }: Omit<Props, 'name'>) {
  const text = useText()
  const { card, layout, stations, picture } = model
  const ref = useRef<HTMLFieldSetElement>(null)
  const [auto, setAuto] = useState<Viewport | null>(null)
  const moved = lens.of(letter)
  const viewport = moved ?? auto
  useLayoutEffect(() => {
    const pane = ref.current
    if (!pane) return
    const look = () => {
      const size = { width: pane.clientWidth, height: pane.clientHeight }
      setAuto(startOf({ layout, stations: [...stations, ...beside] }, { step: near, phone }, size))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(pane)
    return () => observer.disconnect()
  }, [layout, stations, beside, near, phone])
  useHand(ref, {
    viewport,
    held: moved !== null,
    scrolls: phone,
    onMove: (to) => lens.move(letter, to),
    onFit: lens.fit,
  })
  useSeen(ref, letter, lens, viewport, stations[near]?.at)
  const here = useMemo(
    () => (step === null ? null : hereOf(model, step, card?.step === step ? null : title, text)),
    [model, card, step, title, text],
  )
  const shown = useMemo(() => <Painted node={picture} />, [picture])
  const place = viewport && {
    transform: `translate(${viewport.pan.x}px, ${viewport.pan.y}px) scale(${viewport.zoom})`,
  }
  return (
    <fieldset
      ref={ref}
      className={css['picture']}
      aria-label={verdictLine(model.run, text)}
      data-picture={letter}
      data-moved={moved !== null}
    >
      {place ? (
        <div className={overlay['root']} style={place} data-detail={detailOf(viewport.zoom)}>
          <svg className={overlay['svg']} width={1} height={1} aria-hidden="true">
            {shown}
            {card && !here?.coversCard ? <Painted node={card.leader} /> : null}
            {here ? <Painted node={here.mark} /> : null}
          </svg>
          {card && !here?.coversCard ? <DropCard {...card.opened} /> : null}
          {here?.note ? (
            <div
              className={css['note']}
              data-note
              style={{
                left: here.note.rect.x,
                top: here.note.rect.y,
                width: here.note.rect.width,
                minHeight: here.note.rect.height,
              }}
            >
              <b>{here.note.title}</b>
              <p>{here.note.words}</p>
            </div>
          ) : null}
        </div>
      ) : null}
      {moved ? (
        <button
          type="button"
          className={`${parts['button']} ${css['fit']}`}
          title={`${compareEn.fit} (0)`}
          onClick={({ currentTarget }) => {
            // It goes; keys stay with the comparison.
            currentTarget.closest('dialog')?.focus({ preventScroll: true })
            lens.fit()
          }}
        >
          {compareEn.fit}
        </button>
      ) : null}
    </fieldset>
  )
}

/** A picture that was moved by hand stays there while the hop that is looked at is in it, as on the page. */
function useSeen(
  ref: React.RefObject<HTMLElement | null>,
  letter: Letter,
  { tell, of, fit }: Lens,
  viewport: Viewport | null,
  at: Point | undefined,
) {
  const size = () => ({ width: ref.current?.clientWidth ?? 0, height: ref.current?.clientHeight ?? 0 })
  useLayoutEffect(() => {
    if (viewport) tell(letter, { viewport, pane: size() })
  })
  const shown = useRef(at)
  useLayoutEffect(() => {
    const moved = of(letter)
    if (shown.current !== at && at && moved && !inView(moved, size(), at, 0)) fit()
    shown.current = at
  })
}
