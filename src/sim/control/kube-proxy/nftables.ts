/*! kube-proxy, nftables mode (pkg/proxy/nftables/proxier.go:setupNFTables, syncProxyRules; datapath.md §3.7).

  services ─ @service-ips ─▶ service-… ─ numgen ─▶ endpoint-… ─▶ dnat
           └ @nodeport-ips, @service-nodeports ─▶ external-… ─▶ service-…, local-…
The filter chains stood at −110 (output after DNAT: −90) until #132456 moved input, forward and output to 0.             */
import { sha256Base32 } from '../../net/hash-256'
import { formatIpv4, hostCidr, type Ipv4 } from '../../net/ip'
import type {
  NftBase,
  NftElement,
  NftHook,
  NftMatch,
  NftRule,
  NftStatement,
  NftVerdict,
} from '../../kernel/netfilter/nftables'
import type { Origin } from '../../kernel/row'
import type { KubeProxySpec, Node, Pod, Service, ServicePortSpec } from '../../topology/types'
import type { Draft } from '../draft'
import { has } from './release'
import { ordered, reachable } from './reachable'
import { endpointsOf, nodeAllowed, originOf } from './service'

const MARK = 0x4000
const NEW: NftMatch = { kind: 'ct-new' }
const jump = (chain: string): NftVerdict => ({ kind: 'jump', chain })
const goto = (chain: string): NftVerdict => ({ kind: 'goto', chain })
const REJECT = goto('reject-chain')
const DROP: NftVerdict = { kind: 'drop' }
const MARK_FOR_MASQUERADE = jump('mark-for-masquerade')

/** hashAndTruncate: eight characters of the hash before the name itself. */
const hashed = (name: string): string => `${sha256Base32(name).slice(0, 8)}-${name}`

export function writeNftables(host: Draft, node: Node, services: readonly Service[], proxy: KubeProxySpec): void {
  const table = new Table(host)
  writeBases(table, proxy)
  table.element('nodeport-ips', table.own, { ip: node.ip })
  for (const service of services) {
    table.element('cluster-ips', originOf(service), { ip: service.clusterIP })
    for (const port of service.ports) writePort(table, node, service, port, proxy)
  }
  table.rule(table.own, 'cluster-ips-check', [{ kind: 'daddr-in', set: 'cluster-ips' }], { kind: 'reject' })
  if (proxy.serviceCIDRs !== undefined && proxy.serviceCIDRs.length > 0) {
    table.rule(table.own, 'cluster-ips-check', [{ kind: 'daddr-cidrs', cidrs: proxy.serviceCIDRs }], DROP)
  }
}

/** The rows of the table while they are written. */
class Table {
  readonly own: Origin = { plane: 'kube-proxy', object: 'table ip kube-proxy' }
  constructor(private readonly host: Draft) {}

  base(chain: string, type: NftBase['type'], hook: NftHook, priority: number): void {
    this.host.nftBases.push({ kind: 'nft-base', netns: this.host.id, by: this.own, chain, type, hook, priority })
  }
  rule(by: Origin, chain: string, matches: readonly NftMatch[], statement: NftStatement): void {
    const row: NftRule = { kind: 'nft-rule', netns: this.host.id, by, chain, matches, statement }
    this.host.nftRules.push(row)
  }
  element(
    set: string,
    by: Origin,
    key: { readonly ip?: Ipv4; readonly proto?: 'TCP' | 'UDP'; readonly port?: number },
    verdict: NftVerdict | null = null,
  ): void {
    const row: NftElement = {
      kind: 'nft-element',
      netns: this.host.id,
      by,
      set,
      ip: key.ip ?? null,
      proto: key.proto ?? null,
      port: key.port ?? null,
      verdict,
    }
    this.host.nftElements.push(row)
  }
}

