/*! What the answer can be taken away as, a button each; what is pasted into a ticket can be copied too. What makes the files is fetched
when the first one is asked for. */
import { useState } from 'react'
import { type ExportKind, exportMenuEn } from '../../text/export-menu-en'
import { useShownTheme } from '../graph/use-theme'
import { CopyButton } from '../parts/CopyButton'
import parts from '../parts/parts.module.css'
import { useApp, useGhost, useHere, useLink, useQuestion, useText } from '../use-app'
import { fileName, save } from './download'
import css from './export.module.css'
import type { Shown, TextKind } from './make'

const KINDS: readonly ExportKind[] = ['svg', 'png', 'storyboard', 'animation', 'markdown', 'mermaid', 'topology', 'lab']
/** Trackers take both as text. */
const PASTED = { markdown: 'markdown', mermaid: 'mermaid' } as const satisfies Partial<Record<ExportKind, TextKind>>
const isPasted = <Kind extends ExportKind>(kind: Kind): kind is Kind & keyof typeof PASTED => kind in PASTED

export function ExportList() {
  const shown = useShown()
  const name = useApp((state) => state.own?.name)
  return (
    <Exports
      kinds={KINDS}
      hint={exportMenuEn.hint}
      names={[name]}
      fileOf={async (kind) => (await import('./make')).fileOf(kind, shown)}
      textOf={async (kind) => (await import('./make')).textOf(PASTED[kind], shown)}
    />
  )
}

interface Props<Kind extends ExportKind> {
  readonly kinds: readonly Kind[]
  readonly hint: Readonly<Record<Kind, string>>
  /** Of the cluster that is open, and of the one beside it. */
  readonly names: readonly (string | undefined)[]
  readonly fileOf: (kind: Kind) => Promise<Blob>
  readonly textOf: (kind: keyof typeof PASTED) => Promise<string>
}

export function Exports<Kind extends ExportKind>({ kinds, hint, names, fileOf, textOf }: Props<Kind>) {
  const words = exportMenuEn
  const { ui } = useText()
  const hash = useLink()
  const [busy, setBusy] = useState<Kind | null>(null)
  const [failed, setFailed] = useState<Kind | null>(null)
  const download = async (kind: Kind) => {
    setBusy(kind)
    setFailed(null)
    try {
      save(fileName(hash, kind, names), await fileOf(kind))
    } catch {
      setFailed(kind)
    } finally {
      setBusy(null)
    }
  }
  return (
    <section className={css['export']} aria-label={words.heading}>
      <h3>{words.heading}</h3>
      <ul>
        {kinds.map((kind) => (
          <li key={kind}>
            <span className={css['name']}>
              {words.name[kind]}
              <small>{hint[kind]}</small>
            </span>
            <span className={css['actions']}>
              {isPasted(kind) ? (
                <CopyButton
                  text={() => textOf(kind)}
                  words={[ui.copy, ui.copied, words.copyRefused]}
                  what={words.name[kind]}
                  className={parts['button']}
                />
              ) : null}
              <button
                type="button"
                className={parts['button']}
                disabled={busy !== null}
                aria-label={`${words.download}: ${words.name[kind]}`}
                onClick={() => void download(kind)}
              >
                {words.download}
              </button>
            </span>
          </li>
        ))}
      </ul>
      <output className={css['said']}>{busy ? words.making : failed ? words.failed(words.name[failed]) : ''}</output>
    </section>
  )
}

function useShown(): Shown {
  const question = useQuestion()
  const { run, index } = useHere()
  const ghost = useGhost()
  const bothLegs = useApp((state) => state.bothLegs)
  const own = useApp((state) => state.own !== null)
  const theme = useShownTheme()
  const text = useText()
  return { question, run, ghost, index, bothLegs, own, theme, text }
}
