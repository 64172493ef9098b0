/*! English: the flow bar, and more links. */

/** What a language has to say here. */
export interface FlowMessages {
  /** In the place of a scenario's name. `n`: the scenario's number, null: a flow of "More links". */
  readonly own: (n: number | null) => string
  readonly reset: string
  readonly resetHint: string
  readonly change: (label: string, value: string) => string
  readonly protocols: Readonly<Record<'TCP' | 'UDP' | 'ICMP', string>>
  readonly moreLinks: string
  /** Why a choice is off-limits. */
  readonly needs: (choice: string) => string
}

export const flowEn: FlowMessages = {
  own: (n) => (n === null ? 'Your own flow on this cluster' : `Your own flow on scenario ${n}'s cluster`),
  reset: 'reset',
  resetHint: "Back to the scenario's own flow",
  change: (label, value) => `${label}: ${value}. Change`,
  protocols: { TCP: 'TCP', UDP: 'UDP', ICMP: 'ping' },
  moreLinks: 'More links',
  needs: (choice) => `needs ${choice} releases`,
}
