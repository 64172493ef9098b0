/*! The files of the page, for tests of what none of them does. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../src/', import.meta.url))

/** Files of src with this ending, but for command lines and tests. */
export function sources(...endings: readonly string[]): readonly (readonly [file: string, source: string])[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => endings.some((ending) => file.endsWith(ending)))
    .filter((file) => !file.includes('.test.') && !file.startsWith('cli'))
    .map((file) => [file, readFileSync(`${root}${file}`, 'utf8')] as const)
}
