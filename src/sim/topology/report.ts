/*! How a check tells what it found. */
import type { Ipv4 } from '../net/ip'
import type { Finding, ProblemPath } from './problem'

/** Nobody reads more; the first ones are enough to mend a file. */
export const MOST_PROBLEMS = 50

export type Report = (finding: Finding) => void

/**
 * Remembers what there is to be one of, with the place where each stood first; a second one is a problem. `say`: as a person reads it.
 * `path`: of a place, made only for what is told; there are thousands that nobody hears of.
 */
export function unique<K = string, Place = ProblemPath>(
  report: Report,
  say: (key: K) => string,
  path: (place: Place) => ProblemPath,
): (key: K, place: Place) => void {
  const first = new Map<K, Place>()
  return (key, place) => {
    const before = first.get(key)
    if (before === undefined) first.set(key, place)
    else report({ path: path(place), code: 'duplicate', found: say(key), first: path(before) })
  }
}

/** The same of texts, each told with its path. */
export const uniqueText = (report: Report): ((text: string, path: ProblemPath) => void) =>
  unique<string>(report, String, (path) => path)

/** Addresses of a cluster: nobody has one that somebody else has. */
export type Addresses = (ip: Ipv4, path: ProblemPath) => void
