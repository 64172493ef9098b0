/*! Other addresses for addresses, so that two share as long a prefix after as before (the idea of Crypto-PAn: Xu, Fan, Ammar, Moon
2002): whether a bit is turned depends on the bits before it and on nothing else. */
import { type Cidr, cidr, type Ipv4, ipv4FromNumber, maskOf } from '../net/ip'

/** Ranges that mean something to a kernel or to the cloud: the bits that lead there are never turned. */
const SPECIAL = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '224.0.0.0/3',
].map(cidr)
/** In these nothing is turned: their addresses are everybody's. */
const COMMON = new Set(
  ['0.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '224.0.0.0/3'].map(cidr).map(key),
)

/** The last octet stays even where no vSwitch says what a host part is. */
const HOST_BITS = 8

function key({ address, length }: Cidr): number {
  return address * 64 + length
}

/**
 * A function from addresses to addresses that keeps prefixes, special ranges, and the host part in each of the `kept` prefixes.
 * `length`: that many bits are turned, for the address of a prefix.
 */
export function redactedAddress(kept: readonly Cidr[]): (ip: Ipv4, length?: number) => Ipv4 {
  return (ip, length = 32) => {
    let flips = 0
    for (let depth = 0; depth < Math.min(length, 32 - HOST_BITS); depth++) {
      const before: Cidr = { address: ipv4FromNumber(ip & maskOf(depth)), length: depth }
      if (stays(before, kept)) continue
      if (turned(before)) flips |= 1 << (31 - depth)
    }
    return ipv4FromNumber(ip ^ flips)
  }
}

const within = (inner: Cidr, outer: Cidr): boolean =>
  inner.length >= outer.length && (inner.address & maskOf(outer.length)) >>> 0 === outer.address

/** The bit behind this prefix leads to a special range, or is part of a host. */
const stays = (before: Cidr, kept: readonly Cidr[]): boolean =>
  SPECIAL.some(
    (one) => (before.length < one.length && within(one, before)) || (COMMON.has(key(one)) && within(before, one)),
  ) || kept.some((one) => within(before, one))

/** A fixed coin for each prefix: the same cluster is redacted the same way by everybody (an avalanche of murmur3's). */
function turned({ address, length }: Cidr): boolean {
  let hash = Math.imul(address ^ (length * 0x9e3779b1), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) & 1) === 1
}
