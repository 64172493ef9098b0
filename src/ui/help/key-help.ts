/*! The keys as the help lists them; keys.ts and its neighbours act on them. */
import type { HelpMessages } from '../../text/help-en'

type KeyId = keyof HelpMessages['keys']

interface KeyHelp {
  readonly id: KeyId
  readonly keys: readonly string[]
}

/** As the help lists them. */
export const keyHelp: readonly KeyHelp[] = [
  { id: 'play', keys: ['space'] },
  { id: 'hop', keys: ['←', '→'] },
  { id: 'stack', keys: ['shift', '←', '→'] },
  { id: 'ends', keys: ['Home', 'End'] },
  { id: 'rewrite', keys: ['d'] },
  { id: 'leg', keys: ['r'] },
  { id: 'both', keys: ['b'] },
  { id: 'scenario', keys: ['1', '–', '7'] },
  { id: 'from', keys: ['f'] },
  { id: 'to', keys: ['t'] },
  { id: 'find', keys: ['/'] },
  { id: 'tabs', keys: ['h', 't', 'p', 'm'] },
  { id: 'rows', keys: ['j', 'k'] },
  { id: 'picture', keys: ['← ↑ ↓ →', 'Enter'] },
  { id: 'zoom', keys: ['+', '−', '0'] },
  { id: 'compare', keys: ['c'] },
  { id: 'share', keys: ['s'] },
  { id: 'theme', keys: ['l'] },
  { id: 'help', keys: ['?'] },
  { id: 'escape', keys: ['Esc'] },
]
