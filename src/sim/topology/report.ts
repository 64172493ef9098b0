/*! How a check tells what it found. */
import type { Finding, ProblemPath } from './problem'

export type Report = (finding: Finding) => void

/** Remembers texts with the place where each stood first; a second one is a problem. */
export function unique(report: Report): (text: string, path: ProblemPath) => void {
  const first = new Map<string, ProblemPath>()
  return (text, path) => {
    const before = first.get(text)
    if (before) report({ path, code: 'duplicate', found: text, first: before })
    else first.set(text, path)
  }
}
