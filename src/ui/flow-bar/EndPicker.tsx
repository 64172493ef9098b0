/*! Search as you type: a combobox with a list (WAI-ARIA pattern: the focus stays in the input, arrows move the active option). */
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { FlowProblem } from '../../sim'
import { askFlow } from '../../store/own-flow'
import { useActions } from '../actions'
import { Kbd } from '../parts/Kbd'
import parts from '../parts/parts.module.css'
import { useQuestion, useStore } from '../use-app'
import css from './picker.module.css'
import { type Asks, askedBy, currentRow, type Option, optionsFor, type PickerMode } from './options'
import { isComposing, Popup } from './Popup'
import { ENTERED, forgetTyped, typedAhead } from './typed-ahead'
import { usePickerText } from './use-picker-text'

interface Props {
  readonly mode: PickerMode
  readonly onClose: (focus: boolean) => void
}

export function EndPicker({ mode, onClose }: Props) {
  const text = usePickerText()
  const actions = useActions()
  const store = useStore()
  const { topology, flow } = useQuestion()
  const [typed, setTyped] = useState(() => typedAhead().split(ENTERED)[0] ?? '')
  const [problem, setProblem] = useState<FlowProblem | null>(null)
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const groups = useMemo(() => optionsFor(mode, typed, topology, text), [mode, typed, topology, text])
  const options = groups.flatMap((group) => group.options)
  const [active, setActive] = useState(() => (typed === '' ? currentRow(groups, mode, flow, topology) : 0))
  const current = options[Math.min(active, options.length - 1)]
  const optionId = (option: Option) => `${id}${option.id}`

  useLayoutEffect(() => {
    const entered = typedAhead().includes(ENTERED)
    forgetTyped()
    input.current?.focus()
    // The key is pressed again where it was meant.
    if (entered) input.current?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
  }, [])
  useEffect(() => {
    const shown = current && document.getElementById(`${id}${current.id}`)
    // The browser's own scrolling would move the page as well.
    shown?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [id, current])

  const take = (asks: Asks) => {
    if (asks.kind === 'scenario') {
      actions.chooseScenario(asks.id)
      onClose(true)
      return
    }
    const asked = askedBy(mode, asks, typed, flow, topology)
    if (!asked.ok) {
      setProblem(asked.error)
      input.current?.focus()
      return
    }
    askFlow(store, asked.value)
    onClose(true)
  }
  const change = (value: string) => {
    setTyped(value)
    setActive(0)
    setProblem(null)
  }
  const onKey = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by !== 0 && options.length > 0) {
      event.preventDefault()
      const at = Math.min(active, options.length - 1)
      setActive((at + by + options.length) % options.length)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      take(current?.asks ?? { kind: 'typed' })
    }
  }
  const label = mode === 'from' ? text.ui.from : mode === 'to' ? text.ui.to : text.picker.find
  const nothing = options.length === 0 && typed.trim() !== ''
  return (
    <Popup label={label} onClose={onClose}>
      <div className={css['search']} data-bad={problem !== null}>
        <label htmlFor={`${id}input`}>{label}</label>
        <input
          ref={input}
          id={`${id}input`}
          type="text"
          role="combobox"
          aria-expanded={options.length > 0}
          aria-controls={`${id}list`}
          aria-autocomplete="list"
          aria-activedescendant={current ? optionId(current) : undefined}
          aria-invalid={problem !== null}
          aria-describedby={problem ? `${id}problem` : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          enterKeyHint="go"
          placeholder={text.picker.placeholder[mode]}
          value={typed}
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={onKey}
        />
      </div>
      <p id={`${id}problem`} className={css['problem']} role="alert">
        {problem ? text.picker.problem(problem) : null}
      </p>
      {nothing && problem === null ? <p className={css['note']}>{text.picker.nothing(typed.trim())}</p> : null}
      <div className={css['list']} id={`${id}list`} role="listbox" aria-label={label}>
        {groups.map(({ kind, options: rows, more }) => (
          <div key={kind} role="group" aria-label={text.picker.kind[kind]} data-kind={kind}>
            {rows.map((option) => (
              <div
                key={option.id}
                id={optionId(option)}
                className={css['option']}
                role="option"
                tabIndex={-1}
                aria-selected={option === current}
                onPointerMove={() => setActive(options.indexOf(option))}
                // The input keeps the focus.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => take(option.asks)}
                onKeyDown={() => undefined}
              >
                <span className={css['kind']}>{text.picker.kind[kind]}</span>{' '}
                <span className={css['name']} title={option.name}>
                  <b>{option.name}</b> {option.detail}
                </span>{' '}
                {option.asks.kind === 'typed' || option.asks.kind === 'flow' ? (
                  <Kbd>enter</Kbd>
                ) : (
                  <code>{option.address}</code>
                )}
              </div>
            ))}
            {more > 0 ? <p className={css['note']}>{text.picker.more(more)}</p> : null}
          </div>
        ))}
      </div>
      <p className={parts['hidden']} aria-live="polite">
        {typed === '' ? '' : text.picker.results(options.length)}
      </p>
    </Popup>
  )
}
