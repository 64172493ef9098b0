/*! kube-proxy, iptables mode (pkg/proxy/iptables/proxier.go; datapath.md §3.5).

  KUBE-SERVICES ─ -d <ClusterIP> ─▶ KUBE-SVC ─ chance ─▶ KUBE-SEP ─▶ DNAT
                ├ -d <LB address> ▶ KUBE-EXT (≥ 1.24) or KUBE-FW, KUBE-XLB (before) ─▶ KUBE-SVC, KUBE-SVL
                └ -d <this host> ─▶ KUBE-NODEPORTS ─▶ the same                                                    */
import { sha256Base32 } from '../../net/hash-256'
import { cidr, formatIpv4, hostCidr, type Ipv4 } from '../../net/ip'
import type { ChainRule, ChainTable, Match, Target } from '../../kernel/netfilter/iptables'
import type { Origin } from '../../kernel/row'
import type { KubeProxySpec, Node, Pod, Service, ServicePortSpec } from '../../topology/types'
import type { Draft } from '../draft'
import { has } from './release'
import { ordered, reachable } from './reachable'
import { endpointsOf, nodeAllowed, originOf } from './service'

const MASQUERADE_MARK = 0x4000
const DROP_MARK = 0x8000
const LOOPBACK = cidr('127.0.0.0/8')

const jump = (chain: string): Target => ({ kind: 'jump', chain })
const comment = (text: string): Match => ({ kind: 'comment', text })
const mark = (value: number, negate = false): Match => ({ kind: 'mark', value, mask: value, negate })
const to = (ip: Ipv4): Match => ({ kind: 'destination', cidr: hostCidr(ip), negate: false })
const protocol = (proto: 'TCP' | 'UDP'): Match => ({ kind: 'protocol', proto })
const ports = (proto: 'TCP' | 'UDP', dport: number | null): Match => ({ kind: 'ports', proto, dport })
const local = (side: 'src' | 'dst'): Match => ({ kind: 'addrtype', side, negate: false })
const NEW: Match = { kind: 'ctstate', states: ['NEW'], negate: false }

const MARK_MASQ = jump('KUBE-MARK-MASQ')
const MARK_DROP = jump('KUBE-MARK-DROP')
const ORDER_NAT = ['PREROUTING', 'OUTPUT', 'POSTROUTING']

/** One Service port on one node, with the chains that serve it. */
interface Port {
  readonly service: Service
  readonly by: Origin
  readonly port: ServicePortSpec
  /** `default/nginx`: what the comments and the chains' hashes say. */
  readonly name: string
  readonly endpoints: readonly Pod[]
  readonly localEndpoints: readonly Pod[]
  readonly reachable: readonly Pod[]
  readonly svc: string
  readonly svl: string
  readonly ext: string
}

/** portProtoHash: 16 characters of base32(sha256(name + protocol [+ endpoint])). */
function chainName(prefix: string, name: string, proto: 'TCP' | 'UDP', endpoint = ''): string {
  return `${prefix}${sha256Base32(name + proto.toLowerCase() + endpoint).slice(0, 16)}`
}

