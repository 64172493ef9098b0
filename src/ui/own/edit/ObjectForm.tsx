/*! The form of one object, or of the cluster's settings. */
import { ArrowLeft, Trash2 } from 'lucide-react'
import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStore as useZustand } from 'zustand'
import {
  consequencesOf,
  type Edit,
  objectAt,
  type ObjectRef,
  type Problem,
  type ProblemPath,
  type Topology,
} from '../../../sim'
import { editOwn } from '../../../store/own/actions'
import { editingOf, openForm } from '../../../store/own/chosen'
import type { Answer, Field } from '../../../store/own/form/field'
import { formAt, type ObjectForm as Form } from '../../../store/own/form/objects'
import { settingFields } from '../../../store/own/form/settings'
import { type Spot, wrongAt } from '../../../store/own/form/spot'
import { ownEditEn } from '../../../text/own-edit-en'
import { problemHere, problemSaid } from '../../../text/problem-text'
import { useApp, useStore } from '../../use-app'
import form from '../form.module.css'
import { useOwnText } from '../use-own-text'
import { AddButton } from './AddButton'
import css from './edit.module.css'
import { refusalText } from './refusal-text'
import { Rows } from './Rows'
import { Value } from './Value'

interface Props {
  readonly topology: Topology
  readonly chosen: ObjectRef | 'settings'
  /** Where it stands; null: the cluster's settings. */
  readonly path: ProblemPath | null
}

export function ObjectForm({ topology, chosen, path }: Props) {
  const text = useOwnText()
  const store = useStore()
  const heading = useRef<HTMLHeadingElement>(null)
  const whole = useRef<HTMLDivElement>(null)
  const shown: Form | null = path
    ? formAt(topology, path)
    : { fields: settingFields(topology), remove: null, parts: [] }
  const key = path?.join('/') ?? 'settings'
  const spot = useZustand(editingOf(store), (editing) => editing.spot)
  useLayoutEffect(() => {
    if (editingOf(store).getState().spot === null) heading.current?.focus()
  }, [key, store])
  useLayoutEffect(() => {
    if (spot) (elementAt(whole.current, spot) ?? heading.current)?.focus()
  }, [key, spot])
  const problems = useApp((state) => state.own?.problems ?? NONE)
  const wrong = wrongAt(topology, path, problems).map(({ spot: at, problem }) => ({
    spot: at,
    words: problemHere(problem, topology, text),
  }))
  if (!shown) return null
  const title = chosen === 'settings' ? ownEditEn.settings : `${text.edits.object[chosen.kind]} ${chosen.name}`
  const apply = (answer: Answer<Edit>): string | null => {
    if (!answer.ok) return refusalText(answer.error, text)
    const [problem] = editOwn(store, answer.value)
    if (problem) return problemSaid(problem, text)
    // Its name may be another one now; its place is not.
    const after = store.getState().own?.topology
    const renamed = path && after ? objectAt(after, path) : null
    if (renamed) openForm(store, renamed)
    return null
  }
  return (
    <div ref={whole} className={css['edit']}>
      <button type="button" className={css['back']} onClick={() => openForm(store, null)}>
        <ArrowLeft size={14} /> {ownEditEn.allObjects}
      </button>
      <h2 ref={heading} className={css['title']} tabIndex={-1}>
        {title}
      </h2>
      <div className={css['fields']}>
        {shown.fields.map((field) => (
          <OneOf key={`${key} ${field.id}`} field={field} wrong={wrong} apply={apply} />
        ))}
      </div>
      {chosen !== 'settings' && (chosen.kind === 'node' || chosen.kind === 'eni' || chosen.kind === 'slb') ? (
        <section className={css['section']} data-parts aria-label={ownEditEn.onIt}>
          <h3 className={css['heading']}>{ownEditEn.onIt}</h3>
          {wrong.map(({ spot: at, words }) =>
            at.kind === 'parts' ? (
              <p key={words} className={form['error']}>
                {words}
              </p>
            ) : null,
          )}
          <ul className={css['list']}>
            {shown.parts.map((part, at) => (
              <li key={`${at} ${part.kind} ${part.name}`}>
                <button type="button" onClick={() => openForm(store, part)}>
                  <span>{text.edits.object[part.kind]}</span> <code>{part.name}</code>
                </button>
              </li>
            ))}
          </ul>
          <div className={css['buttons']}>
            {chosen.kind === 'node' ? <AddButton topology={topology} kind="eni" on={chosen} /> : null}
            {chosen.kind === 'slb' ? (
              <AddButton topology={topology} kind="listener" />
            ) : (
              <AddButton topology={topology} kind="pod" on={chosen} />
            )}
          </div>
        </section>
      ) : null}
      {shown.remove && chosen !== 'settings' ? <Remove title={title} edit={shown.remove} /> : null}
    </div>
  )
}

const NONE: readonly Problem[] = []

/** What is wrong with a field, and where. */
export interface Wrong {
  readonly spot: Spot
  readonly words: string
}

/** What takes a value there, or the first thing that can be pressed. */
function elementAt(form: Element | null, spot: Spot): HTMLElement | null {
  if (spot.kind === 'add') return null
  if (spot.kind === 'parts') return form?.querySelector<HTMLElement>('[data-parts] button') ?? null
  const field = form?.querySelector(`[data-form-field="${spot.id}"]`)
  const row = spot.cell ? field?.querySelectorAll('[data-row]')[spot.cell.row] : field
  const inputs = row?.querySelectorAll<HTMLElement>('input, select')
  return inputs?.[spot.cell?.column ?? 0] ?? field?.querySelector<HTMLElement>('input, select, button') ?? null
}

interface OneOfProps {
  readonly field: Field
  readonly wrong: readonly Wrong[]
  readonly apply: (answer: Answer<Edit>) => string | null
}

function OneOf({ field, wrong, apply }: OneOfProps) {
  const here = wrong.flatMap(({ spot, words }) =>
    spot.kind === 'field' && spot.id === field.id ? [{ cell: spot.cell, words }] : [],
  )
  return field.kind === 'rows' ? (
    <Rows field={field} wrong={here} apply={apply} />
  ) : (
    <Value
      id={field.id}
      wrong={here[0]?.words ?? null}
      label={ownEditEn.field[field.id]}
      input={field.input}
      value={field.value}
      onApply={(typed) => apply(field.edit(typed))}
    />
  )
}

/** Says what goes with it, before it is done. */
function Remove({ title, edit }: { readonly title: string; readonly edit: NonNullable<Form['remove']> }) {
  const text = useOwnText()
  const store = useStore()
  const own = useApp((state) => state.own)
  const [error, setError] = useState<string | null>(null)
  const consequences = useMemo(() => (own ? consequencesOf(own, edit) : []), [own, edit])
  const remove = () => {
    const [problem] = editOwn(store, edit)
    if (problem) setError(problemSaid(problem, text))
    else openForm(store, null)
  }
  return (
    <section className={css['section']}>
      <button type="button" className={css['remove']} onClick={remove}>
        <Trash2 size={14} /> {ownEditEn.remove(title)}
      </button>
      {consequences.length === 0 ? null : (
        <div className={css['consequences']}>
          {ownEditEn.goesWith}
          <ul>
            {consequences.map((consequence) => (
              <li key={JSON.stringify(consequence)}>{text.edits.consequence(consequence)}</li>
            ))}
          </ul>
        </div>
      )}
      {error === null ? null : (
        <span className={form['error']} role="alert">
          {error}
        </span>
      )}
    </section>
  )
}
