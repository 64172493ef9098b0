/*! Fields of what the cloud has: load balancer, NAT gateway, EIPs, security groups, ACLs, routes. */
import type {
  EipSpec,
  NatGatewaySpec,
  NetworkAclRuleSpec,
  NetworkAclSpec,
  PortRangeSpec,
  SecurityGroupSpec,
  SecurityRuleSpec,
  SlbAclSpec,
  SlbBackendSpec,
  SlbListenerSpec,
  SlbSpec,
  SnatEntrySpec,
  VpcRouteSpec,
} from '../../sim'
import { address, prefix } from './addresses'
import { added, between, choose, type Field, list, maybe, oneOf, record } from './fields'
import { knownAddress } from './known-address'
import { LIMITS } from './limits'
import { slots } from './model'
import { name } from './names'
import { reference } from './nodes'
import { port } from './ports'

const protocol = oneOf<'TCP' | 'UDP'>('TCP', 'UDP')
const backend = record<SlbBackendSpec>({ ip: knownAddress('slb-backend'), port: port('slb-backend') })

const acl = record<SlbAclSpec>({
  type: oneOf<SlbAclSpec['type']>('white', 'black'),
  entries: list(prefix('slb-acl'), LIMITS.entries),
})

export const slb = record<SlbSpec>({
  id: name('slb'),
  listeners: list(
    record<SlbListenerSpec>({
      vip: knownAddress('slb-vip'),
      port: port('slb'),
      protocol,
      backends: list(backend, LIMITS.endpoints),
      acl: added(5, acl),
    }),
    LIMITS.listeners,
  ),
})

export const natGateway = record<NatGatewaySpec>({
  id: name('nat-gateway'),
  entries: list(record<SnatEntrySpec>({ source: prefix('snat'), eip: address('eip') }), LIMITS.entries),
})

export const eips = list(record<EipSpec>({ ip: knownAddress('eip-bound'), eip: address('eip') }), LIMITS.entries)

const direction = (): Field<'in' | 'out'> => oneOf<'in' | 'out'>('in', 'out')
const verdict = (): Field<'accept' | 'drop'> => oneOf<'accept' | 'drop'>('accept', 'drop')
const anyProtocol = (): Field<SecurityRuleSpec['protocol']> =>
  oneOf<SecurityRuleSpec['protocol']>('TCP', 'ALL', 'UDP', 'ICMP')
const portRange = (): Field<PortRangeSpec> =>
  record<PortRangeSpec>({ from: port('from'), to: port<PortRangeSpec>('to', ({ from }) => from) })

const peerIsPrefix = slots(1, 0.7, 1)
const rulePrefix = prefix('rule')
const groupRef = name('group')
const peer: Field<SecurityRuleSpec['peer']> = (c, value) =>
  c.bit(peerIsPrefix, value === undefined ? undefined : 'cidr' in value)
    ? { cidr: rulePrefix(c, value !== undefined && 'cidr' in value ? value.cidr : undefined, {}) }
    : { group: groupRef(c, value !== undefined && 'group' in value ? value.group : undefined, {}) }

export const securityGroups = list(
  record<SecurityGroupSpec>({
    id: name('group'),
    type: oneOf<SecurityGroupSpec['type']>('basic', 'advanced'),
    innerAccessPolicy: maybe(verdict(), 0.2),
    rules: list(
      record<SecurityRuleSpec>({
        direction: direction(),
        policy: verdict(),
        priority: between(1, 100),
        protocol: anyProtocol(),
        ports: maybe(portRange(), 0.5),
        peer,
      }),
      LIMITS.rules,
    ),
  }),
  LIMITS.groups,
)

const vswitchRef = reference('acl-vswitch', (c) => c.seen.vswitchNames)

export const networkAcls = list(
  record<NetworkAclSpec>({
    id: name('acl'),
    vswitches: list(vswitchRef, LIMITS.vswitches),
    rules: list(
      record<NetworkAclRuleSpec>({
        direction: direction(),
        policy: verdict(),
        protocol: anyProtocol(),
        ports: maybe(portRange(), 0.5),
        cidr: prefix('acl'),
      }),
      LIMITS.rules,
    ),
  }),
  LIMITS.groups,
)

type Via = VpcRouteSpec['via']
const viaKind = slots(4)
const nodeRef = reference('route-node', (c) => c.seen.nodeNames)
const gatewayRef = name('nat-gateway')
const viaNode = record<Extract<Via, { node: string }>>({ node: nodeRef, eni: maybe(name('route-eni'), 0.5) })
const via: Field<Via> = (c, value) => {
  const lies = value === undefined ? undefined : 'node' in value ? 0 : 'natGateway' in value ? 1 : 2
  const way = choose(c, viaKind, 3, lies)
  if (way === 0) return viaNode(c, value !== undefined && 'node' in value ? value : undefined, {})
  if (way === 2) return { blackhole: true }
  return { natGateway: gatewayRef(c, value !== undefined && 'natGateway' in value ? value.natGateway : undefined, {}) }
}

export const routes = list(
  record<VpcRouteSpec>({ table: maybe(name('route-table'), 0.3), destination: prefix('route'), via }),
  LIMITS.routes,
)