/** Writes nat and filter, in iptables-save's order: base chains first, then the chains by name. */
export function writeIptables(host: Draft, node: Node, services: readonly Service[], proxy: KubeProxySpec): void {
  const rules: ChainRule[] = []
  const writer = (table: ChainTable) => (by: Origin, chain: string, matches: readonly Match[], target: Target) =>
    void rules.push({ kind: 'chain-rule', netns: host.id, by, table, chain, matches, target })
  const nat = writer('nat')
  const filter = writer('filter')
  const proxyBy: Origin = { plane: 'kube-proxy', object: 'iptables' }

  nat(proxyBy, 'PREROUTING', [comment('kubernetes service portals')], jump('KUBE-SERVICES'))
  nat(proxyBy, 'OUTPUT', [comment('kubernetes service portals')], jump('KUBE-SERVICES'))
  nat(proxyBy, 'POSTROUTING', [comment('kubernetes postrouting rules')], jump('KUBE-POSTROUTING'))
  nat(proxyBy, 'KUBE-POSTROUTING', [mark(MASQUERADE_MARK, true)], { kind: 'return' })
  nat(proxyBy, 'KUBE-POSTROUTING', [], { kind: 'mark', value: MASQUERADE_MARK, mask: 0 })
  nat(proxyBy, 'KUBE-POSTROUTING', [comment('kubernetes service traffic requiring SNAT')], {
    kind: 'masquerade',
    randomFully: true,
  })
  nat(proxyBy, 'KUBE-MARK-MASQ', [], { kind: 'mark', value: MASQUERADE_MARK, mask: MASQUERADE_MARK })
  const oldLayout = !has(proxy.release, 'externalChains')
  if (!has(proxy.release, 'noKubeletMarks'))
    nat({ plane: 'kubelet', object: 'nat' }, 'KUBE-MARK-DROP', [], { kind: 'mark', value: DROP_MARK, mask: DROP_MARK })

  writeFilterBase(filter, proxy)
  for (const service of services) {
    for (const port of service.ports) {
      const it = portOf(service, port, node, proxy)
      if (it.endpoints.length === 0) rejectAll(filter, it)
      else if (oldLayout) writeOld(nat, it, node, proxy)
      else writeNew(nat, filter, it, node, proxy)
    }
  }
  nat(
    proxyBy,
    'KUBE-SERVICES',
    [comment('kubernetes service nodeports; NOTE: this must be the last rule in this chain'), local('dst')],
    jump('KUBE-NODEPORTS'),
  )
  const baseFirst = (rule: ChainRule): string => (ORDER_NAT.includes(rule.chain) ? '' : rule.chain)
  host.chains.push(
    ...rules
      .filter((r) => r.table === 'nat')
      .sort((a, b) => (baseFirst(a) < baseFirst(b) ? -1 : baseFirst(a) > baseFirst(b) ? 1 : 0)),
    ...rules.filter((r) => r.table === 'filter'),
  )
}

/** Addresses that the load-balancer rules are for; `spec.externalIPs` have no source ranges. */
const outsideAddresses = ({ service }: Port): readonly Ipv4[] =>
  service.lbIP === null ? service.externalIPs : [...service.externalIPs, service.lbIP]

const isExternal = (it: Port): boolean => outsideAddresses(it).length > 0 || it.port.nodePort !== null

type Write = (by: Origin, chain: string, matches: readonly Match[], target: Target) => void

function portOf(service: Service, port: ServicePortSpec, node: Node, proxy: KubeProxySpec): Port {
  const name = `${service.namespace}/${service.name}`
  const found = endpointsOf(service, node, proxy)
  return {
    service,
    by: originOf(service),
    port,
    name,
    endpoints: ordered(found.all),
    localEndpoints: ordered(found.local),
    reachable: ordered(reachable(found)),
    svc: chainName('KUBE-SVC-', name, port.protocol),
    svl: chainName('KUBE-SVL-', name, port.protocol),
    ext: chainName('KUBE-EXT-', name, port.protocol),
  }
}

/** No endpoint at all: filter answers with port unreachable (D5). */
function rejectAll(filter: Write, it: Port): void {
  const { service, port, by } = it
  const note = comment(`${it.name} has no endpoints`)
  const at = (matches: readonly Match[], chain: string): void =>
    filter(by, chain, [...matches, protocol(port.protocol), note, ports(port.protocol, port.port)], { kind: 'reject' })
  at([to(service.clusterIP)], 'KUBE-SERVICES')
  for (const ip of outsideAddresses(it)) at([to(ip)], 'KUBE-EXTERNAL-SERVICES')
  if (port.nodePort !== null) {
    filter(
      by,
      'KUBE-EXTERNAL-SERVICES',
      [protocol(port.protocol), note, local('dst'), ports(port.protocol, port.nodePort)],
      {
        kind: 'reject',
      },
    )
  }
}

/** Equal chances: the first of n with 1/n, the next of the rest with 1/(n−1), the last for sure. */
function writeEndpoints(nat: Write, it: Port, chain: string, endpoints: readonly Pod[]): void {
  const seconds = it.service.affinitySeconds
  if (seconds !== null) {
    for (const pod of endpoints) {
      const sep = sepOf(it, pod)
      nat(
        it.by,
        chain,
        [
          comment(`${it.name} -> ${formatIpv4(pod.ip)}:${it.port.targetPort}`),
          { kind: 'recent-rcheck', name: sep, seconds },
        ],
        jump(sep),
      )
    }
  }
  endpoints.forEach((pod, index) => {
    const left = endpoints.length - index
    const chance: readonly Match[] = left > 1 ? [{ kind: 'statistic', probability: 1 / left }] : []
    const note = comment(`${it.name} -> ${formatIpv4(pod.ip)}:${it.port.targetPort}`)
    nat(it.by, chain, [note, ...chance], jump(sepOf(it, pod)))
  })
}

