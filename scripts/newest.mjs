/*! Is what was built older than what it is built from? */

import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** When anything at or below these paths last changed, in milliseconds; 0 when none exists. Folders count too: theirs
 * is the time of the last removal. */
export function newest(paths) {
  let latest = 0
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (!stats) continue
    latest = Math.max(latest, stats.mtimeMs)
    if (stats.isDirectory()) latest = Math.max(latest, newest(readdirSync(path).map((name) => join(path, name))))
  }
  return latest
}
