/*! Fields of what lets packets pass or not: security groups and network ACLs with their rules, network policies. */
import { ok } from '../../../base/result'
import {
  type Cidr,
  type Edit,
  formatCidr,
  type NetworkAclRuleSpec,
  type NetworkAclSpec,
  type NetworkPolicySpec,
  type PolicyRuleSpec,
  type PortRangeSpec,
  type SecurityGroupSpec,
  type SecurityRuleSpec,
  type Topology,
} from '../../../sim'
import {
  all,
  type Answer,
  changeOf,
  type Codec,
  type Field,
  fieldsBy,
  flag,
  listOf,
  maybe,
  name,
  number,
  one,
  oneOf,
  port,
  prefix,
  type RowsField,
  someOf,
  transport,
} from './field'
import { renaming } from './rename'
import { cellsOf, type ItemsChange, rows } from './rows'

const direction = oneOf<'in' | 'out'>('in', 'out')
const verdict = oneOf<'accept' | 'drop'>('accept', 'drop')
const anyProtocol = oneOf<SecurityRuleSpec['protocol']>('TCP', 'UDP', 'ICMP', 'ALL')

/** `80`, `80-90` */
const portRange: Codec<PortRangeSpec> = {
  input: name.input,
  show: ({ from, to }) => (from === to ? String(from) : `${from}-${to}`),
  read: (text) => {
    const [from = '', to = from] = text.split('-').map((part) => part.trim())
    const ends = all([port.read(from), port.read(to)])
    return ends.ok ? ok({ from: ends.value[0] ?? 1, to: ends.value[1] ?? 1 }) : ends
  },
}

/** A text with a slash and no letter is meant as a prefix, `namespace/pod` and the rest as a name. */
const prefixOrName: Codec<Cidr | string> = {
  input: name.input,
  show: (value) => (typeof value === 'string' ? value : formatCidr(value)),
  read: (text): Answer<Cidr | string> => (/^[\d.]*\/[^a-z]*$/i.test(text) ? prefix.read(text) : ok(text)),
}

/** A prefix, or else the id of a group. */
const groupPeer: Codec<SecurityRuleSpec['peer']> = {
  input: name.input,
  show: (peer) => ('cidr' in peer ? formatCidr(peer.cidr) : peer.group),
  read: (text) => {
    const read = prefixOrName.read(text)
    return read.ok ? ok(typeof read.value === 'string' ? { group: read.value } : { cidr: read.value }) : read
  },
}

