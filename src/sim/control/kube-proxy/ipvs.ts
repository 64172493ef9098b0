/*! kube-proxy, IPVS mode: kube-ipvs0 and the virtual servers (pkg/proxy/ipvs/proxier.go:syncProxyRules; datapath.md §3.1). */
import { hostCidr, type Ipv4 } from '../../net/ip'
import type { VirtualServer } from '../../kernel/ipvs'
import type { Origin } from '../../kernel/row'
import { TABLE_LOCAL } from '../../kernel/rule'
import type { KubeProxySpec, Node, Pod, Service, ServicePortSpec } from '../../topology/types'
import { hostEndMac } from '../../topology/derive'
import type { Draft } from '../draft'
import { has } from './release'
import { type Endpoints, endpointsOf, originOf } from './service'

/** Which endpoints stand behind an address that is asked from outside, on this node (§3.6). */
function externalEndpoints(service: Service, { all, local }: Endpoints, proxy: KubeProxySpec): readonly Pod[] {
  if (service.externalTrafficPolicy === 'Cluster') return all
  return local.length === 0 && has(proxy.release, 'localFallback') ? all : local
}

/**
 * Behind the ClusterIP: all, unless internalTrafficPolicy is Local. Then the node's own; if it has none, none for a Service that
 * has a ClusterIP only, but all for one that is reached from outside too (UsesClusterEndpoints; §3.6).
 */
function internalEndpoints(service: Service, { all, local }: Endpoints): readonly Pod[] {
  if (service.internalTrafficPolicy === 'Cluster') return all
  const outside =
    service.lbIP !== null || service.externalIPs.length > 0 || service.ports.some((port) => port.nodePort !== null)
  return local.length === 0 && outside ? all : local
}

/** Adds kube-ipvs0 with every VIP, then the virtual servers with their real servers. */
export function writeVirtualServers(host: Draft, node: Node, services: readonly Service[], proxy: KubeProxySpec): void {
  addDummy(host, node)
  for (const service of services) {
    bind(host, originOf(service), service.clusterIP)
    for (const ip of service.externalIPs) bind(host, originOf(service), ip)
    if (service.lbIP !== null) bind(host, originOf(service), service.lbIP)
  }
  for (const service of services) {
    const endpoints = endpointsOf(service, node, proxy)
    for (const port of service.ports) {
      const external = externalEndpoints(service, endpoints, proxy)
      addVirtualServer(host, service, port, service.clusterIP, port.port, internalEndpoints(service, endpoints), proxy)
      for (const ip of service.externalIPs) addVirtualServer(host, service, port, ip, port.port, external, proxy)
      if (service.lbIP !== null) addVirtualServer(host, service, port, service.lbIP, port.port, external, proxy)
      if (port.nodePort !== null) addVirtualServer(host, service, port, node.ip, port.nodePort, external, proxy)
    }
  }
}

/** A dummy, NOARP and DOWN: its addresses enter table local all the same (fib_add_ifaddr, §3.1). */
function addDummy(host: Draft, node: Node): void {
  const eniIfindexes = node.enis.map((eni) => eni.ifindex)
  host.links.push({
    kind: 'link',
    netns: host.id,
    by: { plane: 'kube-proxy', object: 'kube-ipvs0' },
    name: 'kube-ipvs0',
    ifindex: Math.max(1, ...eniIfindexes) + 1,
    mac: hostEndMac('kube-ipvs0', node.name),
    mtu: 1500,
    up: false,
    type: { kind: 'dummy' },
  })
}

function bind(host: Draft, by: Origin, address: Ipv4): void {
  if (host.addrs.some((row) => row.dev === 'kube-ipvs0' && row.address === address)) return
  host.addrs.push({ kind: 'addr', netns: host.id, by, dev: 'kube-ipvs0', address, length: 32, scope: 'global' })
  host.routes.push({
    kind: 'route',
    netns: host.id,
    by,
    table: TABLE_LOCAL,
    type: 'local',
    dst: hostCidr(address),
    via: null,
    dev: 'kube-ipvs0',
    scope: 'host',
    proto: 'kernel',
    src: address,
    onlink: false,
  })
}

function addVirtualServer(
  host: Draft,
  service: Service,
  port: ServicePortSpec,
  addr: Ipv4,
  vport: number,
  endpoints: readonly Pod[],
  proxy: KubeProxySpec,
): void {
  const by = originOf(service)
  const server: VirtualServer = {
    kind: 'virtual-server',
    netns: host.id,
    by,
    proto: port.protocol,
    addr,
    port: vport,
    scheduler: proxy.scheduler,
    persistent: service.affinitySeconds,
    reals: endpoints.map((pod) => ({
      kind: 'real-server',
      netns: host.id,
      by: { plane: 'kube-proxy', object: `endpoint ${pod.namespace}/${pod.name}` },
      addr: pod.ip,
      port: port.targetPort,
      forward: 'Masq',
      weight: 1,
    })),
  }
  host.virtualServers.push(server)
}
