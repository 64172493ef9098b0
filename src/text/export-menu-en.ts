/*! English: the list of exports. */

/** What the page can be taken away as. */
export type ExportKind = 'svg' | 'png' | 'storyboard' | 'animation' | 'markdown' | 'mermaid' | 'topology' | 'lab'

export interface ExportMenuMessages {
  readonly heading: string
  readonly download: string
  readonly name: Readonly<Record<ExportKind, string>>
  readonly hint: Readonly<Record<ExportKind, string>>
  /** Of a comparison. */
  readonly pair: Readonly<Record<'svg' | 'png' | 'markdown', string>>
  readonly copyRefused: string
  readonly making: string
  readonly failed: (name: string) => string
}

export const exportMenuEn: ExportMenuMessages = {
  heading: 'Export',
  download: 'Download',
  name: {
    svg: 'Picture, SVG',
    png: 'Picture, PNG',
    storyboard: 'Storyboard, to print',
    animation: 'Storyboard, plays by itself',
    markdown: 'Trace, Markdown',
    mermaid: 'Trace, Mermaid',
    topology: 'Cluster, JSON',
    lab: 'Lab script',
  },
  hint: {
    svg: 'this hop, in the colours of the page',
    png: 'this hop, twice the size',
    storyboard: 'HTML, a page a hop',
    animation: 'one SVG without script',
    markdown: 'for a ticket: hops, rows, commands',
    mermaid: 'a sequence diagram',
    topology: 'what the command line reads',
    lab: 'bash: the same flow in namespaces of a Linux machine',
  },
  pair: {
    svg: 'both sides at this hop, in the colours of the page',
    png: 'both sides at this hop, twice the size',
    markdown: 'for a ticket: where they part, hops, rows that differ',
  },
  copyRefused: 'Not copied: download it',
  making: 'Making the file …',
  failed: (name) => `${name} could not be made in this browser.`,
}
