/*! What a schema cannot see: names that must exist, names and addresses that must be unique, addresses that must lie in their
vSwitch. */
import { groupBy } from '../../base/group'
import { type Cidr, formatCidr, formatIpv4, gatewayOf, inCidr, type Ipv4, lastOf } from '../net/ip'
import type { Problem, ProblemPath } from './problem'
import { cloudProblems } from './references-cloud'
import { type Report, unique } from './report'
import type { NodeSpec, PodSpec, ServiceSpec, Topology, VSwitchSpec } from './types'

/** All problems between the parts of a topology, in the order of its lists. */
export function referenceProblems(topology: Topology): readonly Problem[] {
  const problems: Problem[] = []
  const report: Report = (problem) => problems.push(problem)
  const vswitches = vswitchesOf(topology, report)
  const addresses = unique(report)
  nodesOf(topology.nodes, vswitches, addresses, report)
  podsOf(topology, vswitches, addresses, report)
  servicesOf(topology.services, topology.pods, addresses, report)
  const clients = unique(report)
  topology.clients.forEach(({ name, ip }, index) => {
    clients(name, ['clients', index, 'name'])
    addresses(formatIpv4(ip), ['clients', index, 'ip'])
    if (inCidr(ip, topology.vpc)) {
      report({
        path: ['clients', index, 'ip'],
        code: 'inside-vpc',
        found: formatIpv4(ip),
        of: formatCidr(topology.vpc),
      })
    }
  })
  const listeners = unique(report)
  topology.slb?.listeners.forEach(({ vip, port, protocol }, index) =>
    listeners(`${formatIpv4(vip)}:${port} ${protocol}`, ['slb', 'listeners', index]),
  )
  policiesOf(topology, report)
  cloudProblems(topology, addresses, report)
  return problems
}

function vswitchesOf({ vpc, vswitches }: Topology, report: Report): ReadonlyMap<string, VSwitchSpec> {
  const names = unique(report)
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
    const other = vswitches.slice(0, index).find((earlier) => overlap(earlier.cidr, cidr))
    if (other) report({ path: [...path, 'cidr'], code: 'overlaps', found: formatCidr(cidr), with: other.name })
  })
  return new Map(vswitches.map((vswitch) => [vswitch.name, vswitch]))
}

const overlap = (a: Cidr, b: Cidr): boolean => (a.length <= b.length ? inCidr(b.address, a) : inCidr(a.address, b))

/** The address lies in the vSwitch and is none that the vSwitch keeps for itself. */
function inVSwitch(ip: Ipv4, vswitch: VSwitchSpec, path: ProblemPath, report: Report): void {
  const found = formatIpv4(ip)
  const { cidr, gateway = gatewayOf(cidr) } = vswitch
  if (!inCidr(ip, cidr)) report({ path, code: 'outside', found, of: `${vswitch.name}, ${formatCidr(cidr)}` })
  else if (ip === cidr.address || ip === lastOf(cidr) || ip === gateway) {
    report({ path, code: 'reserved-address', found, of: vswitch.name })
  }
}

