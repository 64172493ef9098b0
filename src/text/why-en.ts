/*! English: words of what explains an answer: who lost at a hop, what the verdict rests on, all backends at once. The facts in
them are said by questions-en.ts. */
import { code, type Rich, rich, strong } from './rich'

const plural = (n: number, one: string) => `${n} ${n === 1 ? one : `${one}s`}`

/** What a language has to say here. */
export interface WhyMessages {
  readonly whyNot: string
  /** The row that the others lost against. */
  readonly insteadOf: string
  readonly nothingWon: string
  readonly more: (n: number) => string

  readonly restsOnTitle: string
  readonly restsOnNote: string
  readonly restsOnNothing: string
  readonly changed: (facts: { readonly assumed: string }) => string
  readonly isNow: (facts: { readonly what: Rich; readonly value: string }) => Rich
  readonly always: string
  /** Of so many devices, and for all at once of so many hosts. */
  readonly forwarding: (facts: { readonly devices: number; readonly hosts: number }) => Rich
  readonly mixed: string
  readonly changedSome: (facts: { readonly changed: number; readonly of: number }) => string
  readonly each: (n: number) => string
  readonly others: (n: number) => string
  readonly resetAll: string
  readonly allReset: string
  readonly undo: string
  readonly redo: string

  readonly backendsOf: (facts: { readonly address: string; readonly port: number }) => Rich
  readonly backend: string
  readonly share: string
  readonly ends: string

  readonly traceroute: string
  readonly silence: string
  readonly tracerouteWhat: Readonly<Record<'reached' | 'refused' | 'passed', string>>
  readonly wholeWay: string
  readonly takesNone: string
}

export const whyEn: WhyMessages = {
  whyNot: 'Why this row and not that',
  insteadOf: 'instead of',
  nothingWon: 'No row decided. These were asked:',
  more: (n) => `${n} more`,

  restsOnTitle: 'What this verdict rests on',
  restsOnNote: 'Nobody said these values, so they are assumed. Choose another one and the verdict follows.',
  restsOnNothing: 'This verdict rests on no assumption.',
  changed: ({ assumed }) => `changed; assumed: ${assumed}`,
  isNow: ({ what, value }) => rich`${what} is ${strong(value)}`,
  always: 'always so here',
  forwarding: ({ devices, hosts }) => {
    const own = rich`${code('net.ipv4.conf.*.forwarding')} of ${plural(devices, 'device')}`
    const all = rich`${code('ip_forward')} of ${plural(hosts, 'host')}`
    return hosts === 0 ? own : devices === 0 ? all : rich`${own} and ${all}`
  },
  mixed: 'not the same for all',
  changedSome: ({ changed, of }) => `${changed} of ${of} changed`,
  each: (n) => `Each of the ${n}`,
  others: (n) => (n === 1 ? 'One more that changes nothing' : `${n} more that change nothing`),
  resetAll: 'As assumed',
  allReset: 'Everything is as assumed again.',
  undo: 'Undo',
  redo: 'Redo',

  backendsOf: ({ address, port }) => rich`All backends of ${code(`${address}:${port}`)}`,
  backend: 'backend',
  share: 'share',
  ends: 'ends',

  traceroute: 'Traceroute: who answers, by TTL',
  silence: 'no answer',
  tracerouteWhat: { reached: 'reached', refused: 'refused', passed: '' },
  wholeWay: 'the whole way',
  takesNone: 'takes no new connection',
}
