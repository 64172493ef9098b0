/*! The SLB as the cloud controller programs it: with ENI backends, by pod address and pod port (datapath.md §5.4). */
import type { EniRow, SlbListener } from '../../cloud/rows'
import type { SlbSpec } from '../../topology/types'

export function slbListeners(slb: SlbSpec, enis: readonly EniRow[]): readonly SlbListener[] {
  return slb.listeners.map((listener) => ({
    kind: 'slb-listener',
    netns: null,
    by: { plane: 'cloud', object: `SLB ${slb.id}` },
    slb: slb.id,
    vip: listener.vip,
    port: listener.port,
    proto: listener.protocol,
    acl: listener.acl ?? null,
    backends: listener.backends.map(({ ip, port }) => ({
      kind: 'slb-backend',
      netns: null,
      by: { plane: 'cloud', object: `SLB ${slb.id}` },
      slb: slb.id,
      eni: enis.find((eni) => eni.addresses.some((row) => row.address === ip))?.id ?? null,
      address: ip,
      port,
    })),
  }))
}
