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
/** Letters of all names of clusters in it: with the rest they are fewer bytes than a file system takes (255), in any script. */
const LONGEST_NAMES = 48

/**
 * `1.s5.h11` → "eniscope-s5-h11.svg", "eniscope-s5.md". A cluster is called by its name, not by what a link of it is made of. `names`: of
 * the cluster that is open, and of the one beside it. Any link and any name become a plain file name.
 */
export function fileName(hash: string, kind: ExportKind, names: readonly (string | undefined)[] = []): string {
  const parts = hash.split('.vs.')
  const sides = parts.map((side, at) => wordsOf(side, names[at], Math.floor(LONGEST_NAMES / parts.length)))
  const words = sides.flatMap((side, at) => (at === 0 ? side : ['vs', ...side]))
  const kept = OF_A_HOP.has(kind) ? words : words.filter((word) => !/^(?:h\d+|r)$/.test(word))
  const name = ['eniscope', ...kept].join('-').replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
  const short = Array.from(name).slice(0, LONGEST).join('')
  return `${short.replace(/-$/, '')}${ENDINGS[kind]}`
}

/** Of one side of a hash. */
function wordsOf(side: string, name: string | undefined, most: number): readonly string[] {
  const [kind = '', ...rest] = side.split('.')
  if (kind === '1') return rest
  // What stands for a cluster, whole or by its place in this browser, is nothing to read.
  const [, ...place] = rest
  const called = Array.from(plainFileName(name ?? '', ''))
    .slice(0, most)
    .join('')
  return kind === '2' || kind === 'own' ? [called, ...place] : side.split('.')
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
