/*! `ipset list`: name, type, number of entries and members. Hash sizes, seeds and memory are left out: nobody knows them. */
import type { Ipset, IpsetMember } from '../kernel/netfilter/ipset'
import { formatCidr, formatIpv4 } from '../net/ip'
import { heading, type Line, line } from './line'

/** `-s`: members sorted. Without it they come in the order of a hash that has a random seed. */
export const IPSET_LIST = 'ipset list -s'
export const ipsetListCommand = (set: string): string => `ipset list ${set}`

/** "10.0.3.63,tcp:80"; "10.0.1.104,tcp:80,10.0.1.104"; "31080" of a bitmap:port. */
export function showIpsetMember(member: IpsetMember): string {
  const { ip, proto, port, ip2, net } = member
  // A bitmap:port has bare numbers, whatever protocol the rule that asks it is for.
  if (ip === null) return `${port ?? ''}`
  const service = port === null ? [] : [`${proto === null ? '' : `${proto.toLowerCase()}:`}${port}`]
  return [
    formatIpv4(ip),
    ...service,
    ...(ip2 === null ? [] : [formatIpv4(ip2)]),
    ...(net === null ? [] : [formatCidr(net)]),
  ].join(',')
}

/** One set by its first line. */
export const showIpset = (set: Ipset): string => `Name: ${set.name}`

export const ipsetList = (sets: readonly Ipset[]): readonly Line[] =>
  sets.flatMap((set, index) => [
    ...(index === 0 ? [] : [heading('')]),
    line(showIpset(set), set),
    heading(`Type: ${set.type}`),
    heading(`Number of entries: ${set.members.length}`),
    heading('Members:'),
    ...[...set.members].sort(byMember).map((member) => line(showIpsetMember(member), member)),
  ])

const byMember = (a: IpsetMember, b: IpsetMember): number =>
  (a.ip ?? 0) - (b.ip ?? 0) || (a.port ?? 0) - (b.port ?? 0) || (a.ip2 ?? 0) - (b.ip2 ?? 0)
