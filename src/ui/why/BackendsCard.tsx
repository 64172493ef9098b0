/*! All backends of the address that was asked for: share, how each connection ends, and a sentence over all of them. A pick opens
that one. */
import { Check, X } from 'lucide-react'
import { useMemo } from 'react'
import { type Backend, type Backends, backendsIn, formatIpv4 } from '../../sim'
import { backendsText } from '../../text/question-words'
import { plainText } from '../../text/rich'
import { verdictLine, verdictText } from '../../text/verdict-text'
import { pickBackend } from '../../store/edits'
import { Sentence } from '../parts/Sentence'
import { useRun, useStore } from '../use-app'
import css from './why.module.css'
import { useWhyText } from './use-why-text'

export function BackendsCard({ className }: { readonly className?: string | undefined }) {
  const run = useRun()
  const text = useWhyText()
  const all = useMemo(() => backendsIn(run), [run])
  const { choice, backends } = all
  const summary = backendsText(all, text)
  if (choice === null || summary === null || backends.length < 2) return null
  const { ip, port } = run.flow.to
  const title = text.why.backendsOf({ address: formatIpv4(ip), port })
  return (
    <section className={`${css['backends']} ${className ?? ''}`} aria-label={plainText(title)} data-backends>
      <h3>
        <Sentence text={title} />
      </h3>
      <p className={css['summary']}>
        <Sentence text={summary} />
      </p>
      <ul>
        {backends.map((backend, at) => (
          // Two rows may lead to one address.
          <li key={`${at} ${backend.address}:${backend.port}`}>
            <One backend={backend} choice={choice} />
          </li>
        ))}
      </ul>
    </section>
  )
}

interface OneProps {
  readonly backend: Backend
  readonly choice: NonNullable<Backends['choice']>
}

function One({ backend, choice }: OneProps) {
  const text = useWhyText()
  const store = useStore()
  const { run, flow, address, port, share, row } = backend
  const name = (choice.by === 'slb' ? flow?.slbBackend : flow?.backend) ?? null
  const shares = text.question.backends.share({ share })
  const verdict = run === null ? null : verdictText(run, text)
  const ends = run === null ? text.why.takesNone : verdictLine(run, text)
  const to = `${formatIpv4(address)}:${port}`
  return (
    <button
      type="button"
      className={css['backend']}
      aria-pressed={row === choice.taken}
      aria-label={`${text.why.backend} ${to}, ${name ?? ''}: ${text.why.share} ${shares}. ${ends}`}
      title={ends}
      disabled={name === null || run === null}
      onClick={() => {
        if (name === null || row === choice.taken) return
        pickBackend(store, { kind: choice.by === 'slb' ? 'set-slb-backend' : 'set-backend', backend: name })
      }}
    >
      <code>{to}</code>
      <span>{shares}</span>
      {verdict ? (
        <span className={css['end']} data-tone={verdict.tone}>
          {verdict.tone === 'ok' ? <Check size={14} strokeWidth={3} /> : <X size={14} strokeWidth={3} />}
          {verdict.pill}
        </span>
      ) : (
        <span />
      )}
      <small>{name}</small>
    </button>
  )
}
