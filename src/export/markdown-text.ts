/*! Values in Markdown (CommonMark with tables, as trackers read it): whatever a name holds, it stays text. */
import { visible } from '../sim'
import type { Rich } from '../text/rich'

/**
 * All ASCII punctuation can be escaped (CommonMark §2.4); these are what has a meaning inside a line or at its start. The last two are where
 * GFM makes a link of bare text (§6.9): a pod may be called `www.example.com`.
 */
const SPECIAL = /[\\`*_{}[\]()<>#+!|~$^=&@-]|(?<=www)\.|:(?=\/\/)/gi

/**
 * Plain text. `&` and `@` become character references: a backslash keeps neither an entity from being read nor, on some trackers,
 * a person from being called.
 */
export const markdownText = (text: string): string => oneLine(text).replace(SPECIAL, softly)

/** Between two letters a dash, `_`-free name or a bracket-less word needs no backslash: `nginx-7d` stays readable. */
function softly(char: string, at: number, whole: string): string {
  if (char === '&') return '&amp;'
  if (char === '@') return '&#64;'
  const inside = /[A-Za-z0-9]/.test(whole[at - 1] ?? '') && /[A-Za-z0-9]/.test(whole[at + 1] ?? '')
  if (char === '-' && inside) return char
  if ((char === '(' || char === ')') && whole[at - 1] !== ']') return char
  return `\\${char}`
}

/** A code span: its fence is longer than any run of backticks in it. In a table `|` needs a backslash even there (GFM §4.10). */
export function markdownCode(text: string, inTable = false): string {
  const value = oneLine(text)
  const fence = '`'.repeat(longestRun(value) + 1)
  const room = value.startsWith('`') || value.endsWith('`') || value === '' ? ' ' : ''
  return `${fence}${room}${inTable ? value.replaceAll('|', '\\|') : value}${room}${fence}`
}

/** A sentence with its marks. */
export const markdownRich = (sentence: Rich, inTable = false): string =>
  sentence
    .map(({ kind, text }) => {
      switch (kind) {
        case 'plain':
          return markdownText(text)
        case 'code':
          return markdownCode(text, inTable)
        case 'strong':
          return `**${markdownText(text)}**`
        case 'changed':
          return `**${markdownCode(text, inTable)}**`
      }
    })
    .join('')

/** Lines as they are; the fence is longer than any run of backticks in them. */
export function markdownFence(language: string, lines: readonly string[]): readonly string[] {
  const fence = '`'.repeat(Math.max(3, ...lines.map((line) => longestRun(line) + 1)))
  return [`${fence}${language}`, ...lines, fence]
}

const longestRun = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length))

/** No name can start a line of its own; a tab would be spread over columns. */
const oneLine = (text: string): string => visible(text).replaceAll('\t', ' ')
