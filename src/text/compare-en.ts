/*! English: two runs beside each other. They come with the page that compares. */

const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

/** What a language has to say here. */
export interface CompareMessages {
  /** Of the window; `beside` says which two. */
  readonly title: (beside: string) => string
  /** Headline of a ticket and of a print. */
  readonly beside: (facts: { readonly a: string; readonly b: string }) => string
  /** Name of a side's menu, for a screen reader. */
  readonly menu: (side: string, name: string) => string
  readonly swap: string
  /** Why it is off. */
  readonly cannotSwap: string

  /** A side that is the scenario as it is, one with edits of one's own, and the same before them. */
  readonly plain: string
  readonly edited: (n: number) => string
  readonly unedited: string
  readonly before: (what: string) => string
  readonly beforeAll: (n: number) => string
  readonly now: string
  readonly releases: Readonly<Record<'article' | 'newer', string>>
  readonly ownFlow: string
  readonly mine: string
  readonly clusters: string
  /** A cluster that was chosen and cannot be walked, or is gone. */
  readonly noCluster: (name: string) => string
  readonly otherFlow: string

  readonly hops: string
  readonly inBoth: string
  readonly first: (hop: number) => string
  readonly parts: (hop: number) => string
  /** In the list of hops, over the first difference and over where fates part. */
  readonly differ: string
  readonly part: string
  /** At the last station of a way. `silent`: dropped, and nobody is told. */
  readonly ends: Readonly<Record<'delivered' | 'answered' | 'refused' | 'dropped' | 'silent', string>>
  readonly firstHere: string
  /** The same happens there to the same packet, by another row. */
  readonly rowHere: string
  readonly partHere: string
  readonly here: (place: string) => string
  readonly atHop: (n: number) => string
  readonly both: string
  readonly decidedBy: string
  /** A column that only one of them has. */
  readonly notThere: string
  readonly column: (facts: { readonly n: number; readonly a: string; readonly b: string }) => string
  readonly columnBoth: (facts: { readonly n: number; readonly words: string }) => string
  readonly identical: string
  readonly sameWay: string
  readonly noReply: string
  readonly picture: string
  /** Undoes a zoom by hand. */
  readonly fit: string

  readonly rows: (host: string) => string
  readonly count: (n: number) => string
  readonly asked: (place: string) => string
  readonly noRow: string
  readonly noRows: string
  readonly more: (n: number) => string
}

export const compareEn: CompareMessages = {
  title: (beside) => `${beside} · eniscope`,
  beside: ({ a, b }) => `${a} beside ${b}`,
  menu: (side, name) => `${side}: ${name}. Change`,
  swap: 'Swap',
  cannotSwap: 'B is only looked at: what it was, or would be, cannot be the open one.',

  plain: 'as the scenario has it',
  edited: (n) => `with your ${n === 1 ? 'edit' : `${n} edits`}`,
  unedited: 'before your edits',
  before: (what) => `before: ${what}`,
  beforeAll: (n) => `before all ${n} edits`,
  now: 'now',
  releases: { article: "the article's releases", newer: 'newer releases' },
  ownFlow: 'your own flow',
  mine: 'Yours',
  clusters: 'Your clusters',
  noCluster: (name) =>
    `${name} cannot be compared: it is gone, or no packet walks there until its mistakes are mended.`,
  otherFlow: 'B does not have who asks in A, so it is asked something of its own.',

  hops: 'Hop by hop',
  inBoth: 'the same in both',
  first: (hop) => `First difference: hop ${hop}`,
  parts: (hop) => `Fates part: hop ${hop}`,
  differ: 'differ',
  part: 'part',
  ends: {
    delivered: 'delivered ✓',
    answered: 'answered ✓',
    refused: 'refused ✕',
    dropped: 'dropped ✕',
    silent: 'dropped ✕, no reply',
  },
  firstHere: 'First difference',
  rowHere: 'Another row decides',
  partHere: 'They part here',
  here: (place) => place,
  atHop: (n) => `hop ${n}`,
  both: 'A and B',
  decidedBy: 'Decided by',
  notThere: 'does not come here',
  column: ({ n, a, b }) => `Hop ${n} of both. A: ${a} B: ${b}`,
  columnBoth: ({ n, words }) => `Hop ${n} of both, the same. ${words}`,
  identical: 'A and B are the same: no hop differs, and no row that was asked.',
  sameWay: 'A and B go the same way and end alike.',
  noReply: 'Nothing comes back.',
  picture: 'Picture',
  fit: 'Fit',

  rows: (host) => `Rows that differ on ${host}`,
  count: (n) => plural(n, 'row'),
  asked: (place) => `asked in ${place}`,
  noRow: 'no such row',
  noRows: 'No row that either of them asked differs.',
  more: (n) => `${n} more`,
}
