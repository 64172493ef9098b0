/*! What judges a packet at an ENI, as chains of the cloud's table. Stateful means: a set for each ENI holds the connections that its groups
have let through, in either direction. Ids stand nowhere in it, so no name can mean anything. */
import { ALWAYS, type NetworkAcl, type NetworkAclRule } from '../cloud/network-acl'
import type { EniRow } from '../cloud/rows'
import type { Direction, GroupPool, PortRange, SecurityGroup, SecurityRule } from '../cloud/security-group'
import { SHARED_SERVICES } from '../cloud/vpc-route'
import { type Cidr, formatCidr, formatIpv4, type Ipv4 } from '../net/ip'
import type { Protocol } from '../net/packet'
import type { World } from '../world'
import type { End } from './wires'

/** Sets and chains; none where nobody judges. */
export function judges(world: World, ends: readonly End[]): readonly string[] {
  const { index } = world.cloud
  const at = ends.flatMap(({ dev, eni }) => {
    if (!eni) return []
    const pool = index.pools.get(eni.id) ?? null
    const acl = index.acls.get(eni.vswitch) ?? null
    return pool || acl || eni.sourceDestCheck ? [{ dev, eni, pool, acl }] : []
  })
  if (at.length === 0) return []
  return [
    ...at.flatMap(({ dev, eni, pool, acl }) => [
      ...(pool ? sessions(dev) : []),
      ...(['out', 'in'] as const).flatMap((direction) => [
        ...(pool ? groups(world, dev, pool, direction) : []),
        ...(acl ? aclChain(dev, acl, direction) : []),
        ...(direction === 'out' ? outChain(world, dev, eni, pool, acl) : inChain(world, dev, eni, pool, acl)),
      ]),
    ]),
    'chain sent { type filter hook prerouting priority -300;',
    ...at.map(({ dev }) => `  iifname ${dev} jump out-${dev}`),
    '}',
    'chain delivered { type filter hook postrouting priority 300;',
    ...at.map(({ dev }) => `  oifname ${dev} jump in-${dev}`),
    '}',
  ]
}

const setOf = (addresses: readonly Ipv4[]): string => `{ ${addresses.map(formatIpv4).join(', ')} }`

/** An ENI sends only with a source of its own, and gets only what it owns. */
const check = ({ sourceDestCheck, addresses }: EniRow, field: 'saddr' | 'daddr'): readonly string[] => {
  if (!sourceDestCheck) return []
  return [addresses.length === 0 ? '  drop' : `  ip ${field} != ${setOf(addresses.map(({ address }) => address))} drop`]
}

function outChain(
  world: World,
  dev: string,
  eni: EniRow,
  pool: GroupPool | null,
  acl: NetworkAcl | null,
): readonly string[] {
  const beside = addressesIn(world, eni.vswitch)
  return [
    `chain out-${dev} {`,
    ...check(eni, 'saddr'),
    ...(pool ? [`  jump groups-out-${dev}`] : []),
    // Two ENIs of one vSwitch: no ACL stands between them.
    ...(acl ? [...(beside.length > 0 ? [`  ip daddr ${setOf(beside)} return`] : []), `  jump acl-out-${dev}`] : []),
    '}',
  ]
}

function inChain(
  world: World,
  dev: string,
  eni: EniRow,
  pool: GroupPool | null,
  acl: NetworkAcl | null,
): readonly string[] {
  const same = senderMark([...world.cloud.index.vswitches.keys()].indexOf(eni.vswitch))
  return [
    `chain in-${dev} {`,
    ...(acl ? [`  meta mark & 0xff00 != ${same} jump acl-in-${dev}`] : []),
    ...(pool ? [`  jump groups-in-${dev}`] : []),
    ...check(eni, 'daddr'),
    '}',
  ]
}

const addressesIn = ({ cloud }: World, vswitch: string): readonly Ipv4[] =>
  cloud.enis.filter((eni) => eni.vswitch === vswitch).flatMap((eni) => eni.addresses.map(({ address }) => address))

/** The connections that an ENI's groups have let through: by ports, and by an echo's id. */
const sessions = (dev: string): readonly string[] => [
  `set ports-${dev} { typeof ip saddr . ip daddr . meta l4proto . th sport . th dport; flags dynamic,timeout; timeout 1h; size 65535; }`,
  `set echo-${dev} { typeof ip saddr . ip daddr . icmp id; flags dynamic,timeout; timeout 1h; size 65535; }`,
  `chain open-${dev} {`,
  `  meta l4proto { tcp, udp } update @ports-${dev} { ip saddr . ip daddr . meta l4proto . th sport . th dport }`,
  `  icmp type { echo-request, echo-reply } update @echo-${dev} { ip saddr . ip daddr . icmp id }`,
  '}',
]

