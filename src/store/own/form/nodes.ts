/*! Fields of vSwitches, nodes, ENIs and pods. */
import { err, ok } from '../../../base/result'
import {
  type Change,
  type Edit,
  type EndpointState,
  type EniSpec,
  INSTANCE_TYPES,
  type ListenerSpec,
  nameOf,
  newPlace,
  newPod,
  type NodeSpec,
  type PodSpec,
  resolve,
  type Topology,
  type VSwitchSpec,
} from '../../../sim'
import {
  address,
  type Answer,
  changeOf,
  declared,
  type Field,
  fieldsBy,
  flag,
  flagUnless,
  hardware,
  labels,
  listOf,
  maybe,
  name,
  nameAmong,
  number,
  one,
  oneOf,
  port,
  prefix,
  someOf,
  transport,
} from './field'
import type { FieldId } from './ids'
import { renaming } from './rename'
import { cellsOf, rows } from './rows'

export function vswitchFields(topology: Topology, spec: VSwitchSpec): readonly Field[] {
  const vswitch = spec.name
  const field = fieldsBy<VSwitchSpec>(spec, (change): Edit => ({ kind: 'set-vswitch', vswitch, ...change }))
  return [
    renaming(topology, 'vswitch', vswitch, (to) => ({ kind: 'rename-vswitch', vswitch, to })),
    field('cidr', prefix),
    field('gateway', maybe(address)),
    field('routeTable', maybe(name)),
  ]
}

export function nodeFields(topology: Topology, spec: NodeSpec): readonly Field[] {
  const node = spec.name
  const set = { kind: 'set-node', node } as const
  const field = fieldsBy<NodeSpec>(spec, (change): Edit => ({ ...set, ...change }))
  const types = INSTANCE_TYPES.map((type) => type.name)
  return [
    renaming(topology, 'node', node, (to) => ({ kind: 'rename-node', node, to })),
    field('ip', address),
    field('vswitch', vswitchAmong(topology, spec.vswitch)),
    field('instanceType', maybe(nameAmong(spec.instanceType ?? '', types))),
    checksBack(spec, 'all', 'rpFilter'),
    // On unless it is said: so Terway and the kubelet want it.
    field('ipForward', flagUnless(true)),
    ...odd('oddRpFilter', spec.rpFilter, [], (values) => ({
      ...set,
      ...changeOf<NodeSpec, 'rpFilter'>('rpFilter', values),
    })),
    // What `all` and `default` would say is said by ip_forward.
    ...odd('oddForwarding', spec.forwarding, ['all', 'default'], (values) => ({
      ...set,
      ...changeOf<NodeSpec, 'forwarding'>('forwarding', values),
    })),
    listening(spec.listen, (listen) => ({ ...set, ...changeOf<NodeSpec, 'listen'>('listen', listen) })),
  ]
}

export function eniFields(topology: Topology, spec: NodeSpec, eni: EniSpec): readonly Field[] {
  const { dev } = eni
  const { name: node } = spec
  const set = (change: Change<EniSpec>): Edit => ({ kind: 'set-eni', node, dev, ...change })
  const field = fieldsBy<EniSpec>(eni, set)
  const own = declared<EniSpec>(eni, set)
  return [
    // The kernel's names: the primary one stays eth0.
    ...(eni === spec.enis[0] && dev === 'eth0'
      ? []
      : [one('name', dev, name, (to): Edit => ({ kind: 'rename-eni', node, dev, to }))]),
    field('vswitch', maybe(vswitchAmong(topology, eni.vswitch ?? ''))),
    field('sourceDestCheck', flagUnless(false)),
    passesOn(spec, dev, 'forwarding'),
    checksBack(spec, dev, 'ownRpFilter'),
    field('securityGroups', someOf(name)),
    ...own('id', name, 'eniId'),
    ...own('mac', hardware),
    ...own('ifindex', INDEX),
  ]
}

/** The host end of a pod's veth pair, as it is derived where it is not said. */
const vethOf = (topology: Topology, spec: PodSpec): string =>
  spec.veth ?? resolve({ ...topology, pods: [spec], services: [] }).pods[0]?.veth ?? ''

const INDEX = number(1, 0x7fff_ffff)
/** As many as a kernel of 64 bits has (PID_MAX_LIMIT, include/linux/threads.h). */
const MOST_PIDS = 4_194_304
const STATES = oneOf<EndpointState>('ready', 'serving-terminating', 'not-ready')