function nodesOf(
  nodes: readonly NodeSpec[],
  vswitches: ReadonlyMap<string, VSwitchSpec>,
  addresses: (text: string, path: ProblemPath) => void,
  report: Report,
): void {
  const names = unique(report)
  const ids = unique(report)
  nodes.forEach(({ name, ip, vswitch, enis }, index) => {
    const path: ProblemPath = ['nodes', index]
    names(name, [...path, 'name'])
    addresses(formatIpv4(ip), [...path, 'ip'])
    const own = vswitches.get(vswitch)
    if (own) inVSwitch(ip, own, [...path, 'ip'], report)
    else report({ path: [...path, 'vswitch'], code: 'unknown-reference', to: 'vswitch', found: vswitch })
    if (enis[0]?.dev !== 'eth0') report({ path: [...path, 'enis', 0, 'dev'], code: 'first-eni' })
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
  addresses: (text: string, path: ProblemPath) => void,
  report: Report,
): void {
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const names = unique(report)
  const links = unique(report)
  nodes.forEach((node, index) => {
    node.enis.forEach((eni, at) => {
      links(`${node.name} ${eni.dev}`, ['nodes', index, 'enis', at, 'dev'])
      if (eni.ifindex !== undefined)
        links(`${node.name} ifindex ${eni.ifindex}`, ['nodes', index, 'enis', at, 'ifindex'])
    })
  })
  pods.forEach((pod, index) => {
    const path: ProblemPath = ['pods', index]
    names(`${pod.namespace ?? 'default'}/${pod.name}`, [...path, 'name'])
    if (!pod.hostNetwork) addresses(formatIpv4(pod.ip), [...path, 'ip'])
    if (pod.veth !== undefined) links(`${pod.node} ${pod.veth}`, [...path, 'veth'])
    if (pod.ifindex !== undefined) links(`${pod.node} ifindex ${pod.ifindex}`, [...path, 'ifindex'])
    const node = byName.get(pod.node)
    if (!node) {
      report({ path: [...path, 'node'], code: 'unknown-reference', to: 'node', found: pod.node })
      return
    }
    if (pod.hostNetwork) {
      if (pod.ip !== node.ip || pod.eni !== 'eth0') report({ path, code: 'host-network', address: formatIpv4(node.ip) })
      return
    }
    const eni = node.enis.find(({ dev }) => dev === pod.eni)
    if (!eni) report({ path: [...path, 'eni'], code: 'unknown-reference', to: 'eni', found: pod.eni })
    // Terway hands out addresses of secondary ENIs only (§1.5).
    else if (eni.dev === 'eth0') report({ path: [...path, 'eni'], code: 'primary-eni' })
    const vswitch = vswitches.get(eni?.vswitch ?? node.vswitch)
    if (vswitch) inVSwitch(pod.ip, vswitch, [...path, 'ip'], report)
  })
}

function servicesOf(
  services: readonly ServiceSpec[],
  pods: readonly PodSpec[],
  addresses: (text: string, path: ProblemPath) => void,
  report: Report,
): void {
  const podNames = new Set(pods.map(({ name, namespace = 'default' }) => `${namespace}/${name}`))
  const names = unique(report)
  services.forEach((service, index) => {
    const path: ProblemPath = ['services', index]
    const namespace = service.namespace ?? 'default'
    names(`${namespace}/${service.name}`, [...path, 'name'])
    addresses(formatIpv4(service.clusterIP), [...path, 'clusterIP'])
    if (service.lbIP !== null) addresses(formatIpv4(service.lbIP), [...path, 'lbIP'])
    service.externalIPs?.forEach((ip, at) => addresses(formatIpv4(ip), [...path, 'externalIPs', at]))
    const ports = unique(report)
    service.ports.forEach(({ port, protocol }, at) => ports(`${port} ${protocol}`, [...path, 'ports', at]))
    if (!('pods' in service.endpoints)) return
    service.endpoints.pods.forEach((name, at) => {
      if (!podNames.has(`${namespace}/${name}`)) {
        report({ path: [...path, 'endpoints', 'pods', at], code: 'unknown-reference', to: 'pod', found: name })
      }
    })
  })
}

/** A policy names its pods: a bare name must mean one of them. A name that nobody has selects nothing, as a selector does. */
function policiesOf({ networkPolicies = [], pods }: Topology, report: Report): void {
  const namespaces = groupBy(pods, ({ name }) => name)
  const names = (list: readonly string[], path: ProblemPath) =>
    list.forEach((found, at) => {
      const meant = namespaces.get(found) ?? []
      const last = meant[meant.length - 1]
      if (meant.length < 2 || !last) return
      report({ path: [...path, at], code: 'ambiguous', found, say: `${last.namespace ?? 'default'}/${found}` })
    })
  networkPolicies.forEach((policy, index) => {
    const path: ProblemPath = ['networkPolicies', index]
    names(policy.pods, [...path, 'pods'])
    for (const direction of ['ingress', 'egress'] as const) {
      policy[direction]?.forEach(({ peers }, rule) =>
        peers?.forEach((peer, at) => {
          if ('pods' in peer) names(peer.pods, [...path, direction, rule, 'peers', at, 'pods'])
        }),
      )
    }
  })
}
