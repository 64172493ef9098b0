/*! Names and addresses that nobody has yet. */
import { type Cidr, gatewayOf, inCidr, type Ipv4, ipv4FromNumber, lastOf } from '../../net/ip'
import type { NodeSpec, Topology, VSwitchSpec } from '../types'

/** Every address that somebody has or is reached by, of whatever kind. */
export function takenAddresses(topology: Topology): ReadonlySet<Ipv4> {
  const { nodes, pods, services, clients, slb, eips = [], natGateway } = topology
  const taken = new Set<Ipv4>()
  for (const { ip } of nodes) taken.add(ip)
  for (const { ip } of pods) taken.add(ip)
  for (const { ip } of clients) taken.add(ip)
  for (const { clusterIP, lbIP, externalIPs = [] } of services) {
    for (const ip of [clusterIP, ...(lbIP === null ? [] : [lbIP]), ...externalIPs]) taken.add(ip)
  }
  for (const { vip } of slb?.listeners ?? []) taken.add(vip)
  for (const { eip, ip } of eips) taken.add(eip).add(ip)
  for (const { eip } of natGateway?.entries ?? []) taken.add(eip)
  return taken
}

/**
 * Hands out free addresses of a vSwitch, the lowest first, each once; null: there is none, or no such vSwitch. Never the first
 * address or the last three, which Alibaba Cloud keeps for itself, or the gateway.
 */
export function addressPool(topology: Topology): (vswitch: string) => Ipv4 | null {
  const taken = takenAddresses(topology)
  const next = new Map<string, number>()
  return (name) => {
    const vswitch = topology.vswitches.find((each) => each.name === name)
    if (!vswitch) return null
    const found = firstFree(vswitch, next.get(name) ?? vswitch.cidr.address + 1, (ip) => taken.has(ip))
    if (found === null) return null
    next.set(name, found + 1)
    return found
  }
}

function firstFree({ cidr, gateway }: VSwitchSpec, from: number, isTaken: (ip: Ipv4) => boolean): Ipv4 | null {
  const last = lastOf(cidr) - 3
  const own = gateway ?? gatewayOf(cidr)
  for (let at = from; at <= last; at++) {
    const ip = ipv4FromNumber(at)
    if (ip !== own && !isTaken(ip)) return ip
  }
  return null
}

/** The lowest free address of a vSwitch; null: there is none, or no such vSwitch. */
export const freeAddress = (topology: Topology, vswitch: string): Ipv4 | null => addressPool(topology)(vswitch)

export const overlap = (a: Cidr, b: Cidr): boolean =>
  a.length <= b.length ? inCidr(b.address, a) : inCidr(a.address, b)

/** The lowest free host address of the prefixes, in their order. */
export function firstOutside(topology: Topology, nets: readonly Cidr[]): Ipv4 | null {
  const taken = takenAddresses(topology)
  for (const net of nets) {
    for (let at = net.address + 1; at < lastOf(net); at++) {
      if (!taken.has(ipv4FromNumber(at))) return ipv4FromNumber(at)
    }
  }
  return null
}

/** Whether an address may be used in a vSwitch: it lies in it, and it is none that it keeps for itself. */
export function fitsVSwitch(ip: Ipv4, { cidr, gateway = gatewayOf(cidr) }: VSwitchSpec): boolean {
  return inCidr(ip, cidr) && ip !== cidr.address && ip !== lastOf(cidr) && ip !== gateway
}

/** What has a name of its own. */
export type NamedKind =
  | 'vswitch'
  | 'node'
  | 'pod'
  | 'service'
  | 'client'
  | 'security-group'
  | 'network-policy'
  | 'network-acl'

/** The names that a kind has, bare: a flow and a policy name pods without their namespace. */
export function namesOf(topology: Topology, kind: NamedKind): readonly string[] {
  switch (kind) {
    case 'vswitch':
      return topology.vswitches.map(({ name }) => name)
    case 'node':
      return topology.nodes.map(({ name }) => name)
    case 'pod':
      return topology.pods.map(({ name }) => name)
    case 'service':
      return topology.services.map(({ name }) => name)
    case 'client':
      return topology.clients.map(({ name }) => name)
    case 'security-group':
      return (topology.securityGroups ?? []).map(({ id }) => id)
    case 'network-policy':
      return (topology.networkPolicies ?? []).map(({ name }) => name)
    case 'network-acl':
      return (topology.networkAcls ?? []).map(({ id }) => id)
  }
}

/** `web-1`, `web-2`, …: the first that no object of the kind has. */
export function freeName(topology: Topology, kind: NamedKind, stem: string): string {
  const taken = new Set(namesOf(topology, kind))
  let n = 1
  while (taken.has(`${stem}-${n}`)) n++
  return `${stem}-${n}`
}

/** `eth1`, `eth2`, …: the first that the node does not have. */
export function freeDevice({ enis }: Pick<NodeSpec, 'enis'>): string {
  const taken = new Set(enis.map(({ dev }) => dev))
  let n = 1
  while (taken.has(`eth${n}`)) n++
  return `eth${n}`
}
