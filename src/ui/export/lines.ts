/*! Words of a picture file: by rule, as all text of the picture is. */
import { linesOf } from '../graph/chip-size'
import { widthOf } from '../graph/text-width'

/** What does not fit is cut, between characters as people see them. */
export function cut(text: string, room: number, size: number): string {
  if (widthOf(text, size, 'sans') <= room) return text
  const characters = Array.from(text)
  while (characters.length > 0 && widthOf(`${characters.join('')}…`, size, 'sans') > room) characters.pop()
  return `${characters.join('')}…`
}

/** Broken between words into `most` lines; the last one takes what is left and is cut. */
export function linesWithin(text: string, room: number, size: number, most: number): readonly string[] {
  const lines = linesOf(text, room, size, 'sans')
  const kept = lines.length <= most ? lines : [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')]
  return kept.map((line) => cut(line, room, size))
}