function writeBases(table: Table, proxy: KubeProxySpec): void {
  const late = has(proxy.release, 'nftFilterAfterDnat')
  const filterAt = late ? 0 : -110
  const base = (chain: string, hook: NftHook, priority: number, checks: readonly string[]): void => {
    table.base(chain, 'filter', hook, priority)
    for (const check of checks) table.rule(table.own, chain, [NEW], jump(check))
  }
  base(late ? 'filter-prerouting-pre-dnat' : 'filter-prerouting', 'prerouting', -110, ['firewall-check'])
  base(
    late ? 'filter-output-pre-dnat' : 'filter-output',
    'output',
    -110,
    late ? ['firewall-check'] : ['service-endpoints-check', 'firewall-check'],
  )
  base('filter-input', 'input', filterAt, ['nodeport-endpoints-check', 'service-endpoints-check'])
  base('filter-forward', 'forward', filterAt, ['service-endpoints-check', 'cluster-ips-check'])
  if (late) base('filter-output', 'output', 0, ['service-endpoints-check', 'cluster-ips-check'])
  else base('filter-output-post-dnat', 'output', -90, ['cluster-ips-check'])
  for (const hook of ['prerouting', 'output'] as const) {
    table.base(`nat-${hook}`, 'nat', hook, -100)
    table.rule(table.own, `nat-${hook}`, [], jump('services'))
  }
  table.base('nat-postrouting', 'nat', 'postrouting', 100)
  table.rule(table.own, 'nat-postrouting', [], jump('masquerading'))

  table.rule(table.own, 'services', [], { kind: 'vmap', map: 'service-ips', by: 'daddr' })
  const toNodePort: NftMatch = { kind: 'daddr-in', set: 'nodeport-ips' }
  table.rule(table.own, 'services', [toNodePort], { kind: 'vmap', map: 'service-nodeports', by: 'port' })
  table.rule(table.own, 'masquerading', [{ kind: 'unmarked', mask: MARK }], { kind: 'return' })
  table.rule(table.own, 'masquerading', [], { kind: 'mark-xor', bits: MARK })
  table.rule(table.own, 'masquerading', [], { kind: 'masquerade' })
  table.rule(table.own, 'mark-for-masquerade', [], { kind: 'mark-or', bits: MARK })
  table.rule(table.own, 'reject-chain', [], { kind: 'reject' })
  table.rule(table.own, 'service-endpoints-check', [], { kind: 'vmap', map: 'no-endpoint-services', by: 'daddr' })
  table.rule(table.own, 'nodeport-endpoints-check', [toNodePort], {
    kind: 'vmap',
    map: 'no-endpoint-nodeports',
    by: 'port',
  })
  table.rule(table.own, 'firewall-check', [], { kind: 'vmap', map: 'firewall-ips', by: 'daddr' })
}

function writePort(table: Table, node: Node, service: Service, port: ServicePortSpec, proxy: KubeProxySpec): void {
  const by = originOf(service)
  const proto = port.protocol
  const base = `${service.namespace}/${service.name}/${proto.toLowerCase()}/`
  const name = hashed(base)
  const [svc, local, external] = [`service-${name}`, `local-${name}`, `external-${name}`]
  const found = endpointsOf(service, node, proxy)
  const [endpoints, here] = [ordered(found.all), ordered(found.local)]
  const internalLocal = service.internalTrafficPolicy === 'Local'
  const externalLocal = service.externalTrafficPolicy === 'Local'
  const outside = service.lbIP === null ? service.externalIPs : [...service.externalIPs, service.lbIP]
  const isExternal = outside.length > 0 || port.nodePort !== null

  const internal = internalLocal ? here : endpoints
  if (internal.length > 0) {
    table.element(
      'service-ips',
      by,
      { ip: service.clusterIP, proto, port: port.port },
      goto(internalLocal ? local : svc),
    )
  } else {
    const verdict = endpoints.length === 0 ? REJECT : DROP
    table.element('no-endpoint-services', by, { ip: service.clusterIP, proto, port: port.port }, verdict)
  }
  for (const ip of outside) {
    const key = { ip, proto, port: port.port }
    if (endpoints.length > 0) table.element('service-ips', by, key, goto(external))
    if (endpoints.length === 0) table.element('no-endpoint-services', by, key, REJECT)
    else if (externalLocal && here.length === 0) table.element('no-endpoint-services', by, key, DROP)
  }
  if (port.nodePort !== null) {
    const key = { proto, port: port.nodePort }
    if (endpoints.length > 0) table.element('service-nodeports', by, key, goto(external))
    if (endpoints.length === 0) table.element('no-endpoint-nodeports', by, key, REJECT)
    else if (externalLocal && here.length === 0) table.element('no-endpoint-nodeports', by, key, DROP)
  }
  writeFirewall(table, node, service, port, name)
  if (endpoints.length === 0) return

  if (isExternal)
    writeExternal(table, by, external, svc, externalLocal ? (here.length > 0 ? local : null) : undefined, proxy)
  writeChoice(table, service, port, svc, base, endpoints, proxy)
  if ((internalLocal || (externalLocal && isExternal)) && here.length > 0) {
    writeChoice(table, service, port, local, base, here, proxy)
  }
  for (const pod of ordered(reachable(found))) {
    const chain = endpointChain(base, pod, port)
    table.rule(by, chain, [{ kind: 'saddr', cidrs: [hostCidr(pod.ip)], negate: false }], MARK_FOR_MASQUERADE)
    if (service.affinitySeconds !== null) {
      table.rule(by, chain, [], { kind: 'update', set: affinitySet(base, pod, port) })
    }
    table.rule(by, chain, [{ kind: 'l4proto', proto }], { kind: 'dnat', ip: pod.ip, port: port.targetPort })
  }
}

