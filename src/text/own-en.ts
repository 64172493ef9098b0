/*! English: words of clusters of a person's own: the list, what is kept and what is not, the empty states. */
const plural = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`

/** What a language has to say here. */
export interface OwnMessages {
  readonly yourClusters: string
  readonly none: string
  readonly noneNote: string
  readonly add: string
  readonly addEmpty: string
  readonly addWizard: string
  readonly addCopy: string
  readonly addFile: string
  readonly newName: string
  readonly fromLink: string
  readonly copyName: (facts: { readonly name: string }) => string
  readonly unreadable: string
  readonly menuOf: (facts: { readonly name: string }) => string
  readonly rename: string
  readonly duplicate: string
  readonly download: string
  readonly downloadText: string
  readonly remove: string
  readonly back: string
  readonly undo: string
  readonly redo: string
  readonly clusterName: string
  readonly save: string
  readonly cancel: string

  readonly deleted: (facts: { readonly name: string }) => string
  readonly undid: (facts: { readonly what: string }) => string
  readonly redid: (facts: { readonly what: string }) => string
  readonly notKept: string
  readonly bothKept: (facts: { readonly name: string }) => string
  readonly takenOver: (facts: { readonly name: string }) => string
  readonly cannotRead: (facts: { readonly problem: string | null }) => string
  readonly newer: string
  readonly badFile: (facts: { readonly file: string; readonly problem: string | null }) => string
  readonly notJson: (facts: { readonly file: string; readonly line: number; readonly column: number }) => string
  readonly keyTwice: (facts: {
    readonly file: string
    readonly line: number
    readonly column: number
    readonly key: string
  }) => string
  readonly unreadFile: (facts: { readonly file: string }) => string
  readonly largeFile: (facts: { readonly file: string; readonly limit: string }) => string
  readonly dismiss: string
  readonly mendFile: string
  readonly mendTitle: (facts: { readonly file: string }) => string
  readonly mendText: string
  readonly mendOpens: string
  readonly mendWith: (n: number) => string
  readonly open: string

  readonly problems: (n: number) => string
  readonly problemsPill: string
  readonly moreProblems: (n: number) => string
  readonly noHost: string
  readonly noHostNote: string
  readonly addNode: string
  readonly nothingAsked: string
  readonly nothingAskedNote: string
  readonly emptyPill: string
  readonly noWalk: string
  readonly title: (facts: { readonly name: string; readonly state: string }) => string
}

export const ownEn: OwnMessages = {
  yourClusters: 'Your clusters',
  none: 'No cluster of your own yet',
  noneNote: 'Add one with +: it stays in this browser.',
  add: 'New cluster',
  addEmpty: 'Empty cluster',
  addWizard: 'From the wizard…',
  addCopy: 'Copy of what is open',
  addFile: 'From a file…',
  newName: 'My cluster',
  fromLink: 'From a link',
  copyName: ({ name }) => `Copy of ${name}`,
  unreadable: 'cannot be read',
  menuOf: ({ name }) => `Actions for ${name}`,
  rename: 'Rename…',
  duplicate: 'Duplicate',
  download: 'Save as file',
  downloadText: 'Save its text as a file',
  remove: 'Delete',
  back: 'Back',
  undo: 'Undo',
  redo: 'Redo',
  clusterName: 'Name of the cluster',
  save: 'Save',
  cancel: 'Cancel',

  deleted: ({ name }) => `${name} deleted`,
  undid: ({ what }) => `Undone: ${what}`,
  redid: ({ what }) => `Done again: ${what}`,
  notKept:
    'This browser keeps nothing: its storage is full or off. Save the cluster as a file before you close the tab.',
  bothKept: ({ name }) => `Another tab changed the same cluster. Yours is kept beside it as “${name}”.`,
  takenOver: ({ name }) => `Another tab changed “${name}”. You see its changes.`,
  cannotRead: ({ problem }) =>
    `What is kept there cannot be read${problem === null ? '' : ` (${problem})`}. Nothing was removed: its text can be saved as a file.`,
  newer:
    'A newer release of this page keeps this cluster, and this one cannot read it. Reload the page to get the newer one. Nothing was changed: its text can be saved as a file.',
  badFile: ({ file, problem }) => `${file} is no cluster.${problem === null ? '' : ` ${problem}`}`,
  notJson: ({ file, line, column }) => `${file} is not JSON: line ${line}, column ${column}.`,
  keyTwice: ({ file, line, column, key }) =>
    `${file}: "${key}" stands twice in one object: line ${line}, column ${column}.`,
  unreadFile: ({ file }) => `This browser could not read ${file}.`,
  largeFile: ({ file, limit }) => `${file} is larger than a cluster can be (${limit}).`,
  dismiss: 'Dismiss',
  mendFile: 'Mend it here',
  mendTitle: ({ file }) => `Mend ${file}`,
  mendText: 'Text of the file',
  mendOpens: 'Nothing is wrong with it any more.',
  mendWith: (n) => `It opens; ${plural(n, 'problem')} can be mended in the cluster.`,
  open: 'Open',

  problems: (n) => plural(n, 'problem'),
  problemsPill: 'Not yet',
  moreProblems: (n) => `and ${n} more`,
  noHost: 'No node yet',
  noHostNote: 'Add one here, in the tab Edit, or start anew from the wizard.',
  addNode: 'Add a node',
  nothingAsked: 'Nobody to ask yet',
  nothingAskedNote: 'A packet needs two ends: add a pod, and another one or a Service.',
  emptyPill: 'Empty',
  noWalk: 'No packet is on its way: the timeline fills when the cluster can be walked.',
  title: ({ name, state }) => `${name} · ${state} · eniscope`,
}
