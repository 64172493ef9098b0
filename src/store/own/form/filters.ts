/*! Fields of security groups with their rules, and of network policies. */
import { ok } from '../../../base/result'
import {
  type Edit,
  type NetworkPolicySpec,
  parseCidr,
  formatCidr,
  type PolicyRuleSpec,
  type SecurityGroupSpec,
  type SecurityRuleSpec,
  type Topology,
} from '../../../sim'
import {
  all,
  type Answer,
  choice,
  type Codec,
  type Field,
  FLAG,
  flag,
  listOf,
  maybe,
  name,
  NUMBER,
  number,
  one,
  oneOf,
  port,
  put,
  TEXT,
} from './field'
import { renaming } from './rename'
import { cell, rows } from './rows'

const VERDICTS = choice('accept', 'drop')
const verdict = oneOf<'accept' | 'drop'>('accept', 'drop')

/** `80`, `80-90` */
const portRange: Codec<{ readonly from: number; readonly to: number }> = {
  show: ({ from, to }) => (from === to ? String(from) : `${from}-${to}`),
  read: (text) => {
    const [from = '', to = from] = text.split('-').map((part) => part.trim())
    const ends = all([port.read(from), port.read(to)])
    return ends.ok ? ok({ from: ends.value[0] ?? 1, to: ends.value[1] ?? 1 }) : ends
  },
}

/** A prefix, or else the id of a group. */
const groupPeer: Codec<SecurityRuleSpec['peer']> = {
  show: (peer) => ('cidr' in peer ? formatCidr(peer.cidr) : peer.group),
  read: (text) => {
    const parsed = readPrefix(text)
    return !parsed.ok ? parsed : ok(parsed.value === null ? { group: text } : { cidr: parsed.value })
  },
}

/** A text with a slash is meant as a prefix; null: it is a name. */
function readPrefix(text: string): Answer<ReturnType<typeof cidrIn>> {
  if (!text.includes('/')) return ok(null)
  const parsed = parseCidr(text)
  return parsed.ok
    ? parsed
    : {
        ok: false,
        error: { path: [], code: parsed.error === 'host-bits-set' ? 'host-bits-set' : 'not-a-prefix', found: text },
      }
}
const cidrIn = (text: string) => {
  const parsed = parseCidr(text)
  return parsed.ok ? parsed.value : null
}

export function groupFields(topology: Topology, spec: SecurityGroupSpec): readonly Field[] {
  const group = spec.id
  const set = { kind: 'set-security-group', group } as const
  return [
    renaming(topology, 'security-group', group, (to) => ({ kind: 'rename-security-group', group, to })),
    one(
      'groupType',
      choice('basic', 'advanced'),
      spec.type,
      oneOf<'basic' | 'advanced'>('basic', 'advanced'),
      (type): Edit => ({
        ...set,
        change: { type },
      }),
    ),
    one(
      'innerAccessPolicy',
      choice('', 'accept', 'drop'),
      spec.innerAccessPolicy,
      maybe(verdict),
      (value): Edit => ({
        ...set,
        ...put('innerAccessPolicy', value),
      }),
    ),
    rows<SecurityRuleSpec>(
      'rules',
      [
        cell('direction', choice('in', 'out'), 'direction', oneOf<'in' | 'out'>('in', 'out')),
        cell('verdict', VERDICTS, 'policy', verdict),
        cell(
          'protocol',
          choice('TCP', 'UDP', 'ICMP', 'ALL'),
          'protocol',
          oneOf<SecurityRuleSpec['protocol']>('TCP', 'UDP', 'ICMP', 'ALL'),
        ),
        cell('ports', TEXT, 'ports', maybe(portRange)),
        cell('peer', TEXT, 'peer', groupPeer),
        cell('priority', NUMBER, 'priority', number(1, 100)),
      ],
      spec.rules,
      { direction: 'in', policy: 'accept', priority: 1, protocol: 'ALL', peer: { cidr: topology.vpc } },
      (change): Edit => {
        if (change.did === 'remove') return { kind: 'remove-security-rule', group, at: change.at }
        const { at, item: rule } = change
        return change.did === 'add'
          ? { kind: 'add-security-rule', group, rule }
          : { kind: 'set-security-rule', group, at, rule }
      },
    ),
  ]
}

type Peer = NonNullable<PolicyRuleSpec['peers']>[number]

/** Prefixes one by one, the pods together: `web-1, web-2, 10.0.0.0/8`. */
const peers: Codec<readonly Peer[]> = {
  show: (list) => list.map((peer) => ('cidr' in peer ? formatCidr(peer.cidr) : peer.pods.join(', '))).join(', '),
  read: (text) => {
    const parts = listOf(name).read(text)
    if (!parts.ok) return parts
    const read = all(parts.value.map(readPrefix))
    if (!read.ok) return read
    const pods = parts.value.filter((_, at) => read.value[at] === null)
    const prefixes = read.value.flatMap((cidr) => (cidr === null ? [] : [{ cidr }]))
    return ok([...(pods.length > 0 ? [{ pods }] : []), ...prefixes])
  },
}

type PolicyPort = NonNullable<PolicyRuleSpec['ports']>[number]

/** `80`, `53/UDP` */
const policyPort: Codec<PolicyPort> = {
  show: ({ port: n, protocol }) => (protocol === 'TCP' ? String(n) : `${n}/${protocol}`),
  read: (text) => {
    const [digits = '', word = 'TCP'] = text.split('/')
    const n = port.read(digits)
    const protocol = oneOf<'TCP' | 'UDP'>('TCP', 'UDP').read(word.toUpperCase())
    return !n.ok ? n : !protocol.ok ? protocol : ok({ port: n.value, protocol: protocol.value })
  },
}

const ruleCells = [
  cell<PolicyRuleSpec, 'peers'>('peers', TEXT, 'peers', maybe(peers)),
  cell<PolicyRuleSpec, 'ports'>('ports', TEXT, 'ports', maybe(listOf(policyPort))),
]

export function policyFields(topology: Topology, spec: NetworkPolicySpec): readonly Field[] {
  const policy = spec.name
  const set = { kind: 'set-network-policy', policy } as const
  const direction = (key: 'ingress' | 'egress', limits: 'limitsIngress' | 'limitsEgress'): readonly Field[] => {
    const list = spec[key]
    const on = one(
      limits,
      FLAG,
      list !== undefined,
      flag,
      (value): Edit => ({
        ...set,
        ...put(key, value ? (list ?? []) : undefined),
      }),
    )
    if (list === undefined) return [on]
    return [on, rows<PolicyRuleSpec>(key, ruleCells, list, {}, ({ items }): Edit => ({ ...set, ...put(key, items) }))]
  }
  return [
    renaming(topology, 'network-policy', policy, (to) => ({ kind: 'rename-network-policy', policy, to })),
    one('pods', TEXT, spec.pods, listOf(name), (pods): Edit => ({ ...set, change: { pods } })),
    ...direction('ingress', 'limitsIngress'),
    ...direction('egress', 'limitsEgress'),
  ]
}
