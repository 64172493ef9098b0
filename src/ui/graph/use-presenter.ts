/*! The presenter in the page: made once its elements are there, shown the model of what the store holds. */
import { useCallback, useRef } from 'react'
import type { Messages } from '../../text/messages'
import type { PictureMessages } from '../../text/picture-en'
import type { Frame } from '../player/score'
import { useStore } from '../use-app'
import type { OverlayRefs } from './Overlay'
import { modelIn } from './overlay-model'
import { createPresenter } from './overlay-presenter'

export function usePresenter(
  { rootRef, chipRef, travelledRef, neverRef }: OverlayRefs,
  text: Messages,
  words: PictureMessages,
  onGhost: (shown: boolean) => void,
): (frame: Frame) => void {
  const store = useStore()
  const made = useRef<((frame: Frame) => void) | null>(null)
  return useCallback(
    (frame) => {
      const [root, chip] = [rootRef.current, chipRef.current]
      const [travelled, never] = [travelledRef.current, neverRef.current]
      if (!root || !chip || !travelled || !never) return
      const parts = { root, chip, travelled, never }
      const model = () => modelIn(store.getState(), text, words)
      made.current ??= createPresenter(parts, model, onGhost)
      made.current(frame)
    },
    [rootRef, chipRef, travelledRef, neverRef, store, text, words, onGhost],
  )
}
