/*! Sets of addresses and ports: `ipset list`. */
import { assertNever } from '../../../base/assert'
import { type Cidr, inCidr, type Ipv4 } from '../../net/ip'
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

/** A set ready for tests. The key of a member is one number; hash:ip,port,ip has a second Map for its last dimension. */
export interface IpsetIndex {
  readonly set: Ipset
  readonly members: ReadonlyMap<number, IpsetMember>
  readonly pairs: ReadonlyMap<number, ReadonlyMap<Ipv4, IpsetMember>>
  readonly nets: ReadonlyMap<number, readonly IpsetMember[]>
}

/** address × (protocol, port) in one exact number: 32 + 17 bits. */
export const ipPortKey = (ip: Ipv4, udp: boolean, port: number): number => ip * 131072 + (udp ? 65536 : 0) + port

export function makeIpsetIndex(set: Ipset): IpsetIndex {
  const members = new Map<number, IpsetMember>()
  const pairs = new Map<number, Map<Ipv4, IpsetMember>>()
  const nets = new Map<number, IpsetMember[]>()
  for (const member of set.members) {
    const { ip, port } = member
    switch (set.type) {
      case 'bitmap:port':
        if (port !== null) members.set(port, member)
        break
      case 'hash:ip':
        if (ip !== null) members.set(ip, member)
        break
      case 'hash:ip,port':
        if (ip !== null && port !== null) members.set(ipPortKey(ip, member.proto === 'UDP', port), member)
        break
      case 'hash:ip,port,ip': {
        if (ip === null || port === null || member.ip2 === null) break
        const key = ipPortKey(ip, member.proto === 'UDP', port)
        const seconds = pairs.get(key) ?? new Map<Ipv4, IpsetMember>()
        pairs.set(key, seconds)
        seconds.set(member.ip2, member)
        break
      }
      case 'hash:ip,port,net': {
        if (ip === null || port === null) break
        const key = ipPortKey(ip, member.proto === 'UDP', port)
        nets.set(key, [...(nets.get(key) ?? []), member])
        break
      }
      default:
        assertNever(set.type)
    }
  }
  return { set, members, pairs, nets }
}

/** `-m set --match-set <set> <dims>`: the member that the packet is, or null. `dims` name the side of each dimension. */
export function testIpset(index: IpsetIndex, dims: readonly ('src' | 'dst')[], tuple: Tuple): IpsetMember | null {
  const ip = dims[0] === 'src' ? tuple.src : tuple.dst
  switch (index.set.type) {
    case 'bitmap:port':
      return tuple.proto === 'ICMP' ? null : (index.members.get(dims[0] === 'src' ? tuple.sport : tuple.dport) ?? null)
    case 'hash:ip':
      return index.members.get(ip) ?? null
    case 'hash:ip,port':
    case 'hash:ip,port,ip':
    case 'hash:ip,port,net': {
      if (tuple.proto === 'ICMP') return null
      const key = ipPortKey(ip, tuple.proto === 'UDP', dims[1] === 'src' ? tuple.sport : tuple.dport)
      if (index.set.type === 'hash:ip,port') return index.members.get(key) ?? null
      const third = dims[2] === 'src' ? tuple.src : tuple.dst
      if (index.set.type === 'hash:ip,port,ip') return index.pairs.get(key)?.get(third) ?? null
      return index.nets.get(key)?.find((member) => member.net !== null && inCidr(third, member.net)) ?? null
    }
    default:
      return assertNever(index.set.type)
  }
}
