/*! Values inside a command line: one function quotes all of them (attack L14).

A value may be a name that a stranger chose. Quoting keeps the shell from reading it; that a program does not read it as an
option is up to the command that uses it: `--name=value`, or `--` before it. */

/** Characters that no shell gives a meaning, not even inside a word. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/
/** Control characters, line separators, and the invisible ones that reorder text: never pasted into a terminal as they are. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

/** The value as one word of a POSIX shell; `$'…'` (bash, ksh, zsh) where it holds characters that a terminal acts upon. */
export function shellQuote(value: string): string {
  if (PLAIN.test(value) && !value.startsWith('-')) return value
  if (!UNSAFE.test(value)) return `'${value.replaceAll("'", `'\\''`)}'`
  return `$'${Array.from(value, ansiC).join('')}'`
}

function ansiC(char: string): string {
  if (char === "'" || char === '\\') return `\\${char}`
  if (!UNSAFE.test(char)) return char
  const code = char.codePointAt(0) ?? 0
  return code < 0x80 ? `\\x${hex(code, 2)}` : `\\U${hex(code, 8)}`
}

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0')
