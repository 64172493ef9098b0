/*! Values by endpoint: address, protocol and port.

The three are 49 bits, more than V8 keeps unboxed, and a Map of boxed numbers is several times slower. So the key is a mix of 32 bits,
and what meets there stands in a chain (performance.md §3). */
import type { Ipv4 } from './ip'

export type EndpointMap<V> = Map<number, Entry<V>>

/** The address need not be kept: at one key each slot belongs to one address. */
interface Entry<V> {
  readonly slot: number
  readonly value: V
  readonly next: Entry<V> | null
}

/** Protocol and port in 17 bits. */
const slotOf = (udp: boolean, port: number): number => (udp ? 65536 : 0) + port

/** The golden ratio spreads neighbouring ports over all bits (Knuth, TAOCP 6.4). */
const mix = (ip: Ipv4, slot: number): number => ip ^ Math.imul(slot, 0x9e3779b1)

/** Puts a value where the endpoint is; what was there before is not found any more. */
export function putAt<V>(map: EndpointMap<V>, ip: Ipv4, udp: boolean, port: number, value: V): void {
  const slot = slotOf(udp, port)
  const key = mix(ip, slot)
  map.set(key, { slot, value, next: map.get(key) ?? null })
}

/** null: nothing is there. */
export function endpointAt<V>(map: EndpointMap<V>, ip: Ipv4, udp: boolean, port: number): V | null {
  const slot = slotOf(udp, port)
  let entry = map.get(mix(ip, slot)) ?? null
  while (entry !== null && entry.slot !== slot) entry = entry.next
  return entry === null ? null : entry.value
}

/** By the endpoints of the rows. */
export function endpointMap<V>(
  values: readonly V[],
  endpointOf: (value: V) => readonly [Ipv4, boolean, number],
): EndpointMap<V> {
  const map: EndpointMap<V> = new Map()
  for (const value of values) putAt(map, ...endpointOf(value), value)
  return map
}
