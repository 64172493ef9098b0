/** Closes a switch over a union: a new variant does not compile until it is handled. Throws: our own mistake. */
export function assertNever(value: never): never {
  throw new Error(`unexpected variant: ${JSON.stringify(value)}`)
}

/** The value, or an exception that says what should have been there. For facts that our own code guarantees. */
export function must<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Error(`missing: ${what}`)
  return value
}
