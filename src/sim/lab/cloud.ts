/*! A stand-in for the cloud: one namespace that routes each address to the ENI that owns it by the sender's route table, answers ARP, is no
hop (TTL stays), drops silently what leads nowhere, and translates for the SLB, EIPs and the NAT gateway.

Which table a packet asks, by `ip rule` there:
  mark 1                what the cloud has translated: whoever owns the address
  from the Internet     other hosts of the Internet, nothing else
  from an ENI, a line   its route table but for the default row · an EIP's owner to the Internet · the default row        */
import { lookupVpcRoute, SYSTEM_TABLE, type VpcRoute } from '../cloud/vpc-route'
import { formatCidr, formatIpv4, hostCidr, type Ipv4 } from '../net/ip'
import { VPC_MAC } from '../net/mac'
import { shellQuote as q } from '../show/shell'
import { machineOf, stepsOf, type Trace } from '../trace/trace'
import type { World } from '../world'
import { cloudRules } from './cloud-rules'
import type { End } from './wires'

const VPC = '"$p"vpc'
const OWNERS = 100
const INTERNET = 101
const FIRST_TABLE = 1000
/** The default row of a table stands in one of its own, behind the EIPs. */
const DEFAULTS = 1000

/** `ns`: a namespace as a word of the script. */
export function cloud(
  world: World,
  ends: readonly End[],
  trace: Trace,
  ns: (netns: End['netns']['id']) => string,
): readonly string[] {
  return [
    '# the cloud: a stand-in, by routes and netfilter',
    ...ends.flatMap((end) => wired(world, end)),
    ...tables(world, ends),
    ...rules(world, ends),
    ...resolved(ends, trace, ns),
    ...cloudRules(world, ends, trace),
  ]
}

/** The gateway's address, and who owns what. */
function wired({ cloud: { index } }: World, { dev, eni, owned, link, internet }: End): readonly string[] {
  const gateway = eni ? index.vswitches.get(eni.vswitch)?.gateway : undefined
  return [
    `ip -n ${VPC} link set ${dev} up`,
    ...(gateway === undefined ? [] : [`ip -n ${VPC} addr add ${formatIpv4(gateway)}/32 dev ${dev}`]),
    `ip -n ${VPC} neigh add ${hop(dev)} lladdr ${link.mac} dev ${dev} nud permanent`,
    ...owned.flatMap((address) => [
      `ip -n ${VPC} route add ${formatIpv4(address)}/32 dev ${dev} table ${OWNERS}`,
      ...(internet ? [`ip -n ${VPC} route add ${formatIpv4(address)}/32 dev ${dev} table ${INTERNET}`] : []),
      `ip -n ${VPC} neigh add ${formatIpv4(address)} lladdr ${link.mac} dev ${dev} nud permanent`,
    ]),
  ]
}

/** What a route through an instance names as its next hop: an address that means the wire. */
const hop = (dev: string): string => {
  const number = Number(dev.slice(1)) + 1
  return `169.254.${number >> 8}.${number & 255}`
}

function tables(world: World, ends: readonly End[]): readonly string[] {
  const names = tableNames(world)
  return world.cloud.routes.flatMap((route) => {
    const number = FIRST_TABLE + names.indexOf(route.table) + (route.dst.length === 0 ? DEFAULTS : 0)
    const table = world.cloud.index.tables.get(route.table) ?? null
    const wins = (address: Ipv4) => lookupVpcRoute(table, address) === route
    if (!wins(route.dst.address) && route.dst.length === 32) return []
    const lines = rowOf(route, ends, (address) => wins(address))
    return lines.map((line) => `ip -n ${VPC} route replace ${line} table ${number}`)
  })
}

const tableNames = ({ cloud: { index } }: World): readonly string[] => [...index.tables.keys()]

/** A row as routes of Linux. What it holds but leads to nobody is dropped silently, as the cloud does. */
function rowOf({ dst, target }: VpcRoute, ends: readonly End[], wins: (address: Ipv4) => boolean): readonly string[] {
  const to = (ofThese: (end: End) => boolean) =>
    ends
      .filter(ofThese)
      .flatMap(({ dev, owned }) => owned.filter(wins).map((address) => `${formatCidr(hostCidr(address))} dev ${dev}`))
  const nobody = `blackhole ${formatCidr(dst)}`
  switch (target.kind) {
    case 'local':
      return [nobody, ...to(({ eni }) => eni !== null)]
    case 'service':
      return [nobody, ...to(({ eni, internet }) => eni === null && !internet)]
    case 'nat-gateway':
      return [nobody, ...to(({ internet }) => internet)]
    case 'outside': {
      const end = ends.find(({ eni, netns }) => eni === null && netns.id === target.client)
      return [end ? `${formatCidr(dst)} dev ${end.dev}` : nobody]
    }
    case 'eni': {
      const end = ends.find(({ eni }) => eni?.id === target.eni)
      return [end ? `${formatCidr(dst)} via ${hop(end.dev)} dev ${end.dev} onlink` : nobody]
    }
    case 'blackhole':
      return [nobody]
  }
}

function rules(world: World, ends: readonly End[]): readonly string[] {
  const { index, eips } = world.cloud
  const names = tableNames(world)
  const rule = (priority: number, text: string) => `ip -n ${VPC} rule add priority ${priority} ${text}`
  const [first, last] = [ends.filter(({ internet }) => !internet), ends.filter(({ internet }) => internet)]
  const tableOf = ({ eni }: End): number => {
    const name = eni ? (index.vswitches.get(eni.vswitch)?.table ?? SYSTEM_TABLE) : SYSTEM_TABLE
    return FIRST_TABLE + names.indexOf(name)
  }
  return [
    rule(10, `fwmark 1/1 lookup ${OWNERS}`),
    ...last.map(({ dev }) => rule(20, `iif ${dev} lookup ${INTERNET}`)),
    ...first.map((end) => rule(20, `iif ${end.dev} lookup ${tableOf(end)}`)),
    ...eips.map(({ ip }) => rule(30, `from ${formatIpv4(ip)} lookup ${INTERNET}`)),
    ...first.map((end) => rule(40, `iif ${end.dev} lookup ${tableOf(end) + DEFAULTS}`)),
  ]
}

/** Whom the flow asks by ARP on the cloud's wires: it answers for all that it knows, also where no route of this namespace leads. */
function resolved(ends: readonly End[], trace: Trace, ns: (netns: End['netns']['id']) => string): readonly string[] {
  const lines = stepsOf(trace).flatMap(({ place, event, after }) => {
    if (event.kind !== 'transmit' || after.dmac !== VPC_MAC) return []
    const end = ends.find(({ netns, link }) => netns.id === machineOf(place) && link.name === event.dev)
    const written = end?.netns.neighs.some(({ dev, address }) => dev === event.dev && address === event.nextHop)
    if (!end || written) return []
    const dev = q(event.dev)
    return [
      `ip -n ${ns(end.netns.id)} neigh replace ${formatIpv4(event.nextHop)} lladdr ${VPC_MAC} dev ${dev} nud permanent`,
    ]
  })
  return [...new Set(lines)]
}
