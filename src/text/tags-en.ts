/*! English: what has no box in the picture, as tags in the row at its foot. */
import type { ObjectRef } from '../sim'

type Cells = readonly string[]

/** What a language has to say here. */
export interface TagMessages {
  readonly row: string
  /** One button for all of them, on a small window. */
  readonly all: (count: number) => string
  readonly add: string
  readonly addTitle: string
  /** Short: the form has the whole names. */
  readonly kind: Readonly<Record<ObjectRef['kind'], string>>
  /** Several of a kind as one button. */
  readonly several: (facts: { readonly kind: ObjectRef['kind']; readonly count: number }) => string
  readonly inForm: string
  /** The menu of a tag: what it hangs at. */
  readonly ties: (kind: ObjectRef['kind']) => string
  readonly tie: (facts: { readonly kind: ObjectRef['kind']; readonly to: string; readonly on: boolean }) => string
  /** The same from the other end. */
  readonly tieHere: (facts: { readonly kind: ObjectRef['kind']; readonly name: string; readonly on: boolean }) => string
  readonly drop: (kind: ObjectRef['kind']) => string
  /** What drops there would do. */
  readonly dropped: (facts: { readonly kind: ObjectRef['kind']; readonly to: string }) => string
  /** Lists of lines, by the field that has them. */
  readonly lists: Readonly<Record<string, { readonly title: string; readonly add: string } | undefined>>
  readonly line: (facts: { readonly list: string; readonly cells: Cells }) => string
  readonly editLine: string
  readonly removeLine: string
  readonly earlier: string
  readonly later: string
  readonly moveTo: (facts: { readonly name: string }) => string
  readonly useTable: (facts: { readonly name: string; readonly isNew: boolean }) => string
  readonly toTable: (facts: { readonly name: string }) => string
  readonly policy: (facts: { readonly value: string }) => string
}

const ties: Partial<Record<ObjectRef['kind'], string>> = {
  'network-policy': 'Selects',
  service: 'Endpoints',
  listener: 'Backends',
  'security-group': 'Applies to',
  'network-acl': 'Applies to',
  route: 'Next hop',
  eip: 'Bound to',
}

const kind: TagMessages['kind'] = {
  service: 'Services',
  slb: 'SLB',
  listener: 'Listeners',
  client: 'Clients',
  'network-policy': 'Policies',
  'security-group': 'Security groups',
  'network-acl': 'ACLs',
  route: 'Routes',
  'nat-gateway': 'NAT gateway',
  eip: 'EIPs',
  node: 'Nodes',
  eni: 'ENIs',
  pod: 'Pods',
  vswitch: 'vSwitches',
}

/** `in accept TCP 80 10.0.0.0/8 1` as it is read. */
const ruleLine = ([direction, policy, protocol, ports, peer, priority]: Cells): string => {
  const what = protocol === 'ALL' ? 'everything' : `${protocol ?? ''}${ports ? ` ${ports}` : ''}`
  const which = priority === undefined ? '' : `, priority ${priority}`
  return `${direction === 'in' ? 'In' : 'Out'}: ${policy ?? ''} ${what} ${direction === 'in' ? 'from' : 'to'} ${peer ?? ''}${which}`
}

const lines: Readonly<Record<string, ((cells: Cells) => string) | undefined>> = {
  rules: ruleLine,
  aclRules: ruleLine,
  ingress: ([peers, ports]) => `From ${peers || 'everybody'}${ports ? `, port ${ports}` : ''}`,
  egress: ([peers, ports]) => `To ${peers || 'everybody'}${ports ? `, port ${ports}` : ''}`,
  servicePorts: ([port, target, nodePort, protocol]) =>
    `${protocol ?? ''} ${port ?? ''} → ${target ?? ''}${nodePort ? `, NodePort ${nodePort}` : ''}`,
  backends: ([ip, port]) => `${ip ?? ''}:${port ?? ''}`,
}

export const tagsEn: TagMessages = {
  row: 'What has no box of its own',
  all: (count) => `Services, policies, rules and routes: ${count}`,
  add: 'Add',
  addTitle: 'Add to the cluster',
  kind,
  several: (facts) => `${kind[facts.kind]} ${facts.count}`,
  inForm: 'All of them in the form…',
  ties: (of) => ties[of] ?? 'Applies to',
  tie: ({ kind: of, to, on }) => {
    if (of === 'route' || of === 'eip') return on ? `${to} (now)` : `Move to ${to}`
    if (of === 'network-policy') return on ? `Stop selecting ${to}` : `Select ${to}`
    return on ? `Take off ${to}` : `Add ${to}`
  },
  tieHere: ({ kind: of, name, on }) => {
    if (on) return of === 'service' || of === 'listener' ? `Take out of ${name}` : `Take ${name} off here`
    return of === 'service' || of === 'listener' ? `Put behind ${name}` : `Apply ${name} here`
  },
  drop: (of) =>
    of === 'security-group'
      ? 'Drop on an ENI'
      : of === 'network-acl'
        ? 'Drop on a vSwitch without an ACL'
        : of === 'route'
          ? 'Drop on a node, an ENI or the NAT gateway'
          : of === 'eip'
            ? 'Drop on a pod or node without an EIP'
            : 'Drop on a pod',
  dropped: ({ kind: of, to }) =>
    of === 'route'
      ? `next hop ${to}`
      : of === 'eip'
        ? `bound to ${to}`
        : of === 'network-policy'
          ? `selects ${to}`
          : to,
  lists: {
    rules: { title: 'Rules', add: 'Add a rule' },
    aclRules: { title: 'Rules', add: 'Add a rule' },
    ingress: { title: 'Ingress rules', add: 'Add an ingress rule' },
    egress: { title: 'Egress rules', add: 'Add an egress rule' },
    servicePorts: { title: 'Ports', add: 'Add a port' },
  },
  line: ({ list, cells }) => lines[list]?.(cells) ?? cells.filter((cell) => cell !== '').join(' '),
  editLine: 'Edit…',
  removeLine: 'Delete',
  earlier: 'Ask it earlier',
  later: 'Ask it later',
  moveTo: ({ name }) => `Move to ${name}`,
  useTable: ({ name, isNew }) => (isNew ? `Use a route table of its own, ${name}` : `Use route table ${name}`),
  toTable: ({ name }) => `Move to route table ${name}`,
  policy: ({ value }) => `Set externalTrafficPolicy to ${value}`,
}
