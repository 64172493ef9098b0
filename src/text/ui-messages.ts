/*! Ids of the texts around the network: controls and notices, what is wrong with a link or a file, the command line. */

/** The words of one problem of a link, of a cluster in a file. Positions count from 1. */
export interface LinkMessages {
  readonly 'too-long': (facts: { length: number; limit: number }) => string
  readonly version: (facts: { found: string }) => string
  readonly 'newer-version': (facts: { found: string }) => string
  readonly character: (facts: { at: number; found: string }) => string
  readonly scenario: (facts: { at: number; found: string }) => string
  readonly word: (facts: { at: number; found: string; scenario: string }) => string
  readonly twice: (facts: { at: number; found: string }) => string
  readonly hop: (facts: { at: number; found: string }) => string
  readonly order: (facts: { at: number; found: string }) => string
  readonly cut: (facts: { at: number }) => string
  /** The word of an own flow is none. */
  readonly flow: (facts: { at: number; found: string }) => string
  /** It names an end that the cluster does not have. */
  readonly 'flow-end': (facts: { at: number; found: string; scenario: string }) => string
  /** A choice without the one that it needs. */
  readonly needs: (facts: { at: number; found: string; needs: string }) => string
  readonly 'hop-beyond': (facts: { hop: number; hops: number }) => string
  readonly 'no-walk': (facts: { at: number }) => string
  readonly 'not-here': (facts: object) => string
  readonly 'kept-broken': (facts: object) => string
  readonly 'kept-newer': (facts: object) => string
  readonly 'not-loaded': (facts: object) => string
  /** Said after each of them. */
  readonly kept: string
}

/** What is wrong at a spot of a cluster in a file; the spot stands before it. */
export interface ProblemMessages {
  /** The spot, where it is the whole value. */
  readonly whole: string
  readonly 'wrong-type': (facts: { expected: string; found: string }) => string
  readonly missing: string
  readonly 'unknown-key': string
  readonly 'too-long': (facts: { limit: number; length: number }) => string
  readonly 'too-many': (facts: { limit: number; count: number }) => string
  readonly 'too-few': (facts: { limit: number }) => string
  readonly 'not-one-of': (facts: { allowed: string; found: string }) => string
  readonly 'not-an-address': (facts: { found: string }) => string
  readonly 'not-a-prefix': (facts: { found: string }) => string
  readonly 'host-bits-set': (facts: { found: string }) => string
  readonly 'not-a-mac': (facts: { found: string }) => string
  readonly 'not-a-name': (facts: { found: string }) => string
  readonly 'out-of-range': (facts: { min: number; max: number; found: string }) => string
  readonly duplicate: (facts: { found: string; first: string }) => string
  readonly 'unknown-reference': (facts: {
    to: 'vswitch' | 'node' | 'eni' | 'pod' | 'security-group' | 'nat-gateway' | 'address'
    found: string
  }) => string
  readonly outside: (facts: { found: string; of: string }) => string
  readonly 'inside-vpc': (facts: { found: string; of: string }) => string
  readonly overlaps: (facts: { found: string; other: string }) => string
  readonly ambiguous: (facts: { found: string; say: string }) => string
  readonly 'selects-nobody': (facts: { found: string }) => string
  readonly 'reserved-address': (facts: { found: string; of: string }) => string
  readonly 'too-many-enis': (facts: { type: string; limit: number; count: number }) => string
  readonly 'too-many-addresses': (facts: { type: string; limit: number; count: number }) => string
  readonly 'no-endpoints': string
  readonly 'no-backends': string
  readonly 'first-eni': string
  readonly 'primary-eni': string
  readonly 'host-network': (facts: { address: string }) => string
}

/** What the command line says besides hops and verdicts. */
export interface CliMessages {
  readonly linkUsage: string
  readonly usage: string
  readonly flow: (facts: { from: string; to: string; protocol: string; sport: number }) => string
  readonly legHeading: (facts: { leg: string; hops: number }) => string
  readonly noReply: string
  readonly by: string
  readonly leaves: string
  readonly unreadable: (facts: { file: string; why: string }) => string
  readonly tooLarge: (facts: { file: string; limit: string }) => string
  readonly notJson: (facts: { file: string; line: number; column: number }) => string
  readonly keyTwice: (facts: { file: string; line: number; column: number; key: string }) => string
  readonly noSuchScenario: (facts: { found: string; known: string }) => string
  readonly noSuchWord: (facts: { found: string; scenario: string; known: string }) => string
  readonly twoWords: (facts: { first: string; second: string }) => string
  readonly needsWord: (facts: { found: string; needs: string }) => string
  readonly variantOfFile: string
  readonly needed: (facts: { option: string }) => string
  readonly ambiguous: (facts: { option: string; found: string; choices: string }) => string
  readonly noSuchSource: (facts: { found: string; known: string }) => string
  readonly noSuchTarget: (facts: { found: string; known: string }) => string
  readonly noExternal: (facts: { service: string }) => string
  readonly notAPort: (facts: { option: string; found: string }) => string
  readonly notATtl: (facts: { found: string }) => string
  readonly reached: string
  readonly refused: string
  readonly noSuchBackend: (facts: { found: string }) => string
  readonly twoForms: (facts: { first: string; second: string }) => string
  readonly badOption: (facts: { found: string }) => string
  readonly moreProblems: (facts: { count: number }) => string
}

/** Names of controls, headings, notices. */
export interface UiMessages {
  readonly scenarios: string
  readonly from: string
  readonly to: string
  readonly port: string
  readonly reset: string
  readonly resetHint: string
  readonly changedFromOwn: string

  readonly currentLeg: string
  readonly bothLegs: string
  readonly play: string
  readonly pause: string
  readonly replay: string
  readonly first: string
  readonly back: string
  readonly next: string
  readonly last: string
  readonly speed: string
  readonly loop: string
  readonly hopOf: (n: number, total: number) => string
  readonly ofHops: (total: number) => string
  readonly legHops: (leg: string, count: number) => string
  readonly timeline: string
  readonly ghostNote: (what: string) => string
  readonly neverArrives: (process: string) => string
  readonly noPacketsOnEni: string
  readonly droppedHere: string

  readonly inspector: string
  readonly tabs: Readonly<Record<'hop' | 'tables' | 'capture' | 'commands', string>>
  readonly decidedBy: string
  readonly askedInVain: string
  readonly becauseHeading: string
  readonly leftBehind: string
  readonly goToHop: (n: number) => string
  readonly machineHeading: string
  readonly decided: string
  readonly read: string
  readonly madeHere: string
  readonly emptyOutput: string
  readonly interfaces: string
  readonly packets: (n: number) => string
  readonly expect: string
  readonly ifNot: string
  readonly copy: string
  readonly copied: string
  readonly copyRefused: string

  readonly compare: string
  readonly share: string
  readonly shareHeading: string
  readonly linkLength: (n: number) => string
  readonly theme: string
  readonly themes: Readonly<Record<'system' | 'light' | 'dark', string>>
  readonly help: string
  readonly legend: string
  readonly close: string
  readonly dismiss: string
  /** Stands where a part of the page did not arrive. */
  readonly missing: string
}
