/*! The same question without what it is called: names and addresses replaced, each everywhere by the same other one. What a packet
meets stays: prefixes keep their lengths, an address its place in its vSwitch, and what contained what still does. */
import type { Question } from './edit'
import { redactedAddress } from './redact-address'
import { resolve } from './resolve'
import type { Cidr } from '../net/ip'
import type { EniSpec, NetworkPolicySpec, NodeSpec, PodSpec, Topology, VpcRouteSpec } from './types'

/** Old name → new one, numbered in the order of the topology. */
class Names {
  readonly #names = new Map<string, string>()
  constructor(readonly word: string) {}

  of(old: string): string {
    const found = this.#names.get(old) ?? `${this.word}-${this.#names.size + 1}`
    this.#names.set(old, found)
    return found
  }
}

/**
 * The question with other names and addresses. Its trace is the redacted trace of the given one, but for what a hash of an address
 * decides: the scheduler `sh`. Ids, MACs and veth names that were given are left out, so that they are derived from the new names;
 * PIDs are left out. Ports, device names, interface indexes, instance types and releases stay.
 */
export const redact = (question: Question): Question => redactor([question.topology])(question)

/**
 * The same for questions that stand beside each other: what both have is replaced by the same in both. `topologies`: of all of them,
 * before the first one is redacted; in any prefix of theirs an address keeps its place.
 */
export function redactor(topologies: readonly Topology[]): (question: Question) => Question {
  const word = (text: string) => new Names(text)
  const vswitch = word('vsw')
  const node = word('node')
  const pod = word('pod')
  const service = word('svc')
  const client = word('client')
  const namespace = word('ns')
  const label = word('label')
  const value = word('value')
  const process = word('process')
  const group = word('sg')
  const acl = word('acl')
  const policy = word('policy')
  const table = word('table')
  const gateway = word('ngw')

  const ip = redactedAddress(topologies.flatMap(({ vswitches }) => vswitches.map(({ cidr }) => cidr)))
  const prefix = ({ address, length }: Cidr): Cidr => ({ address: ip(address, length), length })
  const space = (old: string): string => (old === 'default' ? old : namespace.of(old))
  const route = (old: string): string => (old === 'system' ? old : table.of(old))
  /** `namespace/name` stays of that form. */
  const podRef = (old: string): string => {
    const slash = old.indexOf('/')
    return slash < 0 ? pod.of(old) : `${space(old.slice(0, slash))}/${pod.of(old.slice(slash + 1))}`
  }
  const labels = (old: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(old).map(([key, text]) => [label.of(key), value.of(text)]))
  const listen = (old: NonNullable<PodSpec['listen']>) =>
    old.map((one) => (one.process === undefined ? one : { ...one, process: process.of(one.process) }))
  const rules = (old: NonNullable<NetworkPolicySpec['ingress']>) =>
    old.map((rule) => ({
      ...rule,
      ...given(rule.peers, (peers) => ({
        peers: peers.map((peer) => ('pods' in peer ? { pods: peer.pods.map(podRef) } : { cidr: prefix(peer.cidr) })),
      })),
    }))
  const eni = ({ id: _id, mac: _mac, ...old }: EniSpec): EniSpec => ({
    ...old,
    ...given(old.vswitch, (name) => ({ vswitch: vswitch.of(name) })),
    ...given(old.securityGroups, (ids) => ({ securityGroups: ids.map((id) => group.of(id)) })),
  })

  const podSpec = ({ pid: _pid, veth: _veth, mac: _mac, hostMac: _host, ...old }: PodSpec): PodSpec => ({
    ...old,
    name: pod.of(old.name),
    node: node.of(old.node),
    ip: ip(old.ip),
    ...given(old.namespace, (name) => ({ namespace: space(name) })),
    ...given(old.labels, (all) => ({ labels: labels(all) })),
    ...given(old.listen, (all) => ({ listen: listen(all) })),
  })
  return ({ topology, flow }) => {
    // Nodes first, pods next: that is the order of the numbers.
    const vswitches = topology.vswitches.map((old) => ({
      ...old,
      name: vswitch.of(old.name),
      cidr: prefix(old.cidr),
      ...given(old.gateway, (address) => ({ gateway: ip(address) })),
      ...given(old.routeTable, (name) => ({ routeTable: route(name) })),
    }))
    const nodes = topology.nodes.map(
      (old): NodeSpec => ({
        ...old,
        name: node.of(old.name),
        ip: ip(old.ip),
        vswitch: vswitch.of(old.vswitch),
        enis: old.enis.map(eni),
        ...given(old.listen, (all) => ({ listen: listen(all) })),
      }),
    )
    const pods = topology.pods.map(podSpec)
    const cloud: Partial<Topology> = {
      ...given(topology.natGateway, (old) => ({
        natGateway: {
          id: gateway.of(old.id),
          entries: old.entries.map(({ source, eip }) => ({ source: prefix(source), eip: ip(eip) })),
        },
      })),
      ...given(topology.eips, (all) => ({ eips: all.map((one) => ({ eip: ip(one.eip), ip: ip(one.ip) })) })),
      ...given(topology.securityGroups, (all) => ({
        securityGroups: all.map((old) => ({
          ...old,
          id: group.of(old.id),
          rules: old.rules.map((rule) => ({
            ...rule,
            peer: 'cidr' in rule.peer ? { cidr: prefix(rule.peer.cidr) } : { group: group.of(rule.peer.group) },
          })),
        })),
      })),
      ...given(topology.networkAcls, (all) => ({
        networkAcls: all.map((old) => ({
          id: acl.of(old.id),
          vswitches: old.vswitches.map((name) => vswitch.of(name)),
          rules: old.rules.map((rule) => ({ ...rule, cidr: prefix(rule.cidr) })),
        })),
      })),
      ...given(topology.routes, (all) => ({
        routes: all.map((old) => ({
          ...given(old.table, (name) => ({ table: route(name) })),
          destination: prefix(old.destination),
          via: via(old.via, node, gateway),
        })),
      })),
    }
    const redacted: Topology = {
      ...topology,
      vpc: prefix(topology.vpc),
      vswitches,
      nodes,
      pods,
      services: topology.services.map((old) => ({
        ...old,
        name: service.of(old.name),
        clusterIP: ip(old.clusterIP),
        lbIP: old.lbIP === null ? null : ip(old.lbIP),
        ...given(old.namespace, (name) => ({ namespace: space(name) })),
        ...given(old.externalIPs, (all) => ({ externalIPs: all.map((one) => ip(one)) })),
        ...given(old.sourceRanges, (all) => ({ sourceRanges: all.map(prefix) })),
        endpoints:
          'pods' in old.endpoints
            ? { pods: old.endpoints.pods.map(podRef) }
            : { selector: labels(old.endpoints.selector) },
      })),
      clients: topology.clients.map(({ mac: _mac, ...old }) => ({
        ...old,
        name: client.of(old.name),
        ip: ip(old.ip),
        ...given(old.listen, (all) => ({ listen: listen(all) })),
      })),
      slb: topology.slb && {
        id: 'lb-1',
        listeners: topology.slb.listeners.map((old) => ({
          ...old,
          vip: ip(old.vip),
          ...given(old.acl, ({ type, entries }) => ({ acl: { type, entries: entries.map(prefix) } })),
          backends: old.backends.map((one) => ({ ...one, ip: ip(one.ip) })),
        })),
      },
      kubeProxy: {
        ...topology.kubeProxy,
        clusterCIDR: topology.kubeProxy.clusterCIDR && prefix(topology.kubeProxy.clusterCIDR),
        ...given(topology.kubeProxy.serviceCIDRs, (all) => ({ serviceCIDRs: all.map(prefix) })),
      },
      ...given(topology.networkPolicies, (all) => ({
        networkPolicies: all.map((old) => ({
          name: policy.of(old.name),
          pods: old.pods.map(podRef),
          ...given(old.ingress, (list) => ({ ingress: rules(list) })),
          ...given(old.egress, (list) => ({ egress: rules(list) })),
        })),
      })),
      ...cloud,
    }
    const who = { pod: podRef, node: (old: string) => node.of(old), client: (old: string) => client.of(old) }
    const isNode = (old: string): boolean => topology.nodes.some(({ name }) => name === old)
    return {
      topology: withSysctls(redacted, topology),
      flow: {
        ...flow,
        from: { kind: flow.from.kind, name: who[flow.from.kind](flow.from.name) },
        to: { ...flow.to, ip: ip(flow.to.ip) },
        backend: flow.backend === null ? null : podRef(flow.backend),
        ...given(flow.slbBackend, (name) => ({ slbBackend: isNode(name) ? node.of(name) : podRef(name) })),
      },
    }
  }
}

