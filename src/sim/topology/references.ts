/*! What a schema cannot see: names that must exist, names and addresses that must be unique, addresses that must lie in their
vSwitch. */
import { groupBy } from '../../base/group'
import { type Cidr, formatCidr, formatIpv4, gatewayOf, inCidr, type Ipv4, lastOf } from '../net/ip'
import { instanceType } from './instance-types'
import { podIndex } from './pod-index'
import type { Finding, ProblemPath } from './problem'
import { cloudProblems } from './references-cloud'
import { type Addresses, MOST_PROBLEMS, type Report, unique, uniqueText } from './report'
import type { NodeSpec, PodSpec, ServiceSpec, Topology, VSwitchSpec } from './types'

/** What is wrong between the parts of a topology, in the order of its lists. Where pods have more than anybody reads, the rest of them is left out. */
export function referenceProblems(topology: Topology): readonly Finding[] {
  const problems: Finding[] = []
  const report: Report = (finding) => problems.push(finding)
  const vswitches = vswitchesOf(topology, report)
  const addresses = unique<Ipv4>(report, formatIpv4, (path) => path)
  nodesOf(topology.nodes, vswitches, addresses, report)
  podsOf(topology, vswitches, addresses, report, () => problems.length >= MOST_PROBLEMS)
  servicesOf(topology.services, topology.pods, addresses, report)
  limitsOf(topology, report)
  const clients = uniqueText(report)
  topology.clients.forEach(({ name, ip }, index) => {
    clients(name, ['clients', index, 'name'])
    addresses(ip, ['clients', index, 'ip'])
    if (inCidr(ip, topology.vpc)) {
      report({
        path: ['clients', index, 'ip'],
        code: 'inside-vpc',
        found: formatIpv4(ip),
        of: formatCidr(topology.vpc),
      })
    }
  })
  slbOf(topology, addresses, report)
  policiesOf(topology, report)
  cloudProblems(topology, addresses, report)
  return problems
}

function vswitchesOf({ vpc, vswitches }: Topology, report: Report): ReadonlyMap<string, VSwitchSpec> {
  const names = uniqueText(report)
  vswitches.forEach(({ name, cidr, gateway }, index) => {
    const path: ProblemPath = ['vswitches', index]
    names(name, [...path, 'name'])
    if (cidr.length < vpc.length || !inCidr(cidr.address, vpc)) {
      report({ path: [...path, 'cidr'], code: 'outside', found: formatCidr(cidr), of: formatCidr(vpc) })
    }
    // Network, gateway, one host and broadcast need four addresses.
    if (cidr.length > 29)
      report({ path: [...path, 'cidr'], code: 'out-of-range', min: 1, max: 29, found: `/${cidr.length}` })
    if (gateway !== undefined && !inCidr(gateway, cidr)) {
      report({ path: [...path, 'gateway'], code: 'outside', found: formatIpv4(gateway), of: formatCidr(cidr) })
    }
    const other = vswitches.findIndex((earlier) => overlap(earlier.cidr, cidr))
    if (other < index)
      report({ path: [...path, 'cidr'], code: 'overlaps', found: formatCidr(cidr), with: vswitches[other]?.name ?? '' })
  })
  return new Map(vswitches.map((vswitch) => [vswitch.name, vswitch]))
}

const overlap = (a: Cidr, b: Cidr): boolean => (a.length <= b.length ? inCidr(b.address, a) : inCidr(a.address, b))

/** The address lies in the vSwitch and is none that the vSwitch keeps for itself. */
function inVSwitch(ip: Ipv4, vswitch: VSwitchSpec, path: ProblemPath, report: Report): void {
  const { cidr, gateway = gatewayOf(cidr) } = vswitch
  if (!inCidr(ip, cidr)) {
    report({ path, code: 'outside', found: formatIpv4(ip), of: `${vswitch.name}, ${formatCidr(cidr)}` })
  } else if (ip === cidr.address || ip === lastOf(cidr) || ip === gateway) {
    report({ path, code: 'reserved-address', found: formatIpv4(ip), of: vswitch.name })
  }
}

