/*! Room of a text by rule, not by measuring: mono counts 0.62 em a character, sans 0.56, sans capitals 0.70, CJK 1.0.
So positions are the same on every machine, whatever fonts it has. */

export type Face = 'sans' | 'mono'

const ELLIPSIS = '…'
/** CJK ideographs, kana, Hangul, full-width forms and everything beyond the basic plane. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{10000}-\u{10ffff}]/u
const CAPITAL = /\p{Lu}/u

const emOf = (character: string, face: Face): number =>
  WIDE.test(character) ? 1 : face === 'mono' ? 0.62 : CAPITAL.test(character) ? 0.7 : 0.56

export function widthOf(text: string, size: number, face: Face): number {
  let em = 0
  for (const character of text) em += emOf(character, face)
  return em * size
}

/**
 * The text, cut in the middle if it does not fit: `centos…h5wnp`. Of a pod's or a load balancer's name the end tells it
 * from its siblings, so up to six characters of the end stay.
 */
export function cutMiddle(text: string, room: number, size: number, face: Face): string {
  if (widthOf(text, size, face) <= room) return text
  const characters = Array.from(text)
  for (let kept = characters.length - 1; kept > 0; kept--) {
    const tail = Math.min(6, Math.floor(kept / 2))
    const cut =
      characters.slice(0, kept - tail).join('') + ELLIPSIS + characters.slice(characters.length - tail).join('')
    if (widthOf(cut, size, face) <= room) return cut
  }
  return ELLIPSIS
}
