/*! What the picture shows now: the model of the run, its state at the current step, the chip, what stands open beside the station. */
import { useMemo, useState } from 'react'
import { type PictureMessages, pictureEn } from '../../text/picture-en'
import { stopKind } from '../player/score'
import { useApp, useHere, useText } from '../use-app'
import { useOtherWays } from '../why/use-other-ways'
import { type ChipText, chipText } from './chip-text'
import type { StationMark } from './Overlay'
import { modelIn, type PictureModel } from './overlay-model'
import { type Opened, openedAt } from './overlay-opened'
import { stateAt } from './overlay-state'
import { type Elements, elements } from './picture'
import type { PictureState } from './scene'
import { type PictureStop, stopsIn } from './viewport-places'

export interface ShownPicture {
  readonly words: PictureMessages
  readonly model: PictureModel
  readonly index: number
  readonly state: PictureState
  /** Boxes and lines. */
  readonly drawn: Elements
  readonly chip: ChipText
  readonly opened: Opened
  /** The current station, where something grows for a moment. */
  readonly mark: StationMark | null
  readonly stops: readonly PictureStop[]
  /** The way it never went belongs to the picture; false while it is still being drawn. */
  readonly setGhostShown: (shown: boolean) => void
}

const words = pictureEn

export function usePicture(): ShownPicture {
  const text = useText()
  const { run, step, index } = useHere()
  const bothLegs = useApp((state) => state.bothLegs)
  const [ghostShown, setGhostShown] = useState(true)
  const model = useApp((state) => modelIn(state, text, words))
  const others = useOtherWays(run, model.layout)
  const stops = useMemo(() => stopsIn(model, text), [model, text])
  const chip = useMemo(() => chipText(run, index, text, words), [run, index, text])
  const { opened, leader } = useMemo(() => openedAt(model, index, chip, text), [model, index, chip, text])
  const state = useMemo(
    () => stateAt(model, index, { bothLegs, ghost: ghostShown, others, leader }),
    [model, others, index, bothLegs, ghostShown, leader],
  )
  const drawn = useMemo(() => elements(model.layout, state), [model, state])
  const kind = stopKind(step)
  const at = model.stations[index]?.at
  const mark = at && (kind === 'rewrite' || kind === 'delivered' || kind === 'drop') ? { kind, at } : null
  return { words, model, index, state, drawn, chip, opened, mark, stops, setGhostShown }
}
