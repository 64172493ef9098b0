/*! The article's cluster with something of the cloud added, and flows through it. */
import { must } from '../../src/base/assert'
import {
  cidr,
  type ClientSpec,
  type Flow,
  formatIpv4,
  ipv4,
  type NetworkAclRuleSpec,
  type Run,
  type SecurityGroupSpec,
  type SecurityRuleSpec,
  simulate,
  type Topology,
} from '../../src/sim'
import { article } from '../cluster'

export const CENTOS = 'centos-67756b6dc8-h5wnp'
export const NGINX = 'nginx-7d6877d777-h4jtf'
export const ECS1 = 'cn-hongkong.10.0.1.82'
export const ECS2 = 'cn-hongkong.10.0.3.49'

const listen = [{ port: 443, protocol: 'TCP' } as const]
export const www: ClientSpec = { name: 'www', ip: ipv4('93.184.216.34'), internet: true, listen }
export const line: ClientSpec = { name: 'office', ip: ipv4('172.16.5.20'), listen }
export const dns: ClientSpec = { name: 'dns', ip: ipv4('100.100.2.136'), listen }

export const natGateway = {
  id: 'ngw-1',
  entries: [
    { source: cidr('10.0.1.0/24'), eip: ipv4('8.210.1.1') },
    { source: cidr('10.0.3.0/24'), eip: ipv4('8.210.1.2') },
  ],
}

/** S5's cluster with every outside host, and what a test adds. */
export const cluster = (added: Partial<Topology> = {}): Topology => ({
  ...article(),
  clients: [www, line, dns],
  ...added,
})

/** Ids of the groups of every ENI: `eth0` of ECS1 is `1/eth0`. */
export const withGroups = (
  topology: Topology,
  groups: readonly SecurityGroupSpec[],
  members: Readonly<Record<string, readonly string[]>>,
): Topology => ({
  ...topology,
  securityGroups: groups,
  nodes: topology.nodes.map((node, index) => ({
    ...node,
    enis: node.enis.map((eni) => ({
      ...eni,
      securityGroups: members[`${index + 1}/${eni.dev}`] ?? members['*'] ?? [],
    })),
  })),
})
export const basic = (id: string, ...rules: readonly SecurityRuleSpec[]): SecurityGroupSpec => ({
  id,
  type: 'basic',
  rules,
})
export const advanced = (id: string, ...rules: readonly SecurityRuleSpec[]): SecurityGroupSpec => ({
  id,
  type: 'advanced',
  rules,
})
export const rule = (
  direction: 'in' | 'out',
  policy: 'accept' | 'drop',
  peer: string,
  ports?: { from: number; to: number },
): SecurityRuleSpec => ({
  direction,
  policy,
  priority: 1,
  protocol: 'ALL',
  ...(ports === undefined ? {} : { ports }),
  peer: peer.includes('/') ? { cidr: cidr(peer) } : { group: peer },
})

export const withAcl = (topology: Topology, vswitch: string, ...rules: readonly NetworkAclRuleSpec[]): Topology => ({
  ...topology,
  networkAcls: [{ id: 'nacl-1', vswitches: [vswitch], rules }],
})
export const aclRule = (
  direction: 'in' | 'out',
  policy: 'accept' | 'drop',
  prefix: string,
  ports?: { from: number; to: number },
): NetworkAclRuleSpec => ({
  direction,
  policy,
  protocol: 'ALL',
  ...(ports === undefined ? {} : { ports }),
  cidr: cidr(prefix),
})

/** `from` is a pod, a node or a client by its name. */
export function ask(topology: Topology, from: string, to: string, more: Partial<Flow> = {}): Run {
  const [ip = '', port = '0'] = to.split(':')
  const kind = topology.pods.some(({ name }) => name === from)
    ? 'pod'
    : topology.nodes.some(({ name }) => name === from)
      ? 'node'
      : 'client'
  return simulate(topology, {
    from: { kind, name: from },
    to: { ip: ipv4(ip), port: Number(port) },
    protocol: 'TCP',
    sport: 40001,
    backend: null,
    ...more,
  })
}

/** `delivered`, or the reason with the leg where it is the reply's. */
export function fateOf({ trace }: Run): string {
  const { fate } = trace.verdict
  if (!('reason' in fate)) return fate.kind
  return fate.leg === 'reply' ? `${fate.reason.kind} on the way back` : fate.reason.kind
}

/** The address that the server's socket saw as its client's. */
export const seenBy = ({ trace }: Run): string =>
  formatIpv4(
    must(
      trace.request.steps.find(({ event }) => event.kind === 'deliver'),
      'a delivery',
    ).before.src,
  )
