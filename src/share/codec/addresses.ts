/*! Addresses: by their place in a vSwitch, as the one after the last, near the last of their kind, or in full. */
import { type Cidr, type Ipv4, inCidr, ipv4FromNumber, lastOf, type Mac, maskOf, sameCidr } from '../../sim'
import type { Coder } from './coder'
import { choice, choose, type Field } from './fields'
import { slots } from './model'

const HALF = 65_536
const FULL = 2 ** 32
const sizeOf = ({ length }: Cidr): number => (length === 0 ? FULL : (1 << (32 - length)) >>> 0)

/** Where an address is. `there`: in the vSwitch that the owner has. */
const WAYS = ['there', 'vswitch', 'near', 'full'] as const

/** A kind of address. `home`: number of the vSwitch that it is expected in; −1: none. */
export function address<Owner>(
  kind: string,
  home: (c: Coder, owner: Readonly<Partial<Owner>>) => number = () => -1,
): Field<Ipv4, Owner> {
  const ways = slots(4)
  const next = slots(2, 0.3, 2)
  return (c, value, owner) => {
    const { vswitches, lastOf: last } = c.seen
    const at = home(c, owner)
    const lies = value === undefined ? undefined : wayOf(c, kind, value, at)
    const way = WAYS[choose(c, ways, 4, lies?.way)] ?? 'full'
    const before = last.get(kind)
    let found: Ipv4
    if (way === 'there' || way === 'vswitch') {
      const number = way === 'there' ? at : c.uniform(vswitches.length, lies?.vswitch)
      found = offset(c, next, number, value)
    } else if (way === 'near' && before !== undefined) {
      const successor = ipv4FromNumber(before + 1)
      found = c.bit(next + 1, value === successor)
        ? successor
        : ipv4FromNumber((before & maskOf(16)) + c.uniform(HALF, value === undefined ? undefined : value % HALF))
    } else found = ipv4FromNumber(c.uniform(FULL, value))
    if (way === 'near' || way === 'full') last.set(kind, found)
    return found
  }
}

function wayOf(c: Coder, kind: string, value: Ipv4, home: number): { readonly way: number; readonly vswitch: number } {
  const { vswitches, lastOf: last } = c.seen
  const there = vswitches[home]
  if (there && inCidr(value, there.cidr)) return { way: 0, vswitch: home }
  const vswitch = vswitches.findIndex(({ cidr }) => inCidr(value, cidr))
  if (vswitch >= 0) return { way: 1, vswitch }
  const before = last.get(kind)
  return { way: before !== undefined && (value ^ before) >>> 16 === 0 ? 2 : 3, vswitch }
}

/** A place in a vSwitch: the one after the last that was said of it, or any. */
function offset(c: Coder, slot: number, number: number, value: Ipv4 | undefined): Ipv4 {
  const { vswitches, lastIn } = c.seen
  const cidr = vswitches[number]?.cidr ?? { address: ipv4FromNumber(0), length: 0 }
  const before = lastIn.get(number)
  const successor = before === undefined ? null : ipv4FromNumber(before + 1)
  const is = successor !== null && c.bit(slot, value === successor)
  const found = is
    ? successor
    : ipv4FromNumber(cidr.address + c.uniform(sizeOf(cidr), value === undefined ? undefined : value - cidr.address))
  lastIn.set(number, found)
  return found
}

const lengths = choice(33)
const insideVpc = slots(1, 0.95, 4)
const nextPrefix = slots(1, 0.5, 1)

/** A vSwitch's prefix: the one after the last, or any place of its length in the VPC. */
export const vswitchPrefix: Field<Cidr> = (c, value) => {
  const { vpc } = c.seen
  const fits = value !== undefined && vpc !== null && inside(value, vpc)
  if (vpc === null || !c.bit(insideVpc, value === undefined ? undefined : fits)) return prefixInFull(c, value, {})
  const length = Math.max(lengths(c, value?.length), vpc.length)
  const before = c.seen.vswitches.at(-1)?.cidr
  const successor = before === undefined ? null : ipv4FromNumber(lastOf(before) + 1)
  if (successor !== null && c.bit(nextPrefix, value === undefined ? undefined : value.address === successor)) {
    return { address: ipv4FromNumber(successor & maskOf(length)), length }
  }
  const size = 2 ** (32 - length)
  const place = c.uniform(
    2 ** (length - vpc.length),
    value === undefined ? undefined : (value.address - vpc.address) / size,
  )
  return { address: ipv4FromNumber(vpc.address + place * size), length }
}

const inside = (inner: Cidr, outer: Cidr): boolean => inner.length >= outer.length && inCidr(inner.address, outer)

/** A prefix bit by bit. */
export const prefixInFull: Field<Cidr> = (c, value) => {
  const length = lengths(c, value?.length)
  const size = 2 ** (32 - length)
  const place = c.uniform(2 ** length, value === undefined ? undefined : value.address / size)
  return { address: ipv4FromNumber(place * size), length }
}

/** Prefixes that rules like: everywhere, the VPC, a vSwitch, one address, or any. */
export function prefix(kind: string): Field<Cidr> {
  const ways = slots(8)
  const host = address(kind)
  return (c, value) => {
    const { vpc, vswitches } = c.seen
    const everywhere: Cidr = { address: ipv4FromNumber(0), length: 0 }
    const vswitch = value === undefined ? -1 : vswitches.findIndex(({ cidr }) => sameCidr(cidr, value))
    const lies =
      value === undefined
        ? undefined
        : value.length === 0
          ? 0
          : vpc !== null && sameCidr(value, vpc)
            ? 1
            : vswitch >= 0
              ? 2
              : value.length === 32
                ? 3
                : 4
    const way = choose(c, ways, 5, lies)
    if (way === 0) return everywhere
    if (way === 1) return vpc ?? everywhere
    if (way === 2) return vswitches[c.uniform(vswitches.length, vswitch)]?.cidr ?? everywhere
    return way === 3 ? { address: host(c, value?.address, {}), length: 32 } : prefixInFull(c, value, {})
  }
}

/** A MAC that is not the derived one: 48 bits. */
export const hardware: Field<Mac> = (c, value) => {
  const digits = value?.replaceAll(':', '')
  let hex = ''
  for (let i = 0; i < 12; i += 6) {
    const part = c.uniform(2 ** 24, digits === undefined ? undefined : Number.parseInt(digits.slice(i, i + 6), 16))
    hex += part.toString(16).padStart(6, '0')
  }
  // Twelve hexadecimal digits in pairs are a MAC by construction.
  return (hex.match(/../g) ?? []).join(':') as Mac
}
