/*! The tab Edit: what is wrong with the cluster, its objects by kind, and the form of the one that is chosen. */
import { CircleAlert, Info, Settings2 } from 'lucide-react'
import { useLayoutEffect, useMemo, useRef } from 'react'
import { useStore as useZustand } from 'zustand'
import { judge, type Problem, type Topology } from '../../../sim'
import { editingOf, openForm } from '../../../store/own/chosen'
import { FORM_KINDS, objectsOf, placeOfObject } from '../../../store/own/form/objects'
import { targetOf } from '../../../store/own/form/spot'
import { ownEditEn } from '../../../text/own-edit-en'
import { problemOf } from '../../../text/problem-text'
import { useApp, useStore } from '../../use-app'
import { useOwnText } from '../use-own-text'
import { AddButton } from './AddButton'
import css from './edit.module.css'
import { ObjectForm } from './ObjectForm'

export function EditTab() {
  const store = useStore()
  const topology = useApp((state) => state.own?.topology ?? null)
  const chosen = useZustand(editingOf(store), (editing) => editing.chosen)
  if (!topology) return null
  const path = chosen !== null && chosen !== 'settings' ? placeOfObject(topology, chosen) : null
  return (
    <div className={css['edit']}>
      <Problems topology={topology} />
      {chosen === 'settings' || (chosen && path) ? (
        <ObjectForm key={path?.join('/') ?? 'settings'} topology={topology} chosen={chosen} path={path} />
      ) : (
        <Objects topology={topology} />
      )}
    </div>
  )
}

/** What keeps it from being walked, and what is worth a look. Each goes to its object. */
function Problems({ topology }: { readonly topology: Topology }) {
  const problems = useApp((state) => state.own?.problems ?? NONE)
  const notes = useMemo(() => judge(topology).notes, [topology])
  return (
    <>
      {problems.length > 0 ? (
        <section className={css['problems']} aria-label={ownEditEn.problems(problems.length)}>
          <h2 className={css['heading']}>
            <CircleAlert size={14} /> {ownEditEn.problems(problems.length)}
          </h2>
          <Spots topology={topology} problems={problems} />
        </section>
      ) : null}
      {notes.length > 0 ? (
        <section className={css['notes']} aria-label={ownEditEn.notes}>
          <h2 className={css['heading']}>
            <Info size={14} /> {ownEditEn.notes}
          </h2>
          <Spots topology={topology} problems={notes} />
        </section>
      ) : null}
    </>
  )
}

const NONE: readonly Problem[] = []

function Spots({ topology, problems }: { readonly topology: Topology; readonly problems: readonly Problem[] }) {
  const text = useOwnText()
  const store = useStore()
  return (
    <ul>
      {problems.map((problem) => {
        const words = problemOf(problem, topology, text)
        const to = targetOf(topology, problem)
        return (
          <li key={`${problem.path.join('.')} ${words}`}>
            {to === null ? (
              words
            ) : (
              <button type="button" onClick={() => openForm(store, to.form, to.spot)}>
                {words}
              </button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Objects({ topology }: { readonly topology: Topology }) {
  const text = useOwnText()
  const store = useStore()
  const ref = useRef<HTMLDivElement>(null)
  const spot = useZustand(editingOf(store), (editing) => editing.spot)
  // Back from a form: the focus was on something that is gone.
  useLayoutEffect(() => {
    if (spot?.kind === 'add')
      ref.current?.querySelector<HTMLElement>(`[data-kind="${spot.of}"] button:last-of-type`)?.focus()
    else if (document.activeElement === document.body) ref.current?.querySelector('button')?.focus()
  }, [spot])
  return (
    <div ref={ref}>
      <ul className={css['list']}>
        <li>
          <button type="button" onClick={() => openForm(store, 'settings')}>
            <Settings2 size={14} /> {ownEditEn.settings}
          </button>
        </li>
      </ul>
      {FORM_KINDS.map((kind) => {
        const objects = objectsOf(topology, kind)
        return (
          <section key={kind} className={css['section']} data-kind={kind} aria-label={ownEditEn.kinds[kind]}>
            <h2 className={css['heading']}>
              {ownEditEn.kinds[kind]} <span>{objects.length === 0 ? ownEditEn.none : objects.length}</span>
            </h2>
            <ul className={css['list']}>
              {objects.map((object, at) => (
                // Two may have one name, until one of them is mended.
                <li key={`${at} ${object.name}`}>
                  <button
                    type="button"
                    aria-label={`${text.edits.object[kind]} ${object.name}`}
                    onClick={() => openForm(store, object)}
                  >
                    <code>{object.name}</code>
                  </button>
                </li>
              ))}
            </ul>
            <div className={css['buttons']}>
              <AddButton topology={topology} kind={kind} />
            </div>
          </section>
        )
      })}
    </div>
  )
}
