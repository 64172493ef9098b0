/*! Ethernet addresses. Lower case with colons, as `ip link` prints them. */
import type { Brand } from '../../base/brand'
import { err, ok, type Result } from '../../base/result'

export type Mac = Brand<string, 'Mac'>

export function parseMac(text: string): Result<Mac, 'not-a-mac'> {
  const lower = text.toLowerCase()
  return /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(lower) ? ok(lower as Mac) : err('not-a-mac')
}

/** A MAC literal in our own code; throws on nonsense. */
export function mac(text: string): Mac {
  const parsed = parseMac(text)
  if (!parsed.ok) throw new Error(`not a MAC address: ${text}`)
  return parsed.value
}

export const ZERO_MAC = '00:00:00:00:00:00' as Mac

/** A group's address on Ethernet: 01:00:5e and the last 23 bits of it (RFC 1112 §6.4). */
export const groupMac = (group: number): Mac =>
  `01:00:5e:${[(group >>> 16) & 127, (group >>> 8) & 255, group & 255].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}` as Mac

/** The VPC answers every ARP request on an ENI with this address (seen on Alibaba Cloud hosts and in the recordings). */
export const VPC_MAC = 'ee:ff:ff:ff:ff:ff' as Mac