export function groupFields(topology: Topology, spec: SecurityGroupSpec): readonly Field[] {
  const group = spec.id
  const field = fieldsBy<SecurityGroupSpec>(spec, (change): Edit => ({ kind: 'set-security-group', group, ...change }))
  const cell = cellsOf<SecurityRuleSpec>()
  const rules = rows<SecurityRuleSpec>(
    'rules',
    [
      cell('direction', direction),
      cell('policy', verdict, 'verdict'),
      cell('protocol', anyProtocol),
      cell('ports', maybe(portRange)),
      cell('peer', groupPeer),
      cell('priority', number(1, 100)),
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
  )
  return [
    renaming(topology, 'security-group', group, (to) => ({ kind: 'rename-security-group', group, to })),
    field('type', oneOf<'basic' | 'advanced'>('basic', 'advanced'), 'groupType'),
    field('innerAccessPolicy', maybe(verdict)),
    inGroups(topology, group, rules),
  ]
}

/** A rule's group as one more cell of it, where there is another one: it moves there. */
function inGroups({ securityGroups = [] }: Topology, group: string, field: RowsField): RowsField {
  if (securityGroups.length < 2) return field
  const { input } = oneOf(...securityGroups.map(({ id }) => id))
  return {
    ...field,
    columns: [...field.columns, { id: 'inGroup', input }],
    rows: field.rows.map((row) => [...row, group]),
    edit: (change) => {
      if (change.did !== 'set') return field.edit(change)
      const to = change.row.at(-1)?.trim() ?? group
      if (to !== group) return ok({ kind: 'move-security-rule', group, at: change.at, to })
      return field.edit({ ...change, row: change.row.slice(0, -1) })
    },
  }
}

export function aclFields(topology: Topology, spec: NetworkAclSpec): readonly Field[] {
  const acl = spec.id
  const field = fieldsBy<NetworkAclSpec>(spec, (change): Edit => ({ kind: 'set-network-acl', acl, ...change }))
  const cell = cellsOf<NetworkAclRuleSpec>()
  const edit = (change: ItemsChange<NetworkAclRuleSpec>): Edit => {
    if (change.did === 'remove') return { kind: 'remove-acl-rule', acl, at: change.at }
    const { at, item: rule } = change
    return change.did === 'add' ? { kind: 'add-acl-rule', acl, rule } : { kind: 'set-acl-rule', acl, at, rule }
  }
  const rules = rows<NetworkAclRuleSpec>(
    'aclRules',
    [
      cell('direction', direction),
      cell('policy', verdict, 'verdict'),
      cell('protocol', anyProtocol),
      cell('ports', maybe(portRange)),
      cell('cidr', prefix),
    ],
    spec.rules,
    { direction: 'in', policy: 'accept', protocol: 'ALL', cidr: topology.vpc },
    edit,
  )
  return [
    renaming(topology, 'network-acl', acl, (to) => ({ kind: 'rename-network-acl', acl, to })),
    field('vswitches', listOf(name)),
    { ...rules, reorder: (at, to) => ({ kind: 'move-acl-rule', acl, at, to }) },
  ]
}

type Peer = NonNullable<PolicyRuleSpec['peers']>[number]

/** Prefixes one by one, the pods together: `web-1, web-2, 10.0.0.0/8`. */
const peers: Codec<readonly Peer[]> = {
  input: name.input,
  show: (list) => list.map((peer) => ('cidr' in peer ? formatCidr(peer.cidr) : peer.pods.join(', '))).join(', '),
  read: (text) => {
    const read = listOf(prefixOrName).read(text)
    if (!read.ok) return read
    const pods = read.value.filter((each) => typeof each === 'string')
    const prefixes = read.value.flatMap((each) => (typeof each === 'string' ? [] : [{ cidr: each }]))
    return ok([...(pods.length > 0 ? [{ pods }] : []), ...prefixes])
  },
}

type PolicyPort = NonNullable<PolicyRuleSpec['ports']>[number]

/** `80`, `53/UDP` */
const policyPort: Codec<PolicyPort> = {
  input: name.input,
  show: ({ port: n, protocol }) => (protocol === 'TCP' ? String(n) : `${n}/${protocol}`),
  read: (text) => {
    const [digits = '', word = 'TCP'] = text.split('/')
    const n = port.read(digits)
    const protocol = transport.read(word.toUpperCase())
    return !n.ok ? n : !protocol.ok ? protocol : ok({ port: n.value, protocol: protocol.value })
  },
}

const ruleCell = cellsOf<PolicyRuleSpec>()
const ruleCells = [ruleCell('peers', maybe(peers)), ruleCell('ports', someOf(policyPort))]

export function policyFields(topology: Topology, spec: NetworkPolicySpec): readonly Field[] {
  const policy = spec.name
  const set = { kind: 'set-network-policy', policy } as const
  const field = fieldsBy<NetworkPolicySpec>(spec, (change): Edit => ({ ...set, ...change }))
  const limits = (key: 'ingress' | 'egress', id: 'limitsIngress' | 'limitsEgress'): readonly Field[] => {
    const list = spec[key]
    const to = (next: typeof list): Edit => ({ ...set, ...changeOf<NetworkPolicySpec, typeof key>(key, next) })
    const on = one(id, list !== undefined, flag, (value) => to(value ? (list ?? []) : undefined))
    return list === undefined ? [on] : [on, rows<PolicyRuleSpec>(key, ruleCells, list, {}, ({ items }) => to(items))]
  }
  return [
    renaming(topology, 'network-policy', policy, (to) => ({ kind: 'rename-network-policy', policy, to })),
    field('pods', listOf(name)),
    ...limits('ingress', 'limitsIngress'),
    ...limits('egress', 'limitsEgress'),
  ]
}
