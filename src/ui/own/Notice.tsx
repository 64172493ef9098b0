/*! What the list has to say: a storage that keeps nothing, another tab, a file that is no cluster. */
import { Download, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useStore as useZustand } from 'zustand'
import { visible } from '../../sim'
import { keeperOf } from '../../store/own/actions'
import type { ShelfNotice } from '../../store/own/keep'
import { problemText } from '../../text/problem-text'
import parts from '../parts/parts.module.css'
import { useStore } from '../use-app'
import css from './own-list.module.css'
import { MendFile } from './MendFile'
import { saveCluster, saveText } from './save'
import { type OwnText, useOwnText } from './use-own-text'

export function Notice({ onOpened }: { readonly onOpened: (() => void) | undefined }) {
  const text = useOwnText()
  const store = useStore()
  const keeper = keeperOf(store)
  const { notice } = useZustand(keeper.state)
  // The place is always there: a screen reader tells what comes into it.
  return (
    <output className={css['notices']}>
      {notice ? (
        <div className={css['notice']} data-tone={notice.kind === 'taken-over' ? 'plain' : 'alert'}>
          <TriangleAlert size={16} />
          <div>
            <p>{wordsOf(notice, text)}</p>
            <p>
              {notice.kind === 'unreadable' || notice.kind === 'newer' ? (
                <button
                  type="button"
                  className={parts['link']}
                  onClick={() => saveText(notice.id, keeper.shelf.read(notice.id) ?? '')}
                >
                  {text.own.downloadText}
                </button>
              ) : null}
              {notice.kind === 'not-kept' ? <SaveOpen /> : null}
              {'text' in notice && notice.text !== null ? (
                <Mend file={notice.file} text={notice.text} onOpened={onOpened} />
              ) : null}
              <button type="button" className={parts['link']} onClick={() => keeper.say(null)}>
                {text.own.dismiss}
              </button>
            </p>
          </div>
        </div>
      ) : null}
    </output>
  )
}

interface MendProps {
  readonly file: string
  readonly text: string
  readonly onOpened: (() => void) | undefined
}

function Mend(given: MendProps) {
  const { own } = useOwnText()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button type="button" className={parts['link']} onClick={() => setOpen(true)}>
        {own.mendFile}
      </button>
      {open ? <MendFile {...given} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function SaveOpen() {
  const { own } = useOwnText()
  const store = useStore()
  return (
    <button
      type="button"
      className={parts['link']}
      onClick={() => {
        const open = store.getState().own
        if (open) saveCluster(store, open.id)
      }}
    >
      <Download size={14} /> {own.download}
    </button>
  )
}

function wordsOf(notice: ShelfNotice, text: OwnText): string {
  const { own } = text
  switch (notice.kind) {
    case 'not-kept':
      return own.notKept
    case 'both-kept':
      return own.bothKept(notice)
    case 'taken-over':
      return own.takenOver(notice)
    case 'unreadable':
      return own.cannotRead({ problem: notice.problem && problemText(notice.problem, text) })
    case 'newer':
      return own.newer
    case 'bad-file':
      return own.badFile({ file: said(notice.file), problem: notice.problem && problemText(notice.problem, text) })
    case 'not-json': {
      const { line, column, twice } = notice.fault
      const place = { file: said(notice.file), line, column }
      return twice === null ? own.notJson(place) : own.keyTwice({ ...place, key: said(twice) })
    }
    case 'unread-file':
      return own.unreadFile({ file: said(notice.file) })
    case 'large-file':
      return own.largeFile({ file: said(notice.file), limit: `${notice.limit / 1_000_000} MB` })
  }
}

/** A stranger's name in a sentence: not endless, and nothing of it unseen. */
const said = (name: string): string => visible(name.length > 60 ? `${name.slice(0, 60)}…` : name)