/** What is set of a veth follows its new name. */
function withSysctls(redacted: Topology, topology: Topology): Topology {
  if (!topology.nodes.some(({ rpFilter, forwarding }) => rpFilter !== undefined || forwarding !== undefined))
    return redacted
  const before = resolve(topology).pods
  const after = resolve(redacted).pods
  const veths = new Map(before.map(({ veth }, at) => [veth, after[at]?.veth ?? veth]))
  const renamed = <V>(values: Readonly<Record<string, V>>): Readonly<Record<string, V>> =>
    Object.fromEntries(Object.entries(values).map(([dev, value]) => [veths.get(dev) ?? dev, value]))
  return {
    ...redacted,
    nodes: redacted.nodes.map((node) => ({
      ...node,
      ...given(node.rpFilter, (values) => ({ rpFilter: renamed(values) })),
      ...given(node.forwarding, (values) => ({ forwarding: renamed(values) })),
    })),
  }
}

function via(old: VpcRouteSpec['via'], node: Names, gateway: Names): VpcRouteSpec['via'] {
  if ('node' in old) return { ...old, node: node.of(old.node) }
  return 'natGateway' in old ? { natGateway: gateway.of(old.natGateway) } : old
}

/** Keys for a value that was given; none for one that was not. */
const given = <T, R extends object>(value: T | undefined, keys: (value: T) => R): R | Record<never, never> =>
  value === undefined ? {} : keys(value)