const sepOf = (it: Port, pod: Pod): string =>
  chainName('KUBE-SEP-', it.name, it.port.protocol, `${formatIpv4(pod.ip)}:${it.port.targetPort}`)

/** Hairpin first: what comes from the endpoint itself is masqueraded. */
function writeEndpointChains(nat: Write, it: Port): void {
  for (const pod of it.reachable) {
    const chain = sepOf(it, pod)
    const note = comment(it.name)
    const seen: readonly Match[] = it.service.affinitySeconds === null ? [] : [{ kind: 'recent-set', name: chain }]
    nat(it.by, chain, [{ kind: 'source', cidr: hostCidr(pod.ip), negate: false }, note], MARK_MASQ)
    nat(it.by, chain, [protocol(it.port.protocol), note, ...seen, ports(it.port.protocol, null)], {
      kind: 'dnat',
      ip: pod.ip,
      port: it.port.targetPort,
    })
  }
}

function masqueradeClusterIp(nat: Write, it: Port, proxy: KubeProxySpec, chain: string): void {
  const target = [
    to(it.service.clusterIP),
    protocol(it.port.protocol),
    comment(`${it.name} cluster IP`),
    ports(it.port.protocol, it.port.port),
  ]
  if (proxy.masqueradeAll) nat(it.by, chain, target, MARK_MASQ)
  else if (proxy.clusterCIDR !== null) {
    nat(it.by, chain, [{ kind: 'source', cidr: proxy.clusterCIDR, negate: true }, ...target], MARK_MASQ)
  }
}

/** 1.24 and later (#109060): KUBE-EXT for every address that is asked from outside. */
function writeNew(nat: Write, filter: Write, it: Port, node: Node, proxy: KubeProxySpec): void {
  const { service, port, by } = it
  const { protocol: proto } = port
  const isLocal = service.externalTrafficPolicy === 'Local'
  const external = isExternal(it)
  const drops = has(proxy.release, 'filterDrops')
  /** Local leads to its chain; with nothing there, filter drops what was not translated, or (before) the chain itself marks it. */
  const hasLocalChain = it.localEndpoints.length > 0 || !drops
  const toInternal = service.internalTrafficPolicy === 'Cluster' ? it.svc : hasLocalChain ? it.svl : null

  if (toInternal === null) {
    filter(
      by,
      'KUBE-SERVICES',
      [
        to(service.clusterIP),
        protocol(proto),
        comment(`${it.name} has no local endpoints`),
        ports(port.protocol, port.port),
      ],
      { kind: 'drop' },
    )
  } else {
    nat(
      by,
      'KUBE-SERVICES',
      [to(service.clusterIP), protocol(proto), comment(`${it.name} cluster IP`), ports(port.protocol, port.port)],
      jump(toInternal),
    )
  }
  for (const ip of outsideAddresses(it)) {
    const isLb = ip === service.lbIP
    const note = comment(`${it.name} ${isLb ? 'loadbalancer' : 'external'} IP`)
    const ranged = isLb && service.sourceRanges.length > 0
    const chain = ranged ? chainName('KUBE-FW-', it.name, proto) : it.ext
    nat(by, 'KUBE-SERVICES', [to(ip), protocol(proto), note, ports(proto, port.port)], jump(chain))
    if (ranged) {
      writeRanges(nat, it, node, chain, it.ext)
      if (!has(proxy.release, 'proxyFirewall')) nat(by, chain, [note], MARK_DROP)
      // Who is not allowed was not translated, so filter still sees the address.
      else filter(by, 'KUBE-PROXY-FIREWALL', [to(ip), protocol(proto), note, ports(proto, port.port)], { kind: 'drop' })
    }
  }
  if (port.nodePort !== null) {
    nat(by, 'KUBE-NODEPORTS', [protocol(proto), comment(it.name), ports(port.protocol, port.nodePort)], jump(it.ext))
  }

  if (external) {
    if (isLocal) {
      if (proxy.clusterCIDR !== null) {
        nat(
          by,
          it.ext,
          [
            { kind: 'source', cidr: proxy.clusterCIDR, negate: false },
            comment(`pod traffic for ${it.name} external destinations`),
          ],
          jump(it.svc),
        )
      }
      nat(
        by,
        it.ext,
        [comment(`masquerade LOCAL traffic for ${it.name} external destinations`), local('src')],
        MARK_MASQ,
      )
      nat(by, it.ext, [comment(`route LOCAL traffic for ${it.name} external destinations`), local('src')], jump(it.svc))
      if (hasLocalChain) nat(by, it.ext, [], jump(it.svl))
      else dropWithoutLocal(filter, it)
    } else {
      nat(by, it.ext, [comment(`masquerade traffic for ${it.name} external destinations`)], MARK_MASQ)
      nat(by, it.ext, [], jump(it.svc))
    }
  }
  masqueradeClusterIp(nat, it, proxy, it.svc)
  writeEndpoints(nat, it, it.svc, it.endpoints)
  const usesLocal = hasLocalChain && ((isLocal && external) || toInternal === it.svl)
  if (usesLocal) {
    if (toInternal === it.svl) masqueradeClusterIp(nat, it, proxy, it.svl)
    writeLocal(nat, it, it.svl)
  }
  writeEndpointChains(nat, it)
}

