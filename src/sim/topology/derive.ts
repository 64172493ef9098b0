/*! Values that the real thing makes up: names by hash, MACs by chance. Here both are a function of the names, so that the
same topology always gives the same world. */
import { sha1Hex } from '../net/hash'
import type { Mac } from '../net/mac'

/**
 * Host end of a pod's veth: `cali` + the first 11 hex digits of sha1(namespace.pod) (Terway pkg/link/veth.go:VethNameForPod,
 * datapath.md §1.2). 15 characters, the kernel's limit.
 */
export const caliName = (namespace: string, pod: string): string => `cali${sha1Hex(`${namespace}.${pod}`).slice(0, 11)}`

/** An ENI's MAC: Alibaba Cloud's prefix 00:16:3e, the rest by hash. */
export const eniMac = (node: string, dev: string): Mac => macWith('00:16:3e', `eni ${node} ${dev}`, 3)

/** Both ends of a veth pair have random, locally administered addresses (§1.1): first octet 5e in the pod, 7a on the host. */
export const podMac = (namespace: string, pod: string): Mac => macWith('5e', `pod ${namespace}.${pod}`, 5)
export const hostEndMac = (namespace: string, pod: string): Mac => macWith('7a', `host ${namespace}.${pod}`, 5)
export const clientMac = (client: string): Mac => macWith('02', `client ${client}`, 5)

export const eniId = (node: string, dev: string): string => `eni-${sha1Hex(`eni ${node} ${dev}`).slice(0, 20)}`

/** Felix names the set of a selector by a hash of it. */
export const setName = (members: readonly string[]): string => sha1Hex(members.join(' ')).slice(0, 20)

function macWith(prefix: string, seed: string, octets: number): Mac {
  const hex = sha1Hex(seed)
  let text = prefix
  for (let i = 0; i < octets; i++) text += `:${hex.slice(2 * i, 2 * i + 2)}`
  return text as Mac
}
