/*! Clusters as files for the person. */
import { fileOf, keeperOf } from '../../store/own/actions'
import { readRecord } from '../../store/own/record'
import type { AppStore } from '../../store/store'
import { plainFileName, save } from '../export/download'

/** What is kept under an id, as it is: for what cannot be read. */
export function saveText(id: string, text: string): void {
  save(plainFileName(id, '.txt'), new Blob([text], { type: 'text/plain' }))
}

/** The topology as JSON; what cannot be read, as it is kept. */
export function saveCluster(store: AppStore, id: string): void {
  const { own } = store.getState()
  const { shelf } = keeperOf(store)
  const text = shelf.read(id) ?? ''
  const read = own?.id === id ? { ok: true as const, value: own } : readRecord(id, text)
  if (!read.ok) saveText(id, text)
  else save(plainFileName(read.value.name, '.json'), new Blob([fileOf(read.value)], { type: 'application/json' }))
}
