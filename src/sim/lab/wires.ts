/*! The wires of the lab: veth pairs between namespaces, and one end in the cloud's namespace for each ENI and each host outside. */
import type { EniRow } from '../cloud/rows'
import type { Link } from '../kernel/link'
import type { Netns } from '../kernel/netns'
import type { NetnsId } from '../kernel/row'
import type { Ipv4 } from '../net/ip'
import { VPC_MAC } from '../net/mac'
import { shellQuote as q } from '../show/shell'
import type { World } from '../world'

/** A wire that ends in the cloud. */
export interface End {
  /** Its name there. */
  readonly dev: string
  readonly netns: Netns
  readonly link: Link
  /** null: a host outside. */
  readonly eni: EniRow | null
  readonly owned: readonly Ipv4[]
  readonly internet: boolean
}

export function endsOf({ netns, cloud }: World): readonly End[] {
  const wires = [...netns.values()].flatMap((each) =>
    each.links.filter(({ type }) => type.kind === 'eni' || type.kind === 'uplink').map((link) => ({ each, link })),
  )
  return wires.map(({ each, link }, index) => {
    const eni = link.type.kind === 'eni' ? (cloud.index.enis.get(link.type.id) ?? null) : null
    const own = each.addrs.filter(({ dev }) => dev === link.name)
    const owned = (eni?.addresses ?? own).map(({ address }) => address)
    const internet = eni === null && owned.some((address) => cloud.index.hosts.get(address | 0)?.where === 'internet')
    return { dev: `v${index}`, netns: each, link, eni, owned, internet }
  })
}

/** `ns`: a namespace as a word of the script; `vpc`: that of the cloud. */
export const wires = (
  world: World,
  ends: readonly End[],
  ns: (netns: NetnsId) => string,
  vpc: string,
): readonly string[] =>
  [...world.netns.values()].flatMap((each) =>
    each.links.flatMap((link): readonly string[] => {
      const own = ns(each.id)
      const named = `name ${q(link.name)} index ${link.ifindex} address ${link.mac}`
      switch (link.type.kind) {
        case 'loopback':
          return []
        case 'veth': {
          const { peer } = link.type
          if (each.type !== 'pod') return []
          const mac = world.netns.get(peer.netns)?.links.find(({ name }) => name === peer.name)?.mac ?? VPC_MAC
          return [
            `ip link add netns ${own} ${named} type veth peer netns ${ns(peer.netns)} name ${q(peer.name)} index ${peer.ifindex} address ${mac}`,
          ]
        }
        case 'eni':
        case 'uplink': {
          const end = ends.find((wire) => wire.link === link)
          if (!end) return []
          return [`ip link add netns ${own} ${named} type veth peer netns ${vpc} name ${end.dev} address ${VPC_MAC}`]
        }
        case 'dummy':
          return [`ip -n ${own} link add ${q(link.name)} type dummy`]
      }
    }),
  )
