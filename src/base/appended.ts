/** A list with one more at its end. Short lists that begin empty: `push` would make room for seventeen (performance.md §3). */
export const appended = <T>(list: readonly T[], item: T): readonly T[] => (list.length === 0 ? [item] : [...list, item])
