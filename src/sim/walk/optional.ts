/*! What a packet meets only where a cluster has it: NAT gateway and EIPs. Handed in from outside (all-planes.ts) like the control
planes that write their rows (control/optional.ts): the page opens with a cluster that has none. */
import type { Eip, NatGateway } from '../cloud/gateway'
import type { VpcRoute } from '../cloud/vpc-route'
import type { Packet } from '../net/packet'
import type { Crossing } from './crossing'
import type { Next, Walker } from './walker'

export interface InternetAccess {
  readonly leaveByGateway: (w: Walker, c: Crossing, sent: Packet, gateway: NatGateway, route: VpcRoute) => Next
  readonly leaveByEip: (w: Walker, c: Crossing, sent: Packet, eip: Eip) => Next
  /** null: the address is neither an EIP nor one of a SNAT entry. */
  readonly enter: (w: Walker, c: Crossing, sent: Packet) => Next | null
}

let internetAccess: InternetAccess | null = null

export function addInternetAccess(added: InternetAccess): void {
  internetAccess = added
}

/** Throws if nobody handed it in: our own mistake, as rows that need it are written by planes that come with it. */
export function internetAccessOf(): InternetAccess {
  if (internetAccess === null) throw new Error('this world needs internet access that was not loaded')
  return internetAccess
}
