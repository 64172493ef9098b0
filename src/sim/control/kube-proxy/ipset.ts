/*! kube-proxy, IPVS mode: the ipsets and their members (pkg/proxy/ipvs/ipset.go; datapath.md §3.2). */
import { type Cidr, formatCidr, type Ipv4 } from '../../net/ip'
import type { IpsetMember, IpsetType } from '../../kernel/netfilter/ipset'
import type { Origin } from '../../kernel/row'
import type { KubeProxySpec, Node, Service } from '../../topology/types'
import type { Draft } from '../draft'
import { endpointsOf, nodeAllowed, originOf } from './service'
import { type Feature, has } from './release'

/** In the order in which kube-proxy makes them. */
const SETS: readonly { readonly name: string; readonly type: IpsetType; readonly since?: Feature }[] = [
  { name: 'KUBE-LOOP-BACK', type: 'hash:ip,port,ip' },
  { name: 'KUBE-CLUSTER-IP', type: 'hash:ip,port' },
  { name: 'KUBE-EXTERNAL-IP', type: 'hash:ip,port' },
  { name: 'KUBE-EXTERNAL-IP-LOCAL', type: 'hash:ip,port' },
  { name: 'KUBE-LOAD-BALANCER', type: 'hash:ip,port' },
  { name: 'KUBE-LOAD-BALANCER-FW', type: 'hash:ip,port' },
  { name: 'KUBE-LOAD-BALANCER-LOCAL', type: 'hash:ip,port' },
  { name: 'KUBE-LOAD-BALANCER-SOURCE-IP', type: 'hash:ip,port,ip' },
  { name: 'KUBE-LOAD-BALANCER-SOURCE-CIDR', type: 'hash:ip,port,net' },
  { name: 'KUBE-NODE-PORT-TCP', type: 'bitmap:port' },
  { name: 'KUBE-NODE-PORT-LOCAL-TCP', type: 'bitmap:port' },
  { name: 'KUBE-NODE-PORT-UDP', type: 'bitmap:port' },
  { name: 'KUBE-NODE-PORT-LOCAL-UDP', type: 'bitmap:port' },
  { name: 'KUBE-NODE-PORT-SCTP-HASH', type: 'hash:ip,port' },
  { name: 'KUBE-NODE-PORT-LOCAL-SCTP-HASH', type: 'hash:ip,port' },
  { name: 'KUBE-HEALTH-CHECK-NODE-PORT', type: 'bitmap:port', since: 'healthCheckPorts' },
  { name: 'KUBE-IPVS-IPS', type: 'hash:ip', since: 'ipvsFilter' },
]

/** Writes all sets, also the empty ones. */
export function writeIpsets(host: Draft, node: Node, services: readonly Service[], proxy: KubeProxySpec): void {
  const members = new Map<string, Map<string, IpsetMember>>()
  const add = (
    set: string,
    by: Origin,
    member: Partial<Pick<IpsetMember, 'ip' | 'proto' | 'port' | 'ip2' | 'net'>>,
  ): void => {
    const row: IpsetMember = {
      kind: 'ipset-member',
      netns: host.id,
      by,
      set,
      ip: member.ip ?? null,
      proto: member.proto ?? null,
      port: member.port ?? null,
      ip2: member.ip2 ?? null,
      net: member.net ?? null,
    }
    const own = members.get(set) ?? new Map<string, IpsetMember>()
    members.set(set, own)
    const key = `${row.ip},${row.proto},${row.port},${row.ip2},${row.net && formatCidr(row.net)}`
    if (!own.has(key)) own.set(key, row)
  }
  for (const service of services) addService(service, node, proxy, add)
  for (const { name, type, since } of SETS) {
    if (since !== undefined && !has(proxy.release, since)) continue
    host.ipsets.push({
      kind: 'ipset',
      netns: host.id,
      by: { plane: 'kube-proxy', object: name },
      name,
      type,
      members: [...(members.get(name)?.values() ?? [])],
    })
  }
}

type Add = (
  set: string,
  by: Origin,
  member: { ip?: Ipv4; proto?: 'TCP' | 'UDP'; port?: number; ip2?: Ipv4; net?: Cidr },
) => void

/** Who may use the load-balancer address; if the node itself may, the address is allowed as a source, too. */
function addSourceRanges(service: Service, ip: Ipv4, proto: 'TCP' | 'UDP', port: number, node: Node, add: Add): void {
  if (service.sourceRanges.length === 0) return
  const by = originOf(service)
  add('KUBE-LOAD-BALANCER-FW', by, { ip, proto, port })
  for (const net of service.sourceRanges) add('KUBE-LOAD-BALANCER-SOURCE-CIDR', by, { ip, proto, port, net })
  if (nodeAllowed(service, node)) add('KUBE-LOAD-BALANCER-SOURCE-IP', by, { ip, proto, port, ip2: ip })
}

function addService(service: Service, node: Node, proxy: KubeProxySpec, add: Add): void {
  const { local: here } = endpointsOf(service, node, proxy)
  const by = originOf(service)
  const local = service.externalTrafficPolicy === 'Local'
  add('KUBE-IPVS-IPS', by, { ip: service.clusterIP })
  for (const ip of [...service.externalIPs, ...(service.lbIP === null ? [] : [service.lbIP])])
    add('KUBE-IPVS-IPS', by, { ip })
  for (const { protocol: proto, port, targetPort, nodePort } of service.ports) {
    // Hairpin: only endpoints of this node.
    for (const pod of here) add('KUBE-LOOP-BACK', by, { ip: pod.ip, proto, port: targetPort, ip2: pod.ip })
    add('KUBE-CLUSTER-IP', by, { ip: service.clusterIP, proto, port })
    for (const ip of service.externalIPs)
      add(local ? 'KUBE-EXTERNAL-IP-LOCAL' : 'KUBE-EXTERNAL-IP', by, { ip, proto, port })
    if (service.lbIP !== null) {
      // Local Services are in both sets.
      add('KUBE-LOAD-BALANCER', by, { ip: service.lbIP, proto, port })
      if (local) add('KUBE-LOAD-BALANCER-LOCAL', by, { ip: service.lbIP, proto, port })
      addSourceRanges(service, service.lbIP, proto, port, node, add)
    }
    if (nodePort !== null) {
      add(`KUBE-NODE-PORT-${proto}`, by, { proto, port: nodePort })
      if (local) add(`KUBE-NODE-PORT-LOCAL-${proto}`, by, { proto, port: nodePort })
    }
  }
}
