/*! Protocol and port of the flow; what is served at the target is one click away. */
import { type FormEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { type FlowProblem, parsePort, parseTtl, type Protocol, targetAt, targetsOf } from '../../sim'
import { askFlow } from '../../store/own-flow'
import parts from '../parts/parts.module.css'
import { Segmented } from '../parts/Segmented'
import { useQuestion, useStore } from '../use-app'
import css from './picker.module.css'
import { Popup } from './Popup'
import { usePickerText } from './use-picker-text'

const PROTOCOLS = ['TCP', 'UDP', 'ICMP'] as const

export function PortPicker({ onClose }: { readonly onClose: (focus: boolean) => void }) {
  const text = usePickerText()
  const store = useStore()
  const { topology, flow } = useQuestion()
  const [protocol, setProtocol] = useState<Protocol>(flow.protocol)
  const [typed, setTyped] = useState(flow.to.port === 0 ? '' : String(flow.to.port))
  const [hops, setHops] = useState(flow.ttl === undefined ? '' : String(flow.ttl))
  const [problem, setProblem] = useState<FlowProblem | null>(null)
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const ttlInput = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => {
    // A ping has no port to type.
    const first = input.current?.disabled ? ttlInput.current : input.current
    first?.focus()
    first?.select()
  }, [])
  const { from, to } = flow
  const served = targetAt(targetsOf(topology), flow)?.ports ?? []
  const ping = protocol === 'ICMP'
  const ask = (port: number, by: Protocol) => {
    const ttl = hops.trim() === '' ? null : parseTtl(hops)
    if (ttl?.ok === false) {
      setProblem(ttl.error)
      ttlInput.current?.focus()
      return
    }
    askFlow(store, { from, to: { ip: to.ip, port }, protocol: by, ...(ttl === null ? {} : { ttl: ttl.value }) })
    onClose(true)
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (ping) {
      ask(0, 'ICMP')
      return
    }
    const port = parsePort(typed)
    if (port.ok) ask(port.value, protocol)
    else {
      setProblem(port.error)
      input.current?.focus()
    }
  }
  return (
    <Popup label={text.ui.port} onClose={onClose}>
      <form className={css['port']} noValidate onSubmit={submit}>
        <Segmented
          label={text.picker.protocol}
          labelHidden
          choices={PROTOCOLS.map((value) => ({ id: value, label: text.flow.protocols[value] }))}
          chosen={protocol}
          onChoose={(value) => {
            setProtocol(value)
            setProblem(null)
          }}
        />
        <div className={css['search']} data-bad={problem !== null && problem.code !== 'ttl'}>
          <label htmlFor={id}>{text.ui.port}</label>
          <input
            ref={input}
            id={id}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            disabled={ping}
            aria-invalid={problem !== null && problem.code !== 'ttl'}
            aria-describedby={`${id}problem`}
            value={ping ? '' : typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
              setProblem(null)
            }}
          />
        </div>
        <div className={css['search']} data-bad={problem?.code === 'ttl'}>
          <label htmlFor={`${id}ttl`}>{text.picker.ttl}</label>
          <input
            ref={ttlInput}
            id={`${id}ttl`}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            aria-invalid={problem?.code === 'ttl'}
            aria-describedby={`${id}problem`}
            value={hops}
            onChange={(event) => {
              setHops(event.currentTarget.value)
              setProblem(null)
            }}
          />
        </div>
        <button type="submit" className={parts['primary']}>
          {text.picker.apply}
        </button>
      </form>
      <p id={`${id}problem`} className={css['problem']} role="alert">
        {problem ? text.picker.problem(problem) : null}
      </p>
      {ping ? <p className={css['note']}>{text.picker.pingHasNoPort}</p> : null}
      {served.length > 0 ? (
        <p className={css['served']}>
          <span>{text.picker.servedPorts}</span>
          {served.map((each) => (
            <button
              key={`${each.port} ${each.protocol}`}
              type="button"
              className={parts['button']}
              onClick={() => ask(each.port, each.protocol)}
            >
              {each.port} {each.protocol}
            </button>
          ))}
        </p>
      ) : null}
    </Popup>
  )
}
