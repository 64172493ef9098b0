/*! Sentences with marks: which words are addresses or rows, which carry weight, which value changed just now.

A sentence is data, so a component decides how a mark looks and nothing is ever parsed as HTML. */

export interface Part {
  /** `code`: what a tool prints or a person types. `changed`: a value that this very hop wrote, on yellow. */
  readonly kind: 'plain' | 'code' | 'strong' | 'changed'
  readonly text: string
}
export type Rich = readonly Part[]

export const code = (text: string | number): Part => ({ kind: 'code', text: String(text) })
export const strong = (text: string | number): Part => ({ kind: 'strong', text: String(text) })
export const changed = (text: string | number): Part => ({ kind: 'changed', text: String(text) })

type Value = string | number | Part | Rich

const partsOf = (value: Value): Rich =>
  typeof value === 'string' || typeof value === 'number'
    ? [{ kind: 'plain', text: String(value) }]
    : 'kind' in value
      ? [value]
      : value

/** A sentence: rich`eth0 of ${host} sends it to ${code(address)}.` Neighbouring plain parts become one. */
export function rich(texts: TemplateStringsArray, ...values: readonly Value[]): Rich {
  const parts: Part[] = []
  const push = (part: Part) => {
    const last = parts[parts.length - 1]
    if (part.text === '') return
    if (last?.kind === 'plain' && part.kind === 'plain') {
      parts[parts.length - 1] = { kind: 'plain', text: last.text + part.text }
    } else parts.push(part)
  }
  texts.forEach((text, index) => {
    push({ kind: 'plain', text })
    const value = values[index]
    if (value !== undefined) partsOf(value).forEach(push)
  })
  return parts
}

/** The sentence without its marks: for a screen reader, a title, a terminal. */
export const plainText = (sentence: Rich): string => sentence.map(({ text }) => text).join('')
