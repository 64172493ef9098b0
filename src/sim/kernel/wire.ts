/*! Where a wire comes out. Rows name the other end; a packet on the wire asks for it by name only once in each world. */
import type { Device } from './device'
import type { Netns } from './netns'
import type { NetnsId } from './row'

/** All namespaces of one world. */
export interface Machines {
  readonly get: (id: NetnsId) => Netns | undefined
}

export interface Wire {
  readonly netns: NetnsId
  readonly name: string
  /** Whose namespaces were asked last; a world with one row changed has others. */
  machines: Machines | null
  ns: Netns | null
  dev: Device | null
}

export const makeWire = (netns: NetnsId, name: string): Wire => ({ netns, name, machines: null, ns: null, dev: null })

/** The wire with its end looked up: `ns` and `dev` are null where nothing is plugged in. */
export function plugged(wire: Wire, machines: Machines): Wire {
  if (wire.machines === machines) return wire
  wire.machines = machines
  wire.ns = machines.get(wire.netns) ?? null
  wire.dev = wire.ns === null ? null : wire.ns.index.devices.get(wire.name)
  return wire
}

/** The plug of an ENI: rows name the ENI, and cloud.ts (eniAt) asks for it by name only once in each cloud. */
export interface Plug {
  readonly id: string
  cloud: object | null
  /** What the kernel keeps for the cloud without looking into it, as struct net_device keeps a driver's data (netdev_priv). */
  eni: unknown
}

export const makePlug = (id: string): Plug => ({ id, cloud: null, eni: null })
