/*! A file that is no cluster yet: its text, what is wrong in it, each to be gone to; it opens as soon as it can be read. The file itself
stays as it is. */
import { useMemo, useRef, useState } from 'react'
import { readJson, spanOf } from '../../base/json'
import { readTopology, visible } from '../../sim'
import { openText } from '../../store/own/actions'
import { problemText } from '../../text/problem-text'
import { Dialog } from '../parts/Dialog'
import parts from '../parts/parts.module.css'
import { useStore } from '../use-app'
import edit from './edit/edit.module.css'
import css from './form.module.css'
import { type OwnText, useOwnText } from './use-own-text'

interface Props {
  readonly file: string
  readonly text: string
  readonly onOpened: (() => void) | undefined
  readonly onClose: () => void
}

export function MendFile({ file, text: given, onOpened, onClose }: Props) {
  const words = useOwnText()
  const { own } = words
  const store = useStore()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(given)
  const { faults, said } = useMemo(() => judged(text, file, words), [text, file, words])
  const goTo = ({ from, to }: Fault) => {
    const area = field.current
    if (!area) return
    area.focus()
    area.setSelectionRange(from, to)
    // Browsers show the end of a selection that is typed, not of one that is set.
    const lines = text.split('\n').length
    area.scrollTop = (area.scrollHeight * text.slice(0, from).split('\n').length) / lines - area.clientHeight / 2
  }
  const openIt = () => {
    onClose()
    if (openText(store, file, text)) onOpened?.()
  }
  return (
    <Dialog title={own.mendTitle({ file: visible(file.slice(0, 60)) })} onClose={onClose}>
      <div className={`${css['dialogForm']} ${css['mend']}`}>
        <output className={faults.length > 0 ? edit['problems'] : edit['notes']}>
          {faults.length > 0 ? (
            <ul>
              {faults.map((fault) => (
                <li key={fault.words}>
                  <button type="button" onClick={() => goTo(fault)}>
                    {fault.words}
                  </button>
                </li>
              ))}
            </ul>
          ) : (
            said
          )}
        </output>
        <label className={css['field']}>
          <span>{own.mendText}</span>
          <textarea
            ref={field}
            spellCheck={false}
            data-mono="true"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </label>
        <div className={css['dialogButtons']}>
          <button type="button" className={parts['primary']} disabled={faults.length > 0} onClick={openIt}>
            {own.open}
          </button>
          <button type="button" className={parts['button']} onClick={onClose}>
            {own.cancel}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

interface Fault {
  readonly words: string
  readonly from: number
  readonly to: number
}

/** What keeps a text from being opened, and what is to be said where nothing does. */
function judged(
  text: string,
  file: string,
  words: OwnText,
): { readonly faults: readonly Fault[]; readonly said: string } {
  const { own } = words
  const json = readJson(text)
  if (!json.ok) {
    const { line, column, twice } = json.error
    const place = { file: visible(file.slice(0, 60)), line, column }
    const at = text.split('\n', line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1
    return {
      faults: [
        {
          words: twice === null ? own.notJson(place) : own.keyTwice({ ...place, key: visible(twice) }),
          from: at,
          to: at + 1,
        },
      ],
      said: '',
    }
  }
  const read = readTopology(json.value)
  if (read.ok)
    return {
      faults: [],
      said: read.value.problems.length > 0 ? own.mendWith(read.value.problems.length) : own.mendOpens,
    }
  return {
    faults: read.error.map((problem) => ({ words: problemText(problem, words), ...spanOf(text, problem.path) })),
    said: '',
  }
}
