/*! Which object the form shows, and whether the form is what the inspector shows. Belongs to no link and is not kept. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ObjectRef } from '../../sim'
import type { AppStore } from '../store'
import type { Spot } from './form/spot'

export interface Editing {
  /** The tab Edit is the one that is open. */
  readonly open: boolean
  /** null: the list of all objects. */
  readonly chosen: ObjectRef | 'settings' | null
  /** Where the focus goes there; another object each time that somebody asks for it. null: to its title. */
  readonly spot: Spot | null
}

const editings = new WeakMap<AppStore, StoreApi<Editing>>()

export function editingOf(store: AppStore): StoreApi<Editing> {
  const editing = editings.get(store) ?? createStore<Editing>(() => ({ open: false, chosen: null, spot: null }))
  editings.set(store, editing)
  return editing
}

/** Opens the form of an object, or the list, at a place in it. */
export const openForm = (store: AppStore, chosen: Editing['chosen'], spot: Spot | null = null): void =>
  editingOf(store).setState({ open: true, chosen, spot: spot && { ...spot } })
