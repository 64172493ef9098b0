/*! Adds one of a kind that fits the cluster as it is, and opens its form. */
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { ObjectRef, Topology } from '../../../sim'
import { editOwn } from '../../../store/own/actions'
import { openForm } from '../../../store/own/chosen'
import { additionOf, type FormKind } from '../../../store/own/form/objects'
import { ownEditEn } from '../../../text/own-edit-en'
import { problemSaid } from '../../../text/problem-text'
import parts from '../../parts/parts.module.css'
import { useStore } from '../../use-app'
import form from '../form.module.css'
import { useOwnText } from '../use-own-text'

interface Props {
  readonly topology: Topology
  readonly kind: FormKind
  /** Where it is to live. */
  readonly on?: ObjectRef
}

export function AddButton({ topology, kind, on }: Props) {
  const text = useOwnText()
  const store = useStore()
  const [error, setError] = useState<string | null>(null)
  const what = kind === 'route' ? ownEditEn.route : text.edits.object[kind]
  const add = () => {
    const addition = additionOf(topology, kind, on)
    if (!addition) {
      setError(ownEditEn.noRoomToAdd(what))
      return
    }
    const [problem] = editOwn(store, addition.edit)
    if (problem) setError(problemSaid(problem, text))
    else openForm(store, addition.added)
  }
  return (
    <>
      <button type="button" className={parts['button']} onClick={add}>
        <Plus size={14} /> {ownEditEn.add(what)}
      </button>
      {error === null ? null : (
        <span className={form['error']} role="alert">
          {error}
        </span>
      )}
    </>
  )
}