export function podFields(topology: Topology, spec: PodSpec): readonly Field[] {
  const pod = nameOf(spec)
  const set = { kind: 'set-pod', pod } as const
  const field = fieldsBy<PodSpec>(spec, (change): Edit => ({ ...set, ...change }))
  const own = declared<PodSpec>(spec, (change): Edit => ({ ...set, ...change }))
  const host = topology.nodes.find((each) => each.name === spec.node)
  /** A value that is chosen, and is more than one key. */
  const chosen = (
    id: 'node' | 'eni' | 'hostNetwork',
    value: string,
    { input }: Pick<typeof name, 'input'>,
    edit: (text: string) => Edit | null,
  ): Field => ({ kind: 'one', id, input, value, edit: (text) => roomFor(edit(text)) })
  return [
    renaming(topology, 'pod', spec.name, (to) => ({ kind: 'rename-pod', pod, to })),
    field('namespace', maybe(name)),
    chosen(
      'node',
      spec.node,
      nameAmong(
        spec.node,
        topology.nodes.map((each) => each.name),
      ),
      (node) => newPlace(topology, pod, { node }),
    ),
    ...(spec.hostNetwork
      ? []
      : [
          chosen('eni', spec.eni, nameAmong(spec.eni, host?.enis.slice(1).map(({ dev }) => dev) ?? []), (eni) =>
            newPlace(topology, pod, { node: spec.node, eni }),
          ),
          field('ip', address),
        ]),
    chosen('hostNetwork', flag.show(spec.hostNetwork ?? false), flag, (text): Edit | null => {
      if (text === 'yes') return host ? { ...set, change: { hostNetwork: true, eni: 'eth0', ip: host.ip } } : null
      const place = newPod(topology, { node: spec.node })
      return place && { ...set, change: { eni: place.eni, ip: place.ip }, clear: ['hostNetwork'] }
    }),
    // Its host end is a device of the node.
    ...(host && !spec.hostNetwork
      ? [
          passesOn(host, vethOf(topology, spec), 'caliForwarding'),
          checksBack(host, vethOf(topology, spec), 'caliRpFilter'),
        ]
      : []),
    field('labels', maybe(labels)),
    listening(spec.listen, (listen) => ({ ...set, ...changeOf<PodSpec, 'listen'>('listen', listen) })),
    field('endpoint', maybe(STATES)),
    ...own('veth', name),
    ...own('ifindex', INDEX),
    ...own('podIfindex', INDEX),
    ...own('mac', hardware),
    ...own('hostMac', hardware),
    ...own('pid', number(1, MOST_PIDS)),
  ]
}

/** What came in by this device is passed on or not; not said: as the node's ip_forward has it. */
function passesOn({ name: node, forwarding = {} }: NodeSpec, dev: string, id: FieldId): Field {
  const { [dev]: own, ...others } = forwarding
  const shown = own === undefined ? undefined : own ? 'on' : 'off'
  return one(id, shown, maybe(oneOf<'on' | 'off'>('on', 'off')), (value): Edit => {
    const next = value === undefined ? others : { ...others, [dev]: value === 'on' }
    return { kind: 'set-node', node, ...changeOf<NodeSpec, 'forwarding'>('forwarding', someOrNone(next)) }
  })
}

/** How strictly the way back is checked of what came in by this device, or with `all` by any: the larger of the two counts. */
function checksBack({ name: node, rpFilter = {} }: NodeSpec, dev: string, id: FieldId): Field {
  const { [dev]: own, ...others } = rpFilter
  return one(id, own, maybe(oneOf<0 | 1 | 2>(0, 1, 2)), (value): Edit => {
    const next = value === undefined ? others : { ...others, [dev]: value }
    return { kind: 'set-node', node, ...changeOf<NodeSpec, 'rpFilter'>('rpFilter', someOrNone(next)) }
  })
}

/** Settings of devices that no device can be called: by name, so that they can be renamed or emptied. Asked for only where there are such. */
function odd<T>(
  id: FieldId,
  values: Readonly<Record<string, T>> | undefined,
  besides: readonly string[],
  set: (values: Readonly<Record<string, T>> | undefined) => Edit,
): readonly Field[] {
  const entries = Object.entries(values ?? {})
  const isOdd = (dev: string): boolean =>
    dev.length > 15 || !/^[a-z][a-z0-9._-]*$/.test(dev) || dev in Object.prototype || besides.includes(dev)
  const names = entries.map(([dev]) => dev).filter(isOdd)
  if (names.length === 0) return []
  return [
    one(id, names, listOf(name), (next): Edit => {
      const kept = entries.flatMap(([dev, value]) => {
        const to = isOdd(dev) ? next[names.indexOf(dev)] : dev
        return to === undefined ? [] : [[to, value] as const]
      })
      return set(someOrNone(Object.fromEntries(kept)))
    }),
  ]
}

const someOrNone = <Values extends object>(values: Values): Values | undefined =>
  Object.keys(values).length === 0 ? undefined : values

const roomFor = (edit: Edit | null): Answer<Edit> => (edit ? ok(edit) : err({ code: 'no-room' }))

const vswitchAmong = ({ vswitches }: Topology, now: string) =>
  nameAmong(
    now,
    vswitches.map((each) => each.name),
  )

/** The ports that somebody serves. */
export const listening = (
  listen: readonly ListenerSpec[] = [],
  edit: (listen: readonly ListenerSpec[] | undefined) => Edit,
): Field => {
  const taken = new Set(listen.map((each) => each.port))
  const free = [80, 443, 8080, 53].find((each) => !taken.has(each)) ?? 8081
  const cell = cellsOf<ListenerSpec>()
  return rows<ListenerSpec>(
    'listen',
    [cell('port', port), cell('protocol', transport), cell('process', maybe(name))],
    listen,
    { port: free, protocol: 'TCP' },
    ({ items }) => edit(items.length === 0 ? undefined : items),
  )
}