/** The allowed go on; if the node is one of them, the address itself is, too (a node's own traffic to it). */
function writeRanges(nat: Write, it: Port, node: Node, chain: string, chosen: string): void {
  const note = comment(`${it.name} loadbalancer IP`)
  for (const range of it.service.sourceRanges) {
    nat(it.by, chain, [{ kind: 'source', cidr: range, negate: false }, note], jump(chosen))
  }
  const { lbIP } = it.service
  if (lbIP !== null && nodeAllowed(it.service, node)) {
    nat(it.by, chain, [{ kind: 'source', cidr: hostCidr(lbIP), negate: false }, note], jump(chosen))
  }
}

/** The node's own endpoints; without one, a mark for the kubelet's KUBE-FIREWALL (D6 up to 1.24). */
function writeLocal(nat: Write, it: Port, chain: string): void {
  if (it.localEndpoints.length > 0) writeEndpoints(nat, it, chain, it.localEndpoints)
  else nat(it.by, chain, [comment(`${it.name} has no local endpoints`)], MARK_DROP)
}

/** D6 since filterDrops. */
function dropWithoutLocal(filter: Write, it: Port): void {
  const { port, by } = it
  const note = comment(`${it.name} has no local endpoints`)
  for (const ip of outsideAddresses(it)) {
    filter(by, 'KUBE-EXTERNAL-SERVICES', [to(ip), protocol(port.protocol), note, ports(port.protocol, port.port)], {
      kind: 'drop',
    })
  }
  if (port.nodePort !== null) {
    filter(
      by,
      'KUBE-EXTERNAL-SERVICES',
      [protocol(port.protocol), note, local('dst'), ports(port.protocol, port.nodePort)],
      {
        kind: 'drop',
      },
    )
  }
}

