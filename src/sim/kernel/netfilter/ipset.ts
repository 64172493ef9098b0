/*! Sets of addresses and ports: `ipset list`. */
import { assertNever } from '../../../base/assert'
import { type Cidr, inCidr, type Ipv4 } from '../../net/ip'
import { endpointAt, type EndpointMap, putAt } from '../../net/endpoint-map'
import type { Tuple } from '../../net/packet'
import type { RowBase } from '../row'

export type IpsetType = 'hash:ip,port' | 'hash:ip,port,ip' | 'hash:ip,port,net' | 'hash:ip' | 'bitmap:port'

export interface Ipset extends RowBase {
  readonly kind: 'ipset'
  readonly name: string
  readonly type: IpsetType
  readonly members: readonly IpsetMember[]
}

/** One member; the fields that the set's type has, the others null. */
export interface IpsetMember extends RowBase {
  readonly kind: 'ipset-member'
  readonly set: string
  readonly ip: Ipv4 | null
  readonly proto: 'TCP' | 'UDP' | null
  readonly port: number | null
  /** The third dimension of hash:ip,port,ip. */
  readonly ip2: Ipv4 | null
  /** The third dimension of hash:ip,port,net. */
  readonly net: Cidr | null
}

/** A set ready for tests: by its one number, a port or an address, or by endpoint, where a third dimension may add to it. */
export interface IpsetIndex {
  readonly type: IpsetType
  /** Most sets of a node are empty. */
  readonly isEmpty: boolean
  readonly byNumber: ReadonlyMap<number, IpsetMember>
  readonly byEndpoint: EndpointMap<readonly IpsetMember[]>
  readonly set: Ipset
}

export function makeIpsetIndex(set: Ipset): IpsetIndex {
  const byNumber = new Map<number, IpsetMember>()
  const byEndpoint: EndpointMap<readonly IpsetMember[]> = new Map()
  for (const member of set.members) {
    const { ip, port } = member
    const udp = member.proto === 'UDP'
    switch (set.type) {
      case 'bitmap:port':
        if (port !== null) byNumber.set(port, member)
        break
      case 'hash:ip':
        if (ip !== null) byNumber.set(ip | 0, member)
        break
      case 'hash:ip,port':
      case 'hash:ip,port,ip':
      case 'hash:ip,port,net':
        if (ip === null || port === null) break
        putAt(byEndpoint, ip, udp, port, [...(endpointAt(byEndpoint, ip, udp, port) ?? []), member])
        break
      default:
        assertNever(set.type)
    }
  }
  return { type: set.type, isEmpty: byNumber.size + byEndpoint.size === 0, byNumber, byEndpoint, set }
}

/** Which dimensions of a test ask for the source, a bit for each: `src,dst,dst` is 1. */
export const sidesOf = (dims: readonly ('src' | 'dst')[]): number =>
  dims.reduce((bits, side, at) => bits | (side === 'src' ? 1 << at : 0), 0)

/** `-m set --match-set <set> <dims>`: the member that the packet is, or null. `sides` name the side of each dimension. */
export function testIpset(index: IpsetIndex, sides: number, tuple: Tuple): IpsetMember | null {
  if (index.isEmpty) return null
  const { type, byNumber, byEndpoint } = index
  const ip = (sides & 1) !== 0 ? tuple.src : tuple.dst
  if (type === 'hash:ip') return byNumber.get(ip | 0) ?? null
  if (tuple.proto === 'ICMP') return null
  if (type === 'bitmap:port') return byNumber.get((sides & 1) !== 0 ? tuple.sport : tuple.dport) ?? null
  const members = endpointAt(byEndpoint, ip, tuple.proto === 'UDP', (sides & 2) !== 0 ? tuple.sport : tuple.dport)
  if (members === null) return null
  const third = (sides & 4) !== 0 ? tuple.src : tuple.dst
  for (const member of members) {
    switch (type) {
      case 'hash:ip,port':
        return member
      case 'hash:ip,port,ip':
        if (member.ip2 === third) return member
        break
      case 'hash:ip,port,net':
        if (member.net !== null && inCidr(third, member.net)) return member
        break
      default:
        assertNever(type)
    }
  }
  return null
}
