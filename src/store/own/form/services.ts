/*! Fields of Services, clients and the SLB with its listeners. */
import {
  type ClientSpec,
  type Edit,
  nameOf,
  type ServicePortSpec,
  type ServiceSpec,
  type SlbAclSpec,
  type SlbBackendSpec,
  type SlbListenerSpec,
  type SlbSpec,
  type Topology,
} from '../../../sim'
import {
  address,
  changeOf,
  declared,
  type Field,
  fieldsBy,
  flagUnless,
  hardware,
  labels,
  listOf,
  maybe,
  name,
  number,
  one,
  oneOf,
  orNull,
  port,
  prefix,
  someOf,
  transport,
} from './field'
import { listening } from './nodes'
import { renaming } from './rename'
import { cellsOf, rows } from './rows'

const policy = oneOf<'Cluster' | 'Local'>('Cluster', 'Local')
/** `sessionAffinityConfig.clientIP.timeoutSeconds` goes up to a day. */
const DAY = 86_400

export function serviceFields(topology: Topology, spec: ServiceSpec): readonly Field[] {
  const service = nameOf(spec)
  const set = { kind: 'set-service', service } as const
  const field = fieldsBy<ServiceSpec>(spec, (change): Edit => ({ ...set, ...change }))
  const cell = cellsOf<ServicePortSpec>()
  const { endpoints } = spec
  const backedBy = (to: ServiceSpec['endpoints']): Edit => ({ ...set, change: { endpoints: to } })
  return [
    renaming(topology, 'service', spec.name, (to) => ({ kind: 'rename-service', service, to })),
    field('namespace', maybe(name)),
    field('clusterIP', address),
    rows<ServicePortSpec>(
      'servicePorts',
      [cell('port', port), cell('targetPort', port), cell('nodePort', orNull(port)), cell('protocol', transport)],
      spec.ports,
      { protocol: 'TCP', port: freePort(spec.ports), targetPort: spec.ports[0]?.targetPort ?? 80, nodePort: null },
      ({ items }): Edit => ({ ...set, change: { ports: items } }),
    ),
    one('endpoints', 'pods' in endpoints ? endpoints.pods : [], listOf(name), (pods) => backedBy({ pods })),
    one('selector', 'selector' in endpoints ? endpoints.selector : {}, labels, (selector) =>
      backedBy(Object.keys(selector).length === 0 ? { pods: [] } : { selector }),
    ),
    field('lbIP', orNull(address)),
    field('externalTrafficPolicy', policy),
    field('internalTrafficPolicy', maybe(policy)),
    one(
      'affinitySeconds',
      spec.affinitySeconds ?? undefined,
      maybe(number(1, DAY)),
      (value): Edit => ({
        ...set,
        ...changeOf<ServiceSpec, 'affinitySeconds'>('affinitySeconds', value),
      }),
    ),
    field('externalIPs', someOf(address)),
    field('sourceRanges', someOf(prefix)),
    field('lbIPMode', maybe(oneOf<'VIP' | 'Proxy'>('VIP', 'Proxy'))),
  ]
}

const freePort = (ports: readonly ServicePortSpec[]): number =>
  [80, 443, 8080, 8443].find((each) => !ports.some((taken) => taken.port === each)) ?? 9000 + ports.length

export function clientFields(topology: Topology, spec: ClientSpec): readonly Field[] {
  const client = spec.name
  const set = { kind: 'set-client', client } as const
  const field = fieldsBy<ClientSpec>(spec, (change): Edit => ({ ...set, ...change }))
  return [
    renaming(topology, 'client', client, (to) => ({ kind: 'rename-client', client, to })),
    field('ip', address),
    field('internet', flagUnless(false)),
    listening(spec.listen, (listen) => ({ ...set, ...changeOf<ClientSpec, 'listen'>('listen', listen) })),
    ...declared<ClientSpec>(spec, (change): Edit => ({ ...set, ...change }))('mac', hardware),
  ]
}

export const slbFields = ({ id }: SlbSpec): readonly Field[] => [
  one('name', id, name, (to): Edit => ({ kind: 'rename-slb', to })),
]

export function listenerFields(at: number, listener: SlbListenerSpec): readonly Field[] {
  const set = (change: Partial<SlbListenerSpec>): Edit => ({
    kind: 'set-listener',
    at,
    listener: { ...listener, ...change },
  })
  const field = fieldsBy<SlbListenerSpec>(listener, ({ change }) => set(change))
  const cell = cellsOf<SlbBackendSpec>()
  return [
    field('vip', address),
    field('port', port),
    field('protocol', transport),
    rows<SlbBackendSpec>(
      'backends',
      [cell('ip', address), cell('port', port)],
      listener.backends,
      listener.backends.at(-1) ?? { ip: listener.vip, port: listener.port },
      ({ items }) => set({ backends: items }),
    ),
    ...accessFields(listener, (next): Edit => ({ kind: 'set-listener', at, listener: next })),
  ]
}

/** Who may ask: the list's kind, and where there is one, what stands on it. */
function accessFields(listener: SlbListenerSpec, set: (listener: SlbListenerSpec) => Edit): readonly Field[] {
  const { acl, ...open } = listener
  const kind = one('aclType', acl?.type, maybe(oneOf<SlbAclSpec['type']>('white', 'black')), (type) =>
    set(type === undefined ? open : { ...listener, acl: { type, entries: acl?.entries ?? [] } }),
  )
  if (acl === undefined) return [kind]
  return [
    kind,
    one('aclEntries', acl.entries, listOf(prefix), (entries) => set({ ...listener, acl: { ...acl, entries } })),
  ]
}
