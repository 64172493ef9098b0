/*! Names and ids of clusters. */

/** "lab" → "lab 2", if there is a "lab" already; "lab 2" → "lab 3". */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name
  const stem = name.replace(/ \d+$/, '')
  let n = 2
  while (taken.includes(`${stem} ${n}`)) n++
  return `${stem} ${n}`
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Short, since it stands in the address bar; by chance, since two tabs must not make the same. */
export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => LETTERS[byte % LETTERS.length]).join('')

/** Names are for people: any text, without what nobody sees, and not endless. */
export const MOST_LETTERS = 60
export const tidyName = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '')
    .trim()
    .slice(0, MOST_LETTERS)
