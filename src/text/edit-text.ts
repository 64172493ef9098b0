/*! An edit by name, for undo and redo: "move pod zp5jg to eth2". */
import type { Edit } from '../sim'

/** What is done, to what, and what it becomes, as far as that is a word. */
export function editText(edit: Edit): string {
  const { kind, ...rest } = edit
  const facts: readonly [string, unknown][] = Object.entries(rest)
  const word = (keys: readonly string[]) =>
    facts.flatMap(([key, value]) => (keys.includes(key) && isWord(value) ? [String(value)] : []))
  const what = word(['node', 'dev', 'pod', 'service', 'client', 'vswitch', 'group'])
  const becomes = word(['to', 'eni', 'value', 'policy', 'release', 'mode', 'backend'])
  return [kind.replaceAll('-', ' '), ...what, ...(becomes.length > 0 ? ['to', ...becomes] : [])].join(' ')
}

const isWord = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value)
