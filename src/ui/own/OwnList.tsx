/*! Your clusters: what is kept in this browser, and the ways to get another one. */
import {
  Boxes,
  CircleAlert,
  Copy,
  Download,
  Ellipsis,
  FileUp,
  Pencil,
  Plus,
  SquareDashed,
  Trash2,
  WandSparkles,
} from 'lucide-react'
import { type ChangeEvent, type MouseEvent, useEffect, useRef, useState } from 'react'
import { useStore as useZustand } from 'zustand'
import {
  addOwn,
  copyOpen,
  deleteOwn,
  duplicateOwn,
  keeperOf,
  openFile,
  openOwn,
  renameOwn,
} from '../../store/own/actions'
import { openForm } from '../../store/own/chosen'
import { EMPTY_CLUSTER } from '../../sim'
import { readRecord } from '../../store/own/record'
import type { ShelfEntry } from '../../store/own/shelf'
import { walks } from '../../store/select'
import { useApp, useName, useStore } from '../use-app'
import list from '../scenario-list/scenario-list.module.css'
import parts from '../parts/parts.module.css'
import { Menu, type MenuItem, type MenuPlace, placeOf } from './Menu'
import { Notice } from './Notice'
import css from './own-list.module.css'
import { RenameDialog } from './RenameDialog'
import { saveCluster, saveText } from './save'
import { useOwnText } from './use-own-text'
import { stateWords } from './state-words'
import { Wizard } from './Wizard'

interface Opened {
  readonly at: MenuPlace
  /** null: the ways to a new one. */
  readonly entry: ShelfEntry | null
}

