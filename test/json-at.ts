/*! A JSON value with one spot changed: what spoilt-input tests are made of. */

/** A copy of `value` in which the place `path` holds `put`; `undefined` takes the key away. */
export function jsonAt(value: unknown, path: readonly (string | number)[], put: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return put
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? jsonAt(item, rest, put) : item))
  const object = new Map(Object.entries(typeof value === 'object' && value !== null ? value : {}))
  const next = jsonAt(object.get(String(key)), rest, put)
  if (next === undefined) object.delete(String(key))
  else object.set(String(key), next)
  return Object.fromEntries(object)
}
