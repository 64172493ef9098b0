/*! Addresses that something in the topology has already: told by whose they are. */
import type { Ipv4 } from '../../sim'
import { address } from './addresses'
import { choose, type Field } from './fields'
import { slots } from './model'

const WAYS = 8

/** A kind of address that mostly belongs to something. */
export function knownAddress(kind: string): Field<Ipv4> {
  const ways = slots(WAYS)
  const next = slots(1, 0.5, 1)
  const spelled = address(kind)
  return (c, value) => {
    const { seen } = c
    const { owned } = seen
    const lies = value === undefined ? undefined : owned.findIndex(({ numberOf }) => numberOf.has(value))
    const way = choose(c, ways, owned.length + 1, lies === undefined ? undefined : lies < 0 ? owned.length : lies)
    const theirs = owned[way]
    if (theirs === undefined) return spelled(c, value, {})
    const all = theirs.list
    const key = `${kind}-${way}`
    const after = (seen.lastPort.get(key) ?? -1) + 1
    const at = value === undefined ? undefined : all[after] === value ? after : theirs.numberOf.get(value)
    const number = after < all.length && c.bit(next, at === after) ? after : c.uniform(all.length, at)
    seen.lastPort.set(key, number)
    // A hostile link may point at a Service without such an address.
    return all[number] ?? (0 as Ipv4)
  }
}