export function OwnList({ onChosen }: { readonly onChosen?: (() => void) | undefined }) {
  const { own: text } = useOwnText()
  const store = useStore()
  const keeper = keeperOf(store)
  const { entries } = useZustand(keeper.state)
  const [menu, setMenu] = useState<Opened | null>(null)
  const [renamed, setRenamed] = useState<ShelfEntry | null>(null)
  const file = useRef<HTMLInputElement>(null)
  const [wizard, setWizard] = useState(false)
  const ways = useWays({ openFiles: () => file.current?.click(), openWizard: () => setWizard(true) })
  const of = useActionsOf(setRenamed)
  const open = ({ currentTarget }: MouseEvent, entry: ShelfEntry | null) =>
    setMenu({ at: placeOf(currentTarget), entry })
  const take = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const chosen = currentTarget.files?.[0]
    currentTarget.value = ''
    if (!chosen) return
    // What is said of one that does not open is said here.
    if (await openFile(store, chosen)) onChosen?.()
  }
  return (
    <section aria-label={text.yourClusters} className={css['section']}>
      <div className={css['head']}>
        <span className={css['heading']}>{text.yourClusters}</span>
        <button
          type="button"
          className={parts['quiet']}
          aria-label={text.add}
          title={text.add}
          aria-haspopup="menu"
          onClick={(event) => open(event, null)}
        >
          <Plus size={16} />
        </button>
      </div>
      <Notice onOpened={onChosen} />
      {entries.length === 0 ? (
        <div className={css['none']}>
          <b>{text.none}</b>
          <p>{text.noneNote}</p>
        </div>
      ) : (
        <ul className={list['items']}>
          {entries.map((entry) => (
            <li key={entry.id} className={css['entry']}>
              <Entry
                entry={entry}
                onOpen={() => {
                  openOwn(store, entry.id)
                  onChosen?.()
                }}
                onMenu={(at) => setMenu({ at, entry })}
              />
              <button
                type="button"
                className={css['more']}
                aria-label={text.menuOf({ name: entry.name ?? entry.id })}
                aria-haspopup="menu"
                onClick={(event) => open(event, entry)}
              >
                <Ellipsis size={16} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        ref={file}
        type="file"
        className={parts['hidden']}
        accept=".json,application/json"
        aria-label={text.addFile}
        tabIndex={-1}
        onChange={(event) => void take(event)}
      />
      {menu ? (
        <Menu
          label={menu.entry ? text.menuOf({ name: menu.entry.name ?? menu.entry.id }) : text.add}
          at={menu.at}
          items={menu.entry ? of(menu.entry) : ways(onChosen)}
          onClose={() => setMenu(null)}
        />
      ) : null}
      {/* The list has one tab stop; a dialog has its own. */}
      <div data-own-stops="">
        {wizard ? (
          <Wizard
            onClose={() => setWizard(false)}
            onMade={(topology) => {
              addOwn(store, text.newName, topology)
              setWizard(false)
              onChosen?.()
            }}
          />
        ) : null}
        {renamed ? (
          <RenameDialog
            name={renamed.name ?? ''}
            onRename={(name) => renameOwn(store, renamed.id, name)}
            onClose={() => setRenamed(null)}
          />
        ) : null}
      </div>
    </section>
  )
}

interface EntryProps {
  readonly entry: ShelfEntry
  readonly onOpen: () => void
  readonly onMenu: (at: MenuPlace) => void
}

function Entry({ entry, onOpen, onMenu }: EntryProps) {
  const text = useOwnText()
  const open = useApp((state) => (state.own?.id === entry.id ? state : null))
  const name = entry.name ?? entry.id
  const words = entry.name === null ? text.own.unreadable : open ? stateWords(open, text) : null
  // Empty is not wrong: nothing was said yet.
  const ok = open?.own ? open.own.problems.length === 0 : entry.name !== null
  const item = useRef<HTMLButtonElement>(null)
  const isOpen = open !== null
  useEffect(() => {
    if (isOpen) item.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  return (
    <button
      ref={item}
      type="button"
      className={list['item']}
      aria-current={open ? 'true' : undefined}
      aria-label={words === null ? name : `${name}: ${words}`}
      title={name}
      data-cluster={entry.id}
      data-ok={ok}
      onClick={() => {
        if (!open) onOpen()
      }}
      onContextMenu={(event) => {
        event.preventDefault()
        onMenu(placeOf(event.currentTarget))
      }}
    >
      <span className={css['icon']}>
        <Boxes size={22} strokeWidth={1.75} />
      </span>
      <span className={list['words']}>
        <span className={list['title']}>{name}</span>
        {words === null ? null : (
          <span className={list['verdict']} data-ok={ok}>
            {ok ? null : <CircleAlert size={12} strokeWidth={2.5} />}
            {words}
          </span>
        )}
      </span>
    </button>
  )
}

/** The ways to a new cluster. */
function useWays({
  openFiles,
  openWizard,
}: {
  readonly openFiles: () => void
  readonly openWizard: () => void
}): (then: (() => void) | undefined) => readonly MenuItem[] {
  const { own: text } = useOwnText()
  const store = useStore()
  const name = useName()
  const canCopy = useApp(walks)
  return (then) => {
    const item = (id: string, label: string, icon: MenuItem['icon'], act: () => void): MenuItem => ({
      id,
      label,
      icon,
      onSelect: () => {
        act()
        then?.()
      },
    })
    return [
      { id: 'wizard', label: text.addWizard, icon: <WandSparkles size={15} />, onSelect: openWizard },
      item('empty', text.addEmpty, <SquareDashed size={15} />, () => {
        addOwn(store, text.newName, EMPTY_CLUSTER)
        openForm(store, null)
      }),
      ...(canCopy
        ? [item('copy', text.addCopy, <Copy size={15} />, () => copyOpen(store, text.copyName({ name })))]
        : []),
      { id: 'file', label: text.addFile, icon: <FileUp size={15} />, onSelect: openFiles },
    ]
  }
}

/** What can be done with a cluster of the list. */
function useActionsOf(rename: (entry: ShelfEntry) => void): (entry: ShelfEntry) => readonly MenuItem[] {
  const { own: text } = useOwnText()
  const store = useStore()
  return (entry) => {
    const { id, name } = entry
    const remove: MenuItem = {
      id: 'remove',
      label: text.remove,
      icon: <Trash2 size={15} />,
      tone: 'danger',
      onSelect: () => deleteOwn(store, id),
    }
    const kept = keeperOf(store).shelf.read(id) ?? ''
    // A name may still be read where the rest cannot.
    if (name === null || !readRecord(id, kept).ok) {
      const raw = () => saveText(name ?? id, kept)
      return [{ id: 'text', label: text.downloadText, icon: <Download size={15} />, onSelect: raw }, remove]
    }
    return [
      { id: 'rename', label: text.rename, icon: <Pencil size={15} />, onSelect: () => rename(entry) },
      { id: 'duplicate', label: text.duplicate, icon: <Copy size={15} />, onSelect: () => duplicateOwn(store, id) },
      { id: 'download', label: text.download, icon: <Download size={15} />, onSelect: () => saveCluster(store, id) },
      remove,
    ]
  }
}
