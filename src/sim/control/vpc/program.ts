/*! The VPC: which ENI owns which address, the vSwitches, and the route table (datapath.md §5.1). */
import { hostCidr } from '../../net/ip'
import type { EniAddress, EniRow, VpcRoute, VSwitchRow } from '../../cloud/rows'
import type { NetnsId, Origin } from '../../kernel/row'
import type { Client, Eni, Node, Pod, VSwitch } from '../../topology/types'

const cloud = (object: string): Origin => ({ plane: 'cloud', object })

/** An ENI with all addresses it owns: the node's on the primary one, its pods' on a secondary one (A1, A6). */
export function eniRow(node: Node, eni: Eni, host: NetnsId, podsOfNode: readonly Pod[]): EniRow {
  const owned = podsOfNode.filter((pod) => pod.eni === eni.dev && !pod.hostNetwork).map((pod) => pod.ip)
  const addresses = eni.primary ? [node.ip, ...owned] : owned
  return {
    kind: 'eni',
    netns: null,
    by: cloud(`node ${node.name}`),
    id: eni.id,
    mac: eni.mac,
    primary: eni.primary,
    sourceDestCheck: eni.sourceDestCheck,
    vswitch: eni.vswitch,
    host,
    dev: eni.dev,
    addresses: addresses.map(
      (address): EniAddress => ({ kind: 'eni-address', netns: null, by: cloud(`ENI ${eni.id}`), eni: eni.id, address }),
    ),
  }
}

export const vswitchRow = (vswitch: VSwitch): VSwitchRow => ({
  kind: 'vswitch',
  netns: null,
  by: cloud('VPC'),
  name: vswitch.name,
  cidr: vswitch.cidr,
  gateway: vswitch.gateway,
})

/** The system route table: a local row for each vSwitch; and a row for each host that is reached by a line of its own. */
export function vpcRoutes(
  vswitches: readonly VSwitch[],
  clients: readonly Client[],
  netnsOf: (client: Client) => NetnsId,
): readonly VpcRoute[] {
  return [
    ...vswitches.map(
      (v): VpcRoute => ({
        kind: 'vpc-route',
        netns: null,
        by: cloud('system route table'),
        dst: v.cidr,
        target: { kind: 'local', vswitch: v.name },
      }),
    ),
    ...clients.map(
      (client): VpcRoute => ({
        kind: 'vpc-route',
        netns: null,
        by: cloud('leased line'),
        dst: hostCidr(client.ip),
        target: { kind: 'outside', client: netnsOf(client) },
      }),
    ),
  ]
}