/** Before 1.24: KUBE-FW for load-balancer addresses, KUBE-XLB for Local. */
function writeOld(nat: Write, it: Port, node: Node, proxy: KubeProxySpec): void {
  const { service, port, by } = it
  const { protocol: proto } = port
  const isLocal = service.externalTrafficPolicy === 'Local'
  const fw = chainName('KUBE-FW-', it.name, proto)
  const xlb = chainName('KUBE-XLB-', it.name, proto)
  const note = comment(`${it.name} loadbalancer IP`)

  masqueradeClusterIp(nat, it, proxy, 'KUBE-SERVICES')
  nat(
    by,
    'KUBE-SERVICES',
    [to(service.clusterIP), protocol(proto), comment(`${it.name} cluster IP`), ports(port.protocol, port.port)],
    jump(it.svc),
  )
  for (const ip of service.externalIPs) {
    const asked = [to(ip), protocol(proto), comment(`${it.name} external IP`), ports(proto, port.port)]
    const chosen = jump(isLocal ? xlb : it.svc)
    if (!isLocal) nat(by, 'KUBE-SERVICES', asked, MARK_MASQ)
    // "All traffic from off-machine": not from a bridge, and no process of the node itself, unless it owns the address.
    nat(
      by,
      'KUBE-SERVICES',
      [...asked, { kind: 'not-bridged' }, { kind: 'addrtype', side: 'src', negate: true }],
      chosen,
    )
    nat(by, 'KUBE-SERVICES', [...asked, local('dst')], chosen)
  }
  if (service.lbIP !== null) {
    nat(by, 'KUBE-SERVICES', [to(service.lbIP), protocol(proto), note, ports(port.protocol, port.port)], jump(fw))
    if (!isLocal) nat(by, fw, [note], MARK_MASQ)
    const chosen = isLocal ? xlb : it.svc
    if (service.sourceRanges.length > 0) writeRanges(nat, it, node, fw, chosen)
    else nat(by, fw, [note], jump(chosen))
    nat(by, fw, [note], MARK_DROP)
  }
  if (port.nodePort !== null) {
    const matches = [protocol(proto), comment(it.name), ports(port.protocol, port.nodePort)]
    if (isLocal) {
      nat(by, 'KUBE-NODEPORTS', [{ kind: 'source', cidr: LOOPBACK, negate: false }, ...matches], MARK_MASQ)
      nat(by, 'KUBE-NODEPORTS', matches, jump(xlb))
    } else {
      nat(by, 'KUBE-NODEPORTS', matches, MARK_MASQ)
      nat(by, 'KUBE-NODEPORTS', matches, jump(it.svc))
    }
  }
  writeEndpoints(nat, it, it.svc, it.endpoints)
  if (isLocal && isExternal(it)) {
    if (proxy.clusterCIDR !== null) {
      nat(
        by,
        xlb,
        [
          { kind: 'source', cidr: proxy.clusterCIDR, negate: false },
          comment('Redirect pods trying to reach external loadbalancer VIP to clusterIP'),
        ],
        jump(it.svc),
      )
    }
    nat(by, xlb, [comment(`masquerade LOCAL traffic for ${it.name} LB IP`), local('src')], MARK_MASQ)
    nat(by, xlb, [comment(`route LOCAL traffic for ${it.name} LB IP to service chain`), local('src')], jump(it.svc))
    writeLocal(nat, it, xlb)
  }
  writeEndpointChains(nat, it)
}

function writeFilterBase(filter: Write, proxy: KubeProxySpec): void {
  const by: Origin = { plane: 'kube-proxy', object: 'filter' }
  const kubelet: Origin = { plane: 'kubelet', object: 'filter' }
  const portals = comment('kubernetes service portals')
  const visiblePortals = comment('kubernetes externally-visible service portals')
  const firewall = comment('kubernetes load balancer firewall')
  const ranged = has(proxy.release, 'proxyFirewall')
  if (ranged)
    for (const hook of ['INPUT', 'FORWARD', 'OUTPUT']) filter(by, hook, [NEW, firewall], jump('KUBE-PROXY-FIREWALL'))
  filter(by, 'INPUT', [NEW, visiblePortals], jump('KUBE-EXTERNAL-SERVICES'))
  filter(by, 'INPUT', [comment('kubernetes health check service ports')], jump('KUBE-NODEPORTS'))
  filter(kubelet, 'INPUT', [], jump('KUBE-FIREWALL'))
  filter(by, 'FORWARD', [NEW, portals], jump('KUBE-SERVICES'))
  filter(by, 'FORWARD', [NEW, visiblePortals], jump('KUBE-EXTERNAL-SERVICES'))
  filter(by, 'FORWARD', [comment('kubernetes forwarding rules')], jump('KUBE-FORWARD'))
  filter(by, 'OUTPUT', [NEW, portals], jump('KUBE-SERVICES'))
  filter(kubelet, 'OUTPUT', [], jump('KUBE-FIREWALL'))
  if (!has(proxy.release, 'noKubeletMarks')) {
    filter(kubelet, 'KUBE-FIREWALL', [comment('kubernetes firewall for dropping marked packets'), mark(DROP_MARK)], {
      kind: 'drop',
    })
  }
  filter(by, 'KUBE-FORWARD', [{ kind: 'ctstate', states: ['INVALID'], negate: false }], { kind: 'drop' })
  filter(by, 'KUBE-FORWARD', [comment('kubernetes forwarding rules'), mark(MASQUERADE_MARK)], { kind: 'accept' })
  filter(
    by,
    'KUBE-FORWARD',
    [
      comment('kubernetes forwarding conntrack rule'),
      { kind: 'ctstate', states: ['RELATED', 'ESTABLISHED'], negate: false },
    ],
    { kind: 'accept' },
  )
}
