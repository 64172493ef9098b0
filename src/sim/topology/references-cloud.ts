/*! What a schema cannot see of the cloud: groups, ACLs, routes and the ways to the Internet name things that must be there. */
import { formatCidr, formatIpv4, type Ipv4 } from '../net/ip'
import type { ProblemPath } from './problem'
import { type Addresses, type Report, uniqueText } from './report'
import type { Topology } from './types'

/** `addresses` has those of the rest of the topology. */
export function cloudProblems(topology: Topology, addresses: Addresses, report: Report): void {
  groupProblems(topology, report)
  aclProblems(topology, report)
  routeProblems(topology, report)
  internetProblems(topology, addresses, report)
}

function groupProblems({ nodes, securityGroups = [] }: Topology, report: Report): void {
  const groups = uniqueText(report)
  const groupIds = new Set(securityGroups.map(({ id }) => id))
  const isGroup = (id: string, path: ProblemPath): void => {
    if (!groupIds.has(id)) report({ path, code: 'unknown-reference', to: 'security-group', found: id })
  }
  nodes.forEach(({ enis }, node) =>
    enis.forEach((eni, at) =>
      eni.securityGroups?.forEach((id, index) => isGroup(id, ['nodes', node, 'enis', at, 'securityGroups', index])),
    ),
  )
  securityGroups.forEach(({ id, rules }, index) => {
    groups(id, ['securityGroups', index, 'id'])
    rules.forEach(({ peer }, at) => {
      if ('group' in peer) isGroup(peer.group, ['securityGroups', index, 'rules', at, 'peer', 'group'])
    })
  })
}

function aclProblems({ vswitches, networkAcls = [] }: Topology, report: Report): void {
  const vswitchNames = new Set(vswitches.map(({ name }) => name))
  const acls = uniqueText(report)
  // A vSwitch has one network ACL at most.
  const bound = uniqueText(report)
  networkAcls.forEach(({ id, vswitches: names }, index) => {
    acls(id, ['networkAcls', index, 'id'])
    names.forEach((name, at) => {
      const path: ProblemPath = ['networkAcls', index, 'vswitches', at]
      bound(name, path)
      if (!vswitchNames.has(name)) report({ path, code: 'unknown-reference', to: 'vswitch', found: name })
    })
  })
}

function routeProblems({ nodes, routes = [], natGateway }: Topology, report: Report): void {
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const prefixes = uniqueText(report)
  routes.forEach(({ table = 'system', destination, via }, index) => {
    const path: ProblemPath = ['routes', index]
    prefixes(`${table} ${formatCidr(destination)}`, [...path, 'destination'])
    if ('natGateway' in via && via.natGateway !== natGateway?.id) {
      const found = via.natGateway
      report({ path: [...path, 'via', 'natGateway'], code: 'unknown-reference', to: 'nat-gateway', found })
    }
    if (!('node' in via)) return
    const node = byName.get(via.node)
    if (!node) report({ path: [...path, 'via', 'node'], code: 'unknown-reference', to: 'node', found: via.node })
    else if (via.eni !== undefined && !node.enis.some(({ dev }) => dev === via.eni)) {
      report({ path: [...path, 'via', 'eni'], code: 'unknown-reference', to: 'eni', found: via.eni })
    }
  })
}

function internetProblems(
  { nodes, pods, eips = [], natGateway }: Topology,
  addresses: Addresses,
  report: Report,
): void {
  const owned = new Set([...nodes, ...pods].map(({ ip }) => ip))
  const bindings = uniqueText(report)
  eips.forEach(({ eip, ip }, index) => {
    const path: ProblemPath = ['eips', index]
    addresses(eip, [...path, 'eip'])
    bindings(formatIpv4(ip), [...path, 'ip'])
    if (!owned.has(ip))
      report({ path: [...path, 'ip'], code: 'unknown-reference', to: 'address', found: formatIpv4(ip) })
  })
  const sources = uniqueText(report)
  const snat = new Set<Ipv4>()
  natGateway?.entries.forEach(({ source, eip }, index) => {
    const path: ProblemPath = ['natGateway', 'entries', index]
    sources(formatCidr(source), [...path, 'source'])
    // Several entries may share one address.
    if (!snat.has(eip)) addresses(eip, [...path, 'eip'])
    snat.add(eip)
  })
}
