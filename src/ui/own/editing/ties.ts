/*! What hangs at what: a network policy at the pods that it selects, a security group at its ENIs, a network ACL at its vSwitches, a
Service and an SLB listener at the pods behind them, a route at its next hop, an EIP at the address that it is bound to. Pure.

One list for the menu of either end, for a drop, and for what lights up. */
import {
  podsBehind,
  type Edit,
  findNamed,
  nameOf,
  type ObjectRef,
  podNamed,
  type PodSpec,
  type Topology,
} from '../../../sim'
import { placeOfObject } from '../../../store/own/form/objects'

export interface Tie {
  /** The other end. */
  readonly to: ObjectRef
  readonly on: boolean
  /** Ties it, or unties it where it is on. null: it cannot be. */
  readonly edit: (() => Edit) | null
}

/** To everything that it can hang at, as declared. */
export function tiesOf(topology: Topology, { kind, name }: ObjectRef): readonly Tie[] {
  switch (kind) {
    case 'network-policy':
      return policyTies(topology, name)
    case 'service':
      return serviceTies(topology, name)
    case 'listener':
      return listenerTies(topology, name)
    case 'security-group':
      return groupTies(topology, name)
    case 'network-acl':
      return aclTies(topology, name)
    case 'route':
      return routeTies(topology, name)
    case 'eip':
      return eipTies(topology, name)
    case 'node':
    case 'eni':
    case 'pod':
    case 'vswitch':
    case 'client':
    case 'slb':
    case 'nat-gateway':
      return []
  }
}

const podRef = (pod: PodSpec): ObjectRef => ({ kind: 'pod', name: nameOf(pod) })
const without = <T>(list: readonly T[], item: T): readonly T[] => list.filter((each) => each !== item)

function policyTies({ pods, networkPolicies = [] }: Topology, policy: string): readonly Tie[] {
  const selected = networkPolicies.find(({ name }) => name === policy)?.pods
  if (!selected) return []
  const names = new Map<string, number>()
  for (const { name } of pods) names.set(name, (names.get(name) ?? 0) + 1)
  return pods.map((pod) => {
    const { name, namespace = 'default' } = pod
    const means = (ref: string) => podNamed([pod], ref) !== undefined
    const on = selected.some(means)
    // A bare name means every pod of that name.
    const ref = names.get(name) === 1 ? name : `${namespace}/${name}`
    const next = () => (on ? selected.filter((each) => !means(each)) : [...selected, ref])
    return { to: podRef(pod), on, edit: () => ({ kind: 'set-network-policy', policy, change: { pods: next() } }) }
  })
}

function serviceTies({ pods, services }: Topology, service: string): readonly Tie[] {
  const spec = findNamed(services, service)
  if (!spec) return []
  const { endpoints, namespace = 'default' } = spec
  if ('selector' in endpoints) return podsBehind(spec, pods).map((pod) => ({ to: podRef(pod), on: true, edit: null }))
  return pods.flatMap((pod): readonly Tie[] => {
    if ((pod.namespace ?? 'default') !== namespace) return []
    const { pods: behind } = endpoints
    const on = behind.includes(pod.name)
    const next = () => (on ? without(behind, pod.name) : [...behind, pod.name])
    return [
      {
        to: podRef(pod),
        on,
        edit: () => ({ kind: 'set-service', service, change: { endpoints: { pods: next() } } }),
      },
    ]
  })
}

/** Its place in its list; -1: it is not there. */
const placeIn = (topology: Topology, kind: ObjectRef['kind'], name: string): number =>
  Number(placeOfObject(topology, { kind, name })?.at(-1) ?? -1)

function listenerTies(topology: Topology, name: string): readonly Tie[] {
  const at = placeIn(topology, 'listener', name)
  const listener = topology.slb?.listeners[at]
  if (!listener) return []
  const { backends } = listener
  const port = backends[0]?.port ?? 80
  return topology.pods
    .filter(({ hostNetwork }) => !hostNetwork)
    .map((pod) => {
      const on = backends.some(({ ip }) => ip === pod.ip)
      const next = () => (on ? backends.filter(({ ip }) => ip !== pod.ip) : [...backends, { ip: pod.ip, port }])
      return {
        to: podRef(pod),
        on,
        edit: () => ({ kind: 'set-listener', at, listener: { ...listener, backends: next() } }),
      }
    })
}

