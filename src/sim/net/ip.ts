/*! IPv4 addresses and prefixes.

An address is a host-order uint32, so === compares it, masks and sorts are arithmetic. Text appears only at the border: a
person's text goes through `parseIpv4` / `parseCidr`, literals of our own through `ipv4` / `cidr`, output through `formatIpv4`. */

import ipaddr from 'ipaddr.js'
import type { Brand } from '../../base/brand'
import { err, ok, type Result } from '../../base/result'

/** An IPv4 address: host-order uint32. */
export type Ipv4 = Brand<number, 'Ipv4'>

/** A prefix. `address` has its host bits cleared; `length` is 0 … 32. */
export interface Cidr {
  readonly address: Ipv4
  readonly length: number
}

/** Why a text is not an address or prefix. No sentence: the text module has those. */
export type IpProblem = 'not-four-decimals' | 'not-a-prefix' | 'host-bits-set'

/**
 * Reads an address that a person wrote. Four decimal parts without leading zeros only: ipaddr.js alone would read
 * `010.0.0.1` as 8.0.0.1 and `1` as 0.0.0.1 (attack L12).
 */
export function parseIpv4(text: string): Result<Ipv4, IpProblem> {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return err('not-four-decimals')
  const [a, b, c, d] = ipaddr.IPv4.parse(text).octets as [number, number, number, number]
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
  if ((address.value & ~maskOf(length)) >>> 0 !== 0) return err('host-bits-set')
  return ok({ address: address.value, length })
}

/** An address literal in our own code; throws on nonsense. */
export function ipv4(text: string): Ipv4 {
  const parsed = parseIpv4(text)
  if (!parsed.ok) throw new Error(`not an IPv4 address: ${text}`)
  return parsed.value
}

/** A prefix literal in our own code; throws on nonsense. */
export function cidr(text: string): Cidr {
  const parsed = parseCidr(text)
  if (!parsed.ok) throw new Error(`not an IPv4 prefix: ${text}`)
  return parsed.value
}

export const fromOctets = (a: number, b: number, c: number, d: number): Ipv4 =>
  (((a << 24) | (b << 16) | (c << 8) | d) >>> 0) as Ipv4

/** An address from arithmetic, wrapped to 32 bits. */
export const ipv4FromNumber = (value: number): Ipv4 => (value >>> 0) as Ipv4

/** `10.0.1.82`. */
export const formatIpv4 = (ip: Ipv4): string => `${ip >>> 24}.${(ip >>> 16) & 255}.${(ip >>> 8) & 255}.${ip & 255}`

/** `10.0.1.0/24`. */
export const formatCidr = (prefix: Cidr): string => `${formatIpv4(prefix.address)}/${prefix.length}`

/** A prefix as iproute2 prints it: a /32 without its length, 0.0.0.0/0 as `default`. */
export const formatPrefix = (prefix: Cidr): string =>
  prefix.length === 32 ? formatIpv4(prefix.address) : prefix.length === 0 ? 'default' : formatCidr(prefix)

/** Netmask of a prefix length as uint32. */
export const maskOf = (length: number): number => (length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0)

export const inCidr = (ip: Ipv4, prefix: Cidr): boolean => (ip & maskOf(prefix.length)) >>> 0 === prefix.address

/** The prefix of `length` that holds `ip`. */
export const cidrOf = (ip: Ipv4, length: number): Cidr => ({ address: ipv4FromNumber(ip & maskOf(length)), length })

export const hostCidr = (ip: Ipv4): Cidr => ({ address: ip, length: 32 })

export const EVERYWHERE: Cidr = { address: 0 as Ipv4, length: 0 }

export const sameCidr = (a: Cidr, b: Cidr): boolean => a.address === b.address && a.length === b.length

/** Last address of a prefix (its broadcast address). */
export const lastOf = (prefix: Cidr): Ipv4 => ipv4FromNumber(prefix.address | ~maskOf(prefix.length))

/**
 * A vSwitch's gateway: the third address from the end of its prefix (Terway pkg/ip/ip.go:DeriveGatewayIP,
 * datapath.md §1.4). 10.0.1.0/24 gives 10.0.1.253.
 */
export const gatewayOf = (prefix: Cidr): Ipv4 => ipv4FromNumber(lastOf(prefix) - 2)

/** 127.0.0.0/8. */
export const isLoopback = (ip: Ipv4): boolean => ip >>> 24 === 127

/** 224.0.0.0/4 and 255.255.255.255. */
export const isMulticastOrBroadcast = (ip: Ipv4): boolean => ip >>> 28 === 14 || ip >>> 0 === 0xffffffff
