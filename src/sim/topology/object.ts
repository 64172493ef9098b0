/*! The things of a topology that a person can point at, by kind and name: what a problem, a consequence or a menu is about. */
import { formatCidr, formatIpv4, type Cidr, type Ipv4 } from '../net/ip'

export type ObjectKind =
  | 'vswitch'
  | 'node'
  | 'eni'
  | 'pod'
  | 'service'
  | 'client'
  | 'slb'
  | 'listener'
  | 'security-group'
  | 'network-policy'
  | 'network-acl'
  | 'nat-gateway'
  | 'eip'
  | 'route'

/**
 * `name` as edits have it: a pod or Service with its namespace in front where that is not `default`, an ENI as `node/eth1`, a
 * listener as `10.0.3.62:80/TCP`, an EIP by its public address, a route by its destination, in front of it the table where that is
 * not `system`.
 */
export interface ObjectRef {
  readonly kind: ObjectKind
  readonly name: string
}

/** The object that a path of a topology leads into; null: none, the cluster as a whole. `input` may be its JSON form, or anything. */
export function objectAt(input: unknown, path: readonly (string | number)[]): ObjectRef | null {
  const [list, at, inner, index] = path
  if (list === 'natGateway') return { kind: 'nat-gateway', name: textOf(field(field(input, list), 'id')) }
  if (list === 'slb') {
    const slb = field(input, 'slb')
    if (at !== 'listeners' || typeof inner !== 'number') return { kind: 'slb', name: textOf(field(slb, 'id')) }
    return { kind: 'listener', name: listenerName(field(field(slb, 'listeners'), inner)) }
  }
  if (typeof list !== 'string' || typeof at !== 'number') return null
  const item = field(field(input, list), at)
  const name = textOf(field(item, 'name'))
  switch (list) {
    case 'vswitches':
      return { kind: 'vswitch', name }
    case 'nodes':
      return inner === 'enis' && typeof index === 'number'
        ? { kind: 'eni', name: `${name}/${textOf(field(field(field(item, 'enis'), index), 'dev'))}` }
        : { kind: 'node', name }
    case 'pods':
      return { kind: 'pod', name: qualified(item, name) }
    case 'services':
      return { kind: 'service', name: qualified(item, name) }
    case 'clients':
      return { kind: 'client', name }
    case 'networkPolicies':
      return { kind: 'network-policy', name }
    case 'securityGroups':
      return { kind: 'security-group', name: textOf(field(item, 'id')) }
    case 'networkAcls':
      return { kind: 'network-acl', name: textOf(field(item, 'id')) }
    case 'eips':
      return { kind: 'eip', name: textOf(field(item, 'eip')) }
    case 'routes': {
      const table = textOf(field(item, 'table'))
      const destination = textOf(field(item, 'destination'))
      return { kind: 'route', name: table === '' || table === 'system' ? destination : `${table} ${destination}` }
    }
    default:
      return null
  }
}

const qualified = (item: unknown, name: string): string => {
  const namespace = textOf(field(item, 'namespace'))
  return namespace === '' || namespace === 'default' ? name : `${namespace}/${name}`
}

const listenerName = (listener: unknown): string =>
  `${textOf(field(listener, 'vip'))}:${textOf(field(listener, 'port'), false)}/${textOf(field(listener, 'protocol'))}`

const field = (value: unknown, key: string | number): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string | number, unknown>>)[key]
    : undefined

const MOST = 253

/** A name, an address, a prefix, as text; numbers are addresses unless they are not. */
function textOf(value: unknown, address = true): string {
  if (typeof value === 'string') return value.slice(0, MOST)
  if (typeof value === 'number') return address ? formatIpv4(value as Ipv4) : String(value)
  const prefix = value as Partial<Cidr> | null | undefined
  return typeof prefix === 'object' && typeof prefix?.address === 'number' && typeof prefix.length === 'number'
    ? formatCidr({ address: prefix.address, length: prefix.length })
    : ''
}
