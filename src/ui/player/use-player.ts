/*! The player in the page: it reads the store, seeks at each arrival, and pauses when nobody can look. */
import { useEffect, useRef } from 'react'
import { pause, seek } from '../../store/playback'
import { walks } from '../../store/select'
import type { AppState } from '../../store/store'
import { useMedia } from '../parts/media'
import { useStore } from '../use-app'
import { browserClock } from './clock'
import { createPlayer, type Player } from './player'
import type { Frame, Score } from './score'

/** `scoreOf` must answer with the same object while the run is the same. */
export function usePlayer(scoreOf: (state: AppState, still: boolean) => Score, present: (frame: Frame) => void): void {
  const store = useStore()
  const still = useMedia('(prefers-reduced-motion: reduce)')
  const latest = useRef({ scoreOf, present, still })
  const player = useRef<Player | null>(null)
  useEffect(() => {
    latest.current = { scoreOf, present, still }
    player.current?.sync()
  })

  useEffect(() => {
    const made = createPlayer(
      {
        playback: () => store.getState(),
        score: () => latest.current.scoreOf(store.getState(), latest.current.still),
        arrive: (step) => seek(store, step),
        stop: () => pause(store),
        present: (frame) => latest.current.present(frame),
        still: () => latest.current.still,
      },
      browserClock,
    )
    player.current = made
    latest.current.present(made.frame())
    made.sync()
    const stopListening = store.subscribe((state) => walks(state) && made.sync())
    const onVisibility = () => {
      if (document.hidden) pause(store)
    }
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      player.current = null
      stopListening()
      document.removeEventListener('visibilitychange', onVisibility)
      made.destroy()
    }
  }, [store])
}
