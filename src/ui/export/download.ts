/*! Files that leave the page: made in the browser, saved by the browser, uploaded nowhere. */
import type { ExportKind } from '../../text/export-menu-en'

const ENDINGS: Readonly<Record<ExportKind, string>> = {
  svg: '.svg',
  png: '.png',
  storyboard: '-storyboard.html',
  animation: '-storyboard.svg',
  markdown: '.md',
  mermaid: '.mmd',
  topology: '-cluster.json',
  lab: '-lab.sh',
}

/** Only of this hop: the hop stands in the name. */
const OF_A_HOP: ReadonlySet<ExportKind> = new Set(['svg', 'png'])
const LONGEST = 80

/** `1.s5.h11` → "eniscope-s5-h11.svg", "eniscope-s5.md". Any link becomes a plain file name. */
export function fileName(hash: string, kind: ExportKind): string {
  const words = hash.split('.').slice(1)
  const kept = OF_A_HOP.has(kind) ? words : words.filter((word) => !/^(?:h\d+|r)$/.test(word))
  const name = ['eniscope', ...kept]
    .join('-')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/-$/, '')
  return `${name.slice(0, LONGEST)}${ENDINGS[kind]}`
}

export function save(name: string, file: Blob): void {
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has taken the address by the next task.
  setTimeout(() => URL.revokeObjectURL(address), 0)
}
