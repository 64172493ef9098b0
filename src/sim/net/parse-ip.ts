/*! Addresses and prefixes that a person wrote. The only file that knows ipaddr.js; the page needs it where something is typed. */
import ipaddr from 'ipaddr.js'
import { err, ok, type Result } from '../../base/result'
import { type Cidr, cidrOf, fromOctets, type Ipv4 } from './ip'

/** Why a text is not an address or prefix. No sentence: the text module has those. */
export type IpProblem = 'not-four-decimals' | 'not-a-prefix' | 'host-bits-set'

/**
 * Reads an address that a person wrote. Four decimal parts without leading zeros only: ipaddr.js alone would read
 * `010.0.0.1` as 8.0.0.1 and `1` as 0.0.0.1 (attack L12).
 */
export function parseIpv4(text: string): Result<Ipv4, IpProblem> {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return err('not-four-decimals')
  // It has read the text to find out; what is left is four numbers from 0 to 255.
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number)
  return ok(fromOctets(a, b, c, d))
}

/** Reads `10.0.1.0/24`. Host bits must be zero. */
export function parseCidr(text: string): Result<Cidr, IpProblem> {
  const slash = text.indexOf('/')
  const lengthText = text.slice(slash + 1)
  if (slash < 0 || !/^(0|[1-9]\d?)$/.test(lengthText)) return err('not-a-prefix')
  const address = parseIpv4(text.slice(0, slash))
  if (!address.ok) return address
  const length = Number(lengthText)
  if (length > 32) return err('not-a-prefix')
  const prefix = cidrOf(address.value, length)
  return prefix.address === address.value ? ok(prefix) : err('host-bits-set')
}
