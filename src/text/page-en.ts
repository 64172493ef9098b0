/*! English: the words of the page around the picture that are no control's name: notes, explanations, empty states. */

const list = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

/** What a language has to say here. */
export interface PageMessages {
  readonly asOf: string
  readonly noRowHere: string
  readonly otherTables: string
  readonly lines: (n: number) => string
  readonly marksExplained: string
  readonly loading: string

  readonly captureNote: (hop: number) => string
  readonly stillToCome: (n: number) => string
  readonly replaced: (facts: { readonly values: readonly string[]; readonly dev: string }) => string
  readonly seeAt: (dev: string) => string
  readonly sawNothing: (facts: { readonly dev: string; readonly host: string }) => string
  readonly endedBefore: (last: string) => string
  readonly wentBy: (devs: readonly string[]) => string
  readonly neverThere: (host: string) => string
  readonly showCapture: (dev: string) => string

  readonly onlyReads: string
  readonly noCommand: string

  readonly noServerBelow: string
  readonly nothingReached: (process: string) => string
  readonly answeredBy: (facts: {
    readonly host: string
    readonly from: string
    readonly process: string
    readonly says: string
  }) => string
  readonly nothingAnswers: string

  readonly waysHeading: (n: number) => string
  readonly askedFor: string
  readonly serverSees: (process: string) => string

  readonly fitsAnywhere: string
  readonly copyLink: string
  readonly yourLink: string
  readonly themeNow: (theme: string) => string
  readonly stopsLabel: string
  readonly scenarioPicker: string
  readonly path: string
  readonly hopShort: (leg: string, n: number, total: number) => string
  readonly backShort: string
  readonly nextShort: string
  readonly hop: string
  readonly verdict: string
  readonly restsOn: string
  readonly mendIt: string
  readonly breakIt: string
  readonly player: string
  readonly legs: string
  readonly flow: string
  readonly with: (group: string, choice: string) => string
  readonly turned: string
  readonly speedOf: (speed: number) => string
}

export const pageEn: PageMessages = {
  asOf: 'as of hop',
  noRowHere: 'No row of this machine was asked at this hop.',
  otherTables: 'Not asked at this hop',
  lines: (n) => plural(n, 'line'),
  marksExplained: 'Bar on the left: rows this hop read. Filled: the row that decided.',
  loading: 'Loading …',

  captureNote: (hop) => `Lines up to hop ${hop}; the numbers count the whole way there and back.`,
  stillToCome: (n) => `${plural(n, 'packet')} still to come here.`,
  replaced: ({ values, dev }) =>
    values.length > 1
      ? `Neither ${values.join(' nor ')} appears on ${dev}: both were replaced before.`
      : `${list(values)} does not appear on ${dev}: it was replaced before.`,
  seeAt: (dev) => `See it at ${dev}`,
  sawNothing: ({ dev, host }) => `${dev} of ${host} saw none of this flow.`,
  endedBefore: (last) => `The packet ended before it got here. It was last seen at ${last}.`,
  wentBy: (devs) => `Here it uses ${list(devs)} only.`,
  neverThere: (host) => `It never comes to ${host}.`,
  showCapture: (dev) => `Show the capture at ${dev}`,

  onlyReads: 'Every command only reads.',
  noCommand: 'No command shows this hop by itself; the hops beside it can be captured.',

  noServerBelow: 'no real server below this line',
  nothingReached: (process) => `Nothing reached ${process}.`,
  answeredBy: ({ host, from, process, says }) =>
    `${host} itself answers with ICMP from ${from}, so ${process} says "${says}".`,
  nothingAnswers: 'Nothing answers.',

  waysHeading: (n) =>
    `${['Zero', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven'][n] ?? n} ways to ask for the same pod`,
  askedFor: 'asked for',
  serverSees: (process) => `${process} sees`,

  fitsAnywhere: 'fits anywhere',
  copyLink: 'Copy link',
  yourLink: 'Link',
  themeNow: (theme) => `Theme: ${theme}`,
  stopsLabel: 'Stops on the way',
  scenarioPicker: 'Choose a scenario',
  path: 'Path',
  hopShort: (leg, n, total) => `${leg} · ${n} of ${total}`,
  backShort: 'Back',
  nextShort: 'Next',
  hop: 'hop',
  verdict: 'Verdict',
  restsOn: 'Rests on',
  mendIt: 'Mend it',
  breakIt: 'Break it',
  player: 'Player',
  legs: 'Legs in full',
  flow: 'Flow',
  with: (group, choice) => `${group.toLowerCase()} ${choice}`,
  turned: 'The reply starts.',
  speedOf: (speed) => (speed === 0.5 ? '½×' : `${speed}×`),
}
