/*! The first picture of the plain address, made when the page is built: scripts/made-picture.mjs puts `makePicture()` in place of
null. The dev server computes it like any other. */
import type { FirstPicture } from './first-picture'

export interface MadePicture extends FirstPicture {
  /** The same address written out, without `#`. */
  readonly hash: string
}

export const madePicture: MadePicture | null = null
