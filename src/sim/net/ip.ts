/*! IPv4 addresses and prefixes.

An address is a host-order uint32, so === compares it, masks and sorts are arithmetic. Text appears only at the border: a
person's text goes through `parseIpv4` / `parseCidr` (parse-ip.ts), literals of our own through `ipv4` / `cidr`, output through `formatIpv4`. */

import type { Brand } from '../../base/brand'

/** An IPv4 address: host-order uint32. */
export type Ipv4 = Brand<number, 'Ipv4'>

/** A prefix. `address` has its host bits cleared; `length` is 0 … 32. */
export interface Cidr {
  readonly address: Ipv4
  readonly length: number
}

/** An address literal in our own code; throws on nonsense. */
export function ipv4(text: string): Ipv4 {
  const [a = 0, b = 0, c = 0, d = 0] = text.split('.').map(Number)
  const address = fromOctets(a, b, c, d)
  // An address has one spelling, so whatever is not one does not print as itself.
  if (formatIpv4(address) !== text) throw new Error(`not an IPv4 address: ${text}`)
  return address
}

/** A prefix literal in our own code; throws on nonsense. */
export function cidr(text: string): Cidr {
  const [address = '', length = ''] = text.split('/')
  const prefix = cidrOf(ipv4(address), Number(length))
  if (prefix.length > 32 || formatCidr(prefix) !== text) throw new Error(`not an IPv4 prefix: ${text}`)
  return prefix
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

/** 224.0.0.0/4. */
export const isMulticast = (ip: Ipv4): boolean => ip >>> 28 === 14

/** 224.0.0.0/4 and 255.255.255.255. */
export const isMulticastOrBroadcast = (ip: Ipv4): boolean => isMulticast(ip) || ip >>> 0 === 0xffffffff
