/*! Judges a topology that a person wrote. Total: any value goes in, a topology or a list of problems comes out, nothing is
thrown. What is accepted here, `resolve` and `compile` can work with. */
import * as v from 'valibot'
import { err, ok, type Result } from '../../base/result'
import { formatCidr, formatIpv4 } from '../net/ip'
import { misfits } from './fits'
import { objectAt } from './object'
import { type Finding, foundText, type Problem, type ProblemPath, severityOf } from './problem'
import { referenceProblems } from './references'
import { MOST_PROBLEMS } from './report'
import { inheritedKey, topologySchema } from './schema'
import type { NetworkPolicySpec, PolicyRuleSpec, Topology } from './types'

export type { Problem, ProblemPath } from './problem'

/** The topology that a JSON value declares, or what is wrong with it. Notes are not wrong: `judge` tells them. */
export function check(input: unknown): Result<Topology, readonly Problem[]> {
  const read = readTopology(input)
  if (!read.ok) return read
  const { topology, problems } = read.value
  return problems.length > 0 ? err(problems) : ok(topology)
}

/** A topology that was read. With `problems` it can be opened and edited, but is not to be simulated; `notes` are for the eye. */
export interface ReadTopology {
  readonly topology: Topology
  readonly problems: readonly Problem[]
  readonly notes: readonly Problem[]
}

/**
 * What a JSON value declares, with what is wrong in it: values that no thing may have (a name with a space, port 0), and what does not
 * fit together. Only what is no topology at all is refused, or what would be lost by reading it; nothing is mended.
 */
export function readTopology(input: unknown): Result<ReadTopology, readonly Problem[]> {
  const parsed = v.safeParse(topologySchema, input)
  const found = (parsed.issues ?? []).map((issue) => problemOf(issue, (issue.path ?? []).map(keyOf)))
  const told = found.slice(0, MOST_PROBLEMS).map((finding) => toProblem(input, finding))
  if (!parsed.typed || !isReadable(found)) return err(told)
  const topology: Topology = parsed.output
  const { problems, notes } = judge(topology)
  return ok({ topology, problems: [...told, ...problems].slice(0, MOST_PROBLEMS), notes })
}

/** Whether all of it is in the topology that was read: a key that nobody knows is not, nor what was not looked into. */
const isReadable = (found: readonly Finding[]): boolean =>
  found.every(({ code, path }) => READABLE.has(code) && inheritedKey({ [String(path.at(-1))]: 0 }) === undefined)
const READABLE: ReadonlySet<Finding['code']> = new Set(['not-a-name', 'out-of-range', 'too-long', 'too-few'])

const keyOf = ({ key }: { readonly key: unknown }): string | number => (typeof key === 'number' ? key : String(key))

/**
 * What `check` would say of the JSON form of a topology that is one in shape: the same schema and the same judge, without the way
 * through text, which takes most of the time. Empty: it can be simulated.
 */
export function problemsOf(topology: Topology): readonly Problem[] {
  const found = misfitsOf(topology, MOST_PROBLEMS).slice(0, MOST_PROBLEMS)
  const own = found.map((finding) => toProblem(topology, finding))
  if (own.length === MOST_PROBLEMS || !isReadable(found)) return own
  return [...own, ...ofSeverity('error', topology, referenceProblems(topology))].slice(0, MOST_PROBLEMS)
}

const misfitsOf = (topology: Topology, most: number): readonly Finding[] =>
  misfits(topologySchema, topology, most).map(({ path, issue }) => problemOf(issue, path))

/**
 * Values that no thing may have, in `after` and not in `before`. What was wrong before is not held against an edit: one mends a cluster
 * thing by thing.
 */
export function broughtIn(before: Topology, after: Topology): readonly Problem[] {
  const found = misfitsOf(after, MOST_PROBLEMS)
  if (found.length === 0) return []
  const known = new Map<string, number>()
  for (const finding of misfitsOf(before, Number.POSITIVE_INFINITY)) {
    const kind = kindOf(finding)
    known.set(kind, (known.get(kind) ?? 0) + 1)
  }
  return found
    .filter((finding) => {
      const kind = kindOf(finding)
      const left = known.get(kind) ?? 0
      known.set(kind, left - 1)
      return left <= 0
    })
    .map((finding) => toProblem(after, finding))
}

/** Without the places in lists, which an edit shifts. */
const kindOf = ({ path, code, ...values }: Finding): string =>
  JSON.stringify([code, path.filter((key) => typeof key === 'string'), values])

/** What does not fit together in a topology: names that mean nobody or two, addresses outside their vSwitch, limits that are passed. */
export function judge(topology: Topology): Omit<ReadTopology, 'topology'> {
  const found = referenceProblems(topology)
  return { problems: ofSeverity('error', topology, found), notes: ofSeverity('note', topology, found) }
}

const ofSeverity = (severity: Problem['severity'], topology: Topology, found: readonly Finding[]): readonly Problem[] =>
  found
    .filter(({ code }) => severityOf(code) === severity)
    .slice(0, MOST_PROBLEMS)
    .map((finding) => toProblem(topology, finding))

const toProblem = (input: unknown, finding: Finding): Problem => ({
  ...finding,
  severity: severityOf(finding.code),
  object: objectAt(input, finding.path),
})

