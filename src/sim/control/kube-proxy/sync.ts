/*! kube-proxy on one node: what a sync leaves behind. */
import { assertNever } from '../../../base/assert'
import type { Sysctl } from '../../kernel/sysctl'
import type { KubeProxySpec, Node, Service } from '../../topology/types'
import type { Draft } from '../draft'
import { optionalPlanes } from '../optional'
import { writeChains } from './chains'
import { writeIpsets } from './ipset'
import { writeVirtualServers } from './ipvs'
import { asRead } from './service'

/** Sysctls that NewProxier of IPVS mode writes (§3.4). */
const SYSCTLS: readonly (readonly [string, number])[] = [
  ['net.ipv4.vs.conntrack', 1],
  ['net.ipv4.vs.conn_reuse_mode', 0],
  ['net.ipv4.vs.expire_nodest_conn', 1],
  ['net.ipv4.vs.expire_quiescent_template', 1],
]

export function syncKubeProxy(host: Draft, node: Node, declared: readonly Service[], proxy: KubeProxySpec): void {
  const services = declared.map((service) => asRead(service, proxy))
  switch (proxy.mode) {
    case 'iptables':
    case 'nftables':
      optionalPlanes()[proxy.mode](host, node, services, proxy)
      return
    case 'ipvs':
      writeVirtualServers(host, node, services, proxy)
      writeIpsets(host, node, services, proxy)
      writeChains(host, node, services, proxy)
      writeSysctls(host, node)
      return
    default:
      assertNever(proxy.mode)
  }
}

function writeSysctls(host: Draft, node: Node): void {
  for (const [name, value] of SYSCTLS) {
    const by = { plane: 'kube-proxy', object: `node ${node.name}` } as const
    const row: Sysctl = { kind: 'sysctl', netns: host.id, by, name, value }
    host.sysctls.push(row)
  }
}
