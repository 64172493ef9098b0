/*! A ping by TTL: who answers each probe and from which address. A row opens its probe, the last one the ping itself. */
import { useMemo, useState } from 'react'
import { formatIpv4, tracerouteOf } from '../../sim'
import { askFlow } from '../../store/own-flow'
import { namesOf } from '../../text/names'
import { useRun, useStore } from '../use-app'
import { useWhyText } from './use-why-text'
import css from './why.module.css'

export function Traceroute() {
  const { flow } = useRun()
  const { why } = useWhyText()
  // Stays open from probe to probe.
  const [open, setOpen] = useState(false)
  if (flow.protocol !== 'ICMP' && flow.ttl === undefined) return null
  return (
    <details className={css['disclosure']} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{why.traceroute}</summary>
      {open ? <Probes /> : null}
    </details>
  )
}

function Probes() {
  const run = useRun()
  const text = useWhyText()
  const store = useStore()
  const hops = useMemo(() => tracerouteOf(run), [run])
  const { from, to, protocol, ttl: now } = run.flow
  const { why } = text
  return (
    <ol className={css['probes']} data-traceroute>
      {hops.map(({ ttl, answer, run: probe }) => (
        <li key={ttl}>
          <button type="button" aria-pressed={ttl === now} onClick={() => askFlow(store, { from, to, protocol, ttl })}>
            <span>TTL {ttl}</span> <code>{answer === null ? '*' : formatIpv4(answer.from)}</code>{' '}
            {answer === null
              ? why.silence
              : `${namesOf(probe, text).of(answer.machine).short} ${why.tracerouteWhat[answer.what]}`}
          </button>
        </li>
      ))}
      <li>
        <button type="button" aria-pressed={now === undefined} onClick={() => askFlow(store, { from, to, protocol })}>
          <span>TTL 64</span> {why.wholeWay}
        </button>
      </li>
    </ol>
  )
}
