/*! One side: its name, its verdict, its picture with the place that is looked at. */
import { Check, X } from 'lucide-react'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { plainText } from '../../text/rich'
import { verdictLine, verdictText } from '../../text/verdict-text'
import { DropCard } from '../graph/DropCard'
import type { Viewport } from '../graph/fit'
import overlay from '../graph/overlay.module.css'
import { Painted } from '../graph/paint-react'
import { targetOf } from '../graph/viewport-target'
import { Sentence } from '../parts/Sentence'
import { useText } from '../use-app'
import verdictCss from '../verdict-bar/verdict-bar.module.css'
import css from './compare.module.css'
import { hereOf, type SideModel } from './side-picture'
import { Letter } from './SideMenu'
import { nameLine, shortName, type SideName } from './side-names'

interface Props {
  readonly letter: 'A' | 'B'
  readonly name: SideName
  readonly model: SideModel
  /** Its hop that is looked at; null: it does not come there. */
  readonly step: number | null
  /** Where the picture is, if it does not come there. */
  readonly near: number
  /** Head of the note at that hop. */
  readonly title: string
  readonly phone: boolean
}

export function SidePane({ letter, name, model, step, near, title, phone }: Props) {
  const text = useText()
  const { tone, pill, sentence } = verdictText(model.run, text)
  return (
    <section className={css['pane']} aria-label={`${letter}: ${nameLine(name)}`} data-side={letter}>
      <header className={css['verdict']}>
        <Letter letter={letter} />
        <b>{shortName(name)}</b>
        <span className={verdictCss['pill']} data-tone={tone} data-pill>
          {tone === 'ok' ? <Check size={16} strokeWidth={3} /> : <X size={16} strokeWidth={3} />}
          {pill}
        </span>
        <p title={plainText(sentence)}>
          <Sentence text={sentence} />
        </p>
      </header>
      <Picture letter={letter} model={model} step={step} near={near} title={title} phone={phone} />
    </section>
  )
}

function Picture({ model, step, near, title, phone, letter }: Omit<Props, 'name'>) {
  const text = useText()
  const { card, layout, stations, picture } = model
  const ref = useRef<HTMLFieldSetElement>(null)
  const [viewport, setViewport] = useState<Viewport | null>(null)
  useLayoutEffect(() => {
    const pane = ref.current
    if (!pane) return
    const look = () => {
      const size = { width: pane.clientWidth, height: pane.clientHeight }
      setViewport(targetOf({ layout, stations }, { step: near, phone }, size))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(pane)
    return () => observer.disconnect()
  }, [layout, stations, near, phone])
  const here = useMemo(
    () => (step === null ? null : hereOf(model, step, card?.step === step ? null : title, text)),
    [model, card, step, title, text],
  )
  const shown = useMemo(() => <Painted node={picture} />, [picture])
  const place = viewport && {
    transform: `translate(${viewport.pan.x}px, ${viewport.pan.y}px) scale(${viewport.zoom})`,
  }
  return (
    <fieldset ref={ref} className={css['picture']} aria-label={verdictLine(model.run, text)} data-picture={letter}>
      {place ? (
        <div className={overlay['root']} style={place}>
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
    </fieldset>
  )
}
