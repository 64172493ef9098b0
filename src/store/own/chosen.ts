/*! Which object the form shows, and whether the form is what the inspector shows. Belongs to no link and is not kept. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ObjectRef } from '../../sim'
import type { AppStore } from '../store'

export interface Editing {
  /** The tab Edit is the one that is open. */
  readonly open: boolean
  /** null: the list of all objects. */
  readonly chosen: ObjectRef | 'settings' | null
}

const editings = new WeakMap<AppStore, StoreApi<Editing>>()

export function editingOf(store: AppStore): StoreApi<Editing> {
  const editing = editings.get(store) ?? createStore<Editing>(() => ({ open: false, chosen: null }))
  editings.set(store, editing)
  return editing
}

/** Opens the form of an object, or the list. */
export const openForm = (store: AppStore, chosen: Editing['chosen']): void =>
  editingOf(store).setState({ open: true, chosen })
