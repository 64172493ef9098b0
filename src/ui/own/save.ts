/*! Files for the person: an address of the browser's own, no request. */
import { fileOf, keeperOf } from '../../store/own/actions'
import { readRecord } from '../../store/own/record'
import type { AppStore } from '../../store/store'

export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url))
}

/** The topology as JSON; what cannot be read, as it is kept. */
export function saveCluster(store: AppStore, id: string): void {
  const { own } = store.getState()
  const { shelf } = keeperOf(store)
  const text = shelf.read(id) ?? ''
  const read = own?.id === id ? { ok: true as const, value: own } : readRecord(id, text)
  if (read.ok) saveText(`${read.value.name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.json`, fileOf(read.value))
  else saveText(`${id}.txt`, text)
}
