/*! Undo and redo, wherever the focus is but in a field: there the browser undoes what was typed. Share and help, where no packet can be
walked and the page's other keys have nothing to do. */
import { useLayoutEffect } from 'react'
import { redoOwn, undoOwn } from '../../store/own/actions'
import { walks } from '../../store/select'
import { useActions } from '../actions'
import { useStore } from '../use-app'

export function useOwnKeys(): void {
  const store = useStore()
  const { openShare, openHelp } = useActions()
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest('input:not([type="checkbox"]), textarea, dialog')) return
      if (!(event.ctrlKey || event.metaKey)) {
        const open =
          walks(store.getState()) || target?.closest('select') ? undefined : { s: openShare, '?': openHelp }[event.key]
        if (!open) return
        event.preventDefault()
        open()
        return
      }
      const key = event.key.toLowerCase()
      const act = key === 'y' || (key === 'z' && event.shiftKey) ? redoOwn : key === 'z' ? undoOwn : null
      if (!act) return
      event.preventDefault()
      act(store)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [store, openShare, openHelp])
}
