/*! The first picture of a state, computed: in the page for a link, and once for the plain address when the page is built. */
import { ghostOf, runOf } from '../../store/select'
import type { AppState } from '../../store/store'
import { paint } from '../graph/paint'
import { pictureOf } from '../graph/picture-of'
import { aimAt } from '../graph/viewport-target'
import type { FirstPicture } from './first-picture'

/** Of a state that has a run (`walks`). */
export function firstPictureOf(opened: AppState): FirstPicture {
  const { placed: layout, state } = pictureOf(runOf(opened), ghostOf(opened), opened.step, opened.bothLegs)
  const stations = [...state.request.stations, ...(state.reply?.stations ?? [])]
  return { painted: paint(layout, state), aim: aimAt({ layout, stations }, state.step) }
}
