/*! What an editor offers when somebody adds a way in or out of the VPC, or a filter of its vSwitches. null: nothing of the kind fits. */
import { cidr, EVERYWHERE, hostCidr, type Ipv4, ipv4FromNumber, sameCidr } from '../../net/ip'
import type { EipSpec, NatGatewaySpec, NetworkAclSpec, PodSpec, SnatEntrySpec, Topology, VpcRouteSpec } from '../types'
import { firstOutside, freeName, overlap } from './free'

/** For documentation (RFC 5737); Internet clients have the third of these prefixes. */
const PUBLIC = cidr('198.51.100.0/24')
/** Where an office or another VPC may be. */
const ELSEWHERE = [cidr('192.168.0.0/16'), cidr('172.16.0.0/16'), cidr('10.200.0.0/16')]

const freePublic = (topology: Topology): Ipv4 => firstOutside(topology, [PUBLIC]) ?? ipv4FromNumber(PUBLIC.address + 1)

/** A gateway with SNAT for the first vSwitch; null: the VPC has one. */
export const newNatGateway = (topology: Topology): NatGatewaySpec | null =>
  topology.natGateway ? null : { id: 'ngw-1', entries: [newSnatEntry(topology)] }

/** For a vSwitch that has none, else for one node; behind the address that the others have. */
export function newSnatEntry(topology: Topology): SnatEntrySpec {
  const { entries = [] } = topology.natGateway ?? {}
  const sources = [...topology.vswitches.map((each) => each.cidr), ...topology.nodes.map(({ ip }) => hostCidr(ip))]
  const source = sources.find((each) => !entries.some((entry) => sameCidr(entry.source, each)))
  return { source: source ?? topology.vpc, eip: entries[0]?.eip ?? freePublic(topology) }
}

/** Bound to `to`, else the first pod, else node, that has none; null: there is none, or `to` has one. */
export function newEip(topology: Topology, to?: Pick<PodSpec, 'ip'>): EipSpec | null {
  const { eips = [], nodes, pods } = topology
  const bound = new Set(eips.map(({ ip }) => ip))
  const owner = (to ? [to] : [...pods, ...nodes]).find(({ ip }) => !bound.has(ip))
  return owner ? { eip: freePublic(topology), ip: owner.ip } : null
}

/** To a prefix outside the VPC that no route has, by the first node; without one, nowhere. */
export function newRoute({ vpc, routes = [], nodes }: Topology): VpcRouteSpec | null {
  const destination = ELSEWHERE.find(
    (prefix) => !overlap(prefix, vpc) && !routes.some((route) => sameCidr(route.destination, prefix)),
  )
  const [node] = nodes
  return destination ? { destination, via: node ? { node: node.name } : { blackhole: true } } : null
}

/** For this vSwitch, else the first that has none, or for none yet. It lets everything through, as the cloud's own first one does. */
export function newNetworkAcl(topology: Topology, vswitch?: string): NetworkAclSpec {
  const bound = new Set((topology.networkAcls ?? []).flatMap(({ vswitches }) => vswitches))
  const free = topology.vswitches.find(({ name }) => (vswitch === undefined ? !bound.has(name) : name === vswitch))
  return {
    id: freeName(topology, 'network-acl', 'acl'),
    vswitches: free ? [free.name] : [],
    rules: [
      { direction: 'in', policy: 'accept', protocol: 'ALL', cidr: EVERYWHERE },
      { direction: 'out', policy: 'accept', protocol: 'ALL', cidr: EVERYWHERE },
    ],
  }
}