/** A schema's issue as a problem. The schema's own checks carry their code as the message. */
function problemOf(issue: v.BaseIssue<unknown>, path: ProblemPath): Finding {
  const found = foundText(issue.input)
  const [code = '', first, second] = issue.message.split(' ')
  const length = Array.isArray(issue.input) || typeof issue.input === 'string' ? issue.input.length : 0
  switch (code) {
    case 'not-an-address':
    case 'not-a-prefix':
    case 'host-bits-set':
    case 'not-a-mac':
      return { path, code, found }
    case 'not-a-name': {
      const key = inheritedKey(issue.input)
      return key === undefined ? { path, code, found } : { path: [...path, key], code, found: key }
    }
    case 'out-of-range':
      return { path, code, min: Number(first), max: Number(second), found }
    case 'too-many':
      return { path, code, limit: Number(first), count: countOf(issue.input) }
    case 'too-few':
      return { path, code, limit: Number(first) }
    case 'wrong-type':
      return { path, code, expected: 'a list', found }
  }
  switch (issue.type) {
    case 'strict_object':
      if (issue.expected === 'never') return { path, code: 'unknown-key' }
      if (issue.expected === 'Object') return { path, code: 'wrong-type', expected: 'an object', found }
      return { path, code: 'missing' }
    case 'max_length':
      return { path, code: 'too-long', limit: Number(issue.requirement), length }
    case 'picklist':
      return { path, code: 'not-one-of', allowed: issue.expected ?? '', found }
    default:
      return { path, code: 'wrong-type', expected: typeWord[issue.type] ?? issue.expected ?? 'something else', found }
  }
}

const typeWord: Readonly<Record<string, string | undefined>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  record: 'an object',
  union: 'one of several forms',
}

const countOf = (input: unknown): number =>
  Array.isArray(input) ? input.length : typeof input === 'object' && input !== null ? Object.keys(input).length : 0

const policyToJson = (policy: NetworkPolicySpec): unknown => ({
  ...policy,
  ...(policy.ingress === undefined ? {} : { ingress: policy.ingress.map(policyRuleToJson) }),
  ...(policy.egress === undefined ? {} : { egress: policy.egress.map(policyRuleToJson) }),
})

const policyRuleToJson = (rule: PolicyRuleSpec): unknown =>
  rule.peers === undefined
    ? rule
    : { ...rule, peers: rule.peers.map((peer) => ('cidr' in peer ? { cidr: formatCidr(peer.cidr) } : peer)) }

/** The JSON form of a topology: what `check` reads. */
export const topologyToJson = (topology: Topology): unknown => ({
  ...topology,
  vpc: formatCidr(topology.vpc),
  vswitches: topology.vswitches.map(({ cidr, gateway, ...rest }) => ({
    ...rest,
    cidr: formatCidr(cidr),
    ...(gateway === undefined ? {} : { gateway: formatIpv4(gateway) }),
  })),
  nodes: topology.nodes.map((node) => ({ ...node, ip: formatIpv4(node.ip) })),
  pods: topology.pods.map((pod) => ({ ...pod, ip: formatIpv4(pod.ip) })),
  services: topology.services.map(({ externalIPs, sourceRanges, ...service }) => ({
    ...service,
    ...(externalIPs === undefined ? {} : { externalIPs: externalIPs.map(formatIpv4) }),
    ...(sourceRanges === undefined ? {} : { sourceRanges: sourceRanges.map(formatCidr) }),
    clusterIP: formatIpv4(service.clusterIP),
    lbIP: service.lbIP === null ? null : formatIpv4(service.lbIP),
  })),
  clients: topology.clients.map((client) => ({ ...client, ip: formatIpv4(client.ip) })),
  slb: topology.slb && {
    id: topology.slb.id,
    listeners: topology.slb.listeners.map(({ vip, backends, acl, ...rest }) => ({
      ...rest,
      ...(acl === undefined ? {} : { acl: { type: acl.type, entries: acl.entries.map(formatCidr) } }),
      vip: formatIpv4(vip),
      backends: backends.map(({ ip, port }) => ({ ip: formatIpv4(ip), port })),
    })),
  },
  kubeProxy: {
    ...topology.kubeProxy,
    ...(topology.kubeProxy.serviceCIDRs === undefined
      ? {}
      : { serviceCIDRs: topology.kubeProxy.serviceCIDRs.map(formatCidr) }),
    clusterCIDR: topology.kubeProxy.clusterCIDR && formatCidr(topology.kubeProxy.clusterCIDR),
  },
  ...(topology.networkPolicies === undefined ? {} : { networkPolicies: topology.networkPolicies.map(policyToJson) }),
  ...cloudToJson(topology),
})

/** What the cloud has besides; a key stands only where it was given. */
const cloudToJson = ({ natGateway, eips, securityGroups, networkAcls, routes }: Topology): object => ({
  ...(natGateway === undefined
    ? {}
    : {
        natGateway: {
          ...natGateway,
          entries: natGateway.entries.map(({ source, eip }) => ({ source: formatCidr(source), eip: formatIpv4(eip) })),
        },
      }),
  ...(eips === undefined ? {} : { eips: eips.map(({ eip, ip }) => ({ eip: formatIpv4(eip), ip: formatIpv4(ip) })) }),
  ...(securityGroups === undefined
    ? {}
    : {
        securityGroups: securityGroups.map((group) => ({
          ...group,
          rules: group.rules.map((rule) => ({
            ...rule,
            peer: 'cidr' in rule.peer ? { cidr: formatCidr(rule.peer.cidr) } : rule.peer,
          })),
        })),
      }),
  ...(networkAcls === undefined
    ? {}
    : {
        networkAcls: networkAcls.map((acl) => ({
          ...acl,
          rules: acl.rules.map((rule) => ({ ...rule, cidr: formatCidr(rule.cidr) })),
        })),
      }),
  ...(routes === undefined
    ? {}
    : { routes: routes.map((route) => ({ ...route, destination: formatCidr(route.destination) })) }),
})