function groupTies({ nodes, securityGroups = [] }: Topology, group: string): readonly Tie[] {
  if (!securityGroups.some(({ id }) => id === group)) return []
  return nodes.flatMap(({ name: node, enis }) =>
    enis.map(({ dev, securityGroups: groups = [] }): Tie => {
      const on = groups.includes(group)
      const next = on ? without(groups, group) : [...groups, group]
      return {
        to: { kind: 'eni', name: `${node}/${dev}` },
        on,
        edit: () =>
          next.length === 0
            ? { kind: 'set-eni', node, dev, change: {}, clear: ['securityGroups'] }
            : { kind: 'set-eni', node, dev, change: { securityGroups: next } },
      }
    }),
  )
}

/** A vSwitch has one network ACL at most: to one that has another it cannot be tied. */
function aclTies({ vswitches, networkAcls = [] }: Topology, acl: string): readonly Tie[] {
  const bound = networkAcls.find(({ id }) => id === acl)?.vswitches
  if (!bound) return []
  const taken = new Set(networkAcls.flatMap((each) => each.vswitches))
  return vswitches.map(({ name }) => {
    const on = bound.includes(name)
    const next = () => (on ? without(bound, name) : [...bound, name])
    return {
      to: { kind: 'vswitch', name },
      on,
      edit: on || !taken.has(name) ? () => ({ kind: 'set-network-acl', acl, change: { vswitches: next() } }) : null,
    }
  })
}

/** A route has one next hop: it is moved, not untied. */
function routeTies(topology: Topology, name: string): readonly Tie[] {
  const at = placeIn(topology, 'route', name)
  const route = topology.routes?.[at]
  if (!route) return []
  const tie = (to: ObjectRef, via: typeof route.via, on: boolean): Tie => ({
    to,
    on,
    edit: on ? null : () => ({ kind: 'set-route', at, route: { ...route, via } }),
  })
  const { nodes, natGateway } = topology
  const { via } = route
  const isVia = (node: string, eni: string | undefined) =>
    'node' in via && via.node === node && (via.eni ?? 'eth0') === (eni ?? 'eth0')
  return [
    ...nodes.flatMap(({ name: node, enis }) => [
      tie({ kind: 'node', name: node }, { node }, isVia(node, undefined)),
      ...enis
        .slice(1)
        .map(({ dev }) => tie({ kind: 'eni', name: `${node}/${dev}` }, { node, eni: dev }, isVia(node, dev))),
    ]),
    ...(natGateway
      ? [
          tie(
            { kind: 'nat-gateway', name: natGateway.id },
            { natGateway: natGateway.id },
            'natGateway' in via && via.natGateway === natGateway.id,
          ),
        ]
      : []),
  ]
}

/** An address has one EIP at most. */
function eipTies(topology: Topology, name: string): readonly Tie[] {
  const at = placeIn(topology, 'eip', name)
  const { pods, nodes, eips = [] } = topology
  const eip = eips[at]
  if (!eip) return []
  const bound = new Set(eips.map(({ ip }) => ip))
  const owners = [
    ...pods.filter(({ hostNetwork }) => !hostNetwork).map((pod) => ({ to: podRef(pod), ip: pod.ip })),
    ...nodes.map((node) => ({ to: { kind: 'node', name: node.name } as const, ip: node.ip })),
  ]
  return owners.map(({ to, ip }) => ({
    to,
    on: ip === eip.ip,
    edit: bound.has(ip) ? null : () => ({ kind: 'set-eip', at, eip: { ...eip, ip } }),
  }))
}

/** Those of the objects that can hang at this one, with the tie of each. */
export function tiedTo(
  topology: Topology,
  { kind, name }: ObjectRef,
  hanging: readonly ObjectRef[],
): readonly { readonly object: ObjectRef; readonly tie: Tie }[] {
  // Of three thousand pods each of three hundred Services has as many ties; those of one name are enough.
  const bare = name.slice(name.indexOf('/') + 1)
  const near = kind === 'pod' ? { ...topology, pods: topology.pods.filter((pod) => pod.name === bare) } : topology
  return hanging.flatMap((object) => {
    const tie = tiesOf(near, object).find(({ to }) => to.kind === kind && to.name === name)
    return tie ? [{ object, tie }] : []
  })
}