function nodesOf(
  nodes: readonly NodeSpec[],
  vswitches: ReadonlyMap<string, VSwitchSpec>,
  addresses: Addresses,
  report: Report,
): void {
  const names = uniqueText(report)
  const ids = uniqueText(report)
  nodes.forEach(({ name, ip, vswitch, enis }, index) => {
    const path: ProblemPath = ['nodes', index]
    names(name, [...path, 'name'])
    addresses(ip, [...path, 'ip'])
    const own = vswitches.get(vswitch)
    if (own) inVSwitch(ip, own, [...path, 'ip'], report)
    else report({ path: [...path, 'vswitch'], code: 'unknown-reference', to: 'vswitch', found: vswitch })
    if (enis[0] && enis[0].dev !== 'eth0') report({ path: [...path, 'enis', 0, 'dev'], code: 'first-eni' })
    enis.forEach((eni, at) => {
      const eniPath: ProblemPath = [...path, 'enis', at]
      if (eni.id !== undefined) ids(eni.id, [...eniPath, 'id'])
      if (eni.mac !== undefined) ids(eni.mac, [...eniPath, 'mac'])
      if (eni.vswitch !== undefined && !vswitches.has(eni.vswitch)) {
        report({ path: [...eniPath, 'vswitch'], code: 'unknown-reference', to: 'vswitch', found: eni.vswitch })
      }
    })
  })
}

function podsOf(
  { nodes, pods }: Topology,
  vswitches: ReadonlyMap<string, VSwitchSpec>,
  addresses: Addresses,
  report: Report,
  enough: () => boolean,
): void {
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const names = unique<string, number>(report, String, (index) => ['pods', index, 'name'])
  const links = uniqueText(report)
  nodes.forEach((node, index) => {
    node.enis.forEach((eni, at) => {
      links(`${node.name} ${eni.dev}`, ['nodes', index, 'enis', at, 'dev'])
      if (eni.ifindex !== undefined)
        links(`${node.name} ifindex ${eni.ifindex}`, ['nodes', index, 'enis', at, 'ifindex'])
    })
  })
  pods.forEach((pod, index) => {
    // All that was told so far are errors, which later ones do not push away.
    if (enough()) return
    const ipPath: ProblemPath = ['pods', index, 'ip']
    names(`${pod.namespace ?? 'default'}/${pod.name}`, index)
    if (!pod.hostNetwork) addresses(pod.ip, ipPath)
    if (pod.veth !== undefined) links(`${pod.node} ${pod.veth}`, ['pods', index, 'veth'])
    if (pod.ifindex !== undefined) links(`${pod.node} ifindex ${pod.ifindex}`, ['pods', index, 'ifindex'])
    const node = byName.get(pod.node)
    if (!node) {
      report({ path: ['pods', index, 'node'], code: 'unknown-reference', to: 'node', found: pod.node })
      return
    }
    if (pod.hostNetwork) {
      if (pod.ip !== node.ip || pod.eni !== 'eth0') {
        report({ path: ['pods', index], code: 'host-network', address: formatIpv4(node.ip) })
      }
      return
    }
    const eni = node.enis.find(({ dev }) => dev === pod.eni)
    if (!eni) report({ path: ['pods', index, 'eni'], code: 'unknown-reference', to: 'eni', found: pod.eni })
    // Terway hands out addresses of secondary ENIs only (§1.5).
    else if (eni.dev === 'eth0') report({ path: ['pods', index, 'eni'], code: 'primary-eni' })
    const vswitch = vswitches.get(eni?.vswitch ?? node.vswitch)
    if (vswitch) inVSwitch(pod.ip, vswitch, ipPath, report)
  })
}

function servicesOf(
  services: readonly ServiceSpec[],
  pods: readonly PodSpec[],
  addresses: Addresses,
  report: Report,
): void {
  const { named, selected } = podIndex(pods)
  const names = uniqueText(report)
  // A NodePort is the whole cluster's.
  const nodePorts = uniqueText(report)
  services.forEach((service, index) => {
    const path: ProblemPath = ['services', index]
    const namespace = service.namespace ?? 'default'
    names(`${namespace}/${service.name}`, [...path, 'name'])
    addresses(service.clusterIP, [...path, 'clusterIP'])
    if (service.lbIP !== null) addresses(service.lbIP, [...path, 'lbIP'])
    service.externalIPs?.forEach((ip, at) => addresses(ip, [...path, 'externalIPs', at]))
    const ports = uniqueText(report)
    service.ports.forEach(({ port, protocol, nodePort }, at) => {
      ports(`${port} ${protocol}`, [...path, 'ports', at])
      if (nodePort !== null) nodePorts(`${nodePort} ${protocol}`, [...path, 'ports', at, 'nodePort'])
    })
    const { endpoints } = service
    // A list may still name pods that are not there, which is told one by one.
    const none =
      'pods' in endpoints ? endpoints.pods.length === 0 : selected(namespace, endpoints.selector).length === 0
    if (none) report({ path: [...path, 'endpoints'], code: 'no-endpoints' })
    if (!('pods' in endpoints)) return
    const there = named(namespace)
    const podPath = (at: number): ProblemPath => [...path, 'endpoints', 'pods', at]
    const once = unique<string, number>(report, String, podPath)
    endpoints.pods.forEach((name, at) => {
      once(name, at)
      if (!there.has(name)) report({ path: podPath(at), code: 'unknown-reference', to: 'pod', found: name })
    })
  })
}

