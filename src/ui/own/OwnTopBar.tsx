/*! The flow on the person's own cluster; undo and redo by name; share, theme, help. */
import { Redo2, Undo2 } from 'lucide-react'
import { useRef } from 'react'
import { redoOwn, undoOwn } from '../../store/own/actions'
import { walks } from '../../store/select'
import { FlowBar } from '../flow-bar/FlowBar'
import parts from '../parts/parts.module.css'
import { HORIZONTAL, useRoving } from '../parts/roving'
import { Logo } from '../top-bar/Logo'
import bar from '../top-bar/top-bar.module.css'
import { Tools } from '../top-bar/TopBar'
import { useApp, useStore } from '../use-app'
import css from './own-page.module.css'
import { editText } from '../../text/edit-text'
import { useOwnText } from './use-own-text'

export function OwnTopBar() {
  const text = useOwnText()
  const walked = useApp(walks)
  const ref = useRef<HTMLDivElement>(null)
  useRoving(ref, HORIZONTAL)
  return (
    <header>
      <div ref={ref} className={bar['bar']} role="toolbar" aria-label={text.page.flow}>
        <h1 className={bar['logo']}>
          <Logo />
          {text.product}
        </h1>
        {walked ? <FlowBar /> : <OpenName />}
        <div className={css['undo']}>
          <UndoButtons />
        </div>
        <Tools />
      </div>
    </header>
  )
}

function OpenName() {
  const name = useApp((state) => state.own?.name ?? '')
  return <b className={css['name']}>{name}</b>
}

/** Each says what it would undo: "Undo: move zp5jg to eth2". Off by `aria-disabled`, so that the focus stays where it is. */
export function UndoButtons() {
  const text = useOwnText()
  const store = useStore()
  const own = useApp((state) => state.own)
  const last = own?.done[own.done.length - 1]?.edit
  const next = own?.undone[own.undone.length - 1]?.edit
  const undo = last ? `${text.own.undo}: ${editText(last, text.edits)}` : text.own.undo
  const redo = next ? `${text.own.redo}: ${editText(next, text.edits)}` : text.own.redo
  return (
    <>
      <button
        type="button"
        className={parts['button']}
        aria-label={undo}
        aria-disabled={!last}
        title={`${undo} (Ctrl+Z)`}
        onClick={() => undoOwn(store)}
      >
        <Undo2 size={16} />
      </button>
      <button
        type="button"
        className={parts['button']}
        aria-label={redo}
        aria-disabled={!next}
        title={`${redo} (Ctrl+Shift+Z)`}
        onClick={() => redoOwn(store)}
      >
        <Redo2 size={16} />
      </button>
    </>
  )
}
