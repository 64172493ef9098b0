/*! English: what an export says besides the page's own sentences: headings of the ticket, words of the sequence diagram. */

/** What a language has to say here. */
export interface ExportMessages {
  /** "pod centos-… asks 10.0.3.62:80". */
  readonly title: (facts: { readonly from: string; readonly to: string; readonly protocol: string }) => string
  readonly hop: string
  readonly machine: string
  readonly place: string
  readonly packet: string
  readonly what: string
  readonly decided: string
  readonly legHops: (facts: { readonly leg: string; readonly hops: number }) => string
  readonly noReply: string
  readonly rows: string
  readonly restsOn: string
  readonly holds: string
  readonly restsOnNothing: string
  readonly decisive: string
  readonly prove: string
  readonly proveNote: string
  readonly atHop: (facts: { readonly hop: number; readonly machine: string; readonly place: string }) => string
  readonly expect: (what: string) => string
}

export const exportEn: ExportMessages = {
  title: ({ from, to, protocol }) => `${from} to ${to}, ${protocol}`,
  hop: 'Hop',
  machine: 'Machine',
  place: 'Place',
  packet: 'Packet',
  what: 'What happens',
  decided: 'Row',
  legHops: ({ leg, hops }) => `${leg}, ${hops} ${hops === 1 ? 'hop' : 'hops'}`,
  noReply: 'Nothing answers.',
  rows: 'Rows that decided',
  restsOn: 'What the verdict rests on',
  holds: 'Nobody said these values; the verdict holds',
  restsOnNothing: 'The verdict rests on no assumption.',
  decisive: 'decisive',
  prove: 'Commands that prove it',
  proveNote: 'They only read.',
  atHop: ({ hop, machine, place }) => `hop ${hop}, ${machine}, ${place}`,
  expect: (what) => `expect: ${what}`,
}
