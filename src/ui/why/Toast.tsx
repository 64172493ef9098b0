/*! What an edit of one's own came to, with Undo: six seconds, longer while it is pointed at or has the focus. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import { undoEdit } from '../../store/edits'
import { restore } from '../../store/mend'
import { questionOf } from '../../store/select'
import { dismissToast, type Toast as ToastState } from '../../store/view'
import { mendTitle } from '../../text/mend-words'
import { verdictText } from '../../text/verdict-text'
import { Sentence } from '../parts/Sentence'
import { useApp, useRun, useStore } from '../use-app'
import { changeText } from './assumption-list'
import { useWhyText } from './use-why-text'
import { OwnSaid } from '../own/OwnSaid'
import css from './toast.module.css'

const STAYS = 6000

export function Toast() {
  const { why } = useWhyText()
  const store = useStore()
  const toast = useApp((state) => state.toast)
  const place = useRef<HTMLOutputElement>(null)
  const { held, release } = useHeld(place)
  useEffect(() => {
    if (toast === null || held) return
    const timer = setTimeout(() => dismissToast(store), STAYS)
    return () => clearTimeout(timer)
  }, [toast, held, store])
  // The place is always there: a screen reader tells what comes into it.
  return (
    <output ref={place} className={css['place']} data-own={toast !== null && 'own' in toast}>
      {toast ? (
        <div className={css['toast']}>
          <p>
            <Said toast={toast} />
          </p>
          <button
            type="button"
            onClick={() => {
              // The button goes: the focus goes back to where it was.
              release()
              if ('mended' in toast && toast.mended) restore(store, toast.mended.before)
              else undoEdit(store)
            }}
          >
            {/* Of what was taken back, it brings it again. */}
            {'own' in toast && toast.own.did === 'undo' ? why.redo : why.undo}
          </button>
        </div>
      ) : null}
    </output>
  )
}

function Said({ toast }: { readonly toast: ToastState }) {
  return 'own' in toast ? <OwnSaid said={toast.own} /> : <AssumedSaid {...toast} />
}

type Assumed = Extract<ToastState, { readonly target: string | null }>

function AssumedSaid({ target, before, mended }: Assumed) {
  const text = useWhyText()
  const run = useRun()
  const scenario = useApp((state) => state.scenario)
  const variant = useApp((state) => state.variant)
  const flow = useApp((state) => state.flow)
  const edits = useApp((state) => state.edits)
  if (mended)
    return (
      <>
        <Sentence text={mendTitle(mended.edit, run, text)} />: {verdictText(run, text).pill.toLowerCase()}
      </>
    )
  const change =
    target === null ? null : changeText(questionOf({ scenario, variant, flow }), target, edits, before, text)
  if (change === null) return <>{text.why.allReset}</>
  return (
    <>
      <Sentence text={change} />: {verdictText(run, text).pill.toLowerCase()}
    </>
  )
}

/** Whether it is pointed at or has the focus; `release` gives the focus back to what had it before. */
function useHeld(place: RefObject<HTMLElement | null>) {
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const before = useRef<HTMLElement | null>(null)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const enter = () => setPointed(true)
    const leave = () => setPointed(false)
    const focus = ({ relatedTarget }: FocusEvent) => {
      setFocused(true)
      before.current = relatedTarget instanceof HTMLElement ? relatedTarget : null
    }
    const blur = () => setFocused(false)
    element.addEventListener('pointerenter', enter)
    element.addEventListener('pointerleave', leave)
    element.addEventListener('focusin', focus)
    element.addEventListener('focusout', blur)
    return () => {
      element.removeEventListener('pointerenter', enter)
      element.removeEventListener('pointerleave', leave)
      element.removeEventListener('focusin', focus)
      element.removeEventListener('focusout', blur)
    }
  }, [place])
  const release = () => {
    before.current?.focus()
    setFocused(false)
    setPointed(false)
  }
  return { held: pointed || focused, release }
}
