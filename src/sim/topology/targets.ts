/*! Who can ask, and what can be asked, in a declared cluster: the rows of a picker. Nothing is resolved, nothing is judged: a
target that nobody answers is a target all the same. */
import type { Ipv4 } from '../net/ip'
import type { Protocol } from '../net/packet'
import type { FlowChoice, TargetAddress } from './flow-choice'
import { refsOf } from './pod-ref'
import type { Source, Topology, TrafficPolicy } from './types'

/** Somebody who can send. */
export interface FlowSource {
  readonly kind: Source['kind']
  readonly name: string
  readonly ip: Ipv4
}

export interface PortOf {
  readonly port: number
  readonly protocol: 'TCP' | 'UDP'
}

export interface FlowTarget {
  /** The group of the picker. */
  readonly kind: 'service' | 'pod' | 'node' | 'client'
  readonly address: TargetAddress
  /** Of the Service, pod, node, client, with its namespace where it stands twice; or the id of the SLB. */
  readonly name: string
  /** NodePort: the node that is asked. */
  readonly node: string | null
  readonly ip: Ipv4
  /** What is served there, as declared; the first one is offered. None: any port, nobody listens. */
  readonly ports: readonly PortOf[]
  /** External addresses and NodePorts: `externalTrafficPolicy`. */
  readonly policy: TrafficPolicy | null
}

/** In a larger cluster a NodePort is offered on the first nodes only; any other is an address that can be typed. */
const NODES_WITH_NODE_PORTS = 20

/** Pods, nodes and clients, in declared order; a pod whose name stands twice by `namespace/name`, as a flow names it. */
export function sourcesOf({ pods, nodes, clients }: Topology): readonly FlowSource[] {
  const row =
    (kind: Source['kind']) =>
    ({ name, ip }: { readonly name: string; readonly ip: Ipv4 }): FlowSource => ({ kind, name, ip })
  const ref = refsOf(pods)
  return [
    ...pods.map((pod) => row('pod')({ name: ref(pod), ip: pod.ip })),
    ...nodes.map(row('node')),
    ...clients.map(row('client')),
  ]
}

/** Everything that has an address and a name: Services by each of their addresses, then pods, nodes, clients. */
export function targetsOf(topology: Topology): readonly FlowTarget[] {
  return [...serviceTargets(topology), ...slbTargets(topology), ...podTargets(topology), ...ends(topology)]
}

const bare = { node: null, policy: null } as const

function serviceTargets({ services, nodes }: Topology): readonly FlowTarget[] {
  const ref = refsOf(services)
  return services.flatMap((declared) => {
    const { clusterIP, lbIP, externalIPs = [], ports, externalTrafficPolicy: policy } = declared
    const service = {
      kind: 'service',
      name: ref(declared),
      node: null,
      ports: ports.map(({ port, protocol }) => ({ port, protocol })),
    } as const
    const outer = [...(lbIP === null ? [] : [lbIP]), ...externalIPs]
    const nodePorts = ports.flatMap(({ nodePort, protocol }) =>
      nodePort === null ? [] : [{ port: nodePort, protocol }],
    )
    return [
      ...outer.map((ip): FlowTarget => ({ ...service, address: 'externalIP', ip, policy })),
      { ...service, address: 'clusterIP', ip: clusterIP, policy: null } satisfies FlowTarget,
      ...(nodePorts.length === 0 ? [] : nodes.slice(0, NODES_WITH_NODE_PORTS)).map(
        ({ name: node, ip }): FlowTarget => ({ ...service, address: 'nodePort', node, ip, ports: nodePorts, policy }),
      ),
    ]
  })
}

/** Addresses of the SLB that no Service has. */
function slbTargets({ slb, services }: Topology): readonly FlowTarget[] {
  const known = new Set(services.flatMap(({ lbIP }) => (lbIP === null ? [] : [lbIP])))
  const listeners = (slb?.listeners ?? []).filter(({ vip }) => !known.has(vip))
  return [...new Set(listeners.map(({ vip }) => vip))].map((vip) => ({
    ...bare,
    kind: 'service',
    address: 'slb',
    name: slb?.id ?? '',
    ip: vip,
    ports: listeners.filter((l) => l.vip === vip).map(({ port, protocol }) => ({ port, protocol })),
  }))
}

function podTargets({ pods, eips = [] }: Topology): readonly FlowTarget[] {
  const ref = refsOf(pods)
  return pods.flatMap((pod) => {
    const ports = (pod.listen ?? []).map(({ port, protocol }) => ({ port, protocol }))
    const own: FlowTarget = { ...bare, kind: 'pod', address: 'own', name: ref(pod), ip: pod.ip, ports }
    return [
      own,
      ...eips
        .filter(({ ip }) => ip === pod.ip && !pod.hostNetwork)
        .map(({ eip }): FlowTarget => ({ ...own, address: 'eip', ip: eip })),
    ]
  })
}

function ends({ nodes, clients, eips = [] }: Topology): readonly FlowTarget[] {
  const listening = (listen: readonly PortOf[] | undefined) =>
    (listen ?? []).map(({ port, protocol }) => ({ port, protocol }))
  return [
    ...nodes.flatMap(({ name, ip, listen }): readonly FlowTarget[] => {
      const own: FlowTarget = { ...bare, kind: 'node', address: 'own', name, ip, ports: listening(listen) }
      return [
        own,
        ...eips.filter((e) => e.ip === ip).map(({ eip }): FlowTarget => ({ ...own, address: 'eip', ip: eip })),
      ]
    }),
    ...clients.map(
      ({ name, ip, listen }): FlowTarget => ({
        ...bare,
        kind: 'client',
        address: 'own',
        name,
        ip,
        ports: listening(listen),
      }),
    ),
  ]
}

/** The target that a flow asks for, if it has a name. A NodePort goes before the node that it is on. */
export function targetAt(
  targets: readonly FlowTarget[],
  { to, protocol }: Pick<FlowChoice, 'to' | 'protocol'>,
): FlowTarget | null {
  const there = targets.filter(({ ip }) => ip === to.ip)
  const served = (target: FlowTarget) => target.ports.some((p) => p.port === to.port && p.protocol === protocol)
  return there.find((t) => t.address === 'nodePort' && served(t)) ?? there.find((t) => t.address !== 'nodePort') ?? null
}

/** The same target with a port: the wanted one if it is served there, else the first that is, else as wanted. */
export function askTarget(
  target: Pick<FlowTarget, 'ip' | 'ports' | 'address'>,
  wanted: { readonly port: number; readonly protocol: Protocol },
): Pick<FlowChoice, 'to' | 'protocol'> {
  const { ip, ports } = target
  if (wanted.protocol === 'ICMP' && target.address !== 'nodePort') return { to: { ip, port: 0 }, protocol: 'ICMP' }
  const chosen = ports.find((p) => p.port === wanted.port && p.protocol === wanted.protocol) ?? ports[0]
  if (chosen) return { to: { ip, port: chosen.port }, protocol: chosen.protocol }
  return {
    to: { ip, port: wanted.port === 0 ? DEFAULT_PORT : wanted.port },
    protocol: wanted.protocol === 'ICMP' ? 'TCP' : wanted.protocol,
  }
}

/** Where nothing says another one. */
export const DEFAULT_PORT = 80
