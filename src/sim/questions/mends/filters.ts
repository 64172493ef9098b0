/*! What could let a packet pass that a filter ended: a rule of a security group, a network policy, a network ACL. */
import { hostCidr, sameCidr } from '../../net/ip'
import { hasPorts, type Packet } from '../../net/packet'
import type { DropReason } from '../../trace/verdict'
import type { SecurityRule } from '../../cloud/security-group'
import { isPod, refsOf } from '../../topology/pod-ref'
import type { NetworkPolicySpec, PodSpec, PolicyRuleSpec, SecurityRuleSpec } from '../../topology/types'
import type { Ask, Candidate } from './ask'

/** Of the groups of an ENI, and of policies. */
const MOST = 4

export function filterCandidates(ask: Ask): readonly Candidate[] {
  const { last } = ask
  if (last?.event.kind !== 'drop') return []
  const { reason } = last.event
  if (reason.kind === 'security-group') return securityGroup(ask, last.before, reason)
  if (reason.kind === 'network-acl') return networkAcl(last.before, reason)
  const isRule = reason.kind === 'netfilter-drop' || reason.kind === 'netfilter-reject'
  return isRule && reason.rule.by.plane === 'terway' ? policies(ask, last.before) : []
}

type Reason<Kind extends DropReason['kind']> = Extract<DropReason, { readonly kind: Kind }>

const portsOf = ({ l4 }: Packet) => (hasPorts(l4) ? { ports: { from: l4.dport, to: l4.dport } } : {})

/** At priority 1, where a rule to drop would go first (datapath.md §5.2); that rule gone; members let in. */
function securityGroup(
  { question: { topology } }: Ask,
  packet: Packet,
  { eni, direction, row }: Reason<'security-group'>,
): readonly Candidate[] {
  const peer = { cidr: hostCidr(direction === 'in' ? packet.src : packet.dst) }
  const groups = (topology.securityGroups ?? []).filter(({ id }) => eni.groups.includes(id))
  return [
    ...groups.slice(0, MOST).map(
      ({ id }): Candidate => ({
        topic: 'security-group',
        edit: {
          kind: 'add-security-rule',
          group: id,
          rule: { direction, policy: 'accept', priority: 1, protocol: packet.l4.proto, ...portsOf(packet), peer },
          at: 0,
        },
      }),
    ),
    ...(row.kind === 'security-rule' && row.policy === 'drop'
      ? groups.flatMap(({ id, rules }) => {
          const at = id === row.group ? rules.findIndex((rule) => isOf(row, rule)) : -1
          return at < 0
            ? []
            : [{ topic: 'security-group', edit: { kind: 'remove-security-rule', group: id, at } } as const]
        })
      : []),
    ...groups
      .filter(({ type, innerAccessPolicy }) => type === 'basic' && innerAccessPolicy === 'drop')
      .slice(0, MOST)
      .map(
        ({ id }): Candidate => ({
          topic: 'security-group',
          edit: { kind: 'set-inner-access', group: id, policy: 'accept' },
        }),
      ),
  ]
}

/** Whether a row was written for this rule. */
const isOf = (row: SecurityRule, rule: SecurityRuleSpec): boolean =>
  row.policy === rule.policy &&
  row.direction === rule.direction &&
  row.priority === rule.priority &&
  row.proto === rule.protocol &&
  row.ports?.from === rule.ports?.from &&
  row.ports?.to === rule.ports?.to &&
  ('cidr' in rule.peer
    ? row.peer.kind === 'cidr' && sameCidr(row.peer.cidr, rule.peer.cidr)
    : row.peer.kind === 'group' && row.peer.group === rule.peer.group)

/** Stateless: the other direction needs a rule of its own, so the whole ACL gone is tried too. */
function networkAcl(packet: Packet, { acl, direction }: Reason<'network-acl'>): readonly Candidate[] {
  const cidr = hostCidr(direction === 'in' ? packet.src : packet.dst)
  return [
    {
      topic: 'network-acl',
      edit: {
        kind: 'add-acl-rule',
        acl: acl.id,
        rule: { direction, policy: 'accept', protocol: packet.l4.proto, ...portsOf(packet), cidr },
        at: 0,
      },
    },
    { topic: 'network-acl', edit: { kind: 'remove-network-acl', acl: acl.id } },
  ]
}

/** Policies allow, they never forbid: one more rule in any that selects the pod is enough (networking.k8s.io/v1, NetworkPolicySpec). */
function policies({ question: { topology } }: Ask, packet: Packet): readonly Candidate[] {
  const ref = refsOf(topology.pods)
  const at = (ip: number) => topology.pods.find((pod) => pod.ip === ip)
  const [client, server] = [at(packet.src), at(packet.dst)]
  const { l4 } = packet
  const ports = hasPorts(l4) ? [{ port: l4.dport, protocol: l4.proto }] : undefined
  const rule = (other: PodSpec | undefined, ip: Packet['src']): PolicyRuleSpec => ({
    peers: [other === undefined ? { cidr: hostCidr(ip) } : { pods: [ref(other)] }],
    ...(ports === undefined ? {} : { ports }),
  })
  const selecting = (pod: PodSpec | undefined, direction: 'ingress' | 'egress') =>
    (topology.networkPolicies ?? []).filter(
      (policy) => pod !== undefined && policy.pods.some((name) => isPod(pod, name)) && policy[direction],
    )
  const widened = (policy: NetworkPolicySpec, direction: 'ingress' | 'egress', more: PolicyRuleSpec): Candidate => ({
    topic: 'network-policy',
    edit: {
      kind: 'set-network-policy',
      policy: policy.name,
      change: { [direction]: [...(policy[direction] ?? []), more] },
    },
  })
  const ingress = selecting(server, 'ingress').slice(0, MOST)
  const egress = selecting(client, 'egress').slice(0, MOST)
  return [
    ...ingress.map((policy) => widened(policy, 'ingress', rule(client, packet.src))),
    ...egress.map((policy) => widened(policy, 'egress', rule(server, packet.dst))),
    ...[...new Set([...ingress, ...egress])].map(
      ({ name }): Candidate => ({ topic: 'network-policy', edit: { kind: 'remove-network-policy', policy: name } }),
    ),
  ]
}
