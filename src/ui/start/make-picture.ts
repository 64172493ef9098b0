/*! Makes the first picture of the plain address, for the build. */
import { hashOf } from '../../store/link-state'
import { createAppStore } from '../../store/store'
import { firstPictureOf } from './first-picture-of'
import type { MadePicture } from './made-picture'

export function makePicture(): MadePicture {
  const opened = createAppStore().getState()
  return { hash: hashOf(opened), ...firstPictureOf(opened) }
}
