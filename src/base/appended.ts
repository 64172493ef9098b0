/** A list with one more at its end. For short lists that begin empty: `push` would make room for 17 (V8: JSObject::NewElementsCapacity). */
export const appended = <T>(list: readonly T[], item: T): readonly T[] => (list.length === 0 ? [item] : [...list, item])
