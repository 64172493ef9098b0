/*! A device: its link with all that the kernel keeps at it (struct net_device, in_device), so that a packet in hand asks nothing
by name. */
import { groupBy } from '../../base/group'
import type { Address } from './addr'
import type { Link, LinkType } from './link'
import type { Neigh } from './neigh'
import type { NetnsRows } from './netns'
import type { Sysctl } from './sysctl'
import { makePlug, makeWire, type Plug, type Wire } from './wire'

export interface Device {
  readonly name: string
  /** null: a row names a link that is not there. */
  readonly link: Link | null
  readonly up: boolean
  readonly type: LinkType['kind'] | null
  /** Of a veth: the way to its peer. */
  readonly peer: Wire | null
  /** Of an ENI: the way to what the cloud has of it. */
  readonly plug: Plug | null
  readonly addrs: readonly Address[]
  /** By address as int32, which V8 keeps unboxed; null: none is written, as at most devices. */
  readonly neighs: ReadonlyMap<number, Neigh> | null
  /** Effective rp_filter: the row that gives the maximum of `all` and the device's own. */
  readonly rpFilter: Sysctl | null
  /** IN_DEV_FORWARD: its own row, else that of ip_forward, which writes them all (devinet.c: inet_forward_change). */
  readonly forwarding: Sysctl | null
}

/** Where a hook has no device. */
export const NO_DEVICE: Device = {
  name: '',
  link: null,
  up: false,
  type: null,
  peer: null,
  plug: null,
  addrs: [],
  neighs: null,
  rpFilter: null,
  forwarding: null,
}

/** The devices by name; one that no link has is made when it is asked for. */
export function makeDevices(
  { links, addrs, neighs }: NetnsRows,
  sysctls: ReadonlyMap<string, Sysctl>,
): { readonly get: (name: string) => Device } {
  const made = new Map<string, Device>()
  const addrsOf = groupBy(addrs, (row) => row.dev)
  const neighsOf = groupBy(neighs, (row) => row.dev)
  const all = sysctls.get('net.ipv4.conf.all.rp_filter')
  const forwarding = sysctls.get('net.ipv4.ip_forward') ?? null
  const make = (name: string, link: Link | null): Device => {
    const written = neighsOf.get(name)
    const own = sysctls.get(`net.ipv4.conf.${name}.rp_filter`)
    const device: Device = {
      name,
      link,
      up: link !== null && link.up,
      type: link === null ? null : link.type.kind,
      peer: link?.type.kind === 'veth' ? makeWire(link.type.peer.netns, link.type.peer.name) : null,
      plug: link?.type.kind === 'eni' ? makePlug(link.type.id) : null,
      addrs: addrsOf.get(name) ?? NO_DEVICE.addrs,
      neighs: written === undefined ? null : new Map(written.map((row) => [row.address | 0, row])),
      rpFilter: (own && (!all || own.value > all.value) ? own : all) ?? null,
      forwarding: sysctls.get(`net.ipv4.conf.${name}.forwarding`) ?? forwarding,
    }
    made.set(name, device)
    return device
  }
  for (const link of links) make(link.name, link)
  return { get: (name) => made.get(name) ?? make(name, null) }
}
