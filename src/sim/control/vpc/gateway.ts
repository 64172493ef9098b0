/*! The way to the Internet: NAT gateway, SNAT entries, EIPs; and who is out there (datapath.md §5.5). */
import type { Eip, NatGateway } from '../../cloud/gateway'
import type { OutsideHost } from '../../cloud/rows'
import { SHARED_SERVICES } from '../../cloud/vpc-route'
import { inCidr } from '../../net/ip'
import type { NetnsId } from '../../kernel/row'
import type { Client, EipSpec, NatGatewaySpec } from '../../topology/types'

export const natGatewayRow = ({ id, entries }: NatGatewaySpec): NatGateway => ({
  kind: 'nat-gateway',
  netns: null,
  by: { plane: 'cloud', object: `NAT gateway ${id}` },
  id,
  entries: entries.map(({ source, eip }) => ({
    kind: 'snat-entry',
    netns: null,
    by: { plane: 'cloud', object: `NAT gateway ${id}` },
    gateway: id,
    source,
    eip,
  })),
})

export const eipRow = ({ eip, ip }: EipSpec): Eip => ({
  kind: 'eip',
  netns: null,
  by: { plane: 'cloud', object: 'EIP' },
  eip,
  ip,
})

/** A host on the Internet, a shared service, or null: one at the end of a line, which has a route of its own. */
export function outsideHost(client: Client, netns: NetnsId): OutsideHost | null {
  const where = client.internet ? 'internet' : inCidr(client.ip, SHARED_SERVICES) ? 'service' : null
  return where === null ? null : { where, address: client.ip, netns }
}