/** No node has more ENIs, and no ENI more addresses, than its instance type gives it. A type that is not known is not judged. */
function limitsOf({ nodes, pods }: Topology, report: Report): void {
  const podsOfNode = groupBy(
    pods.filter(({ hostNetwork }) => !hostNetwork),
    ({ node }) => node,
  )
  // Once a name: five hundred nodes of a stranger's link may all have one.
  const usedOf = new Map<string, ReadonlyMap<string, readonly PodSpec[]>>()
  nodes.forEach((node, index) => {
    const type = instanceType(node.instanceType)
    if (!type?.sure) return
    const path: ProblemPath = ['nodes', index, 'enis']
    if (node.enis.length > type.enis) {
      report({ path, code: 'too-many-enis', type: type.name, limit: type.enis, count: node.enis.length })
    }
    const own = usedOf.get(node.name) ?? groupBy(podsOfNode.get(node.name) ?? [], ({ eni }) => eni)
    usedOf.set(node.name, own)
    node.enis.forEach(({ dev }, at) => {
      const used = own.get(dev)?.length ?? 0
      if (used > type.addresses) {
        report({ path: [...path, at], code: 'too-many-addresses', type: type.name, limit: type.addresses, count: used })
      }
    })
  })
}

/** Its addresses are the Services' own; its backends are somebody's. */
function slbOf({ slb, services, nodes, pods }: Topology, addresses: Addresses, report: Report): void {
  const listeners = uniqueText(report)
  const known = new Set(services.flatMap(({ lbIP, externalIPs = [] }) => [lbIP, ...externalIPs]))
  const owned = new Set([...nodes, ...pods].map(({ ip }) => ip))
  slb?.listeners.forEach(({ vip, port, protocol, backends }, index) => {
    const path: ProblemPath = ['slb', 'listeners', index]
    listeners(`${formatIpv4(vip)}:${port} ${protocol}`, path)
    if (!known.has(vip)) addresses(vip, [...path, 'vip'])
    known.add(vip)
    if (backends.length === 0) report({ path: [...path, 'backends'], code: 'no-backends' })
    backends.forEach((backend, at) => {
      const found = formatIpv4(backend.ip)
      if (!owned.has(backend.ip)) {
        report({ path: [...path, 'backends', at, 'ip'], code: 'unknown-reference', to: 'address', found })
      }
    })
  })
}

/** A bare name must mean one pod. A name that nobody has selects nothing, as a selector does. */
function policiesOf({ networkPolicies = [], pods }: Topology, report: Report): void {
  if (networkPolicies.length === 0) return
  const namespaces = groupBy(pods, ({ name }) => name)
  const qualified = new Set(pods.map(({ name, namespace = 'default' }) => `${namespace}/${name}`))
  const known = (list: readonly string[], path: ProblemPath): void =>
    list.forEach((found, at) => {
      const meant = namespaces.get(found) ?? []
      const last = meant[meant.length - 1]
      if (last && meant.length > 1) {
        report({ path: [...path, at], code: 'ambiguous', found, say: `${last.namespace ?? 'default'}/${found}` })
      } else if (!last && !qualified.has(found)) report({ path: [...path, at], code: 'selects-nobody', found })
    })
  const names = uniqueText(report)
  networkPolicies.forEach((policy, index) => {
    const path: ProblemPath = ['networkPolicies', index]
    names(policy.name, [...path, 'name'])
    known(policy.pods, [...path, 'pods'])
    for (const direction of ['ingress', 'egress'] as const) {
      policy[direction]?.forEach(({ peers = [] }, rule) =>
        peers.forEach((peer, at) => {
          if ('pods' in peer) known(peer.pods, [...path, direction, rule, 'peers', at, 'pods'])
        }),
      )
    }
  })
}
