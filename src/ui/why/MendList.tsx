/*! What would let a flow through, each with its price and one click, undo beside it; or what would break one that works. */
import { Check, Undo2 } from 'lucide-react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { Mend, MendEdit, Question, Run, Tried } from '../../sim'
import { applyMend, type Before, canMend, restore } from '../../store/mend'
import { runOf } from '../../store/select'
import { endText, mendTitle, priceText } from '../../text/mend-words'
import { plainText } from '../../text/rich'
import { verdictText } from '../../text/verdict-text'
import parts from '../parts/parts.module.css'
import { Sentence } from '../parts/Sentence'
import { useApp, useQuestion, useRun, useStore } from '../use-app'
import css from './mend.module.css'
import { type Found, useMends } from './use-mends'
import { useWhyText } from './use-why-text'

interface Asked {
  readonly question: Question
  readonly run: Run
}
interface Made {
  readonly of: Asked
  readonly edit: MendEdit
  /** The run that the click led to: as long as that is asked, the list stays. */
  readonly to: Run
  readonly before: Before
}

/** What was just made from a list; the list stays as it was, with undo in it. */
export interface Lasting {
  readonly asked: Asked
  readonly made: Made | null
  readonly make: (edit: MendEdit) => void
  readonly undo: () => void
}

export function useLasting(): Lasting {
  const store = useStore()
  const question = useQuestion()
  const run = useRun()
  const [last, setMade] = useState<Made | null>(null)
  const made = last !== null && last.to === run ? last : null
  return {
    asked: made?.of ?? { question, run },
    made,
    make: (edit) => {
      const before = applyMend(store, edit)
      setMade({ of: { question, run }, edit, to: runOf(store.getState()), before })
    },
    undo: () => {
      if (made) restore(store, made.before)
    },
  }
}

export function MendList({ lasting }: { readonly lasting: Lasting }) {
  const { mend } = useWhyText()
  const { question, run } = lasting.asked
  const now = useMends(question, run)
  if (now.kind === 'trying')
    return <p className={css['note']}>{mend.trying(now.topic === null ? '' : mend.topic[now.topic])}</p>
  return now.kind === 'mends' ? (
    <Mends found={now.found} lasting={lasting} />
  ) : (
    <Breaks found={now.found} lasting={lasting} />
  )
}

type FoundOf<Kind extends Found['kind']> = Extract<Found, { readonly kind: Kind }>['found']

function Mends({ found: { mends, failed }, lasting }: { readonly found: FoundOf<'mends'>; readonly lasting: Lasting }) {
  const text = useWhyText()
  const { mend } = text
  const topics = [...new Set(failed.map(({ topic }) => mend.topic[topic]))]
  return (
    <div className={css['mends']} data-mends>
      {mends.length === 0 ? <p className={css['note']}>{mend.nothingMends}</p> : null}
      <ul>
        {mends.map((one) => (
          <Item key={JSON.stringify(one.edit)} tried={one} lasting={lasting}>
            <Price mend={one} />
          </Item>
        ))}
      </ul>
      {failed.length > 0 ? (
        <details className={css['failed']}>
          <summary>{mend.stillFails({ pill: verdictText(lasting.asked.run, text).pill, topics })}</summary>
          <ul>
            {failed.map((one) => (
              <li key={JSON.stringify(one.edit)}>
                <p>
                  <Sentence text={mendTitle(one.edit, lasting.asked.run, text)} />
                </p>
                <End tried={one} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  )
}

function Breaks({ found, lasting }: { readonly found: FoundOf<'breaks'>; readonly lasting: Lasting }) {
  const { mend } = useWhyText()
  return (
    <div className={css['mends']} data-breaks>
      {found.length === 0 ? <p className={css['note']}>{mend.nothingBreaks}</p> : null}
      <ul>
        {found.map((one) => (
          <Item key={JSON.stringify(one.edit)} tried={one} lasting={lasting}>
            <End tried={one} />
          </Item>
        ))}
      </ul>
    </div>
  )
}

interface ItemProps {
  readonly tried: Tried
  readonly lasting: Lasting
  readonly children: React.ReactNode
}

function Item({ tried: { edit }, lasting: { asked, made, make, undo }, children }: ItemProps) {
  const text = useWhyText()
  const offered = useApp((state) => canMend(state, edit))
  const title = mendTitle(edit, asked.run, text)
  const isMade = made !== null && JSON.stringify(made.edit) === JSON.stringify(edit)
  const item = useRef<HTMLLIElement>(null)
  const was = useRef(isMade)
  useLayoutEffect(() => {
    if (was.current === isMade) return
    was.current = isMade
    // The hop above it is another one now: what was pressed stays in sight, and its other half has the focus.
    item.current?.scrollIntoView({ block: 'nearest' })
    if (document.activeElement === document.body) item.current?.querySelector('button')?.focus({ preventScroll: true })
  }, [isMade])
  return (
    <li ref={item} className={css['item']} data-made={isMade}>
      <div>
        <h4>
          <Sentence text={title} />
        </h4>
        {children}
      </div>
      {isMade ? (
        <span className={css['made']}>
          <span>
            <Check size={14} strokeWidth={3} /> {text.mend.applied}
          </span>
          <button type="button" className={parts['button']} onClick={undo}>
            <Undo2 size={14} /> {text.why.undo}
          </button>
        </span>
      ) : offered || made ? (
        <button
          type="button"
          className={parts['button']}
          aria-label={`${text.mend.apply}: ${plainText(title)}`}
          disabled={made !== null}
          onClick={() => make(edit)}
        >
          {text.mend.apply}
        </button>
      ) : null}
    </li>
  )
}

function Price({ mend }: { readonly mend: Mend }) {
  const text = useWhyText()
  const { facts, kept, lost, other } = priceText(mend, text)
  return (
    <>
      <p>
        {facts.map((fact, at) => (
          <span key={plainText(fact)}>
            {at > 0 ? ', ' : ''}
            <Sentence text={fact} />
          </span>
        ))}
        {facts.length > 0 && (kept ?? lost) !== null ? '; ' : ''}
        {kept}
        {lost === null ? null : <span className={css['lost']}>{lost}</span>}
      </p>
      {other === null ? null : (
        <p className={css['others']} data-breaks={other.breaks} title={other.count}>
          <Sentence text={other.text} />
        </p>
      )}
    </>
  )
}

function End({ tried }: { readonly tried: Tried }) {
  const { pill, sentence } = endText(tried, useWhyText())
  return (
    <p>
      <b className={css['end']}>{pill}</b> <Sentence text={sentence} />
    </p>
  )
}
