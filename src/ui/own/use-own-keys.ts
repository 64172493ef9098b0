/*! Undo and redo, wherever the focus is but in a field: there the browser undoes what was typed. */
import { useLayoutEffect } from 'react'
import { redoOwn, undoOwn } from '../../store/own/actions'
import { useStore } from '../use-app'

export function useOwnKeys(): void {
  const store = useStore()
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest('input:not([type="checkbox"]), textarea, dialog')) return
      const key = event.key.toLowerCase()
      const act = key === 'y' || (key === 'z' && event.shiftKey) ? redoOwn : key === 'z' ? undoOwn : null
      if (!act) return
      event.preventDefault()
      act(store)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [store])
}
