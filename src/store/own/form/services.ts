/*! Fields of Services, clients and the SLB's listeners. */
import {
  type ClientSpec,
  type Edit,
  nameOf,
  type ServicePortSpec,
  type ServiceSpec,
  type SlbBackendSpec,
  type SlbListenerSpec,
  type Topology,
} from '../../../sim'
import {
  address,
  choice,
  type Field,
  FLAG,
  flag,
  labels,
  listOf,
  maybe,
  name,
  NUMBER,
  number,
  one,
  oneOf,
  orNull,
  port,
  prefix,
  put,
  TEXT,
} from './field'
import { listening } from './nodes'
import { renaming } from './rename'
import { cell, rows } from './rows'

const protocol = oneOf<'TCP' | 'UDP'>('TCP', 'UDP')
const policy = oneOf<'Cluster' | 'Local'>('Cluster', 'Local')
const PROTOCOLS = choice('TCP', 'UDP')
/** `sessionAffinityConfig.clientIP.timeoutSeconds` goes up to a day. */
const DAY = 86_400

export function serviceFields(topology: Topology, spec: ServiceSpec): readonly Field[] {
  const service = nameOf(spec)
  const set = { kind: 'set-service', service } as const
  const { endpoints } = spec
  const pods = 'pods' in endpoints ? endpoints.pods : []
  const selector = 'selector' in endpoints ? endpoints.selector : {}
  return [
    renaming(topology, 'service', spec.name, (to) => ({ kind: 'rename-service', service, to })),
    one('namespace', TEXT, spec.namespace, maybe(name), (value): Edit => ({ ...set, ...put('namespace', value) })),
    one('clusterIP', TEXT, spec.clusterIP, address, (clusterIP): Edit => ({ ...set, change: { clusterIP } })),
    rows<ServicePortSpec>(
      'servicePorts',
      [
        cell('port', NUMBER, 'port', port),
        cell('targetPort', NUMBER, 'targetPort', port),
        cell('nodePort', NUMBER, 'nodePort', orNull(port)),
        cell('protocol', PROTOCOLS, 'protocol', protocol),
      ],
      spec.ports,
      { protocol: 'TCP', port: freePort(spec.ports), targetPort: spec.ports[0]?.targetPort ?? 80, nodePort: null },
      ({ items }): Edit => ({ ...set, change: { ports: items } }),
    ),
    one('endpoints', TEXT, pods, listOf(name), (value): Edit => ({ ...set, change: { endpoints: { pods: value } } })),
    one(
      'selector',
      TEXT,
      selector,
      labels,
      (value): Edit => ({
        ...set,
        change: { endpoints: Object.keys(value).length === 0 ? { pods: [] } : { selector: value } },
      }),
    ),
    one('lbIP', TEXT, spec.lbIP, orNull(address), (lbIP): Edit => ({ ...set, change: { lbIP } })),
    one(
      'externalTrafficPolicy',
      choice('Cluster', 'Local'),
      spec.externalTrafficPolicy,
      policy,
      (value): Edit => ({
        ...set,
        change: { externalTrafficPolicy: value },
      }),
    ),
    one(
      'internalTrafficPolicy',
      choice('', 'Cluster', 'Local'),
      spec.internalTrafficPolicy,
      maybe(policy),
      (value): Edit => ({
        ...set,
        ...put('internalTrafficPolicy', value),
      }),
    ),
    one(
      'affinitySeconds',
      NUMBER,
      spec.affinitySeconds ?? undefined,
      maybe(number(1, DAY)),
      (value): Edit => ({
        ...set,
        ...put('affinitySeconds', value),
      }),
    ),
    one(
      'externalIPs',
      TEXT,
      spec.externalIPs ?? [],
      listOf(address),
      (value): Edit => ({
        ...set,
        ...put('externalIPs', value.length === 0 ? undefined : value),
      }),
    ),
    one(
      'sourceRanges',
      TEXT,
      spec.sourceRanges ?? [],
      listOf(prefix),
      (value): Edit => ({
        ...set,
        ...put('sourceRanges', value.length === 0 ? undefined : value),
      }),
    ),
  ]
}

const freePort = (ports: readonly ServicePortSpec[]): number =>
  [80, 443, 8080, 8443].find((each) => !ports.some((taken) => taken.port === each)) ?? 9000 + ports.length

export function clientFields(topology: Topology, spec: ClientSpec): readonly Field[] {
  const client = spec.name
  const set = { kind: 'set-client', client } as const
  return [
    renaming(topology, 'client', client, (to) => ({ kind: 'rename-client', client, to })),
    one('ip', TEXT, spec.ip, address, (ip): Edit => ({ ...set, change: { ip } })),
    one(
      'internet',
      FLAG,
      spec.internet ?? false,
      flag,
      (value): Edit => ({
        ...set,
        ...put('internet', value ? true : undefined),
      }),
    ),
    listening(spec.listen, (listen) => ({ ...set, ...put('listen', listen) })),
  ]
}

export function listenerFields(at: number, listener: SlbListenerSpec): readonly Field[] {
  const set = (change: Partial<SlbListenerSpec>): Edit => ({
    kind: 'set-listener',
    at,
    listener: { ...listener, ...change },
  })
  return [
    one('vip', TEXT, listener.vip, address, (vip) => set({ vip })),
    one('port', NUMBER, listener.port, port, (next) => set({ port: next })),
    one('protocol', PROTOCOLS, listener.protocol, protocol, (next) => set({ protocol: next })),
    rows<SlbBackendSpec>(
      'backends',
      [cell('ip', TEXT, 'ip', address), cell('port', NUMBER, 'port', port)],
      listener.backends,
      listener.backends.at(-1) ?? { ip: listener.vip, port: listener.port },
      ({ items }) => set({ backends: items }),
    ),
  ]
}
