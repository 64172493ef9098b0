/*! Copies a text and says so for two seconds. */
import { useEffect, useState } from 'react'
import { copyMade, copyText } from '../share/clipboard'
import css from './parts.module.css'

const SAY_IT_FOR = 2000

interface Props {
  /** Or what makes it, when it is asked for. */
  readonly text: string | (() => Promise<string>)
  /** Words at rest, after copying, and when the browser refused. */
  readonly words: readonly [rest: string, copied: string, refused: string]
  /** What is copied, for the accessible name: "copy: ipvsadm -Ln". */
  readonly what: string
  readonly className?: string | undefined
  readonly onRefused?: (() => void) | undefined
}

export function CopyButton({ text, words, what, className, onRefused }: Props) {
  const [said, setSaid] = useState<'rest' | 'copied' | 'refused'>('rest')
  useEffect(() => {
    if (said === 'rest') return
    const timer = setTimeout(() => setSaid('rest'), SAY_IT_FOR)
    return () => clearTimeout(timer)
  }, [said])
  const copy = async () => {
    const done = await (typeof text === 'string' ? copyText(text) : copyMade(text()).catch(() => false))
    setSaid(done ? 'copied' : 'refused')
    if (!done) onRefused?.()
  }
  const word = words[said === 'rest' ? 0 : said === 'copied' ? 1 : 2]
  return (
    <button
      type="button"
      className={className ?? css['link']}
      aria-label={`${word}: ${what}`}
      onClick={() => void copy()}
    >
      <span aria-live="polite">{word}</span>
    </button>
  )
}
