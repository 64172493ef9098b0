/*! What a packet meets only where a cluster has it or a flow of one's own asks for it: NAT gateway and EIPs, a broadcast address.
Handed in from outside (all-planes.ts) like the control planes that write their rows (control/optional.ts): the page opens with a
cluster and a flow that meet none. */
import type { Eip, NatGateway } from '../cloud/gateway'
import type { VpcRoute } from '../cloud/vpc-route'
import type { Route } from '../kernel/fib'
import type { Netns } from '../kernel/netns'
import type { Packet } from '../net/packet'
import type { Crossing } from './crossing'
import type { End, Next, Skb, Walker } from './walker'

export interface LaterStages {
  readonly leaveByGateway: (w: Walker, c: Crossing, sent: Packet, gateway: NatGateway, route: VpcRoute) => Next
  readonly leaveByEip: (w: Walker, c: Crossing, sent: Packet, eip: Eip) => Next
  /** null: the address is neither an EIP nor one of a SNAT entry. */
  readonly enter: (w: Walker, c: Crossing, sent: Packet) => Next | null
  /** To a broadcast address: by a process of this host, and by another machine. */
  readonly sendBroadcast: (w: Walker, ns: Netns, skb: Skb, row: Route | null) => End
  readonly takeBroadcast: (w: Walker, ns: Netns, skb: Skb) => End
}

let stages: LaterStages | null = null

export function addLaterStages(added: LaterStages): void {
  stages = added
}

/** Throws if nobody handed them in: our own mistake, as what leads to them comes with them. */
export function laterStages(): LaterStages {
  if (stages === null) throw new Error('this walk needs stages that were not loaded: call loadPlanes first')
  return stages
}