const endpointChain = (base: string, pod: Pod, port: ServicePortSpec): string =>
  `endpoint-${hashed(`${base}__${formatIpv4(pod.ip)}/${port.targetPort}`)}`

const affinitySet = (base: string, pod: Pod, port: ServicePortSpec): string =>
  `affinity-${hashed(`${base}__${formatIpv4(pod.ip)}/${port.targetPort}`)}`

/** `local`: its chain; null: Local without a local endpoint, so nothing translates; undefined: policy Cluster. */
function writeExternal(
  table: Table,
  by: Origin,
  chain: string,
  svc: string,
  local: string | null | undefined,
  proxy: KubeProxySpec,
): void {
  if (local === undefined) {
    table.rule(by, chain, [], MARK_FOR_MASQUERADE)
    table.rule(by, chain, [], goto(svc))
    return
  }
  if (proxy.clusterCIDR !== null) {
    table.rule(by, chain, [{ kind: 'saddr', cidrs: [proxy.clusterCIDR], negate: false }], goto(svc))
  }
  table.rule(by, chain, [{ kind: 'saddr-local' }], MARK_FOR_MASQUERADE)
  table.rule(by, chain, [{ kind: 'saddr-local' }], goto(svc))
  if (local !== null) table.rule(by, chain, [], goto(local))
}

function writeChoice(
  table: Table,
  service: Service,
  port: ServicePortSpec,
  chain: string,
  base: string,
  endpoints: readonly Pod[],
  proxy: KubeProxySpec,
): void {
  const by = originOf(service)
  const toClusterIp: readonly NftMatch[] = [
    { kind: 'daddr', ip: service.clusterIP },
    { kind: 'dport', proto: port.protocol, port: port.port },
  ]
  if (proxy.masqueradeAll) table.rule(by, chain, toClusterIp, MARK_FOR_MASQUERADE)
  else if (proxy.clusterCIDR !== null) {
    const outside: NftMatch = { kind: 'saddr', cidrs: [proxy.clusterCIDR], negate: true }
    table.rule(by, chain, [...toClusterIp, outside], MARK_FOR_MASQUERADE)
  }
  if (service.affinitySeconds !== null) {
    for (const pod of endpoints) {
      const set = affinitySet(base, pod, port)
      table.rule(by, chain, [{ kind: 'saddr-in-affinity', set }], goto(endpointChain(base, pod, port)))
    }
  }
  table.rule(by, chain, [], { kind: 'numgen', chains: endpoints.map((pod) => endpointChain(base, pod, port)) })
}

/** loadBalancerSourceRanges: dropped before DNAT. */
function writeFirewall(table: Table, node: Node, service: Service, port: ServicePortSpec, name: string): void {
  const { lbIP } = service
  if (lbIP === null || service.sourceRanges.length === 0) return
  const by = originOf(service)
  const chain = `firewall-${name}`
  table.element('firewall-ips', by, { ip: lbIP, proto: port.protocol, port: port.port }, goto(chain))
  const allowed = [...service.sourceRanges, ...(nodeAllowed(service, node) ? [hostCidr(lbIP)] : [])]
  table.rule(by, chain, [{ kind: 'saddr', cidrs: allowed, negate: true }], DROP)
}
