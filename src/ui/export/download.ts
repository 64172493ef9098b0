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

/** Of one's own words, with the ending. A file system may count bytes, and a character has at most four. */
const MOST_LETTERS = 60
/** Devices of Windows, whatever stands behind a dot (Microsoft, "Naming Files, Paths, and Namespaces"). */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/**
 * "my lab" → "my-lab.json". Any name becomes one of letters, digits, dots inside and dashes: it leads into no other folder, hides
 * nothing and is a file on every system (L28).
 */
export function plainFileName(name: string, ending: string): string {
  const letters = Array.from(name.normalize('NFC'))
    .slice(0, 4 * MOST_LETTERS)
    .join('')
  const plain = letters
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+/, '')
  const short = Array.from(plain)
    .slice(0, MOST_LETTERS)
    .join('')
    .replace(/[.-]+$/, '')
  return `${short === '' || DEVICE.test(short) ? `cluster-${short}`.replace(/-$/, '') : short}${ending}`
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
