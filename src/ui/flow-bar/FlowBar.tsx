/*! Who asks whom. Each field is a button that opens its picker; the picker's code is fetched when it is first wanted. */
import { ArrowRight } from 'lucide-react'
import { type ReactNode, Suspense, useLayoutEffect, useMemo, useRef } from 'react'
import { loadLater } from '../../store/load-later'
import { type Picker, useActions, useMomentary } from '../actions'
import parts from '../parts/parts.module.css'
import { useApp, useQuestion, useText } from '../use-app'
import { endsOf } from './ends'
import css from './flow-bar.module.css'
import type FlowPicker from './FlowPicker'
import { lazily } from '../parts/lazily'

/** With what a flow of one's own needs in the link. */
export async function loadPicker() {
  const [picker] = await Promise.all([import('./FlowPicker'), loadLater()])
  loaded = picker.default
  return picker
}
const LazyPicker = lazily(loadPicker)
/** Once it is here it opens at once: what is lazy comes a moment later even then, and keys would be typed past it. */
let loaded: typeof FlowPicker | null = null

export function FlowBar() {
  const text = useText()
  const { from, to, port } = endsOf(useQuestion(), text)
  const own = useApp((state) => state.flow) !== null
  const { resetFlow } = useActions()
  return (
    <div className={css['flow']} data-own={own}>
      <Place of={['from', 'find']}>
        <Field picker="from" label={text.ui.from} value={`${from.full} ${from.address}`}>
          <span className={css['label']}>{text.ui.from}</span> <b>{from.name}</b>
          <code className={css['address']}>{from.address}</code>
        </Field>
      </Place>
      <ArrowRight size={15} className={css['arrow']} aria-hidden="true" />
      <Place of={['to']}>
        <Field picker="to" label={text.ui.to} value={`${to.full} ${to.address}`}>
          <span className={css['label']}>{text.ui.to}</span> <b>{to.name}</b>
          <code className={css['address']}>{to.address}</code>
        </Field>
      </Place>
      <Place of={['port']}>
        <Field picker="port" label={text.ui.port} value={port.full}>
          <span className={css['label']}>{port.protocol}</span> {port.number === null ? null : <b>{port.number}</b>}
        </Field>
      </Place>
      {own ? (
        <button type="button" className={css['reset']} title={text.flow.resetHint} onClick={resetFlow}>
          <span className={css['dot']} />
          <span className={parts['link']}>{text.flow.reset}</span>
          <span className={parts['hidden']}>{text.flow.resetHint}</span>
        </button>
      ) : null}
    </div>
  )
}

interface FieldProps {
  readonly picker: Picker
  readonly label: string
  readonly value: string
  readonly children: ReactNode
}

function Field({ picker, label, value, children }: FieldProps) {
  const text = useText()
  const momentary = useMomentary()
  const open = momentary.picker === picker
  return (
    <button
      type="button"
      className={css['field']}
      data-field={picker}
      aria-haspopup="dialog"
      aria-expanded={open}
      aria-label={text.flow.change(label, value)}
      title={value}
      // Before the click, so that the code is there when it is wanted.
      onPointerEnter={() => void loadPicker()}
      onClick={() => momentary.setPicker(open ? null : picker)}
    >
      {children}
    </button>
  )
}

/** A field with room below for its picker. The focus returns to the field from which it went. */
function Place({ of, children }: { readonly of: readonly Picker[]; readonly children: ReactNode }) {
  const { picker, setPicker } = useMomentary()
  const ref = useRef<HTMLDivElement>(null)
  const mode = picker !== null && of.includes(picker) ? picker : null
  // The same as long as it is open: another one would begin anew, without what was typed.
  // oxlint-disable-next-line react/exhaustive-deps
  const Open = useMemo(() => loaded ?? LazyPicker, [mode])
  useLayoutEffect(() => {
    if (mode === null) return
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !ref.current?.contains(event.target)) setPicker(null)
    }
    document.addEventListener('pointerdown', onPointer)
    return () => document.removeEventListener('pointerdown', onPointer)
  }, [mode, setPicker])
  const close = (focus: boolean) => {
    setPicker(null)
    if (focus) ref.current?.querySelector<HTMLElement>('[data-field]')?.focus()
  }
  return (
    <div ref={ref} className={css['place']}>
      {children}
      {mode === null ? null : (
        <Suspense>
          <Open key={mode} mode={mode} onClose={close} />
        </Suspense>
      )}
    </div>
  )
}
