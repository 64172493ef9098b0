/*! English: what a link holds, and what becomes of a long one. */
const NAMES = {
  discord: 'Discord',
  telegram: 'Telegram',
  slack: 'Slack',
  chrome: 'Chrome',
} as const

interface Limit {
  readonly where: keyof typeof NAMES
  readonly characters: number
}

/** "Discord (2,000 at most) and Telegram (4,096)" */
function all(limits: readonly Limit[]): string {
  const each = limits.map(
    ({ where, characters }, at) => `${NAMES[where]} (${characters.toLocaleString('en')}${at === 0 ? ' at most' : ''})`,
  )
  return each.length < 2 ? each.join('') : `${each.slice(0, -1).join(', ')} and ${each.at(-1)}`
}

export const shareEn = {
  holds: 'The link holds',
  held: { address: 'Scenario', slice: 'This trace only', whole: 'Whole cluster' },
  note: {
    address: 'Opens the same scenario, variant and hop. Everything is in the link; nothing is uploaded.',
    slice:
      'Only the hosts, ENIs, Service and endpoints that this packet met: the same trace, whatever the size of the cluster. Opens as a cluster of its own beside theirs.',
    whole:
      'The cluster with your edits, the flow and the hop. Opens as a cluster of its own beside theirs; nothing is uploaded.',
  },
  comparison: 'A link to this comparison',
  compared: {
    address: 'Opens both sides at this hop. Everything is in the link; nothing is uploaded.',
    slice:
      'Of both sides only the hosts, ENIs, Service and endpoints that their packets met. Both open as clusters beside theirs.',
    whole: 'Both clusters, what is asked, and the hop. They open beside theirs; nothing is uploaded.',
  },
  redact: 'Replace names and addresses',
  redactHint: 'Consistently: prefixes and host parts stay, and so does the trace.',
  cutBy: (limits: readonly Limit[]) => `too long for ${all(limits)}: send the file “Cluster, JSON” there`,
  /** The same of a comparison, which is in no file. */
  cutComparison: (limits: readonly Limit[]) => `too long for ${all(limits)}: send each cluster as a file there`,
}
