/*! Fields of vSwitches, nodes, ENIs and pods. */
import { err, ok } from '../../../base/result'
import {
  type Edit,
  type EniSpec,
  INSTANCE_TYPES,
  type ListenerSpec,
  nameOf,
  newPlace,
  newPod,
  type NodeSpec,
  type PodSpec,
  type Topology,
  type VSwitchSpec,
} from '../../../sim'
import {
  address,
  type Answer,
  choice,
  type Field,
  FLAG,
  flag,
  labels,
  listOf,
  maybe,
  name,
  NUMBER,
  one,
  oneOf,
  port,
  prefix,
  put,
  TEXT,
} from './field'
import { renaming } from './rename'
import { cell, rows } from './rows'

export function vswitchFields(topology: Topology, { name: vswitch, cidr, gateway, routeTable }: VSwitchSpec) {
  const set = { kind: 'set-vswitch', vswitch } as const
  return [
    renaming(topology, 'vswitch', vswitch, (to) => ({ kind: 'rename-vswitch', vswitch, to })),
    one('cidr', TEXT, cidr, prefix, (value): Edit => ({ ...set, change: { cidr: value } })),
    one('gateway', TEXT, gateway, maybe(address), (value): Edit => ({ ...set, ...put('gateway', value) })),
    one('routeTable', TEXT, routeTable, maybe(name), (value): Edit => ({ ...set, ...put('routeTable', value) })),
  ]
}

export function nodeFields(topology: Topology, node: NodeSpec): readonly Field[] {
  const set = { kind: 'set-node', node: node.name } as const
  const types = new Set(['', ...INSTANCE_TYPES.map((type) => type.name), node.instanceType ?? ''])
  const { all: rp, ...others } = node.rpFilter ?? {}
  return [
    renaming(topology, 'node', node.name, (to) => ({ kind: 'rename-node', node: node.name, to })),
    one('ip', TEXT, node.ip, address, (ip): Edit => ({ ...set, change: { ip } })),
    one(
      'vswitch',
      homes(topology, node.vswitch),
      node.vswitch,
      name,
      (vswitch): Edit => ({
        ...set,
        change: { vswitch },
      }),
    ),
    one(
      'instanceType',
      choice(...types),
      node.instanceType,
      maybe(name),
      (value): Edit => ({
        ...set,
        ...put('instanceType', value),
      }),
    ),
    one('rpFilter', choice('', '0', '1', '2'), rp, maybe(oneOf<0 | 1 | 2>(0, 1, 2)), (value): Edit => {
      const next = value === undefined ? others : { ...others, all: value }
      return { ...set, ...put('rpFilter', Object.keys(next).length === 0 ? undefined : next) }
    }),
    // On unless it is said: so Terway and the kubelet want it.
    one(
      'ipForward',
      FLAG,
      node.ipForward ?? true,
      flag,
      (value): Edit => ({
        ...set,
        ...put('ipForward', value ? undefined : false),
      }),
    ),
    listening(node.listen, (listen) => ({ ...set, ...put('listen', listen) })),
  ]
}

export function eniFields(topology: Topology, { name: node }: NodeSpec, eni: EniSpec): readonly Field[] {
  const { dev } = eni
  const set = { kind: 'set-eni', node, dev } as const
  const options = choice('', ...topology.vswitches.map((each) => each.name))
  return [
    // The kernel's names: the primary one stays eth0.
    ...(dev === 'eth0' ? [] : [one('name', TEXT, dev, name, (to): Edit => ({ kind: 'rename-eni', node, dev, to }))]),
    one('vswitch', options, eni.vswitch, maybe(name), (value): Edit => ({ ...set, ...put('vswitch', value) })),
    one(
      'sourceDestCheck',
      FLAG,
      eni.sourceDestCheck ?? false,
      flag,
      (value): Edit => ({
        ...set,
        ...put('sourceDestCheck', value ? true : undefined),
      }),
    ),
    one(
      'securityGroups',
      TEXT,
      eni.securityGroups ?? [],
      listOf(name),
      (ids): Edit => ({
        ...set,
        ...put('securityGroups', ids.length === 0 ? undefined : ids),
      }),
    ),
  ]
}

export function podFields(topology: Topology, spec: PodSpec): readonly Field[] {
  const pod = nameOf(spec)
  const set = { kind: 'set-pod', pod } as const
  const host = topology.nodes.find((each) => each.name === spec.node)
  const move = (place: { node?: string; eni?: string }): Answer<Edit> => {
    const edit = newPlace(topology, pod, place)
    return edit ? ok(edit) : err({ code: 'no-room' })
  }
  return [
    renaming(topology, 'pod', spec.name, (to) => ({ kind: 'rename-pod', pod, to })),
    one('namespace', TEXT, spec.namespace, maybe(name), (value): Edit => ({ ...set, ...put('namespace', value) })),
    {
      kind: 'one',
      id: 'node',
      input: choice(...new Set([spec.node, ...topology.nodes.map((each) => each.name)])),
      value: spec.node,
      edit: (node) => move({ node }),
    },
    ...(spec.hostNetwork
      ? []
      : ([
          {
            kind: 'one',
            id: 'eni',
            input: choice(...new Set([spec.eni, ...(host?.enis.slice(1).map(({ dev }) => dev) ?? [])])),
            value: spec.eni,
            edit: (eni) => move({ node: spec.node, eni }),
          },
          one('ip', TEXT, spec.ip, address, (ip): Edit => ({ ...set, change: { ip } })),
        ] satisfies Field[])),
    {
      kind: 'one',
      id: 'hostNetwork',
      input: FLAG,
      value: flag.show(spec.hostNetwork ?? false),
      edit: (text) => {
        if (text !== 'yes') {
          const place = newPod(topology, { node: spec.node })
          if (!place) return err({ code: 'no-room' })
          return ok({ ...set, change: { eni: place.eni, ip: place.ip }, clear: ['hostNetwork'] })
        }
        return host ? ok({ ...set, change: { hostNetwork: true, eni: 'eth0', ip: host.ip } }) : err({ code: 'no-room' })
      },
    },
    one(
      'labels',
      TEXT,
      spec.labels ?? {},
      labels,
      (value): Edit => ({
        ...set,
        ...put('labels', Object.keys(value).length === 0 ? undefined : value),
      }),
    ),
    listening(spec.listen, (listen) => ({ ...set, ...put('listen', listen) })),
  ]
}

/** The vSwitches; the one that is named, even where there is none of that name. */
const homes = ({ vswitches }: Topology, now: string) => choice(...new Set([...vswitches.map((v) => v.name), now]))

/** The ports that somebody serves. */
export const listening = (
  listen: readonly ListenerSpec[] = [],
  edit: (listen: readonly ListenerSpec[] | undefined) => Edit,
): Field => {
  const taken = new Set(listen.map((each) => each.port))
  const free = [80, 443, 8080, 53].find((each) => !taken.has(each)) ?? 8081
  return rows<ListenerSpec>(
    'listen',
    [
      cell('port', NUMBER, 'port', port),
      cell('protocol', choice('TCP', 'UDP'), 'protocol', oneOf<'TCP' | 'UDP'>('TCP', 'UDP')),
      cell('process', TEXT, 'process', maybe(name)),
    ],
    listen,
    { port: free, protocol: 'TCP' },
    ({ items }) => edit(items.length === 0 ? undefined : items),
  )
}