/** A chain returns where a packet passes: `accept` would end the base chain, and the ACL and the check would not be asked. */
function groups(world: World, dev: string, pool: GroupPool, direction: Direction): readonly string[] {
  const known = (set: string, key: string) => `  ${key} @${set}-${dev} return`
  const ports = (from: string, to: string, sport: string, dport: string) =>
    `meta l4proto { tcp, udp } ip ${from} . ip ${to} . meta l4proto . th ${sport} . th ${dport}`
  const echo = (from: string, to: string) => `icmp type { echo-request, echo-reply } ip ${from} . ip ${to} . icmp id`
  const lets = ` goto open-${dev}`
  return [
    `chain groups-${direction}-${dev} {`,
    known('ports', ports('saddr', 'daddr', 'sport', 'dport')),
    known('ports', ports('daddr', 'saddr', 'dport', 'sport')),
    known('echo', echo('saddr', 'daddr')),
    known('echo', echo('daddr', 'saddr')),
    ...pool[direction].flatMap((rule) =>
      peersOf(world, rule, direction).flatMap((peer) =>
        asked(rule.proto, rule.ports).map((what) => `  ${what}${peer}${rule.policy === 'accept' ? lets : ' drop'}`),
      ),
    ),
    ...byDefault(world, pool.groups, direction).map((peer) => `  ${peer}${lets}`),
    '  drop',
    '}',
  ]
}

const peerField = (direction: Direction): string => (direction === 'in' ? 'saddr' : 'daddr')

/** Whom a rule names: none where its group has no members. */
function peersOf(world: World, { peer }: SecurityRule, direction: Direction): readonly string[] {
  if (peer.kind === 'cidr') return [prefix(peer.cidr, direction)]
  return members(world, peer.group, direction)
}

function members({ cloud }: World, group: string, direction: Direction): readonly string[] {
  const owned = cloud.enis.filter(({ groups: own }) => own.includes(group)).flatMap(({ addresses }) => addresses)
  return owned.length === 0 ? [] : [`ip ${peerField(direction)} ${setOf(owned.map(({ address }) => address))}`]
}

const prefix = (cidr: Cidr, direction: Direction): string =>
  cidr.length === 0 ? '' : `ip ${peerField(direction)} ${formatCidr(cidr)}`

/** Protocol and destination ports; what has no port is not narrowed by a range. */
function asked(proto: Protocol | 'ALL', ports: PortRange | null): readonly string[] {
  const range = ports === null ? '' : `th dport ${ports.from}-${ports.to} `
  if (proto === 'ALL') return ports === null ? [''] : [`meta l4proto { tcp, udp } ${range}`, 'meta l4proto icmp ']
  return [`meta l4proto ${proto.toLowerCase()} ${proto === 'ICMP' ? '' : range}`]
}

/** Who passes where no rule names the packet (datapath.md §5.2). */
function byDefault(world: World, own: readonly SecurityGroup[], direction: Direction): readonly string[] {
  if (direction === 'out') return own.some(({ type }) => type === 'advanced') ? [] : ['']
  const inner = own.filter(({ type, innerAccess }) => type === 'basic' && innerAccess)
  return [...inner.flatMap(({ id }) => members(world, id, 'in')), prefix(SHARED_SERVICES, 'in')]
}

/** In the order in which they are tried; what no rule names is denied. */
function aclChain(dev: string, { rules }: NetworkAcl, direction: Direction): readonly string[] {
  const verdict = ({ policy }: NetworkAclRule) => (policy === 'accept' ? ' return' : ' drop')
  return [
    `chain acl-${direction}-${dev} {`,
    ...ALWAYS.map((cidr) => `  ${prefix(cidr, direction)} return`),
    ...rules
      .filter((rule) => rule.direction === direction)
      .flatMap((rule) =>
        asked(rule.proto, rule.ports).map((what) => `  ${what}${prefix(rule.cidr, direction)}${verdict(rule)}`),
      ),
    '  drop',
    '}',
  ]
}

/** Which vSwitch has sent a packet, as a mark: told apart by number, from 1; 0 means none. */
export const senderMark = (vswitch: number): string => `0x${((vswitch + 1) << 8).toString(16)}`
