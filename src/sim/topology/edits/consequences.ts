/*! What an edit takes with it, found by comparing before and after: it is what happens, whatever the edit. */
import { formatCidr, formatIpv4 } from '../../net/ip'
import { canSend } from '../can-send'
import { whoIsAsked } from '../flow-choice'
import { applyEdit, type Edit, type Question } from '../edit'
import { objectAt, type ObjectRef } from '../object'
import type { NetworkPolicySpec, Topology } from '../types'
import { nameOf } from './names'

export type Consequence =
  /** Goes too: it cannot live without what is removed. */
  | { readonly kind: 'gone'; readonly object: ObjectRef }
  /** Stays, and loses some of those that it names: endpoints of a Service, backends of a listener, pods of a policy, rules, members. */
  | { readonly kind: 'lost'; readonly object: ObjectRef; readonly names: readonly string[] }
  /** The flow: nobody asks any more, nobody has the address that is asked, or the chosen backend is not there. */
  | { readonly kind: 'flow'; readonly end: 'source' | 'target' | 'backend' }

/** What goes or loses something by an edit, besides what it says itself. In the order of the lists; nothing: no consequence. */
export function consequencesOf(question: Question, edit: Edit): readonly Consequence[] {
  const after = applyEdit(question, edit)
  const own = ownOf(question.topology, edit)
  const there = new Map(objectsOf(after.topology).map(({ object, names }) => [keyOf(object), names]))
  const renamed = edit.kind.startsWith('rename-')
  const objects = objectsOf(question.topology).flatMap(({ object, names }): readonly Consequence[] => {
    const left = there.get(keyOf(object))
    if (keyOf(object) === own || renamed) return []
    if (left === undefined) return isOfGoneNode(object, there) ? [] : [{ kind: 'gone', object }]
    const lost = names.length > left.length ? names.filter((name) => !left.includes(name)) : []
    return lost.length === 0 ? [] : [{ kind: 'lost', object, names: lost }]
  })
  return [...objects, ...flowConsequences(question, after, edit)]
}

function flowConsequences(before: Question, after: Question, { kind }: Edit): readonly Consequence[] {
  if (kind === 'set-flow' || kind === 'set-target' || kind === 'set-backend') return []
  const lostSource = canSend(before.topology, before.flow.from) && !canSend(after.topology, after.flow.from)
  const lostTarget =
    whoIsAsked(before.topology, before.flow) !== null && whoIsAsked(after.topology, after.flow) === null
  const lostBackend = before.flow.backend !== null && after.flow.backend === null
  return [
    ...(lostSource ? [{ kind: 'flow', end: 'source' } as const] : []),
    ...(lostTarget ? [{ kind: 'flow', end: 'target' } as const] : []),
    ...(lostBackend ? [{ kind: 'flow', end: 'backend' } as const] : []),
  ]
}

/** An ENI goes with its node, which is told. */
const isOfGoneNode = ({ kind, name }: ObjectRef, there: ReadonlyMap<string, unknown>): boolean =>
  kind === 'eni' && !there.has(`node ${name.slice(0, name.lastIndexOf('/'))}`)

const keyOf = ({ kind, name }: ObjectRef): string => `${kind} ${name}`

/** What an edit removes or replaces by its own words. */
function ownOf(topology: Topology, edit: Edit): string | null {
  const placed = (...path: readonly (string | number)[]): string | null => {
    const object = objectAt(topology, path)
    return object && keyOf(object)
  }
  if (edit.kind === 'remove-listener' || edit.kind === 'set-listener') return placed('slb', 'listeners', edit.at)
  if (edit.kind === 'remove-eip' || edit.kind === 'set-eip') return placed('eips', edit.at)
  if (edit.kind === 'remove-route' || edit.kind === 'set-route') return placed('routes', edit.at)
  if (edit.kind === 'set-nat-gateway') return placed('natGateway')
  if (edit.kind === 'remove-vswitch') return `vswitch ${edit.vswitch}`
  if (edit.kind === 'remove-node') return `node ${edit.node}`
  if (edit.kind === 'remove-eni') return `eni ${edit.node}/${edit.dev}`
  if (edit.kind === 'remove-pod') return `pod ${edit.pod}`
  if (edit.kind === 'remove-service') return `service ${edit.service}`
  if (edit.kind === 'remove-client') return `client ${edit.client}`
  if (edit.kind === 'remove-security-group') return `security-group ${edit.group}`
  if (edit.kind === 'remove-network-policy') return `network-policy ${edit.policy}`
  return edit.kind === 'remove-network-acl' ? `network-acl ${edit.acl}` : null
}

interface Listed {
  readonly object: ObjectRef
  /** Those that it names. */
  readonly names: readonly string[]
}

/** Everything that can go, with what it names. */
function objectsOf(topology: Topology): readonly Listed[] {
  const { vswitches, nodes, pods, services, clients, slb, natGateway } = topology
  const { networkPolicies = [], securityGroups = [], networkAcls = [], eips = [], routes = [] } = topology
  const listed = (kind: ObjectRef['kind'], name: string, names: readonly string[] = []): Listed => ({
    object: { kind, name },
    names,
  })
  const owners = new Map([...nodes, ...pods].toReversed().map(({ ip, name }) => [ip, name]))
  const members = (id: string): readonly string[] =>
    nodes.flatMap(({ name, enis }) =>
      enis.filter((eni) => eni.securityGroups?.includes(id)).map(({ dev }) => `${name}/${dev}`),
    )
  return [
    ...vswitches.map(({ name }) => listed('vswitch', name)),
    ...nodes.flatMap(({ name, enis }) => [
      listed('node', name),
      ...enis.filter((_, at) => at > 0).map(({ dev }) => listed('eni', `${name}/${dev}`)),
    ]),
    ...pods.map((pod) => listed('pod', nameOf(pod))),
    ...services.map((service) =>
      listed('service', nameOf(service), 'pods' in service.endpoints ? service.endpoints.pods : []),
    ),
    ...clients.map(({ name }) => listed('client', name)),
    ...(slb?.listeners ?? []).map(({ vip, port, protocol, backends }) =>
      listed(
        'listener',
        `${formatIpv4(vip)}:${port}/${protocol}`,
        backends.map(({ ip }) => owners.get(ip) ?? formatIpv4(ip)),
      ),
    ),
    ...networkPolicies.map((policy) => listed('network-policy', policy.name, podsIn(policy))),
    ...securityGroups.map(({ id, rules }) =>
      listed('security-group', id, [
        ...members(id),
        ...rules.flatMap(({ peer }) => ('group' in peer ? [peer.group] : [])),
      ]),
    ),
    ...networkAcls.map(({ id, vswitches: names }) => listed('network-acl', id, names)),
    ...(natGateway ? [listed('nat-gateway', natGateway.id)] : []),
    ...eips.map(({ eip }) => listed('eip', formatIpv4(eip))),
    ...routes.map(({ table = 'system', destination }) =>
      listed('route', `${table === 'system' ? '' : `${table} `}${formatCidr(destination)}`),
    ),
  ]
}

const podsIn = ({ pods, ingress = [], egress = [] }: NetworkPolicySpec): readonly string[] => [
  ...new Set([
    ...pods,
    ...[...ingress, ...egress].flatMap(({ peers = [] }) => peers.flatMap((peer) => ('pods' in peer ? peer.pods : []))),
  ]),
]
