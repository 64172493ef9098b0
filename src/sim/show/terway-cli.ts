/*! `terway-cli mapping` and `terway-cli metadata`, as the Terway container of a node prints them. */
import type { EniAddress, EniRow } from '../cloud/rows'
import type { NetnsId } from '../kernel/row'
import { formatIpv4, type Ipv4 } from '../net/ip'
import type { World } from '../world'
import { columns } from './columns'
import { heading, type Line, line } from './line'

export const TERWAY_MAPPING = 'terway-cli mapping'
export const TERWAY_METADATA = 'terway-cli metadata'

/** Which pod has which address of which ENI. Terway hands out addresses of secondary ENIs only (datapath.md §1.5). */
export function terwayMapping(world: World, host: NetnsId): readonly Line[] {
  const addresses = enisOf(world, host)
    .filter((eni) => !eni.primary)
    .flatMap((eni) => eni.addresses.map((address) => ({ eni, address })))
  return columns(
    ['Status', 'Pod Name', 'Res ID', 'Factory Res ID'],
    addresses.map(({ eni, address }) => {
      const pod = podWith(world, address.address)
      const resource = `${eni.mac}.${formatIpv4(address.address)}`
      return { cells: [pod === null ? 'Idle' : 'Normal', pod ?? '', resource, resource], rows: [address, eni] }
    }),
    false,
  )
}

/** The node's ENIs by vSwitch, as a tree. A secondary ENI's own primary address is not printed: no row has it. */
export function terwayMetadata(world: World, host: NetnsId): readonly Line[] {
  const enis = enisOf(world, host)
  const vswitches = [...new Set(enis.map((eni) => eni.vswitch))]
  return vswitches.flatMap((vswitch, i) => {
    const last = i === vswitches.length - 1
    const own = enis.filter((eni) => eni.vswitch === vswitch)
    return [
      heading(`${last ? '└' : '├'}─┬vswitch: ${vswitch}`),
      ...own.flatMap((eni, j) => eniTree(eni, last ? '  ' : '│ ', j === own.length - 1)),
    ]
  })
}

function eniTree(eni: EniRow, indent: string, last: boolean): readonly Line[] {
  const inside = `${indent}${last ? '  ' : '│ '}`
  const facts = [`primary: ${eni.primary}`, `interface: ${eni.dev}`]
  const primary = eni.primary ? eni.addresses.slice(0, 1) : []
  const secondary = eni.primary ? eni.addresses.slice(1) : eni.addresses
  const leaves = facts.length + primary.length
  const bend = (index: number) => (index === leaves - 1 && secondary.length === 0 ? '└' : '├')
  return [
    line(`${indent}${last ? '└' : '├'}─┬eni: ${eni.mac}`, eni),
    ...facts.map((fact, index) => line(`${inside}${bend(index)}──${fact}`, eni)),
    ...primary.map((row) => address(`${inside}${bend(leaves - 1)}──primary_ipv4: `, row)),
    ...(secondary.length === 0 ? [] : [heading(`${inside}└─┬secondary_ipv4s`)]),
    ...secondary.map((row, index) => address(`${inside}  ${index === secondary.length - 1 ? '└' : '├'}──`, row)),
  ]
}

const address = (before: string, row: EniAddress): Line => line(`${before}${formatIpv4(row.address)}`, row)

const enisOf = (world: World, host: NetnsId): readonly EniRow[] => world.cloud.enis.filter((eni) => eni.host === host)

/** The pod that wears an address, by name; null: the address waits in the pool. */
function podWith(world: World, ip: Ipv4): string | null {
  for (const netns of world.netns.values()) {
    if (netns.type === 'pod' && netns.addrs.some((addr) => addr.address === ip)) return netns.name
  }
  return null
}
